import { createHash } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../../sandbox/mixin/examples.ts'
import { EVENTS, MULTIPART, requestIncremental } from '../../../support/incremental.ts'
import { createGate } from '../../../support/gate.ts'
import { accessLines, type LogLine } from '../../../support/log-lines.ts'
import {
  type SandboxGateway,
  type SandboxGatewayOptions,
  startSandboxGateway,
} from '../../../support/sandbox.ts'
import { startSealTalkGateway } from '../../../support/sealtalk-sandbox.ts'

const GROUP = `query Group($id: ID!) { conversation(id: $id) { name } }`
const variables = { id: `mixin:conversation:${x.groupId}` }
const WRONG = `{ a: node(id: "mixin:user:nobody") { id } b: conversation(id: "mixin:conversation:${x.groupId}") { name } }`
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')

let harness: SandboxGateway
afterEach(() => harness.close())
const start = async (options: SandboxGatewayOptions = {}): Promise<void> => {
  harness = await startSandboxGateway(options)
}
const lines = (): LogLine[] => accessLines(harness.gateway)
/** The lines without what differs between two equal requests. */
const bare = (): LogLine[] => lines().map(({ time: _, ms: __, requestId: ___, ...line }) => line)

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${harness.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })

describe('the line of a request', () => {
  it('names the request, its operation, its caller, its result and what it took', async () => {
    await start({ env: { TRUST_PROXY: '127.0.0.1', API_KEYS: 'shop:read=a-key-of-sixteen-characters' } })
    const answer = await harness.gateway.query(GROUP, {
      variables,
      headers: { 'x-api-key': 'a-key-of-sixteen-characters', 'x-forwarded-for': '203.0.113.77' },
    })
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        event: 'request',
        requestId: answer.headers.get('x-request-id'),
        kind: 'query',
        operation: 'Group',
        status: 200,
        upstreamCalls: { mixin: 1 },
        ms: expect.any(Number),
        address: '203.0.113.0/24',
        apiKeyName: 'shop',
        accounts: { mixin: 'bot' },
        msg: 'request',
      },
    ])
  })

  it('has the codes of its errors, and the hash of a document whose operation has no name', async () => {
    await start({ env: { TRUST_PROXY: '127.0.0.1' } })
    await harness.gateway.query(WRONG, { headers: { 'x-forwarded-for': '2001:db8:1:2:3:4:5:6' } })
    expect(bare()).toEqual([
      {
        level: 'info',
        event: 'request',
        kind: 'query',
        document: hashOf(WRONG),
        status: 200,
        codes: ['BAD_USER_INPUT'],
        upstreamCalls: { mixin: 1 },
        address: '2001:db8:1:2::/64',
        accounts: { mixin: 'bot' },
        msg: 'request',
      },
    ])
  })

  it('names accounts by digests: the same for one token, and another for each', async () => {
    await start()
    for (const name of ['Alia', 'Alia', 'Bo'] as const) {
      await harness.gateway.query('{ viewer { mixin { user { id } } } }', { headers: harness.as(name) })
    }
    const accounts = lines().map((line) => (line['accounts'] as { mixin: string }).mixin)
    expect(accounts[0]).toMatch(/^[\w-]{16}$/)
    expect(accounts[1]).toBe(accounts[0])
    expect(accounts[2]).toMatch(/^[\w-]{16}$/)
    expect(accounts[2]).not.toBe(accounts[0])
  })

  it('tells calls for other requests that it waited for from its own', async () => {
    const gate = createGate(`/conversations/${x.groupId}`)
    await start({ dispatcher: gate.dispatcher })
    const both = [harness.gateway.query(GROUP, { variables }), harness.gateway.query(GROUP, { variables })]
    await vi.waitFor(() => expect(gate.waiting).toBe(1))
    // The other request joins while the call is under way.
    await harness.gateway.query('{ __typename }')
    gate.open()
    await Promise.all(both)
    const [, ...waited] = bare()
    expect(waited).toHaveLength(2)
    expect(waited).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ upstreamCalls: { mixin: 1 } }),
        expect.objectContaining({ upstreamCalls: {}, sharedCalls: 1 }),
      ]),
    )
  })

  it('never has variables, arguments or credentials', async () => {
    await start({ env: { API_KEYS: 'a-key-of-sixteen-characters' } })
    const literal = '{ conversation(id: "mixin:conversation:canary-of-an-argument") { name } }'
    await harness.gateway.query(literal, {})
    await harness.gateway.query(GROUP, { variables: { id: 'canary-of-a-variable' } })
    await harness.gateway.query(GROUP, {
      variables,
      headers: { 'x-api-key': 'canary-of-a-made-up-key', authorization: 'Bearer canary-of-a-token' },
    })
    await harness.gateway.query(GROUP, { variables, headers: { 'x-api-key': 'canary-of-a-made-up-key' } })
    expect(lines()).toHaveLength(4)
    expect(lines()[3]).toMatchObject({ apiKeyName: 'unknown', codes: ['UNAUTHENTICATED'] })
    expect(harness.gateway.logged.join('')).not.toContain('canary')
  })

  it('names the SealTalk account by one digest for all its sessions', async () => {
    await start()
    const sealtalk = await startSealTalkGateway()
    const first = await sealtalk.signIn()
    const second = await sealtalk.signIn()
    const other = await sealtalk.signIn(1)
    for (const headers of [first, second, other]) {
      await sealtalk.ask('query Me { viewer { sealtalk { user { id } } } }', headers)
    }
    const accounts = accessLines(sealtalk.gateway).map((line) => line['accounts'] as { sealtalk: string })
    const [one, two, three, ...asked] = accounts.map(({ sealtalk: digest }) => digest)
    expect(two).toBe(one)
    expect(three).not.toBe(one)
    expect(asked).toEqual([one, one, three])
    await sealtalk.close()
  })
})

