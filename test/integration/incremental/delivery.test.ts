import { afterEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { createGate } from '../../support/gate.ts'
import {
  requestIncremental,
  EVENTS,
  MULTIPART,
  MULTIPART_IDS,
  mergePayloads,
} from '../../support/incremental.ts'
import {
  type SandboxGateway,
  type SandboxGatewayOptions,
  startSandboxGateway,
} from '../../support/sandbox.ts'
import { startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { standingClock } from '../../support/time.ts'
import { valueAt } from '../../support/value-at.ts'

const TRACED = { 'x-parley-trace': '1' }
const FIFTY = x.group50Id
const READ = 'GET /conversations/:id'
const FETCH = 'POST /users/fetch'

/** A group whose people may come later. */
const group = (directive = '@defer(label: "who")', first = 50) => `{
  conversation(id: "mixin:conversation:${FIFTY}") {
    name
    participants(first: ${first}) { nodes { role ... ${directive} { user { name } } } }
  }
}`
const streamed = `query Group($count: Int = 1) {
  conversation(id: "mixin:conversation:${FIFTY}") {
    participants(first: 5) { nodes @stream(initialCount: $count, label: "more") { role user { name } } }
  }
}`

let harness: SandboxGateway
afterEach(() => harness.close())
const start = async (options?: SandboxGatewayOptions): Promise<void> => {
  harness = await startSandboxGateway(options)
}

describe.each(['yoga', 'fast'] as const)('a fragment with @defer (%s path)', (path) => {
  it('does not delay the rest of the response', async () => {
    const gate = createGate('/users/fetch')
    await start({ env: { PARLEY_PATH: path }, dispatcher: gate.dispatcher })

    const answer = await requestIncremental(harness.gateway.url, group())
    const first = await answer.next()

    expect(first).toMatchObject({ data: { conversation: { name: 'Fifty' } }, hasNext: true })
    expect(valueAt(first?.data, 'conversation.participants.nodes.49')).toEqual({ role: 'MEMBER' })
    expect(harness.calls()).toEqual([READ])
    gate.open()
    const rest = await answer.rest()
    expect(rest.flatMap(({ incremental = [] }) => incremental)).toHaveLength(50)
    expect(rest.map(({ hasNext }) => hasNext)).toEqual([...rest.slice(1).map(() => true), false])
    expect(rest[0]?.incremental?.[0]).toEqual({
      data: { user: { name: expect.any(String) } },
      path: ['conversation', 'participants', 'nodes', 0],
      label: 'who',
    })
  })

  it.each([MULTIPART, EVENTS])('has the head of a GET for HEAD, and no body: %s', async (accept) => {
    await start({ env: { PARLEY_PATH: path } })
    const url = `${harness.gateway.url}/graphql?query=${encodeURIComponent(group())}`
    const [get, head] = await Promise.all(
      ['GET', 'HEAD'].map((method) => fetch(url, { method, headers: { accept } })),
    )

    expect(head?.status).toBe(200)
    expect(head?.headers.get('content-type')).toBe(get?.headers.get('content-type'))
    expect(await head?.text()).toBe('')
    expect(await get?.text()).toContain('Fifty')
    expect((await fetch(url, { headers: { accept } })).status).toBe(200)
  })

  it('gives the same result as without @defer, with the same upstream calls', async () => {
    await start({ env: { PARLEY_PATH: path } })
    const plain = await harness.gateway.query(group(''))
    const cost = harness.callLog().map(({ endpoint, ids }) => ({ endpoint, ids }))
    expect(cost).toEqual([
      { endpoint: READ, ids: null },
      { endpoint: FETCH, ids: 50 },
    ])
    await harness.close()
    await start({ env: { PARLEY_PATH: path } })

    const answer = await requestIncremental(harness.gateway.url, group())

    expect(mergePayloads(await answer.rest())).toEqual(plain.data)
    expect(harness.callLog().map(({ endpoint, ids }) => ({ endpoint, ids }))).toEqual(cost)
  })

  it('is delivered incrementally every time, never from the response cache', async () => {
    await start({ env: { PARLEY_PATH: path } })

    for (const _ of ['first', 'again', 'once more']) {
      const answer = await requestIncremental(harness.gateway.url, group())
      expect(answer.headers.get('content-type')).toBe('multipart/mixed; boundary="-"')
      expect(await answer.rest()).toHaveLength(2)
      const plain = await harness.gateway.query(group(''), { headers: { accept: MULTIPART } })
      expect(plain).toMatchObject({ status: 200, errors: [] })
    }
    expect(harness.calls()).toEqual([READ, FETCH])
  })

  it('is part of the initial result where it is switched off', async () => {
    await start({ env: { PARLEY_PATH: path } })

    for (const variables of [{ later: false }, { later: false }]) {
      const { data, headers } = await harness.gateway.query(
        `query ($later: Boolean = true) ${group('@defer(if: $later)')}`,
        {
          variables,
          headers: { accept: MULTIPART },
        },
      )
      expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
      expect(valueAt(data, 'conversation.participants.nodes.49.user.name')).toBeTypeOf('string')
    }
    const answer = await requestIncremental(
      harness.gateway.url,
      `query ($later: Boolean = true) ${group('@defer(if: $later)')}`,
    )
    expect(await answer.rest()).toHaveLength(2)
  })
})

describe('a list with @stream', () => {
  it('sends its initial items with the rest and the others later', async () => {
    await start()
    const answer = await requestIncremental(harness.gateway.url, streamed)
    const payloads = await answer.rest()

    expect(valueAt(payloads[0]?.data, 'conversation.participants.nodes')).toHaveLength(1)
    const parts = payloads.flatMap(({ incremental = [] }) => incremental)
    expect(parts.map(({ path }) => path.at(-1))).toEqual([1, 2, 3, 4])
    expect(parts[0]).toMatchObject({ label: 'more', items: [{ user: { name: expect.any(String) } }] })
    const plain = await harness.gateway.query(streamed)
    expect(mergePayloads(payloads)).toEqual(plain.data)
    expect(harness.calls()).toEqual([READ, FETCH])
  })

  it.each([-1, null])('rejects an initialCount of %s', async (count) => {
    await start()
    for (const accept of [MULTIPART, 'application/json']) {
      const answer = await harness.gateway.query(streamed, { variables: { count }, headers: { accept } })
      expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
    }
    expect(harness.calls()).toEqual([])
  })
})

describe('the media type of an incremental response', () => {
  it.each([
    [MULTIPART, 'multipart/mixed; boundary="-"'],
    [
      'multipart/mixed;deferSpec=20220824,application/graphql-response+json;q=0.9',
      'multipart/mixed; boundary="-"; deferSpec=20220824',
    ],
    [MULTIPART_IDS, 'multipart/mixed; boundary="-"; incrementalSpec=v0.2'],
    ['text/event-stream;incrementalSpec=v0.2', 'text/event-stream; incrementalSpec=v0.2'],
    [EVENTS, 'text/event-stream'],
    ['text/event-stream, */*', 'text/event-stream'],
    ['application/json, text/event-stream, multipart/mixed', 'multipart/mixed; boundary="-"'],
  ])('is one that Accept names: %s', async (accept, type) => {
    await start()
    const answer = await requestIncremental(harness.gateway.url, group('@defer', 2), { accept })

    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': type,
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'x-request-id': expect.any(String),
    })
    expect(answer.headers.has('content-encoding')).toBe(false)
    expect(await answer.rest()).toHaveLength(2)
  })

  it.each([
    'application/json',
    '*/*',
    'multipart/*, application/*',
    'multipart/mixed;q=0, application/json',
    // Formats of parts that the gateway does not write, and clients would read wrongly.
    'multipart/mixed;incrementalSpec=v0.3, application/json',
    'multipart/mixed;boundary=graphql;subscriptionSpec=1.0, application/json',
  ])('is JSON, with a whole response, otherwise: %s', async (accept) => {
    await start()
    const { status, data, headers } = await harness.gateway.query(group(), { headers: { accept } })

    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^application\/json/)
    const plain = await harness.gateway.query(group(''))
    expect(JSON.stringify(data)).toBe(JSON.stringify(plain.data))
    expect(harness.calls()).toEqual([READ, FETCH])
  })

  it('is the same for a GET', async () => {
    await start()
    const url = `${harness.gateway.url}/graphql?query=${encodeURIComponent(group('@defer', 2))}`
    const answer = await fetch(url, { headers: { accept: EVENTS } })

    expect(answer.headers.get('content-type')).toBe('text/event-stream')
    expect((await answer.text()).match(/^data: \{/gm)).toHaveLength(2)
  })

  it('must be accompanied by JSON, which errors use', async () => {
    await start()
    const answer = await harness.gateway.query(group(), { headers: { accept: 'multipart/mixed' } })

    expect(answer).toMatchObject({ status: 406, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
    expect(answer.errors[0]?.message).toContain('multipart/mixed needs one of them beside it')
  })
})

describe('the extensions and errors of an incremental response', () => {
  it('have the trace in the last payload', async () => {
    await start()
    const answer = await requestIncremental(harness.gateway.url, group(), { headers: TRACED })
    const payloads = await answer.rest()

    expect(payloads.slice(0, -1).filter(({ extensions }) => extensions)).toEqual([])
    expect(payloads.at(-1)?.extensions).toMatchObject({
      upstream: { summary: { upstreamCalls: 2, batchedIds: 50 } },
    })
  })

  it('report a failed part by its code, without upstream messages', async () => {
    await start()
    harness.sandbox.control.setFault({ endpoint: FETCH, kind: '500' })
    const answer = await requestIncremental(harness.gateway.url, group('@defer', 2))
    const payloads = await answer.rest()

    expect(payloads[0]).not.toHaveProperty('errors')
    const parts = payloads.flatMap(({ incremental = [] }) => incremental)
    expect(parts).toHaveLength(2)
    for (const [index, part] of parts.entries()) {
      expect(part.data).toEqual({ user: null })
      expect(part.errors).toMatchObject([
        {
          message: expect.stringContaining('Mixin'),
          path: ['conversation', 'participants', 'nodes', index, 'user'],
          extensions: {
            code: 'UPSTREAM_UNAVAILABLE',
            network: 'MIXIN',
            retryable: true,
            requestId: answer.headers.get('x-request-id'),
          },
        },
      ])
    }
    const { body } = await harness.gateway.gateway.metrics.render()
    expect(body).toContain('parley_errors_total{code="UPSTREAM_UNAVAILABLE",network="mixin"} 2')
    expect(body).toContain('parley_request_duration_seconds_count{kind="query",outcome="partial"} 1')
  })

  it('report stale entries with the part that shows them', async () => {
    const clock = standingClock()
    await start({ clock, sandbox: { clock: clock.now } })
    const query = `{
      conversation(id: "mixin:conversation:${FIFTY}") { name }
      ... @defer { user(by: { mixinUserId: "${x.userId}" }) { name } }
    }`
    await harness.gateway.query(query)
    clock.advance(20 * 60_000)
    harness.sandbox.control.setFault({ kind: '500' })

    const answer = await requestIncremental(harness.gateway.url, query)
    const payloads = await answer.rest()

    const marks = payloads.map(({ extensions }) => extensions?.['stale'])
    expect(marks).toMatchObject([[{ path: ['conversation'] }], [{ path: ['user'] }]])
    expect(marks.flat()).toHaveLength(2)
  })
})

describe('SealTalk’s account', () => {
  it('can defer its conversations', async () => {
    const gate = createGate('/user/favgroups')
    const sealtalk = await startSealTalkGateway({ dispatcher: gate.dispatcher })
    try {
      const headers = await sealtalk.signIn()
      const query = `{ viewer { sealtalk { user { id } ... @defer { favoriteConversations(first: 2) { totalCount } } } } }`
      const answer = await requestIncremental(sealtalk.gateway.url, query, { headers })

      expect(await answer.next()).toMatchObject({
        data: { viewer: { sealtalk: { user: {} } } },
        hasNext: true,
      })
      expect(gate.waiting).toBe(1)
      gate.open()
      expect(await answer.rest()).toEqual([
        {
          incremental: [
            { data: { favoriteConversations: { totalCount: 28 } }, path: ['viewer', 'sealtalk'] },
          ],
          hasNext: false,
        },
      ])
      await start()
    } finally {
      await sealtalk.close()
    }
  })
})

describe('a mutation', () => {
  it('is executed once, and slow fields of its payload can be deferred', async () => {
    await start()
    const rename = (rest: string) => `mutation { updateConversation(input: {
      id: "mixin:conversation:${x.groupId}", name: "Renamed"
    }) { conversation { name ${rest} } } }`
    const answer = await requestIncremental(
      harness.gateway.url,
      rename('... @defer { participants(first: 1) { nodes { user { name } } } }'),
    )

    expect(await answer.next()).toMatchObject({
      data: { updateConversation: { conversation: { name: 'Renamed' } } },
    })
    expect(await answer.rest()).toHaveLength(1)
    expect(harness.calls()).toEqual(['POST /conversations/:id', FETCH])
  })

  it('cannot be deferred itself', async () => {
    await start()
    const answer = await harness.gateway.query('mutation { ... @defer { logout { loggedOut } } }')

    expect(answer.errors).toMatchObject([
      { message: expect.stringContaining('root mutation type'), extensions: { code: 'BAD_USER_INPUT' } },
    ])
  })
})
