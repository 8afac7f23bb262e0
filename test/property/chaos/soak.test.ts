import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

const SOAK = join(resolve(import.meta.dirname, '../../..'), 'scripts/soak.ts')

describe('npm run soak', () => {
  it('soaks a gateway, tells what it held, and leaves nothing behind', async () => {
    const options = ['--minutes', '0.05', '--seed', '7', '--faults', '0.1']
    const { stdout } = await promisify(execFile)(process.execPath, [SOAK, ...options])

    expect(stdout).toMatch(/^0\.05 minutes, 10 % of all calls failing, seed 7, Node /)
    expect(stdout).toMatch(/: \d+ requests, \d+ a second; \d+ answered whole/)
    expect(stdout).toMatch(/heap after GC \d+\.\d MiB → \d+\.\d MiB/)
    expect(stdout).toMatch(/\nIt holds\.\n$/)
  }, 60_000)
})
