import { describe, expect, it } from 'vitest'
import { createCountedGateways } from '../../property/cost/counted-gateways.ts'
import { mergePayloads, MULTIPART_IDS, requestIncremental } from '../../support/incremental.ts'
import { failure, wireUser } from '../../support/mixin-upstream.ts'

const uuid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const GROUP = uuid(7_777)
const participants = Array.from({ length: 400 }, (_, index) => ({
  user_id: uuid(index),
  role: '',
  created_at: '2026-01-01T00:00:00Z',
}))
const conversation = (id: string) => ({
  type: 'conversation',
  conversation_id: id,
  creator_id: uuid(1),
  category: 'GROUP',
  name: 'a group',
  icon_url: '',
  announcement: '',
  code_url: '',
  created_at: '2026-01-01T00:00:00Z',
  participants,
  circles: [],
})

const { open, sent } = createCountedGateways(
  ({ method, path, body }) => {
    if (path === '/users/fetch' && Array.isArray(body))
      return {
        body: { data: body.map((id) => wireUser(String(id), { biography: '"\u2028\u0001ü'.repeat(20) })) },
      }
    if (path.startsWith('/conversations') && method === 'POST') return { body: { data: conversation(GROUP) } }
    if (path.startsWith('/conversations/')) return { body: { data: conversation(path.slice(15)) } }
    return failure(404)
  },
  { CACHE_MAX_BYTES: '0' },
)

const LIMIT = 64 * 1024
const limits = { LIMIT_ANSWER_BYTES: String(LIMIT) }
const paths = [
  [
    'the Yoga path',
    await open({ PARLEY_PATH: 'yoga' }),
    await open({ ...limits, PARLEY_PATH: 'yoga' }),
    'yoga',
  ],
  ['both paths', await open({ PARLEY_PATH: '' }), await open({ ...limits, PARLEY_PATH: '' }), ''],
] as const

const list = (count: number, item: string): string[] => Array.from({ length: count }, () => item)
const NODES = 'query ($ids: [ID!]!) { a: nodes(ids: $ids) { id } b: nodes(ids: $ids) { id } }'
const USERS = 'query ($by: [UserBy!]!) { users(by: $by) { id biography } }'
const users = (count: number) => Array.from({ length: count }, (_, index) => ({ mixinUserId: uuid(index) }))

const textOf = async (url: string, query: string, variables: object): Promise<string> => {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  return response.text()
}

