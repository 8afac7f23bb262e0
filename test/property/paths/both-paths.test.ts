import fc from 'fast-check'
import { getIntrospectionQuery } from 'graphql'
import { afterAll, describe, expect, it } from 'vitest'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { draws, inFull } from '../../support/draws.ts'
import {
  botSettings,
  failure,
  mockMixin,
  type SentRequest,
  type UpstreamAnswer,
  wireUser,
} from '../../support/mixin-upstream.ts'
import { watchPaths } from '../../support/paths.ts'
import { createDraw, createGrammar, type Operation } from './operations.ts'
import { clockOf } from '../../support/time.ts'

const USERS = Array.from(
  { length: 12 },
  (_, index) => `a0000000-0000-4000-8000-00000000000${index.toString(16)}`,
)
const CONVERSATIONS = Array.from({ length: 6 }, (_, index) => `c0000000-0000-4000-8000-00000000000${index}`)

/** Users of every kind: whole, a bot, with texts to escape, unreadable, and one that does not exist. */
const rowOf = (userId: string): Record<string, unknown> | undefined => {
  const index = USERS.indexOf(userId)
  if (index < 0 || index === 11) return undefined
  const number = { identity_number: String(20_000 + index) }
  if (index === 10) return wireUser(userId, { ...number, is_verified: 'perhaps' })
  if (index % 3 === 1) {
    const app = {
      app_id: userId,
      app_number: '7000',
      creator_id: USERS[(index * 5) % 12],
      name: 'Bot',
      capabilities: ['GROUP'],
    }
    return wireUser(userId, { ...number, app })
  }
  return wireUser(userId, {
    ...number,
    biography: index % 2 === 0 ? 'a "line"\n\u2028\ud83d\ude00' : '',
    avatar_url: '',
  })
}

const conversationOf = (id: string): UpstreamAnswer => {
  const index = CONVERSATIONS.indexOf(id)
  if (index < 0) return failure(404)
  if (index === 1) return failure(403)
  if (index === 2) return { body: { data: { conversation_id: 7 } } }
  const participants = USERS.slice(0, index * 4).map((user_id) => ({ user_id, role: '', created_at: '' }))
  return {
    body: {
      data: {
        conversation_id: id,
        creator_id: USERS[index],
        category: 'GROUP',
        name: `group ${index}`,
        participants,
        circles: [{ circle_id: 'c', created_at: '' }],
      },
    },
  }
}

const answer = ({ method, path, body }: SentRequest): UpstreamAnswer => {
  if (path === '/users/fetch' && Array.isArray(body)) {
    return { body: { data: body.map((id) => rowOf(String(id))).filter((row) => row !== undefined) } }
  }
  if (path === '/me') return { body: { data: { ...rowOf(USERS[0] ?? ''), has_pin: true } } }
  if (path === '/circles') return failure(403)
  const id = path.slice(path.lastIndexOf('/') + 1)
  if (path.startsWith('/conversations/') && method === 'GET') return conversationOf(id)
  if (path.startsWith('/users/')) {
    const row = rowOf(USERS[Number(id) - 20_000] ?? '')
    return row ? { body: { data: row } } : failure(404)
  }
  return failure(10002)
}

const env = { ...botSettings('full'), MIXIN_NUMBER_RATE: '1000', MIXIN_SEARCH_RATE: '1000' }
const clock = clockOf(() => Date.parse('2026-11-23T12:00:00Z'))

const start = async (more: Record<string, string>) => {
  const { dispatcher, sent } = mockMixin(answer)
  return { gateway: await startGateway({ env: { ...env, ...more }, dispatcher, clock }), sent }
}

const full = await start({ PARLEY_PATH: 'yoga' })
// Blank: whatever path the environment of the tests says, this one takes its own.
const both = await start({ PARLEY_PATH: '' })
const TINY = 384
const tinyFull = await start({ PARLEY_PATH: 'yoga', LIMIT_ANSWER_BYTES: String(TINY) })
const tinyBoth = await start({ PARLEY_PATH: '', LIMIT_ANSWER_BYTES: String(TINY) })
afterAll(() => Promise.all([full, both, tinyFull, tinyBoth].map(({ gateway }) => gateway.close())))

const ACCEPTS = [
  'application/json',
  'application/graphql-response+json',
  '*/*',
  'application/graphql-response+json, application/json;q=0.9',
  'text/html',
  'application/json;charset=utf-8, multipart/mixed',
]

interface Sent {
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}

const ask = async ({ url }: TestGateway, { body, headers: sent }: Sent) => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-encoding': 'identity',
      'x-request-id': 'the-same',
      ...sent,
    },
    body,
  })
  // What a connection says of itself depends on how many requests it has carried.
  const {
    date,
    connection: _,
    'keep-alive': __,
    'content-length': length,
    'server-timing': timing,
    ...headers
  } = Object.fromEntries(response.headers)
  const text = await response.text()
  return {
    status: response.status,
    headers,
    body: text.replaceAll(/"(durationMs|startedMs)":-?[0-9.]+/g, '"$1":0'),
    isDated: date !== undefined,
    // Its numbers are measured.
    timed: timing?.replaceAll(/dur=[\d.]+/g, 'dur'),
    isLengthRight: Number(length) === Buffer.byteLength(text),
  }
}

/**
 * What was asked for upstream, in no order. One row for each user of a fetch: whether those of two steps of a
 * query share a fetch depends on how long the machine takes between them.
 */
const askedFor = ({ sent }: { readonly sent: readonly SentRequest[] }): string[] =>
  sent
    .flatMap(({ method, path, body }) =>
      path === '/users/fetch' && Array.isArray(body)
        ? body.map((id) => `${method} ${path} ${String(id)}`)
        : [`${method} ${path} ${JSON.stringify(body)}`],
    )
    .toSorted()