describe('every way to a response', () => {
  it('has the same line, whether it is executed by Yoga, by the fast path or cached', async () => {
    const found: LogLine[][] = []
    for (const path of ['yoga', 'fast']) {
      await start({ env: { PARLEY_PATH: path, TRUST_PROXY: '127.0.0.1' } })
      for (const document of [GROUP, GROUP.replace('Group', '')]) {
        for (let time = 0; time < 5; time += 1) await harness.gateway.query(document, { variables })
      }
      await harness.gateway.query(WRONG)
      await harness.gateway.query(WRONG)
      await harness.gateway.query('mutation Out { authorizeToken(input: { code: "x" }) { scope } }')
      await harness.gateway.query('mutation Out { authorizeToken(input: { code: "x" }) { scope } }')
      found.push(bare())
      if (path === 'yoga') await harness.close()
    }
    const [yoga = [], fast = []] = found
    expect(yoga).toHaveLength(14)
    expect(fast).toEqual(yoga)
    expect(yoga.slice(1, 5)).toEqual(
      yoga.slice(1, 2).concat(yoga.slice(1, 2), yoga.slice(1, 2), yoga.slice(1, 2)),
    )
    expect(yoga[5]).toMatchObject({
      document: hashOf(GROUP.replace('Group', '')),
      accounts: { mixin: 'bot' },
    })
    expect(yoga[13]).toMatchObject({ kind: 'mutation', operation: 'Out', codes: ['VERIFICATION_FAILED'] })
  })

  it.each([
    ['parts', MULTIPART],
    ['events', EVENTS],
  ])('has its line at the end where it is sent in %s, with the codes of all of them', async (_, accept) => {
    const gate = createGate('/users/fetch')
    await start({ dispatcher: gate.dispatcher })
    const document = `query Parts { conversation(id: "mixin:conversation:${x.group50Id}") {
      name participants(first: 5) { nodes { role ... @defer { user { name } } } } } }`
    const answer = await requestIncremental(harness.gateway.url, document, { accept })
    await answer.next()
    expect(lines()).toEqual([])
    harness.sandbox.control.setFault({ endpoint: 'POST /users/fetch', kind: 'error', code: 10002 })
    gate.open()
    await answer.rest()
    await vi.waitFor(() => expect(lines()).toHaveLength(1))
    expect(lines()).toMatchObject([
      {
        kind: 'query',
        operation: 'Parts',
        status: 200,
        codes: ['BAD_USER_INPUT'],
        upstreamCalls: { mixin: 2 },
      },
    ])
  })

  it('has a line where its client leaves', async () => {
    const gate = createGate(`/conversations/${x.groupId}`)
    await start({ dispatcher: gate.dispatcher })
    const leaving = new AbortController()
    const left = harness.gateway.query(GROUP, { variables, signal: leaving.signal }).catch(() => undefined)
    await vi.waitFor(() => expect(gate.waiting).toBe(1))
    leaving.abort()
    await left
    await vi.waitFor(() => expect(lines()).toHaveLength(1))
    expect(lines()).toMatchObject([{ operation: 'Group', clientGone: true, codes: ['UPSTREAM_UNAVAILABLE'] }])
    gate.open()
  })
})

