import { readdirSync, readFileSync } from 'node:fs'
import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { costOf } from '../../../src/limits/cost/cost-of.ts'
import { createSchema } from '../../../src/schema.ts'
import { failure, wireUser } from '../../support/mixin-upstream.ts'
import { watchPaths } from '../../support/paths.ts'
import { createCountedGateways } from '../../property/cost/counted-gateways.ts'

const schema = createSchema()

const { open, sent } = createCountedGateways(
  ({ body }) =>
    Array.isArray(body) ? { body: { data: body.map((id) => wireUser(String(id))) } } : failure(404),
  { CACHE_MAX_BYTES: '0' },
)

const uuid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const conversations = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `mixin:conversation:${uuid(index)}`)
const users = (count: number) => Array.from({ length: count }, (_, index) => ({ mixinUserId: uuid(index) }))

const NODES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'

const USERS = 'query ($by: [UserBy!]!) { users(by: $by) { id } }'

const refusal = (cost: number, limit: number) => ({
  status: 400,
  data: undefined,
  errors: [
    {
      message: `This document has a cost of ${cost} upstream calls; the limit is ${limit} (LIMIT_COST).`,
      extensions: { code: 'QUERY_TOO_COMPLEX', retryable: false, requestId: expect.any(String) },
    },
  ],
})

const limited = { LIMIT_COST: '10' }
const paths = [
  ['the Yoga path', await open({ ...limited, PARLEY_PATH: 'yoga' })],
  ['the fast path', await open({ ...limited, PARLEY_PATH: 'fast' })],
  ['both', await open({ ...limited, PARLEY_PATH: '' })],
] as const

/** Documents, variables that cost ten calls, and those that cost more. */
const CASES: readonly (readonly [
  string,
  string,
  Record<string, unknown>,
  Record<string, unknown>,
  number,
])[] = [
  ['the length of a list', NODES, { ids: conversations(10) }, { ids: conversations(11) }, 11],
  [
    'the length of a list inside a literal',
    `query ($one: ID!, $other: UserBy!) { nodes(ids: ["${conversations(8).join('" "')}" $one]) { id } users(by: [$other]) { id } }`,
    { one: `mixin:user:${uuid(1)}`, other: users(1)[0] },
    { one: conversations(1)[0], other: { mixinIdentityNumber: '20000' } },
    8 + 1 + 2,
  ],
  [
    'the size of a page',
    `query ($first: Int) {
      nodes(ids: ["${conversations(3).join('" "')}"]) { ... on Conversation { participants(first: $first) { nodes { user { name } } } } }
    }`,
    { first: 200 },
    { first: 267 },
    3 + 9,
  ],
  [
    'how a thing is named',
    'query ($by: [UserBy!]!) { users(by: $by) { id } }',
    { by: users(500) },
    {
      by: [
        { mixinIdentityNumber: '20000' },
        ...Array.from({ length: 9 }, (_, i) => ({ mixinIdentityNumber: String(30_000 + i) })),
      ],
    },
    11,
  ],
  [
    'a condition',
    'query ($by: [UserBy!]!, $yes: Boolean!) { users(by: $by) { id conversation @include(if: $yes) { id } } }',
    { by: users(9), yes: false },
    { by: users(9), yes: true },
    1 + 1 + 9,
  ],
  [
    'a default',
    `query ($ids: [ID!]! = ["${conversations(11).join('" "')}"]) { nodes(ids: $ids) { id } }`,
    { ids: conversations(10) },
    {},
    11,
  ],
]

