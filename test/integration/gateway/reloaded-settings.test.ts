import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'undici'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { createGate } from '../../support/gate.ts'
import type { Answer } from '../../support/gateway.ts'
import { type SandboxGateway, sandboxSettings, startSandboxGateway } from '../../support/sandbox.ts'

const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`
const MEMBERS = `{ conversation(id: "mixin:conversation:${x.groupId}") { participants(first: 9) { nodes { user { id name } } } } }`
const OTHER_GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name id } }`
const codesOf = ({ errors }: Answer): unknown[] => errors.map(({ extensions }) => extensions['code'])
const KEY = 'a-key-of-sixteen-characters'

const folder = mkdtempSync(join(tmpdir(), 'parley-reloaded-'))
afterAll(() => rmSync(folder, { recursive: true }))
const documentsFile = (...documents: string[]): string => {
  const path = join(folder, 'documents.json')
  writeFileSync(path, JSON.stringify(Object.fromEntries(documents.map((text, index) => [`${index}`, text]))))
  return path
}

let harness: SandboxGateway
afterEach(() => harness.close())
const start = async (...[options]: Parameters<typeof startSandboxGateway>): Promise<SandboxGateway> => {
  harness = await startSandboxGateway(options)
  return harness
}

const reload = (env: Record<string, string>): void =>
  harness.gateway.reload({ ...sandboxSettings(harness.sandbox), ...env })

describe('settings that are read again', () => {
  it.each([
    ['LIMIT_DEPTH', '1', GROUP],
    ['LIMIT_TOKENS', '10', '{ a: __typename b: __typename c: __typename d: __typename }'],
    ['LIMIT_ALIASES', '0', '{ a: __typename }'],
    ['LIMIT_COST', '1', MEMBERS],
    ['LIMIT_ANSWER_BYTES', '256', MEMBERS],
    ['LIMIT_BODY_BYTES', '1024', `{ __typename } # ${'x'.repeat(1_100)}`],
  ])('apply %s=%s to the next request, and no more to one after that', async (name, value, query) => {
    const { gateway } = await start({})
    const refused = async () => codesOf(await gateway.query(query)).includes('QUERY_TOO_COMPLEX')
    // The second time, it takes the fast path; the third time, the response is stored.
    for (const _ of [1, 2, 3]) expect(await refused()).toBe(false)
    reload({ [name]: value })
    for (const _ of [1, 2]) expect(await refused()).toBe(true)
    reload({})
    for (const _ of [1, 2]) expect(await refused()).toBe(false)
  })

  it('keep what is cached', async () => {
    const { gateway, sandbox } = await start({})
    for (const _ of [1, 2, 3]) await gateway.query(GROUP)
    sandbox.control.resetCalls()
    reload({ LIMIT_DEPTH: '9' })
    expect((await gateway.query(GROUP)).errors).toEqual([])
    expect((await gateway.query(OTHER_GROUP)).errors).toEqual([])
    expect(sandbox.control.calls().total).toBe(0)
  })

  it('leave requests in progress what they began with', async () => {
    const gate = createGate(`/conversations/${x.groupId}`)
    const { gateway } = await start({ dispatcher: gate.dispatcher })
    const running = gateway.query(GROUP)
    await vi.waitFor(() => expect(gate.waiting).toBe(1))
    reload({ LIMIT_DEPTH: '1', LIMIT_ANSWER_BYTES: '256', LIMIT_REQUEST_MS: '1' })
    gate.open()
    expect(await running).toMatchObject({ errors: [], data: { conversation: { name: expect.any(String) } } })
    expect(codesOf(await gateway.query(GROUP))).toEqual(['QUERY_TOO_COMPLEX'])
  })

  it('leave connections open', async () => {
    const { gateway } = await start({})
    const client = new Client(gateway.url)
    const connected = vi.fn<() => void>()
    client.on('connect', connected)
    const ask = async () => {
      const { body } = await client.request({ method: 'GET', path: '/graphql?query={__typename}' })
      return body.json()
    }
    expect(await ask()).toEqual({ data: { __typename: 'Query' } })
    reload({ LIMIT_CONNECTIONS: '10', LIMIT_DEPTH: '3' })
    expect(await ask()).toEqual({ data: { __typename: 'Query' } })
    expect(connected).toHaveBeenCalledTimes(1)
    await client.close()
  })

  it('replace trusted documents, and send no stored response to one that is none any more', async () => {
    const trusted = (...documents: string[]) => ({
      TRUSTED_DOCUMENTS: documentsFile(...documents),
      TRUSTED_DOCUMENTS_ONLY: '1',
    })
    const { gateway, sandbox } = await start({ env: trusted(GROUP) })
    for (const _ of [1, 2, 3]) expect((await gateway.query(GROUP)).errors).toEqual([])
    expect(codesOf(await gateway.query(OTHER_GROUP))).toEqual(['BAD_USER_INPUT'])

    reload(trusted(OTHER_GROUP))
    expect(codesOf(await gateway.query(GROUP))).toEqual(['BAD_USER_INPUT'])
    expect((await gateway.query(OTHER_GROUP)).errors).toEqual([])
    expect(sandbox.control.calls().total).toBe(1)
  })

  it('change rates without forgetting counts', async () => {
    const { gateway } = await start({ env: { LIMIT_REQUESTS_PER_SECOND: '0.001' } })
    const status = async () => (await gateway.query('{ __typename }')).status
    expect([await status(), await status()]).toEqual([200, 429])
    reload({ LIMIT_REQUESTS_PER_SECOND: '0.002' })
    expect(await status()).toBe(429)
    reload({})
    expect(await status()).toBe(200)
  })

  it('change the budgets of lookups without forgetting what was used', async () => {
    const { gateway, sandbox } = await start({ env: { MIXIN_NUMBER_RATE: '0.001' } })
    const look = async (number: number) =>
      codesOf(await gateway.query(`{ user(by: { mixinIdentityNumber: "${number}" }) { name } }`))
    for (const number of [7_000_001, 7_000_002, 7_000_003]) await look(number)
    sandbox.control.resetCalls()
    expect(await look(7_000_004)).toEqual(['RATE_LIMITED'])
    reload({ MIXIN_NUMBER_RATE: '0.002' })
    expect(await look(7_000_005)).toEqual(['RATE_LIMITED'])
    expect(sandbox.control.calls().total).toBe(0)
  })

  it('change the limits of connections and bodies that are open', async () => {
    const { gateway } = await start({})
    const { port } = new URL(gateway.url)
    const head =
      'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n'
    const slow = connect(Number(port), '127.0.0.1')
    slow.write(head)
    const cut = once(slow, 'data')
    reload({ LIMIT_READING_BODIES: '1' })
    await vi.waitFor(async () => {
      const next = await fetch(`${gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ __typename }"}',
      })
      expect(next.status).toBe(200)
    })
    expect(String(await cut)).toContain('503 Service Unavailable')
    slow.destroy()
  })

  it('replace API keys', async () => {
    const { gateway } = await start({ env: { MIXIN_BOT_ACCESS: 'none' } })
    const ask = async () => codesOf(await gateway.query(GROUP, { headers: { 'x-api-key': KEY } }))
    expect(await ask()).toEqual(['UNAUTHENTICATED'])
    reload({ MIXIN_BOT_ACCESS: 'none', API_KEYS: KEY })
    expect(await ask()).toEqual([])
  })
})