describe('a request that is refused before it is parsed', () => {
  const query = JSON.stringify({ query: GROUP, variables })

  it.each<[string, () => Promise<Response>, LogLine]>([
    ['415', () => post(query, { 'content-type': 'text/plain' }), { status: 415, codes: ['BAD_USER_INPUT'] }],
    ['413', () => post('x'.repeat(300_000)), { status: 413, codes: ['QUERY_TOO_COMPLEX'] }],
    ['406', () => post(query, { accept: 'text/css' }), { status: 406, codes: ['BAD_USER_INPUT'] }],
    ['400', () => post('no JSON'), { status: 400, codes: ['BAD_USER_INPUT'] }],
    [
      'for its cookie',
      () => fetch(`${harness.gateway.url}/graphql?query={__typename}`, { headers: { cookie: 'a=b' } }),
      { status: 403, codes: ['FORBIDDEN'] },
    ],
    [
      'for its method',
      () => fetch(`${harness.gateway.url}/graphql`, { method: 'PUT' }),
      { status: 405, codes: ['BAD_USER_INPUT'] },
    ],
    ['for its path', () => fetch(`${harness.gateway.url}/nothing`), { status: 404, codes: ['NOT_FOUND'] }],
    [
      'for the length of its URL',
      () => fetch(`${harness.gateway.url}/graphql?query=${'x'.repeat(9_000)}`),
      { status: 414, codes: ['BAD_USER_INPUT'] },
    ],
  ])('has a line: %s', async (_, ask, expected) => {
    await start()
    const answer = await ask()
    expect(answer.status).toBe(expected['status'])
    expect(lines()).toMatchObject([
      { kind: 'none', requestId: answer.headers.get('x-request-id'), upstreamCalls: {}, ...expected },
    ])
  })

  it('has a line where it is one too many, or the gateway is overloaded', async () => {
    await start({ env: { LIMIT_REQUESTS_PER_SECOND: '0.001' } })
    expect((await post(query)).status).toBe(200)
    expect((await post(query)).status).toBe(429)
    expect(lines()[1]).toMatchObject({ status: 429, codes: ['RATE_LIMITED'], address: '127.0.0.0/24' })
    await harness.close()

    await start({ env: { LIMIT_BUSY_REQUESTS: '0' }, loopDelayMs: () => 1_000 })
    expect((await post(query)).status).toBe(503)
    expect(lines()).toMatchObject([{ status: 503, codes: ['RATE_LIMITED'] }])
  })

  it('says why at debug, and health, metrics and pages have no line', async () => {
    await start()
    const answer = await post('no JSON')
    const why = harness.gateway.logged
      .map((line) => JSON.parse(line) as LogLine)
      .filter(({ level, requestId }) => level === 'debug' && requestId === answer.headers.get('x-request-id'))
    expect(why).toMatchObject([
      {
        msg: 'request refused',
        code: 'BAD_USER_INPUT',
        message: expect.stringContaining('must be a JSON object'),
      },
    ])
    for (const path of ['/health/live', '/health/ready', '/metrics', '/schema.graphql', '/']) {
      await fetch(harness.gateway.url + path)
    }
    expect(lines()).toHaveLength(1)
  })
})

describe('LOG_REQUESTS', () => {
  const countWith = async (env: Record<string, string>): Promise<[fine: number, failed: number]> => {
    await start({ env })
    for (let time = 0; time < 40; time += 1) {
      await harness.gateway.query(GROUP, { variables })
      if (time % 4 === 0) await harness.gateway.query(WRONG)
    }
    const failed = lines().filter((line) => 'codes' in line)
    return [lines().length - failed.length, failed.length]
  }

  it('logs all by default', async () => {
    expect(await countWith({})).toEqual([40, 10])
  })

  it('of 0 leaves requests with an error', async () => {
    expect(await countWith({ LOG_REQUESTS: '0' })).toEqual([0, 10])
  })

  it('between logs a part of the others', async () => {
    const [fine, failed] = await countWith({ LOG_REQUESTS: '0.5' })
    expect(failed).toBe(10)
    // 40 coins that all fall on one side would be a fault.
    expect(fine).toBeGreaterThan(0)
    expect(fine).toBeLessThan(40)
  })
})
