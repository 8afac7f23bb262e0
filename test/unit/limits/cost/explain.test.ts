import { describe, expect, it } from 'vitest'
import { explain } from '../../../../src/limits/cost/explain.ts'
import { createSchema } from '../../../../src/schema.ts'

const schema = createSchema()
const run = (text: string, variables = {}, limit = 500) => explain(schema, text, { variables, limit })

const GROUP = `query Group($first: Int) {
  conversation(id: "mixin:conversation:c0000000-0000-4000-8000-000000000001") {
    participants(first: $first) { nodes { user { name app { creator { name } } } } }
  }
}`

describe('npm run explain', () => {
  it('prints the worst-case cost of each operation, by class of call', () => {
    const text = `${GROUP}
      query Number { user(by: { mixinIdentityNumber: "30265" }) { name } }
      mutation Leave { logout { __typename } }`

    expect(run(text, { first: 100 })).toMatchObject({
      lines: [
        'query Group: 3 calls at worst',
        '      2  batched reads',
        '      1  single reads',
        'query Number: 2 calls at worst',
        '      1  rate-limited lookups',
        '      1  batched reads',
        'mutation Leave: 1 call at worst',
        '      1  writes',
      ],
      isOverLimit: false,
      problems: [],
    })
  })

  it('reads list sizes from the variables and reports an exceeded limit', () => {
    expect(run(GROUP, { first: 500 }, 10)).toMatchObject({
      lines: ['query Group: 11 calls at worst; the limit is 10', '     10  batched reads', expect.anything()],
      isOverLimit: true,
    })
  })

  it.each([
    ['a document that cannot be parsed', '{', /Syntax Error/],
    ['a field that the schema does not have', '{ nobody }', /Cannot query field "nobody"/],
    ['variables that do not match', GROUP, /query Group: .*\$first/],
  ])('reports %s', (_, text, problem) => {
    const { lines, problems } = run(text, { first: 'many' })

    expect(lines).toEqual([])
    expect(problems.join('\n')).toMatch(problem)
  })

  const BELOW =
    'viewerRole bulletin participants(first: 150) { nodes { user { name app { creator { name } } } } }'
  const totalOf = (text: string, variables: Record<string, unknown>): number | undefined =>
    run(text, variables).operations[0]?.cost.total

  it.each([
    ['conversation', `query ($id: ID!) { conversation(id: $id) { ${BELOW} } }`],
    ['node', `query ($id: ID!) { node(id: $id) { ... on Conversation { ${BELOW} } } }`],
    ['node', 'query ($id: ID!) { node(id: $id) { ... on App { creator { name } } } }'],
    ['node', 'query ($id: ID!) { node(id: $id) { ... on User { conversation { viewerRole } } } }'],
  ])('prices an id of %s that it cannot read as the dearest that it could be, and says so', (field, text) => {
    const known = [
      'mixin:user:x',
      'mixin:app:x',
      'mixin:conversation:x',
      'sealtalk:user:x',
      'sealtalk:conversation:x',
    ]
    const dearest = Math.max(...known.map((id) => totalOf(text, { id }) ?? NaN))
    expect(dearest).toBeGreaterThan(1)
    for (const id of ['some-id', 'mixin', '', 'other:conversation:x']) {
      const { operations, lines } = run(text, { id })
      expect(operations[0]?.cost).toMatchObject({ total: dearest, unread: [`${field}(id:)`] })
      expect(lines.at(-1)?.trim()).toBe(
        `${field}(id:) cannot be read: priced as the dearest that it could be`,
      )
    }
    expect(run(text, { id: 'mixin:user:x' }).operations[0]?.cost.unread).toBeUndefined()
  })

  it('prices a required variable that is not given as the dearest that it could be, and says so', () => {
    const text = `query Page($id: ID!, $first: Int!) { conversation(id: $id) { ${BELOW.replace('150', '$first')} } }`
    const { operations, lines, problems } = run(text)

    expect(problems).toEqual([])
    expect(operations[0]).toMatchObject({
      cost: { total: totalOf(text, { id: 'some-id', first: 500 }), unread: ['conversation(id:)'] },
      assumed: ['id', 'first'],
    })
    expect(lines.slice(-3).map((line) => line.trim())).toEqual([
      'conversation(id:) cannot be read: priced as the dearest that it could be',
      '$id is not given: priced as the dearest that it could be',
      '$first is not given: priced as the dearest that it could be',
    ])
    expect(totalOf('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {})).toBe(500)
    expect(totalOf('query ($by: [UserBy!]!) { users(by: $by) { name } }', {})).toBeGreaterThanOrEqual(500)
    const update = 'mutation ($in: UpdateProfileInput!) { updateProfile(input: $in) { applied } }'
    expect(totalOf(update, {})).toBe(4 + 1)
  })

  const participants = (
    network: string,
    page: string,
    selection = 'nodes { user { name } }',
  ): number | undefined =>
    totalOf(
      `{ conversation(id: "${network}:conversation:x") { participants(${page}) { ${selection} } } }`,
      {},
    )

  it('prices the last participants as the first ones', () => {
    expect(participants('mixin', 'last: 200')).toBe(1 + 2)
    expect(participants('mixin', 'last: null')).toBe(participants('mixin', 'first: 50'))
    expect(
      run(
        'query ($n: Int!) { conversation(id: "mixin:conversation:x") { participants(last: $n) { nodes { user { name } } } } }',
      ).operations[0],
    ).toMatchObject({
      cost: { total: 1 + 5 },
      assumed: ['n'],
    })
  })

  it('prices a search as the names of all members, and loads none of those found again', () => {
    for (const selection of [
      'totalCount',
      'nodes { userId }',
      'nodes { user { name app { id } } }',
      'edges { node { user { name } } } nodes { user { name } } pageInfo { endCursor }',
    ])
      expect(participants('mixin', 'search: "a", first: 500', selection), selection).toBe(1 + 11)
    expect(
      participants('mixin', 'search: "a", last: 200', 'nodes { user { app { creator { name } } } }'),
    ).toBe(1 + 11 + 2)
    expect(participants('mixin', 'search: " "')).toBe(1 + 1)
    expect(participants('sealtalk', 'search: "a"')).toBe(2)
    const [found] = run(
      'query ($text: String!) { conversation(id: "mixin:conversation:x") { participants(search: $text) { totalCount } } }',
    ).operations
    expect(found).toMatchObject({ cost: { total: 1 + 11 }, assumed: ['text'] })
    expect(
      participants(
        'mixin',
        'search: "a"',
        'totalCount } b: participants(search: "b") { totalCount } c: participants { nodes { user { name } }',
      ),
    ).toBe(1 + 11 + 1)
  })

  it('asks for a required condition, which may save or cost', () => {
    const { problems } = run('query ($yes: Boolean!) { regions @skip(if: $yes) { code } }')
    expect(problems.join()).toContain('$yes')
  })
})