describe.each(paths)('%s', (_, gateway, limited, path) => {
  it.each(['mixin:user:', 'mixin:user:x', 'sealtalk:user:-'])(
    'writes 500 errors at most, and how many it omits: %s',
    async (id) => {
      for (const _ of ['first', 'again']) {
        const all = await gateway.query(NODES, { variables: { ids: list(250, id) } })
        expect(all.errors).toHaveLength(500)
        expect(all.errors.at(-1)?.extensions).not.toHaveProperty('omittedErrors')

        const { status, data, errors } = await gateway.query(NODES, { variables: { ids: list(300, id) } })
        expect(status).toBe(200)
        expect(data).toEqual({ a: list(300, '').map(() => null), b: list(300, '').map(() => null) })
        expect(errors).toHaveLength(500)
        expect(errors.map(({ extensions }) => extensions['omittedErrors'])).toEqual([
          ...list(499, '').map(() => undefined),
          100,
        ])
        expect(errors.every(({ path }) => path?.length === 2)).toBe(true)
      }
      expect(sent).toEqual([])
    },
  )

  it('counts all errors and logs few', async () => {
    const read = async (): Promise<number> => {
      const text = await (await fetch(`${gateway.url}/metrics`)).text()
      const line = /^parley_errors_total\{code="BAD_USER_INPUT",network="mixin"\} (\d+)$/m.exec(text)
      return Number(line?.[1] ?? 0)
    }
    const before = await read()
    await gateway.query(NODES, { variables: { ids: list(400, 'mixin:user:') } })
    expect((await read()) - before).toBe(800)
  })

  it('shares the errors among parts', async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { id } ... @defer { b: nodes(ids: $ids) { id } c: nodes(ids: $ids) { id } } }`
    const answer = await requestIncremental(gateway.url, query, {
      variables: { ids: list(300, 'mixin:user:') },
    })
    const payloads = await answer.rest()
    const errors = payloads
      .flatMap((payload) => [payload, ...(payload.incremental ?? [])])
      .flatMap((part) => part.errors ?? [])
    expect(errors).toHaveLength(500)
    expect(errors.map(({ extensions }) => extensions['omittedErrors']).filter(Boolean)).toEqual([400])
  })

  it('refuses a response that is too large, whatever makes it large', async () => {
    const fitting = await limited.query(USERS, { variables: { by: users(100) } })
    expect(fitting).toMatchObject({ status: 200, errors: [] })
    for (const _ of ['first', 'again']) {
      const text = await textOf(limited.url, USERS, { by: users(400) })
      expect(JSON.parse(text)).toEqual({
        errors: [
          {
            message: `This response is larger than ${LIMIT} bytes (LIMIT_ANSWER_BYTES). Select less, or shorter pages.`,
            extensions: { code: 'QUERY_TOO_COMPLEX', retryable: false, requestId: expect.any(String) },
          },
        ],
        data: null,
      })
    }
    const errors = JSON.parse(await textOf(limited.url, NODES, { ids: list(300, 'mixin:user:') })) as object
    expect(errors).toMatchObject({ errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }], data: null })
  })

  it('accepts a response of exactly as many bytes as allowed', async () => {
    const query = 'query ($by: [UserBy!]!) { users(by: $by) { biography } }'
    const whole = await textOf(gateway.url, query, { by: users(50) })
    const exact = await open({ LIMIT_ANSWER_BYTES: String(Buffer.byteLength(whole)), PARLEY_PATH: '' })
    const less = await open({ LIMIT_ANSWER_BYTES: String(Buffer.byteLength(whole) - 1), PARLEY_PATH: '' })

    for (const _ of ['first', 'again']) {
      expect(await textOf(exact.url, query, { by: users(50) })).toBe(whole)
      expect(await textOf(less.url, query, { by: users(50) })).toContain('QUERY_TOO_COMPLEX')
    }
  })

  it('loads nothing more once a response is too large', async () => {
    const query = 'query ($by: [UserBy!]!) { users(by: $by) { biography conversation { name } } }'
    const tiny = await open({ LIMIT_ANSWER_BYTES: '2048', PARLEY_PATH: path })
    for (const _ of ['first', 'again']) {
      sent.length = 0
      expect(await tiny.query(query, { variables: { by: users(400) } })).toMatchObject({
        data: null,
        errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }],
      })
      const conversations = sent.filter(({ path: url }) => url.startsWith('/conversations/'))
      expect(conversations.length).toBeGreaterThan(0)
      expect(conversations.length).toBeLessThan(25)
    }
  })

  it('says that a write was done whose selection is too large, and sends no later one', async () => {
    const input = `input: { id: "mixin:conversation:${GROUP}", name: "x" }`
    const large = `{ __typename conversation { participants(first: 500) { nodes { userId user { id avatarUrl upstreamId biography } } } } }`
    const query = `mutation {
      one: updateConversation(${input}) { conversation { name } }
      two: updateConversation(${input}) ${large}
      three: updateConversation(${input}) { conversation { name } }
    }`
    for (const _ of ['first', 'again']) {
      sent.length = 0
      const { data, errors } = await limited.query(query)
      expect(data).toEqual({
        one: { conversation: { name: 'a group' } },
        two: { __typename: 'ConversationPayload', conversation: null },
        three: null,
      })
      expect(errors).toHaveLength(2)
      expect(errors.find(({ path }) => path?.[0] === 'two')).toMatchObject({
        message: expect.stringMatching(/^The write was done/),
        path: ['two', 'conversation'],
        extensions: { code: 'QUERY_TOO_COMPLEX' },
      })
      expect(errors.find(({ path }) => path?.[0] === 'three')).toMatchObject({
        message: expect.stringMatching(/^This mutation was not sent/),
        path: ['three'],
        extensions: { code: 'QUERY_TOO_COMPLEX' },
      })
      expect(
        sent.filter(({ method, path }) => method === 'POST' && path.startsWith('/conversations')),
      ).toHaveLength(2)
    }
  })

  it('ends an incremental response that becomes too large', async () => {
    const query = `query ($by: [UserBy!]!) {
      few: user(by: { mixinUserId: "${uuid(1)}" }) { name }
      ... @defer { users(by: $by) { id biography } }
    }`
    const small = await requestIncremental(limited.url, query, { variables: { by: users(10) } })
    expect(mergePayloads(await small.rest())).toMatchObject({ users: { length: 10 } })

    const answer = await requestIncremental(limited.url, query, { variables: { by: users(400) } })
    const payloads = await answer.rest()
    expect(JSON.stringify(payloads).length).toBeLessThan(LIMIT)
    expect(payloads.at(-1)?.hasNext).toBe(false)
    const parts = payloads.flatMap((payload) => [payload, ...(payload.incremental ?? [])])
    expect(parts.flatMap((part) => part.errors ?? [])).toMatchObject([
      { extensions: { code: 'QUERY_TOO_COMPLEX' } },
    ])
  })

  it('completes with errors what an incremental response with ids has announced, where it becomes too large', async () => {
    const query = `query ($by: [UserBy!]!) {
      few: user(by: { mixinUserId: "${uuid(1)}" }) { name ... @defer { upstreamId } }
      ... @defer { users(by: $by) { id biography } }
    }`
    const variables = { by: users(400) }
    const answer = await requestIncremental(limited.url, query, { variables, accept: MULTIPART_IDS })
    const payloads = await answer.rest()

    expect(JSON.stringify(payloads).length).toBeLessThan(LIMIT)
    expect(payloads[0]?.pending).toHaveLength(2)
    const done = payloads.flatMap(({ completed = [] }) => completed)
    expect(done.map(({ id }) => id).toSorted()).toEqual(['0', '1'])
    expect(done.find(({ errors }) => errors)).toMatchObject({
      errors: [{ path: [], extensions: { code: 'QUERY_TOO_COMPLEX' } }],
    })
    expect(payloads.at(-1)).toMatchObject({ hasNext: false })
    expect(payloads.at(-1)).not.toHaveProperty('incremental')
  })
})
