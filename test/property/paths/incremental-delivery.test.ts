import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { createDraw, createGrammar } from './operations.ts'
import { startGateway } from '../../support/gateway.ts'
import { draws } from '../../support/draws.ts'
import { botSettings, mockMixin, wireUser } from '../../support/mixin-upstream.ts'
import { requestIncremental, mergePayloads } from '../../support/incremental.ts'

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
const gateway = await startGateway({ env: { ...botSettings('read'), CACHE_MAX_BYTES: '0' }, dispatcher })
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

it('incremental delivery gives the whole result, with the same calls, for generated directives', async () => {
  const seen = { parts: 0, errors: 0 }
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      const { query, variables, operationName } = draw(createDraw(seed))
      if (operationName === 'Other' || query.startsWith('mutation')) return
      const single = query.replace(/ query Other \{ __typename \}/, '')
      const [whole, calls] = await callsOf(() => gateway.query(single, { variables }))
      if (whole.status !== 200 || whole.data === undefined) return
      const [answer, callsInParts] = await callsOf(async () => {
        const answer = await requestIncremental(gateway.url, single, { variables })
        return { type: answer.headers.get('content-type'), payloads: await answer.rest() }
      })
      if (!answer.type?.startsWith('multipart')) return
      seen.parts += 1
      expect(callsInParts).toEqual(calls)
      const parts = answer.payloads.flatMap((payload) => [payload, ...(payload.incremental ?? [])])
      const errors = parts.flatMap((part) => part.errors ?? [])
      const codes = new Set(errors.map(({ extensions }) => extensions['code']))
      expect(codes).toEqual(new Set(whole.errors.map(({ extensions }) => extensions['code'])))
      // A place that must not be null takes more with it in one answer than in one part.
      if (errors.length > 0) seen.errors += 1
      else expect(mergePayloads(answer.payloads)).toEqual(whole.data)
    }),
    { numRuns: draws(1_000), seed: 7 },
  )
  expect(seen.parts).toBeGreaterThan(draws(40))
  expect(seen.parts - seen.errors).toBeGreaterThan(draws(8))
}, 60_000)
