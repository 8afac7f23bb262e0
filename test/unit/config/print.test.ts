import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runScript } from '../../support/run-script.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-config-'))
  writeFileSync(join(folder, '.env'), 'LOG_LEVEL=warn\nSESSION_SECRET=canary-of-the-file\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

const print = (env: Record<string, string>, ...args: string[]) =>
  runScript('src/cli/main.ts', { cwd: folder, env, args: ['print-config', ...args] })

it('prints each setting, where it comes from, and warnings', async () => {
  const { code, stdout, stderr } = await print({ PORT: '4321', mixin_pin: 'canary' })

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^PORT +environment +4321$/m)
  expect(stdout).toMatch(/^LOG_LEVEL +\.env +warn$/m)
  expect(stdout).toMatch(/^SESSION_SECRET +\.env +\[secret\]$/m)
  expect(stdout).toMatch(/^warning: mixin_pin is not a setting of Parley: did you mean MIXIN_PIN\?$/m)
  expect(stdout).not.toContain('canary')
})

it('prints the path of a secret in a file', async () => {
  const path = join(folder, 'session')
  writeFileSync(path, 'canary in a file')
  const { stdout } = await print({ API_KEYS_FILE: path })

  expect(stdout).toMatch(new RegExp(`^API_KEYS +file +\\[secret\\], in ${path}$`, 'm'))
  expect(stdout).not.toContain('canary')
})

it('prints JSON for programs', async () => {
  const { settings } = JSON.parse((await print({ PORT: '4321' }, '--json')).stdout) as { settings: object[] }

  expect(settings).toContainEqual({ name: 'PORT', value: '4321', source: 'environment' })
})

it('exits with 1 and the message of startup if settings are invalid', async () => {
  const { code, stdout, stderr } = await print({ PORT: 'canary' })

  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^Parley cannot start with these settings:\n {2}PORT must be/)
  expect(stderr).not.toContain('canary')
})
