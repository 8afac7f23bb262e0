import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { canLimitMemory, createMemoryLimit } from '../../../bench/memory/container.ts'
import { ask, runGateway } from '../../support/gateway-process.ts'
import { program } from '../../support/program.ts'

const MIB = 2 ** 20
/** Nobody calls this network. */
const PRODUCTION = { NODE_ENV: 'production', MIXIN_API_URL: 'http://127.0.0.1:9', DRAIN_DELAY_MS: '0' }
const main = program('src/main.ts')

const note = canLimitMemory() ? '' : ' (skipped: this user may not create control groups)'

/** Runs the gateway within so much memory, and returns its command line once it has answered. */
const commandWithin = async (mib: number, env: Record<string, string> = {}) => {
  const limit = createMemoryLimit(mib * MIB)
  const launcher = [limit.enter.command, ...limit.enter.args]
  try {
    const gateway = runGateway({ ...PRODUCTION, ...env }, [], main, tmpdir(), launcher)
    const { graphql } = await gateway.ready
    const { status } = await ask(graphql, '{ __typename }')
    const command = readFileSync(`/proc/${gateway.pid}/cmdline`, 'utf8').split('\0').slice(1, -1)
    gateway.signal('SIGTERM')
    return { status, command, code: await gateway.exited, stderr: gateway.stderr() }
  } finally {
    limit.remove()
  }
}

describe.skipIf(!canLimitMemory())(`the young generation${note}`, { timeout: 60_000 }, () => {
  it('is enlarged in a small container, in the same process and without a word', async () => {
    expect(await commandWithin(512)).toEqual({
      status: 200,
      command: ['--max-semi-space-size=16', main],
      code: 0,
      stderr: '',
    })
  })

  it('is left to V8 where there is more memory', async () => {
    expect(await commandWithin(1_024)).toMatchObject({ status: 200, command: [main] })
  })

  it('is left to V8 with several workers, which would each take as much', async () => {
    expect(await commandWithin(700, { WORKERS: '2' })).toMatchObject({ status: 200, command: [main] })
  })

  it('is as the operator has set it', async () => {
    const { command } = await commandWithin(512, { NODE_OPTIONS: '--max-semi-space-size=4' })

    expect(command).toEqual([main])
  })
})
