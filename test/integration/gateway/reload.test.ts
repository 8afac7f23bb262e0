import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'undici'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type GatewayProcess, runGateway } from '../../support/gateway-process.ts'
import { sandboxSettings } from '../../support/sandbox.ts'

const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`
const DEEP = `{ conversation(id: "mixin:conversation:${x.groupId}") { participants(first: 1) { nodes { user { id } } } } }`
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
  gateway = runGateway(
    {
      ...sandboxSettings(sandbox.mixin),
      MIXIN_BOT_ACCESS: 'none',
      API_KEYS_FILE: 'keys',
      SESSION_SECRET_FILE: 'secret',
      ...env,
    },
    [],
    undefined,
    folder,
  )
  return (await gateway.ready).graphql
}

/** Over a connection of its own, so that each worker gets one in turn. */
const ask = async (graphql: string, query: string, apiKey: string) => {
  const { origin, pathname } = new URL(graphql)
  const client = new Client(origin)
  const { statusCode, body } = await client.request({
    method: 'POST',
    path: pathname,
    headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
    body: JSON.stringify({ query }),
  })
  const text = await body.text()
  await client.close()
  return { status: statusCode, text }
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

const isAccepted = async (graphql: string, key: string): Promise<boolean> =>
  !(await ask(graphql, GROUP, key)).text.includes('UNAUTHENTICATED')

// Processes start slowly on a busy machine.
describe('SIGHUP', { timeout: 60_000 }, () => {
  it.each(['1', '2'])('replaces the API keys of %s processes and keeps their copies', async (WORKERS) => {
    const graphql = await start({ WORKERS })
    expect(await isAccepted(graphql, FIRST)).toBe(true)
    writeFileSync(keys, `shop=${SECOND}\n`)

    const line = await reload('the settings were read again')

    expect(JSON.parse(line)).toMatchObject({ changed: ['API_KEYS'], files: ['keys'] })
    for (const _ of [1, 2, 3, 4]) expect(await isAccepted(graphql, SECOND)).toBe(true)
    for (const _ of [1, 2, 3, 4]) expect(await isAccepted(graphql, FIRST)).toBe(false)
    expect(sandbox.mixin.control.calls().byEndpoint['GET /conversations/:id']).toBeLessThanOrEqual(
      Number(WORKERS),
    )
    expect(gateway.lines.join()).not.toContain(SECOND)
  })

  it.each(['1', '2'])(
    'applies limits of .env to all of %s processes, and to one that starts later',
    async (WORKERS) => {
      const graphql = await start({ WORKERS })
      const codes = async (): Promise<string> => (await ask(graphql, DEEP, FIRST)).text
      for (const _ of [1, 2, 3, 4]) expect(await codes()).not.toContain('QUERY_TOO_COMPLEX')
      writeFileSync(join(folder, '.env'), 'LIMIT_DEPTH=2\nLOG_LEVEL=debug\nCACHE_MAX_BYTES=17MiB\n')

      const line = await reload('the settings were read again')
      expect(JSON.parse(line)).toMatchObject({ changed: ['LIMIT_DEPTH', 'LOG_LEVEL'] })
      for (const _ of [1, 2, 3, 4]) expect(await codes()).toContain('QUERY_TOO_COMPLEX')
      expect(gateway.lines.join()).toContain('"level":"debug"')
      expect(gateway.lines.join()).toContain('["CACHE_MAX_BYTES"]')
      if (WORKERS === '1') return

      const from = gateway.lines.length
      const [pid] = readFileSync(`/proc/${gateway.pid}/task/${gateway.pid}/children`, 'utf8').split(' ')
      process.kill(Number(pid), 'SIGKILL')
      const linesWith = (...texts: string[]): string[] =>
        gateway.lines.slice(from).filter((one) => texts.every((text) => one.includes(text)))
      await vi.waitFor(() => expect(linesWith('a worker has ended')).toHaveLength(1))
      const { worker } = JSON.parse(linesWith('a worker has ended')[0] ?? '') as { worker: number }
      await vi.waitFor(
        async () => {
          expect(await codes()).toContain('QUERY_TOO_COMPLEX')
          expect(linesWith(`"worker":${worker},`, '"event":"request"')).not.toEqual([])
        },
        { timeout: 15_000, interval: 50 },
      )
    },
  )

  it.each(['1', '2'])(
    'replaces the trusted documents of %s processes, but keeps them if the file is broken',
    async (WORKERS) => {
      const documents = join(folder, 'documents.json')
      writeFileSync(documents, JSON.stringify({ ab: GROUP }))
      const graphql = await start({
        WORKERS,
        TRUSTED_DOCUMENTS: 'documents.json',
        TRUSTED_DOCUMENTS_ONLY: '1',
      })
      const executed = async (query: string) => (await ask(graphql, query, FIRST)).status
      const statuses = async () => [
        await executed(GROUP),
        await executed(DEEP),
        await executed(GROUP),
        await executed(DEEP),
      ]
      expect(await statuses()).toEqual([200, 400, 200, 400])

      writeFileSync(documents, JSON.stringify({ cd: DEEP }))
      expect(JSON.parse(await reload('the settings were read again'))).toMatchObject({
        changed: ['TRUSTED_DOCUMENTS'],
        files: ['documents.json'],
      })
      expect(await statuses()).toEqual([400, 200, 400, 200])

      writeFileSync(documents, '{ "ef": ')
      expect(JSON.parse(await reload('nothing has changed'))).toMatchObject({
        level: 'error',
        problems: [
          `TRUSTED_DOCUMENTS names documents.json, which must be a JSON object that maps hashes to documents`,
        ],
      })
      expect(await statuses()).toEqual([400, 200, 400, 200])

      rmSync(documents)
      expect(JSON.parse(await reload('nothing has changed'))).toMatchObject({
        problems: [
          `TRUSTED_DOCUMENTS must be the path of a readable file (there is no such file: ENOENT): documents.json`,
        ],
      })
      expect(await statuses()).toEqual([400, 200, 400, 200])
    },
  )

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
