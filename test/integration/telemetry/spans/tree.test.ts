import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../../sandbox/mixin/examples.ts'
import { type SandboxGateway, startSandboxGateway } from '../../../support/sandbox.ts'
import { recordSpans } from '../../../support/recorded-spans.ts'

const SERVER = 1
const CLIENT = 2

const GROUP = `query GroupPage($id: ID!) { conversation(id: $id) {
  participants(first: 50) { nodes { user { name app { creator { name } } } } }
} }`
const variables = { id: `mixin:conversation:${x.group50Id}` }
const NAME = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`

const recorder = recordSpans()
let harness: SandboxGateway
beforeEach(async () => {
  recorder.forget()
  harness = await startSandboxGateway({ spans: recorder.spans, env: { PARLEY_PATH: '' } })
})
afterEach(() => harness.close())

describe('the spans of a query', () => {
  it('are the request, its resolver waits and batches below it, and each upstream call below its batch', async () => {
    const { data, headers } = await harness.gateway.query(GROUP, { variables })

    expect(data).toMatchObject({ conversation: { participants: { nodes: expect.any(Array) } } })
    expect(recorder.tree()).toEqual([
      'query',
      '  resolve Query.conversation',
      '  fetch conversation',
      '    GET /conversations/:id',
      '  resolve ParticipantConnection.nodes',
      '  fetch user',
      '    POST /users/fetch',
      '  fetch user',
      '    POST /users/fetch',
    ])
    expect(harness.calls()).toEqual(['GET /conversations/:id', 'POST /users/fetch', 'POST /users/fetch'])
    expect(new Set(recorder.recorded().map(({ traceId }) => traceId)).size).toBe(1)
    const [request] = recorder.named('query')
    expect(request).toMatchObject({ kind: SERVER, error: undefined, links: [] })
    expect(request?.attributes).toEqual({
      'graphql.operation.type': 'query',
      'graphql.operation.name': 'GroupPage',
      'http.response.status_code': 200,
      'parley.path': 'yoga',
      'parley.request_id': headers.get('x-request-id'),
    })
  })

  it('have the number of keys of a batch and the path template of a call, without ids', async () => {
    await harness.gateway.query(GROUP, { variables })

    const [conversation, users] = recorder.recorded().filter(({ name }) => name.startsWith('fetch'))
    const facts = {
      'parley.network': 'mixin',
      'parley.coalesced': false,
      'parley.outcome': 'ok',
      'parley.waited_ms': expect.any(Number),
    }
    expect(conversation?.attributes).toEqual({ ...facts, 'parley.kind': 'conversation', 'parley.keys': 1 })
    expect(users?.attributes).toEqual({ ...facts, 'parley.kind': 'user', 'parley.keys': 50 })
    const [call] = recorder.named('POST /users/fetch')
    expect(call).toMatchObject({ kind: CLIENT, error: undefined })
    expect(call?.attributes).toEqual({
      'http.request.method': 'POST',
      'url.template': '/users/fetch',
      'http.response.status_code': 200,
      'parley.network': 'mixin',
      'parley.operation': 'readUsers',
      'parley.ids': 50,
      'parley.outcome': 'ok',
    })
    expect(recorder.named('GET /conversations/:id')).toHaveLength(1)
  })

  it('name the step that responded: Yoga, the fast path or the response cache', async () => {
    for (let time = 0; time < 4; time += 1) await harness.gateway.query(GROUP, { variables })

    const requests = recorder.named('query').map(({ attributes }) => attributes)
    expect(requests.map((told) => told['parley.path'])).toEqual(['yoga', 'fast', 'fast', 'response-cache'])
    for (const told of requests) {
      expect(told).toMatchObject({ 'graphql.operation.name': 'GroupPage', 'http.response.status_code': 200 })
    }
    expect(recorder.recorded()).toHaveLength(3 + 9)
  })

  it('are the same on the fast path', async () => {
    await harness.close()
    harness = await startSandboxGateway({
      spans: recorder.spans,
      env: { PARLEY_PATH: '', CACHE_MAX_BYTES: '0' },
    })
    await harness.gateway.query(GROUP, { variables })
    const alongTheFull = recorder.tree()
    recorder.forget()

    await harness.gateway.query(GROUP, { variables })

    expect(alongTheFull).toHaveLength(9)
    expect(recorder.tree()).toEqual(alongTheFull)
    expect(recorder.named('query')[0]?.attributes).toMatchObject({ 'parley.path': 'fast' })
  })

  it('have the calls of a mutation, its websocket included, directly below it', async () => {
    await harness.gateway.query(`mutation Consent { authorizeApp(input: {
      clientId: "${x.cnbBotId}", scopes: ["PROFILE:READ"]
    }) { authorization { codeId } } }`)

    expect(recorder.tree()).toEqual([
      'mutation',
      '  resolve Mutation.authorizeApp',
      '  WS /',
      '  POST /oauth/authorize',
    ])
    expect(recorder.named('WS /')[0]?.attributes).toMatchObject({ 'network.protocol.name': 'websocket' })
  })

  it('cut the operation name, which the client chooses', async () => {
    await harness.gateway.query(`query ${'N'.repeat(128)} { __typename }`)

    expect(recorder.named('query')[0]?.attributes['graphql.operation.name']).toBe('N'.repeat(64))
  })

  it('are not created for health checks, GraphiQL or preflight requests', async () => {
    const { url } = harness.gateway
    await fetch(`${url}/health/live`)
    await fetch(`${url}/graphql`, { headers: { accept: 'text/html' } })
    await fetch(`${url}/graphql`, { method: 'OPTIONS' })

    expect(recorder.recorded()).toEqual([])
  })
})

describe('errors in spans', () => {
  it('of the client are codes that do not mark the request as failed', async () => {
    await harness.gateway.query('{ nothing }')
    await harness.gateway.query(`{ conversation(id: "mixin:conversation:${x.foreignGroupId}") { name } }`)

    const [invalid, refused] = recorder.recorded().filter(({ kind }) => kind === SERVER)
    expect(invalid).toMatchObject({ name: 'GraphQL Operation', error: undefined })
    expect(invalid?.attributes).toMatchObject({ 'parley.error_codes': ['BAD_USER_INPUT'] })
    expect(refused).toMatchObject({ name: 'query', error: undefined })
    expect(refused?.attributes).toMatchObject({ 'parley.error_codes': ['FORBIDDEN'] })
    expect(recorder.named('GET /conversations/:id')[0]).toMatchObject({
      error: 'FORBIDDEN',
      attributes: { 'http.response.status_code': 202, 'parley.outcome': 'FORBIDDEN' },
    })
    expect(recorder.named('fetch conversation')[0]?.error).toBe('FORBIDDEN')
  })

  it('are recorded for each attempt, and not for a request that succeeded in the end', async () => {
    harness.sandbox.control.setFault({ endpoint: 'GET /conversations/:id', kind: 'hang-up-before', times: 1 })

    await harness.gateway.query(NAME)

    expect(recorder.tree()).toEqual([
      'query',
      '  resolve Query.conversation',
      '  fetch conversation',
      '    GET /conversations/:id',
      '    GET /conversations/:id',
    ])
    const [first, second] = recorder.named('GET /conversations/:id')
    expect(first?.error).toBe('UPSTREAM_UNAVAILABLE')
    expect(first?.attributes).not.toHaveProperty('http.request.resend_count')
    expect(first?.attributes).not.toHaveProperty('http.response.status_code')
    expect(second).toMatchObject({ error: undefined, attributes: { 'http.request.resend_count': 1 } })
    expect(recorder.named('query')[0]?.error).toBeUndefined()
  })

  it('mark a request that failed upstream, by code, without upstream messages', async () => {
    harness.sandbox.control.setFault({
      endpoint: 'GET /conversations/:id',
      kind: 'error',
      code: 7000,
      description: 'canary of the upstream',
    })

    await harness.gateway.query(NAME)

    expect(recorder.recorded().map(({ name, error }) => [name, error])).toEqual([
      ['query', 'UPSTREAM_UNAVAILABLE'],
      ['resolve Query.conversation', 'UPSTREAM_UNAVAILABLE'],
      ['fetch conversation', 'UPSTREAM_UNAVAILABLE'],
      ['GET /conversations/:id', 'UPSTREAM_UNAVAILABLE'],
      ['GET /conversations/:id', 'UPSTREAM_UNAVAILABLE'],
    ])
    expect(recorder.text()).not.toContain('canary')
  })

  it('have no call span where a circuit or budget rejects the call', async () => {
    harness.sandbox.control.setFault({ endpoint: 'GET /users/:id', kind: '429' })
    await harness.gateway.query('{ user(by: { mixinIdentityNumber: "7000104017" }) { name } }')
    recorder.forget()

    await harness.gateway.query('{ user(by: { mixinIdentityNumber: "7000104018" }) { name } }')

    expect(recorder.tree()).toEqual(['query', '  resolve Query.user', '  fetch number'])
    expect(recorder.named('fetch number')[0]?.error).toBe('RATE_LIMITED')
  })

  it('name the operation that costs too much', async () => {
    await harness.close()
    harness = await startSandboxGateway({ spans: recorder.spans, env: { PARLEY_PATH: '', LIMIT_COST: '1' } })

    await harness.gateway.query(GROUP, { variables })

    expect(recorder.recorded()).toMatchObject([
      {
        name: 'query',
        error: undefined,
        attributes: {
          'graphql.operation.name': 'GroupPage',
          'parley.error_codes': ['QUERY_TOO_COMPLEX'],
        },
      },
    ])
  })

  it('have the code of a request that the server rejects', async () => {
    await fetch(`${harness.gateway.url}/graphql`, { method: 'PUT' })
    await fetch(`${harness.gateway.url}/graphql`, { method: 'POST', body: 'no JSON' })

    expect(recorder.recorded().map(({ name, attributes }) => [name, attributes])).toEqual(
      [405, 415].map((status) => [
        'GraphQL Operation',
        {
          'http.response.status_code': status,
          'parley.error_codes': ['BAD_USER_INPUT'],
          'parley.request_id': expect.any(String),
        },
      ]),
    )
  })
})

describe('lines of the log', () => {
  it('have the ids of the call’s span, unredacted', async () => {
    await harness.gateway.query(NAME)

    const [call] = recorder.named('GET /conversations/:id')
    const lines = harness.gateway.logged.filter((line) => line.includes('"upstream call"'))
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ traceId: call?.traceId, spanId: call?.spanId, attempt: 0 }),
    ])
  })
})
