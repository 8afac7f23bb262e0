import { Defer20220824Handler, GraphQL17Alpha9Handler } from '@apollo/client/incremental'
import { createRequest, type ExecutionResult, makeOperation, makeResult, mergeResultPatch } from '@urql/core'
import fc from 'fast-check'
import { type DocumentNode, parse, print } from 'graphql'
import { afterAll, expect, it } from 'vitest'
import { createDraw, createGrammar } from './operations.ts'
import { startGateway } from '../../support/gateway.ts'
import { standingClock } from '../../support/time.ts'
import { draws } from '../../support/draws.ts'
import { botSettings, mockMixin, wireUser } from '../../support/mixin-upstream.ts'
import {
  MULTIPART_IDS,
  mergePayloads,
  type ReceivedPayload,
  requestIncremental,
} from '../../support/incremental.ts'

const USERS = Array.from({ length: 6 }, (_, index) => `0000000${index}-e742-4c54-8425-1b8e188313a8`)
const GROUP = '8043dba1-e742-4c54-8425-1b8e188313a8'

const { dispatcher, sent } = mockMixin(({ method, path, body }) => {
  if (path === '/users/fetch' && Array.isArray(body)) {
    return { body: { data: body.map((id) => wireUser(String(id))) } }
  }
  if (path === '/me') return { body: { data: wireUser(USERS[0] ?? '') } }
  if (path === '/circles') return { body: { data: [] } }
  const participants = USERS.map((user_id) => ({ user_id, role: '', created_at: '2026-01-01T00:00:00Z' }))
  if (method === 'GET' && path.startsWith('/conversations/')) {
    const conversation = {
      type: 'conversation',
      conversation_id: GROUP,
      creator_id: USERS[1],
      category: 'GROUP',
      name: 'a group',
      icon_url: '',
      announcement: '',
      code_url: '',
      created_at: '2026-01-01T00:00:00Z',
      participants,
      circles: [],
    }
    return { body: { data: conversation } }
  }
  return { body: { error: { status: 202, code: 10002, description: '' } }, status: 202 }
})
// Nothing is kept, so that each answer makes its calls; parts are answered along the Yoga path, whatever the rest is.
// The whole response and the parts are fetched at the same moment, so that `asOf` is the same.
const clock = standingClock(Date.parse('2026-11-23T12:00:00Z'))
const gateway = await startGateway({
  env: { ...botSettings('read'), CACHE_MAX_BYTES: '0' },
  dispatcher,
  clock,
})
afterAll(() => gateway.close())

const draw = createGrammar({
  schema: gateway.gateway.schema,
  parts: true,
  values: {
    ID: USERS.map((id) => `mixin:user:${id}`),
    id: [...USERS.map((id) => `mixin:user:${id}`), `mixin:conversation:${GROUP}`],
    mixinUserId: USERS,
    first: [1, 2, 50],
    after: [null],
    last: [null],
    before: [null],
    search: ['a', ''],
    Int: [0, 1],
    Boolean: [true, false],
  },
})

const callsOf = async <Made>(make: () => Promise<Made>): Promise<[Made, string[]]> => {
  sent.length = 0
  const made = await make()
  const told = sent.map(({ method, path, body }) => {
    const ids = Array.isArray(body) ? body.map(String).toSorted() : []
    return `${method} ${path} ${ids.join(' ')}`
  })
  return [made, told.toSorted()]
}

/** Merged as a client does. */
type Merge = (payloads: readonly ReceivedPayload[], query: DocumentNode) => unknown

/** How Apollo Client merges a payload into what it has. */
interface ApolloRequest {
  handle(cached: undefined, payload: never): { readonly data?: unknown }
}

const mergeByApollo =
  (startRequest: (options: { readonly query: DocumentNode }) => ApolloRequest): Merge =>
  (payloads, query) => {
    const request = startRequest({ query })
    return payloads.map((payload) => request.handle(undefined, structuredClone(payload) as never)).at(-1)
      ?.data
  }

const mergeByUrql: Merge = (payloads, query) => {
  const [first, ...rest] = structuredClone(payloads) as [ExecutionResult, ...ExecutionResult[]]
  const operation = makeOperation('query', createRequest(query, {}), {
    url: '',
    requestPolicy: 'network-only',
  })
  return rest.reduce((whole, payload) => mergeResultPatch(whole, payload), makeResult(operation, first)).data
}

/** Apollo Client reads the format with ids by labels that it adds to each fragment. */
const { documentTransform } = new GraphQL17Alpha9Handler()

interface Format {
  readonly accept: string
  readonly toSent: (query: DocumentNode) => DocumentNode
  readonly merges: Readonly<Record<string, Merge>>
}
const FORMATS: Readonly<Record<string, Format>> = {
  'deferSpec=20220824': {
    accept: 'multipart/mixed;deferSpec=20220824, application/json',
    toSent: (query) => query,
    merges: {
      'by path': mergePayloads,
      'Apollo Client': mergeByApollo((options) => new Defer20220824Handler().startRequest(options)),
      urql: mergeByUrql,
    },
  },
  'incrementalSpec=v0.2': {
    accept: MULTIPART_IDS,
    toSent: (query) => documentTransform.transformDocument(query),
    merges: {
      'by id': mergePayloads,
      'Apollo Client': mergeByApollo((options) => new GraphQL17Alpha9Handler().startRequest(options)),
    },
  },
}

it.each(Object.keys(FORMATS))(
  'parts make the whole result for every client, with the same calls: %s',
  async (name) => {
    const { accept, toSent, merges } = FORMATS[name] as Format
    const seen = { parts: 0, errors: 0 }
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { query, variables, operationName } = draw(createDraw(seed))
        if (operationName === 'Other' || query.startsWith('mutation')) return
        const single = query.replace(/ query Other \{ __typename \}/, '')
        const [whole, calls] = await callsOf(() => gateway.query(single, { variables }))
        if (whole.status !== 200 || whole.data === undefined) return
        const sent = toSent(parse(single))
        const [answer, callsInParts] = await callsOf(async () => {
          const answer = await requestIncremental(gateway.url, print(sent), { variables, accept })
          return { type: answer.headers.get('content-type'), payloads: await answer.rest() }
        })
        if (!answer.type?.startsWith('multipart')) return
        seen.parts += 1
        expect(answer.type).toContain(name)
        expect(callsInParts).toEqual(calls)
        const parts = answer.payloads.flatMap((payload) => [
          payload,
          ...(payload.incremental ?? []),
          ...(payload.completed ?? []),
        ])
        const errors = parts.flatMap((part) => ('errors' in part ? (part.errors ?? []) : []))
        const codes = new Set(errors.map(({ extensions }) => extensions['code']))
        expect(codes).toEqual(new Set(whole.errors.map(({ extensions }) => extensions['code'])))
        // A place that must not be null takes more with it in one answer than in one part.
        if (errors.length > 0) {
          seen.errors += 1
          return
        }
        for (const [client, merge] of Object.entries(merges)) {
          // Clients merge into plain objects, whose prototype a field of this name sets.
          if (single.includes('__proto__') && !client.startsWith('by ')) continue
          // Some merge into what they are given.
          expect([client, merge(structuredClone(answer.payloads), sent)]).toEqual([client, whole.data])
        }
      }),
      { numRuns: draws(1_000), seed: 7 },
    )
    // Few documents are drawn where the run is quick.
    expect(seen.parts).toBeGreaterThanOrEqual(draws(40))
    expect(seen.parts - seen.errors).toBeGreaterThanOrEqual(draws(8))
  },
  60_000,
)
