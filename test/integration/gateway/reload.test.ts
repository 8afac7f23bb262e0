import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { ask, type GatewayProcess, runGateway } from '../../support/gateway-process.ts'
import { sandboxSettings } from '../../support/sandbox.ts'

const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`
const [FIRST, SECOND] = ['the-first-key-of-a-service', 'the-second-key-of-a-service']

let sandbox: Sandbox
let gateway: GatewayProcess
let folder: string
let keys: string
let secret: string
beforeEach(async () => {
  sandbox = await startSandbox()
  folder = mkdtempSync(join(tmpdir(), 'parley-reload-'))
  keys = join(folder, 'keys')
  secret = join(folder, 'secret')
  writeFileSync(keys, `${FIRST}\n`)
  writeFileSync(secret, 'the session secret of the start, in a file')
})
afterEach(async () => {
  gateway.signal('SIGKILL')
  await gateway.exited
  await sandbox.close()
  rmSync(folder, { recursive: true })
})

const start = async (env: Record<string, string> = {}): Promise<string> => {
  gateway = runGateway({
    ...sandboxSettings(sandbox.mixin),
    MIXIN_BOT_ACCESS: 'none',
    API_KEYS_FILE: keys,
    SESSION_SECRET_FILE: secret,
    ...env,
  })
  return (await gateway.ready).graphql
}

/** Sends SIGHUP and waits for a line that contains a text. */
const reload = async (text: string): Promise<string> => {
  const before = gateway.lines.length
  gateway.signal('SIGHUP')
  return vi.waitFor(
    () => {
      const line = gateway.lines.slice(before).find((one) => one.includes(text))
      expect(line).toBeDefined()
      return line ?? ''
    },
    { timeout: 5_000 },
  )
}

const isAccepted = async (graphql: string, key: string): Promise<boolean> => {
  const response = await ask(graphql, GROUP, { 'x-api-key': key })
  return !JSON.stringify(await response.json()).includes('UNAUTHENTICATED')
}

describe('SIGHUP', () => {
  it.each(['1', '2'])('replaces the API keys of %s processes and keeps their copies', async (WORKERS) => {
    const graphql = await start({ WORKERS })
    expect(await isAccepted(graphql, FIRST)).toBe(true)
    writeFileSync(keys, `shop=${SECOND}\n`)

    const line = await reload('the settings were read again')

    expect(JSON.parse(line)).toMatchObject({ changed: ['API_KEYS'] })
    await vi.waitFor(async () => {
      for (const _ of [1, 2, 3, 4]) expect(await isAccepted(graphql, SECOND)).toBe(true)
      for (const _ of [1, 2, 3, 4]) expect(await isAccepted(graphql, FIRST)).toBe(false)
    })
    expect(sandbox.mixin.control.calls().byEndpoint['GET /conversations/:id']).toBeLessThanOrEqual(
      Number(WORKERS),
    )
    expect(gateway.lines.join()).not.toContain(SECOND)
  })

  it('changes nothing if a setting is wrong, and names every problem', async () => {
    const graphql = await start()
    writeFileSync(keys, SECOND)
    writeFileSync(secret, ' \n')

    const line = await reload('nothing has changed')

    expect(JSON.parse(line)).toMatchObject({
      level: 'error',
      problems: ['SESSION_SECRET_FILE must be the path of a file that is not empty'],
    })
    expect(await isAccepted(graphql, FIRST)).toBe(true)
    expect(await isAccepted(graphql, SECOND)).toBe(false)
  })

  it('names settings that need a restart, each time until there is one', async () => {
    const graphql = await start()
    writeFileSync(secret, 'another session secret, which needs a restart')
    for (const _ of [1, 2]) {
      const line = await reload('need a restart')
      expect(JSON.parse(line)).toMatchObject({ level: 'warn', settings: ['SESSION_SECRET'] })
    }
    expect(await isAccepted(graphql, FIRST)).toBe(true)
    expect(gateway.lines.join()).not.toContain('another session secret')
  })
})