/** Items that name nothing, and the cost of a hundred of them: that of the dearest thing that each could be. */
const INVALID: readonly (readonly [string, string, unknown, number])[] = [
  ['empty ids', NODES, '', 100],
  ['ids of no network', NODES, 'nonsense', 100],
  ['ids of no kind', NODES, 'mixin:group:7', 100],
  ['malformed ids of Mixin users', NODES, 'mixin:user:', 1],
  ['malformed ids of Mixin conversations', NODES, 'mixin:conversation:x', 100],
  ['malformed ids of SealTalk users', NODES, 'sealtalk:user:-', 1],
  [
    'malformed ids of SealTalk users, all their fields',
    NODES.replace('{ id }', '{ ... on User { phone } }'),
    'sealtalk:user:-',
    100,
  ],
  ['users with empty ids', USERS, { id: '' }, 1],
  ['users with empty ids, all their fields', USERS.replace('id', 'phone'), { id: '' }, 100],
  ['users with malformed ids', USERS, { mixinUserId: '' }, 1],
  ['users with malformed numbers', USERS, { mixinIdentityNumber: '0' }, 1 + 10],
  ['users with malformed SealTalk numbers', USERS, { sealtalkStAccount: '' }, 100],
  ['users with malformed phones', USERS, { sealtalkPhone: { region: '', number: '' } }, 300],
]

it.each(INVALID)('%s cost as much as valid ones', (_, document, item, expected) => {
  const list = Array.from({ length: 100 }, () => item)
  const twenty = (text: string): string =>
    text.replace(
      / \{ (.*) \}$/s,
      (_, field: string) => ` { ${Array.from({ length: 20 }, (_, i) => `a${i}: ${field}`).join(' ')} }`,
    )
  const cost = (text: string): number => costOf(schema, parse(text), undefined, { ids: list, by: list }).total

  expect(cost(document)).toBe(expected)
  // Ten limited lookups are the most that a document makes.
  expect(cost(twenty(document))).toBe(expected === 11 ? 20 + 10 : 20 * expected)
})

it.each([
  ['node(id: "")', 1],
  ['user(by: { id: "" }) { id }', 1],
  ['user(by: {}) { id }', 3],
  ['user(by: { mixinUserId: "", sealtalkUserId: "" }) { id }', 3],
  ['app(id: "nonsense") { id }', 1],
  ['conversation(id: "nonsense") { id }', 1],
])('%s costs %i', (field, expected) => {
  expect(costOf(schema, parse(`{ ${field} }`)).total).toBe(expected)
})

describe.each(paths)('%s', (_, gateway) => {
  it.each(CASES)(
    'rejects an operation that is too expensive by %s, and accepts the same document otherwise',
    async (_, document, cheap, dear, cost) => {
      for (const _ of ['first', 'again']) {
        expect((await gateway.query(document, { variables: cheap })).status).toBe(200)
        expect(sent).not.toEqual([])
        sent.length = 0
        for (const accept of ['application/json', 'application/graphql-response+json']) {
          const answer = await gateway.query(document, { variables: dear, headers: { accept } })
          expect(answer).toMatchObject(refusal(cost, 10))
        }
        expect(sent).toEqual([])
      }
    },
  )

  it('rejects an operation that is too expensive with any variables', async () => {
    const document = `{ nodes(ids: ["${conversations(11).join('" "')}"]) { id } }`

    for (const _ of ['first', 'again']) expect(await gateway.query(document)).toMatchObject(refusal(11, 10))
    expect(sent).toEqual([])
  })

  it('rejects ids that cannot be read, named by several fields at once, as it rejects valid ones', async () => {
    const fields = Array.from({ length: 20 }, (_, index) => `a${index}: nodes(ids: $ids) { id }`)
    const document = `query ($ids: [ID!]!) { ${fields.join(' ')} }`
    const ids = Array.from({ length: 500 }, () => '')

    for (const _ of ['first', 'again']) {
      expect(await gateway.query(document, { variables: { ids } })).toMatchObject(refusal(10_000, 10))
    }
    expect(sent).toEqual([])
  })

  it('leaves invalid variables and lists that are too long to the checks for these', async () => {
    expect(await gateway.query(NODES, { variables: { ids: 7.5 } })).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    })
    expect(await gateway.query(NODES, { variables: { ids: conversations(501) } })).toMatchObject({
      status: 200,
      errors: [
        {
          message: 'nodes: takes at most 500 items; send the rest in another request.',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    })
    expect(sent).toEqual([])
  })
})

