import { createClient, type ExecutionResult, NetworkError } from 'graphql-sse'
import { afterEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { createGate } from '../../support/gate.ts'
import { mergePayloads, type ReceivedPayload } from '../../support/incremental.ts'
import { watchPaths } from '../../support/paths.ts'
import {
  type SandboxGateway,
  type SandboxGatewayOptions,
  startSandboxGateway,
} from '../../support/sandbox.ts'
import { startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { createTestTicker } from '../../support/ticker.ts'

const EVENTS = { accept: 'text/event-stream' }
const NAME = `{ user(by: { mixinUserId: "${x.userId}" }) { name } }`
const group = (directive: string) => `{
  conversation(id: "mixin:conversation:${x.group50Id}") {
    name
    participants(first: 3) { nodes { role ... ${directive} { user { name } } } }
  }
}`
const WAYS = ['yoga', 'fast'] as const

let harness: SandboxGateway
afterEach(() => harness.close())
const start = async (path: 'yoga' | 'fast' = 'fast', options?: SandboxGatewayOptions) => {
  harness = await startSandboxGateway({ env: { PARLEY_PATH: path }, ...options })
  const url = `${harness.gateway.url}/graphql`
  return { url, client: createClient({ url, retryAttempts: 0 }) }
}

/** All results of an operation until the client knows that it is complete. */
const run = async (client: ReturnType<typeof createClient>, query: string) => {
  const results: ExecutionResult<Record<string, unknown>, unknown>[] = []
  for await (const result of client.iterate({ query })) results.push(result)
  return results
}

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...EVENTS, ...headers },
    body: JSON.stringify(body),
  })

describe.each(WAYS)('the client graphql-sse (%s path)', (path) => {
  it('gets the same result as by JSON, from each step, with the same upstream calls', async () => {
    const { client } = await start(path)
    const watch = watchPaths(harness.gateway.gateway)
    const results = []
    for (const _ of ['yoga', 'fast', 'stored', 'cached']) results.push(await run(client, NAME))

    const { data } = await harness.gateway.query(NAME)
    expect(results).toEqual(results.map(() => [{ data }]))
    expect(await watch.paths()).toEqual(
      path === 'yoga'
        ? ['yoga', 'yoga', 'yoga', 'yoga', 'yoga']
        : ['yoga', 'fast', 'fast', 'response-cache', 'response-cache'],
    )
    expect(harness.calls()).toEqual(['POST /users/fetch'])
  })

  it('executes a mutation once', async () => {
    const { client } = await start(path)
    const rename = `mutation { updateConversation(input: {
      id: "mixin:conversation:${x.groupId}", name: "Renamed"
    }) { conversation { name } } }`

    expect(await run(client, rename)).toEqual([
      { data: { updateConversation: { conversation: { name: 'Renamed' } } } },
    ])
    expect(harness.calls()).toEqual(['POST /conversations/:id'])
  })

  it.each([
    ['a syntax error', '{', 'BAD_USER_INPUT'],
    ['an unknown field', '{ nope }', 'BAD_USER_INPUT'],
    [
      'too high a cost',
      `{ ${Array.from({ length: 20 }, (_, i) => `c${i}: conversation(id: "mixin:conversation:${x.group50Id}") { participants(first: 100) { nodes { user { conversation { name } } } } }`).join(' ')} }`,
      'QUERY_TOO_COMPLEX',
    ],
    ['too long a document', `{ ${'a '.repeat(70_000)} }`, 'QUERY_TOO_COMPLEX'],
  ])('gets %s as a result, before anything is sent upstream', async (_, query, code) => {
    const { client } = await start(path)
    const results = await run(client, query)

    expect(results).toHaveLength(1)
    expect(results[0]?.errors?.[0]).toMatchObject({ extensions: { code, requestId: expect.any(String) } })
    expect(results[0]).not.toHaveProperty('data')
    expect(harness.calls()).toEqual([])
  })

  it('gets a failed field beside the others, without upstream messages', async () => {
    const { client } = await start(path)
    harness.sandbox.control.setFault({ kind: '500' })
    const [result] = await run(client, NAME)

    expect(result).toMatchObject({
      data: { user: null },
      errors: [{ path: ['user'], extensions: { code: 'UPSTREAM_UNAVAILABLE', network: 'MIXIN' } }],
    })
  })

  it('gets the parts of @defer as further results', async () => {
    const { client } = await start(path)
    const results = (await run(client, group('@defer'))) as readonly ReceivedPayload[]

    expect(results.length).toBeGreaterThan(1)
    expect(results.map(({ hasNext }) => hasNext)).toEqual([...results.slice(1).map(() => true), false])
    const { data } = await harness.gateway.query(group(''))
    expect(mergePayloads(results)).toEqual(data)
  })

  it('learns the HTTP status where the request itself is refused', async () => {
    const { url } = await start(path)
    const client = createClient({ url: `${url}?x=${'x'.repeat(9_000)}`, retryAttempts: 0 })
    const failed = await run(client, NAME).catch((error: unknown) => error)

    expect(failed).toBeInstanceOf(NetworkError)
    expect(failed).toMatchObject({ response: { status: 414 } })
  })
})

