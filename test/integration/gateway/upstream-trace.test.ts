import { afterEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'
import { standingClock } from '../../support/time.ts'

const KEY = 'a-key-of-sixteen-characters'
const GROUP = `{ conversation(id: "mixin:conversation:${x.group250Id}") {
  participants(first: 120) { nodes { user { name } } }
} }`
const NODES = ['conversation', 'participants', 'nodes']
const TRACED = { 'x-parley-trace': '1' }

let harness: SandboxGateway
afterEach(() => harness.close())

describe('extensions.upstream', () => {
  it('lists the calls of the request with their ids, and a summary', async () => {
    harness = await startSandboxGateway()

    const { extensions } = await harness.gateway.query(GROUP, { headers: TRACED })

    const call = {
      network: 'MIXIN',
      operation: 'readUsers',
      method: 'POST',
      path: '/users/fetch',
      status: 200,
      startedMs: expect.any(Number),
      durationMs: expect.any(Number),
      cache: 'miss',
    }
    expect(extensions).toEqual({
      upstream: {
        calls: [
          {
            ...call,
            operation: 'readConversation',
            method: 'GET',
            path: `/conversations/${x.group250Id}`,
            field: ['conversation'],
            ids: 0,
          },
          { ...call, field: NODES, ids: expect.any(Number) },
          { ...call, field: NODES, ids: expect.any(Number) },
        ],
        summary: { upstreamCalls: 3, cacheHits: expect.any(Number), coalesced: 0, batchedIds: 120 },
      },
    })
    const { upstream } = extensions as { upstream: { calls: { ids: number }[] } }
    const told = upstream.calls.map(({ ids }) => ids)
    expect(new Set(told)).toEqual(new Set([0, 100, 20]))
    expect(harness.callLog().map(({ ids }) => ids ?? 0)).toEqual(expect.arrayContaining(told))
  })

  it('includes rejected calls; Mixin’s errors have status 202', async () => {
    harness = await startSandboxGateway()

    const answer = await harness.gateway.query(
      `{ conversation(id: "mixin:conversation:${x.foreignGroupId}") { name } }`,
      { headers: TRACED },
    )

    expect(answer.extensions).toMatchObject({
      upstream: { calls: [{ operation: 'readConversation', status: 202 }], summary: { upstreamCalls: 1 } },
    })
  })

  it('is empty without upstream calls', async () => {
    harness = await startSandboxGateway()

    const { extensions } = await harness.gateway.query('{ __typename }', { headers: TRACED })

    expect(extensions).toEqual({
      upstream: {
        calls: [],
        summary: { upstreamCalls: 0, cacheHits: 0, coalesced: 0, batchedIds: 0 },
      },
    })
  })

  it('contains no phone number', async () => {
    harness = await startSandboxGateway()

    const { data, extensions } = await harness.gateway.query(
      '{ user(by: { mixinPhone: { region: "999", number: "0000030265" } }) { upstreamId } }',
      { headers: TRACED },
    )

    expect(data).toEqual({ user: { upstreamId: x.userId } })
    expect(extensions).toMatchObject({
      upstream: { calls: [{ operation: 'searchUser', path: '/search/:query' }] },
    })
  })

  it('shows the websocket request and the PIN call of an authorization, without PIN and codes', async () => {
    harness = await startSandboxGateway()

    const { errors, extensions } = await harness.gateway.query(
      `mutation { authorizeApp(input: { clientId: "${x.cnbBotId}", scopes: ["PROFILE:READ"] }) {
        authorization { codeId }
      } }`,
      { headers: TRACED },
    )

    expect(errors).toEqual([])
    expect(extensions).toMatchObject({
      upstream: {
        calls: [
          { operation: 'requestAuthorization', method: 'WS', path: '/' },
          { operation: 'getAuthorizeCode', method: 'POST', path: '/oauth/authorize' },
        ],
      },
    })
  })

  const traced = async (document: string) => {
    const { extensions, errors } = await harness.gateway.query(document, { headers: TRACED })
    const { upstream } = extensions as {
      upstream: { calls: { operation: string; cache: string }[]; summary: { upstreamCalls: number } }
    }
    return { ...upstream, codes: errors.map(({ extensions: { code } }) => code) }
  }

  it('says why a call was not sent: the circuit is open', async () => {
    harness = await startSandboxGateway()
    harness.sandbox.control.setFault({ endpoint: 'POST /users/fetch', kind: 'html', status: 502 })
    const ask = (id: number) =>
      traced(
        `{ user(by: { mixinUserId: "e8e8cd79-cd40-4796-8c54-${String(id).padStart(12, '0')}" }) { name } }`,
      )
    for (let id = 1; id <= 5; id += 1) await ask(id)
    const before = harness.calls().length

    const { calls, summary, codes } = await ask(6)

    expect(codes).toEqual(['UPSTREAM_UNAVAILABLE'])
    expect(calls).toMatchObject([
      { operation: 'readUsers', method: 'NONE', path: '', status: null, ids: 1, cache: 'breaker' },
    ])
    expect(summary).toMatchObject({ upstreamCalls: 0, batchedIds: 0 })
    expect(harness.calls()).toHaveLength(before)
  })

  it('says why a call was not sent: the budget is used up', async () => {
    harness = await startSandboxGateway({ env: { MIXIN_NUMBER_RATE: '0.001' } })
    const numbers = ['1000001', '1000002', '1000003', '30265']
    const by = numbers.map((number) => `{ mixinIdentityNumber: "${number}" }`).join(' ')

    const { calls, summary, codes } = await traced(`{ users(by: [${by}]) { upstreamId } }`)

    expect(codes).toEqual(['RATE_LIMITED'])
    expect(calls.map(({ operation, cache }) => `${operation} ${cache}`).sort()).toEqual([
      'readUser budget',
      'readUser miss',
      'readUser miss',
      'readUser miss',
    ])
    expect(summary.upstreamCalls).toBe(3)
    expect(harness.calls()).toHaveLength(3)
  })

  it('has a row for each call in the background, as many as the network gets', async () => {
    const clock = standingClock()
    harness = await startSandboxGateway({ clock, sandbox: { clock: clock.now } })
    const document = `{
      nodes(ids: ["mixin:conversation:${x.groupId}", "mixin:conversation:${x.group50Id}", "mixin:conversation:${x.group250Id}"]) {
        ... on Conversation { participants(first: 200) { nodes { user { name } } } }
      }
    }`
    await traced(document)
    clock.advance(10_000)
    const before = harness.calls().length

    const { calls, summary } = await traced(document)

    expect(new Set(calls.map(({ cache }) => cache))).toEqual(new Set(['revalidate']))
    expect(summary.upstreamCalls).toBe(calls.length)
    await vi.waitFor(() => expect(harness.calls().length - before).toBe(calls.length))
  })

  describe('of a cache entry that is due', () => {
    const clock = standingClock()
    const user = (id: number) => `e8e8cd79-cd40-4796-8c54-${String(id).padStart(12, '0')}`
    const DUE = `{ user(by: { mixinUserId: "${x.userId}" }) { name } }`

    const startWithDueEntry = async () => {
      harness = await startSandboxGateway({ clock, sandbox: { clock: clock.now } })
      await traced(DUE)
      clock.advance(60_000)
    }

    it('counts a call that another request makes there only', async () => {
      await startWithDueEntry()
      const before = harness.calls().length
      harness.sandbox.control.setFault({ endpoint: 'POST /users/fetch', kind: 'hang-before-headers' })

      const answers = [await traced(DUE), await traced(DUE)]

      expect(answers.map(({ calls }) => calls.map(({ cache }) => cache))).toEqual([
        ['revalidate'],
        ['coalesced'],
      ])
      expect(answers.map(({ summary }) => summary)).toMatchObject([
        { upstreamCalls: 1, coalesced: 0 },
        { upstreamCalls: 0, coalesced: 1 },
      ])
      await vi.waitFor(() => expect(harness.calls().length - before).toBe(1))
    })

    it('says that no call is sent in the background while the circuit is open', async () => {
      await startWithDueEntry()
      harness.sandbox.control.setFault({ endpoint: 'POST /users/fetch', kind: 'html', status: 502 })
      for (let id = 1; id <= 5; id += 1) {
        await traced(`{ user(by: { mixinUserId: "${user(id)}" }) { name } }`)
      }
      const before = harness.calls().length

      const { calls, summary, codes } = await traced(DUE)

      expect(codes).toEqual([])
      expect(calls).toMatchObject([{ operation: 'readUsers', method: 'NONE', cache: 'breaker' }])
      expect(summary).toMatchObject({ upstreamCalls: 0, cacheHits: 1 })
      expect(harness.calls()).toHaveLength(before)
    })
  })

  it('is absent without the header, or with another value of it', async () => {
    harness = await startSandboxGateway()

    for (const headers of [{}, { 'x-parley-trace': '0' }, { 'x-parley-trace': 'yes' }]) {
      expect((await harness.gateway.query(GROUP, { headers })).extensions).toEqual({})
    }
  })

  const keyed = { ...TRACED, 'x-api-key': KEY }
  it.each([
    ['everyone by default', {}, TRACED, true],
    ['everyone where TRACE=1, also in production', { NODE_ENV: 'production', TRACE: '1' }, TRACED, true],
    ['nobody without a key in production', { NODE_ENV: 'production' }, TRACED, false],
    ['a caller with an API key in production', { NODE_ENV: 'production' }, keyed, true],
    ['nobody where TRACE=0', { TRACE: '0' }, keyed, false],
  ])('is given to %s', async (_, env, headers, isGiven) => {
    harness = await startSandboxGateway({ env: { ...env, API_KEYS: KEY, DRAIN_DELAY_MS: '0' } })

    const { extensions } = await harness.gateway.query('{ __typename }', { headers })

    expect('upstream' in extensions).toBe(isGiven)
  })
})
