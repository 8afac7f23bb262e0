import { afterEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'

const KEY = 'a-key-of-sixteen-characters'
const GROUP = `{ conversation(id: "mixin:conversation:${x.group250Id}") {
  participants(first: 120) { nodes { user { name } } }
} }`
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
            ids: 0,
          },
          { ...call, ids: expect.any(Number) },
          { ...call, ids: expect.any(Number) },
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