const draw = (schema: TestGateway['gateway']['schema']) =>
  createGrammar({
    schema,
    values: {
      ID: [
        ...USERS,
        ...USERS.map((id) => `mixin:user:${id}`),
        ...CONVERSATIONS.map((id) => `mixin:conversation:${id}`),
        'sealtalk:user:5Vg2Xh9f',
        'nonsense',
        7,
      ],
      id: [
        ...USERS.map((id) => `mixin:user:${id}`),
        ...USERS.map((id) => `mixin:app:${id}`),
        ...CONVERSATIONS.map((id) => `mixin:conversation:${id}`),
      ],
      mixinUserId: USERS,
      String: ['', 'some text', 'ü "quoted" \\ \u2028'],
      mixinIdentityNumber: ['20000', '20003', '20004', '99999', '0'],
      first: [1, 2, 50, 500, 501, -1],
      after: ['nonsense', ''],
      last: [1, 2, 500, 0],
      before: ['nonsense', ''],
      search: ['a', ' NAME ', '', 'x'.repeat(129)],
      Int: [0, 1, 2 ** 31],
      Boolean: [true, false],
      Version: [0, 2 ** 40, -1],
      URL: ['https://images.test/a.png', 'javascript:1'],
    },
  })

describe('both paths', () => {
  it('send the same responses, byte for byte, to generated operations', async () => {
    const grammar = draw(full.gateway.gateway.schema)
    const watch = watchPaths(both.gateway.gateway)
    const seen = { answered: 0, withErrors: 0, refused: 0 }
    const check = async (operation: Operation, headers: Record<string, string>): Promise<void> => {
      const sent = { body: JSON.stringify(operation), headers }
      // Two gateways that have been asked the same: then one of them knows the document, and then the answer.
      const first = [await ask(full.gateway, sent), await ask(both.gateway, sent)]
      const second = [await ask(full.gateway, sent), await ask(both.gateway, sent)]
      expect(first[1]).toEqual(first[0])
      const third = [await ask(full.gateway, sent), await ask(both.gateway, sent)]
      const fourth = [await ask(full.gateway, sent), await ask(both.gateway, sent)]
      expect(second[1]).toEqual(second[0])
      expect(third[1]).toEqual(third[0])
      expect(fourth[1]).toEqual(fourth[0])
      expect(askedFor(both).length, JSON.stringify([operation, headers, third[1]])).toBe(
        askedFor(full).length,
      )
      const body = second[1]?.body ?? ''
      if (!body.includes('"data":')) seen.refused += 1
      else if (body.startsWith('{"errors"')) seen.withErrors += 1
      else seen.answered += 1
    }
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const roll = createDraw(seed)
        const operation = grammar(roll)
        await check(operation, {
          accept: ACCEPTS[roll(ACCEPTS.length)] ?? '*/*',
          ...(roll(4) === 0 && { 'x-parley-trace': '1' }),
        })
      }),
      { numRuns: draws(900, 180), seed: 5 },
    )
    // Each second time at the least: whatever has data came along the fast path.
    expect(await watch.count('fast')).toBeGreaterThanOrEqual(seen.answered + seen.withErrors)
    expect(await watch.count('response-cache')).toBeGreaterThanOrEqual(inFull(5, 2))
    expect(askedFor(both)).toEqual(askedFor(full))
    expect(seen.answered).toBeGreaterThan(draws(75, 15))
    expect(seen.withErrors).toBeGreaterThan(draws(250, 50))
    expect(seen.refused).toBeGreaterThan(draws(100, 20))
  }, 300_000)
  it('send the same responses where these may have few bytes', async () => {
    const grammar = draw(full.gateway.gateway.schema)
    const seen = { fitting: 0, tooLarge: 0, mutations: 0 }
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const operation = grammar(createDraw(seed))
        // They depend on the requests before.
        if (operation.query.includes('budgets')) return
        const sent = { body: JSON.stringify(operation), headers: {} }
        const expected = await ask(tinyFull.gateway, sent)
        const { body } = expected
        expect(await ask(tinyBoth.gateway, sent)).toEqual(expected)
        expect(await ask(tinyBoth.gateway, sent)).toEqual(expected)
        const whole = await ask(full.gateway, sent)
        if (Buffer.byteLength(whole.body) <= TINY || !whole.body.includes('"data":')) {
          expect(expected).toEqual(whole)
          seen.fitting += 1
        } else if (operation.query.startsWith('mutation')) {
          // What was done is said at any length, here by errors.
          expect(body.includes('"QUERY_TOO_COMPLEX"') || body === whole.body).toBe(true)
          seen.mutations += 1
        } else {
          expect(body).toContain('"QUERY_TOO_COMPLEX"')
          expect(Buffer.byteLength(body)).toBeLessThanOrEqual(TINY)
          expect(body.endsWith('"data":null}')).toBe(true)
          seen.tooLarge += 1
        }
      }),
      { numRuns: draws(1_500, 300), seed: 6 },
    )
    expect(seen.fitting).toBeGreaterThan(draws(150, 30))
    expect(seen.tooLarge).toBeGreaterThan(draws(150, 30))
  }, 120_000)

  it('send the same response to introspection', async () => {
    const sent = { body: JSON.stringify({ query: getIntrospectionQuery() }), headers: { accept: '*/*' } }
    const expected = await ask(full.gateway, sent)
    expect(expected.status).toBe(200)
    expect([await ask(both.gateway, sent), await ask(both.gateway, sent)]).toEqual([expected, expected])
  })
})