describe('GraphQL over SSE', () => {
  const BODY = 'event: next\ndata: {"data":{"__typename":"Query"}}\n\nevent: complete\ndata:\n\n'

  it.each(['POST', 'GET'])('is one result and its end, by %s', async (method) => {
    const { url } = await start()
    const query = '{ __typename }'
    const answer = await (method === 'POST'
      ? post(url, { query })
      : fetch(`${url}?query=${encodeURIComponent(query)}`, { headers: EVENTS }))

    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'content-length': String(BODY.length),
    })
    expect(await answer.text()).toBe(BODY)
  })

  it('answers a hash first with what makes clients send the text', async () => {
    const { url } = await start()
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } }
    const text = await (await post(url, { extensions })).text()

    expect(text).toContain('event: next\ndata: {"errors":[{"message":"PersistedQueryNotSupported"')
  })

  it('is never how a request is refused', async () => {
    const { url } = await start()
    const mutation = encodeURIComponent('mutation { logout { loggedOut } }')
    const refused = [
      await fetch(`${url}?query=${mutation}`, { headers: EVENTS }),
      await fetch(url, { method: 'POST', body: '{}', headers: { ...EVENTS, 'content-type': 'text/plain' } }),
      await post(url, 'no object'),
    ]
    expect(refused.map(({ status }) => status)).toEqual([405, 415, 400])
    for (const answer of refused)
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
  })

  it('is compressed like other responses', async () => {
    const { url } = await start()
    const query = '{ __schema { types { name description } } }'
    const answer = await post(url, { query }, { 'accept-encoding': 'gzip' })

    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(await answer.text()).toMatch(/^event: next\ndata: \{"data":/)
  })

  it('sets the session cookie', async () => {
    await start()
    const sealtalk = await startSealTalkGateway()
    try {
      const [{ phone, region, password }] = sealtalk.sandbox.credentials.accounts
      const query = `mutation { login(input: {phone: {region: "${region}", number: "${phone}"}, password: "${password}"}) { userId } }`
      const answer = await post(`${sealtalk.gateway.url}/graphql`, { query })

      expect(answer.headers.getSetCookie()).toEqual([expect.stringContaining('parley_sealtalk=')])
      expect(await answer.text()).toMatch(/^event: next\ndata: \{"data":\{"login":/)
    } finally {
      await sealtalk.close()
    }
  })
})

describe('a result that takes long', () => {
  const slow = async (limitMs = '60000') => {
    const gate = createGate('/users/fetch')
    const ticker = createTestTicker()
    const env = { LIMIT_REQUEST_MS: limitMs }
    const { url } = await start('fast', { env, dispatcher: gate.dispatcher, ticker })
    return { url, gate, ticker }
  }
  const waitFor = async (gate: ReturnType<typeof createGate>) => {
    while (gate.waiting === 0) await new Promise((resolve) => setImmediate(resolve))
  }

  it('is preceded by a comment every 12 seconds', async () => {
    const { url, gate, ticker } = await slow()
    const asked = post(url, { query: NAME })
    await waitFor(gate)
    ticker.advance(12_000)
    const answer = await asked
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()

    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    expect((await reader?.read())?.value).toBe(':\n\n')
    ticker.advance(12_000)
    expect((await reader?.read())?.value).toBe(':\n\n')
    gate.open()
    let rest = ''
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) rest += read.value
    expect(rest).toMatch(
      /^event: next\ndata: \{"data":\{"user":\{"name":".*"\}\}\}\n\nevent: complete\ndata:\n\n$/,
    )
  })

  it('has no comments where JSON is accepted', async () => {
    const { url, gate, ticker } = await slow()
    const asked = post(url, { query: NAME }, { accept: 'text/event-stream, application/json' })
    await waitFor(gate)
    ticker.advance(24_000)
    gate.open()

    expect(await (await asked).json()).toMatchObject({ data: { user: {} } })
  })

  it('has no comments where it may set a cookie', async () => {
    const { url, gate, ticker } = await slow()
    const asked = post(url, { query: `query mutation ${NAME}` })
    await waitFor(gate)
    ticker.advance(24_000)
    gate.open()

    expect(await (await asked).text()).toMatch(/^event: next\n/)
  })
})