it('the fast path executes operations within the limit and passes on the others', async () => {
  const gateway = await open({ ...limited, PARLEY_PATH: '' })
  const watch = watchPaths(gateway.gateway)
  const ask = (count: number) => gateway.query(NODES, { variables: { ids: conversations(count) } })

  await ask(1)
  await ask(2)
  await ask(11)
  await ask(3)

  expect(await watch.paths()).toEqual(['yoga', 'fast', 'yoga', 'fast'])
})

describe('by default', () => {
  const cost = (document: string, variables = {}) =>
    costOf(schema, parse(document), undefined, variables).total
  const page = `query ($id: ID!) { conversation(id: $id) { participants(first: 100) { nodes {
    user { name avatarUrl app { name creator { name } } }
  } } } }`

  it('a page of 100 people with apps and their creators costs 3 of 500 calls', () => {
    expect(cost(page, { id: conversations(1)[0] })).toBe(3)
  })

  it('20 such pages and all examples are far below the limit', () => {
    const aliases = Array.from(
      { length: 20 },
      (_, i) => `p${i}: ${page.slice(page.indexOf('conv'), -1)}`,
    ).join('\n')
    expect(cost(`query ($id: ID!) { ${aliases} }`, { id: conversations(1)[0] })).toBe(60)

    const folder = new URL('../../../src/server/graphiql/tabs/', import.meta.url)
    const files = readdirSync(folder).filter((name) => name.endsWith('.graphql'))
    expect(files.length).toBeGreaterThan(5)
    for (const file of files) {
      const document = parse(readFileSync(new URL(file, folder), 'utf8'))
      for (const definition of document.definitions) {
        if (definition.kind !== 'OperationDefinition') continue
        expect(costOf(schema, document, definition.name?.value).total).toBeLessThanOrEqual(20)
      }
    }
  })

  it('an operation that may cause 1,000 calls is rejected', async () => {
    const gateway = await open({})
    const document = `query ($by: [UserBy!]!) { a: users(by: $by) { conversation { id } } b: users(by: $by) { conversation { id } } }`

    expect(await gateway.query(document, { variables: { by: users(500) } })).toMatchObject(
      refusal(1_011, 500),
    )
    expect(sent).toEqual([])
  })
})

describe('the cost of an operation', () => {
  it('is reported by class', () => {
    const document =
      parse(`mutation Both { sendVerificationCode(input: { phone: { region: "86", number: "1" } }) { sent }
      createContactConversation(input: { userId: "x" }) { conversation { participants { nodes { user { name } } } } } }
      query Other { __typename }`)

    expect(costOf(schema, document, 'Both')).toEqual({
      calls: { limitedLookups: 0, batchedReads: 1, singleReads: 0, writes: 1, textMessages: 1 },
      total: 3,
    })
    expect(costOf(schema, document, 'Other').total).toBe(0)
  })

  it('requires an existing operation and valid variables', () => {
    expect(() => costOf(schema, parse(NODES), 'None')).toThrow('no such operation')
    expect(() => costOf(schema, parse(NODES))).toThrow('$ids')
  })

  it('counts fragments and fields of the same name once, as execution does', () => {
    const document = `query ($id: ID!) {
      conversation(id: $id) { creator { ...Name } ...F ...F }
      conversation(id: $id) { creator { id } }
      ...Q
    }
    fragment Q on Query { conversation(id: $id) { creator { phone } } }
    fragment F on Conversation { creator { ...Name } }
    fragment Name on User { name }`

    expect(costOf(schema, parse(document), undefined, { id: 'mixin:conversation:x' })).toMatchObject({
      calls: { singleReads: 1, batchedReads: 1 },
      total: 2,
    })
  })

  it('counts at most the 10 limited lookups that one document may make', () => {
    const by = Array.from({ length: 40 }, (_, index) => ({ mixinIdentityNumber: String(20_000 + index) }))
    const document = `query ($by: [UserBy!]!) { a: users(by: $by) { name } b: users(by: $by) { name } }`

    expect(costOf(schema, parse(document), undefined, { by })).toMatchObject({
      calls: { limitedLookups: 10, batchedReads: 2 },
      total: 12,
    })
  })
})
