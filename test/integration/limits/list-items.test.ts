import { getNullableType, type GraphQLInputType, isInputObjectType, isListType, isObjectType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { explain } from '../../../src/limits/cost/explain.ts'
import { createSchema } from '../../../src/schema.ts'
import { createCountedGateways } from '../../property/cost/counted-gateways.ts'
import { failure, wireUser } from '../../support/mixin-upstream.ts'
import { watchPaths } from '../../support/paths.ts'

const { open, sent } = createCountedGateways(
  ({ body }) =>
    Array.isArray(body) ? { body: { data: body.map((id) => wireUser(String(id))) } } : failure(404),
  { CACHE_MAX_BYTES: '0', LIMIT_COST: '1000000', LIMIT_ROOT_FIELDS: '100', LIMIT_ALIASES: '100' },
)
const paths = [
  ['the Yoga path', await open({ PARLEY_PATH: 'yoga' })],
  ['the fast path', await open({ PARLEY_PATH: 'fast' })],
  ['both', await open({ PARLEY_PATH: '' })],
] as const

const uuid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const list = <Item>(from: number, count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(from + index))
const id = (index: number): string => `mixin:user:${uuid(index)}`
const malformed = (index: number): string => `mixin:user:${index}z`
const by = (index: number) => ({ mixinUserId: uuid(index) })

const NODES = 'query ($a: [ID!]!, $b: [ID!]!) { a: nodes(ids: $a) { id } b: nodes(ids: $b) { id } }'
const USERS =
  'query ($a: [UserBy!]!, $b: [UserBy!]!) { a: users(by: $a) { id name } b: users(by: $b) { id name } }'
const MIXED = 'query ($a: [ID!]!, $b: [UserBy!]!) { a: nodes(ids: $a) { id } b: users(by: $b) { id } }'

const refusal = (found: string, limit: number) => ({
  status: 400,
  data: undefined,
  errors: [
    {
      message: `This document has ${found}; the limit is ${limit}.`,
      extensions: { code: 'QUERY_TOO_COMPLEX', retryable: false },
    },
  ],
})
const tooMany = (items: string, key: string, limit: number) =>
  refusal(`${items} in list arguments, too many from "${key}" on`, limit)
const tooManyDifferent = (count: number, key: string) => tooMany(`${count} different items`, key, 500)

describe.each(paths)('%s', (_, gateway) => {
  const ask = async (query: string, variables: Record<string, unknown> = {}) => {
    const answers = [await gateway.query(query, { variables }), await gateway.query(query, { variables })]
    expect(answers[0]?.status).toBe(answers[1]?.status)
    return answers[1]
  }

  it.each<readonly [string, string, (index: number) => unknown, (index: number) => unknown]>([
    ['ids', NODES, id, id],
    ['malformed ids', NODES, malformed, malformed],
    ['users', USERS, by, by],
    ['both', MIXED, id, by],
  ])('takes at most 500 different items in all lists of a query: %s', async (_, query, one, other) => {
    const fitting = await ask(query, { a: list(0, 250, one), b: list(250, 250, other) })
    expect(fitting?.status).toBe(200)
    expect(fitting?.errors.every(({ extensions }) => extensions['code'] === 'BAD_USER_INPUT')).toBe(true)
    sent.length = 0

    expect(await ask(query, { a: list(0, 250, one), b: list(250, 251, other) })).toMatchObject(
      tooManyDifferent(501, 'b'),
    )
    expect(sent).toEqual([])
  })

  it('counts items of literals, and those of variables inside of them', async () => {
    const literals = (count: number): string => list(250, count, (index) => `"${malformed(index)}"`).join(' ')
    const query = (count: number): string =>
      `query ($a: [ID!]!, $one: ID!) { a: nodes(ids: $a) { id } ... { b: nodes(ids: [${literals(count)} $one]) { id } } }`
    const variables = { a: list(0, 250, malformed), one: malformed(1_000) }

    expect((await ask(query(249), variables))?.status).toBe(200)
    expect(await ask(query(250), variables)).toMatchObject(tooManyDifferent(501, 'b'))
  })

  it('counts an item once that is named again, in the same list or in another one', async () => {
    const variables = { a: list(0, 500, malformed), b: list(0, 500, malformed) }
    const answer = await ask(NODES, variables)

    expect(answer?.errors.at(-1)?.extensions).toMatchObject({ omittedErrors: 500 })
  })

  it('does not count lists that are skipped', async () => {
    const query =
      'query ($a: [ID!]!, $b: [ID!]!, $no: Boolean!) { a: nodes(ids: $a) { id } b: nodes(ids: $b) @include(if: $no) { id } }'
    const variables = { a: list(0, 500, malformed), b: list(500, 500, malformed) }

    expect((await ask(query, { ...variables, no: false }))?.status).toBe(200)
    expect(await ask(query, { ...variables, no: true })).toMatchObject(tooManyDifferent(1_000, 'b'))
  })

  it('leaves a list that is too long by itself to its field', async () => {
    const answer = await ask(NODES, { a: list(0, 501, id), b: [] })

    expect(answer).toMatchObject({ status: 200, errors: [{ path: ['a'] }] })
    expect(answer?.errors[0]?.message).toBe(
      'nodes: takes at most 500 items; send the rest in another request.',
    )
    expect(sent).toEqual([])
  })

  it('takes at most 10,000 items, also if they are the same', async () => {
    const query = (fields: number): string =>
      `query ($ids: [ID!]!) { ${list(0, fields, (index) => `a${index}: nodes(ids: $ids) { id }`).join(' ')} }`
    const ids = list(0, 500, () => 'mixin:user:zzz')

    expect((await ask(query(20), { ids }))?.errors).toHaveLength(500)
    expect(await ask(query(21), { ids })).toMatchObject(tooMany('10500 items', 'a20', 10_000))
  })

  it('counts the items of mutations, all of them', async () => {
    const query = (fields: number): string =>
      `mutation ($ids: [ID!]!) { ${list(0, fields, (index) => `a${index}: addParticipants(input: { id: "mixin:conversation:x", userIds: $ids }) { conversation { id } }`).join(' ')} }`
    const ids = list(0, 250, malformed)

    expect((await ask(query(40), { ids }))?.status).toBe(200)
    expect(await ask(query(41), { ids })).toMatchObject(tooMany('10250 items', 'a40', 10_000))
    expect(sent).toEqual([])
  })
})

it('the fast path executes operations within the limits and passes on the others', async () => {
  const gateway = await open({ PARLEY_PATH: '' })
  const watch = watchPaths(gateway.gateway)
  const ask = (count: number) =>
    gateway.query(NODES, { variables: { a: list(0, 250, malformed), b: list(250, count, malformed) } })
  for (const count of [250, 250, 251]) await ask(count)

  expect(await watch.paths()).toEqual(['yoga', 'fast', 'yoga'])
})

it('explain reports operations that exceed them', () => {
  const variables = { a: list(0, 250, id), b: list(250, 251, id) }

  expect(explain(createSchema(), NODES, { variables, limit: 500 })).toMatchObject({
    lines: [
      'query: 6 calls at worst',
      expect.anything(),
      '  This document has 501 different items in list arguments, too many from "b" on; the limit is 500.',
    ],
    isOverLimit: true,
    problems: [],
  })
})

describe('the schema', () => {
  const schema = createSchema()
  const roots: readonly unknown[] = [schema.getQueryType(), schema.getMutationType()]

  const listsIn = (type: GraphQLInputType, isInList: boolean): readonly boolean[] => {
    const present = getNullableType(type)
    if (isListType(present)) return [isInList, ...listsIn(present.ofType, true)]
    if (!isInputObjectType(present)) return []
    return Object.values(present.getFields()).flatMap((field) => listsIn(field.type, isInList))
  }

  // It takes at most 50 phones, and each is a guess.
  const LIMITED = 'SealTalkAccount.findContacts'

  it('has list arguments at root fields and one that limits itself, and no lists in lists', () => {
    const found = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => !name.startsWith('__'))
      .flatMap((type) =>
        Object.values(type.getFields()).flatMap((field) =>
          field.args.flatMap((argument) =>
            listsIn(argument.type, false).map((isInList) => ({
              where: `${type.name}.${field.name}`,
              isCounted: (roots.includes(type) || `${type.name}.${field.name}` === LIMITED) && !isInList,
            })),
          ),
        ),
      )

    expect(found.length).toBeGreaterThan(5)
    expect(found.filter(({ isCounted }) => !isCounted)).toEqual([])
  })
})
