import { getIntrospectionQuery } from 'graphql'
import { describe, expect, it } from 'vitest'
import { wireUser } from '../../support/mixin-upstream.ts'
import { createCountedGateways } from '../../property/cost/counted-gateways.ts'

const ID = 'e8e8cd79-cd40-4796-8c54-3a13cfe50115'
const { open, sent } = createCountedGateways(
  ({ body }) => ({ body: { data: (Array.isArray(body) ? body : []).map((id) => wireUser(String(id))) } }),
  { CACHE_MAX_BYTES: '1' },
)

/** Each path by itself, and both as they are in use: then a second time is the fast one's. */
const paths = [
  ['the Yoga path', await open({ PARLEY_PATH: 'yoga' })],
  ['the fast path', await open({ PARLEY_PATH: 'fast' })],
  ['both', await open({ PARLEY_PATH: '' })],
] as const

const user = (selection: string): string => `{ user(by: { mixinUserId: "${ID}" }) { ${selection} } }`
const times = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ')

/** `levels` fields inside each other. */
const deep = (levels: number): string => {
  const inside = levels - 2
  const fields = Array.from({ length: inside }, (_, index) => (index % 2 === 0 ? 'app {' : 'creator {'))
  return user(`${fields.join(' ')} __typename ${'}'.repeat(inside)}`)
}
/** A document of so many tokens: ids, most of them. */
const written = (tokens: number): string => {
  const ids = (count: number): string => `nodes(ids: [${`"mixin:user:${ID}" `.repeat(count)}]) { id }`
  return `{ a: ${ids(490)} ${ids(tokens - 514)} }`
}
/** `levels` brackets inside each other. */
const nested = (levels: number): string =>
  user(`${'... {'.repeat(levels - 2)} name ${'}'.repeat(levels - 2)}`)

const LIMITS: readonly (readonly [string, number, (count: number) => string, string, string])[] = [
  ['a depth', 10, deep, 'a depth of 11', 'LIMIT_DEPTH'],
  ['aliases', 30, (n) => user(times(n, (i) => `a${i}: name`)), '31 aliases', 'LIMIT_ALIASES'],
  [
    'aliases of __typename',
    30,
    (n) => user(times(n, (i) => `a${i}: __typename`)),
    '31 aliases',
    'LIMIT_ALIASES',
  ],
  [
    'aliases in fragments',
    30,
    (n) =>
      `${user(`...F ...G ${n > 30 ? 'c: name' : ''}`)}
      fragment F on User { ${times(10, (i) => `f${i}: name`)} ...G }
      fragment G on User { ${times(9, (i) => `g${i}: name`)} ... { h: name } }`,
    '31 aliases',
    'LIMIT_ALIASES',
  ],
  [
    'root fields',
    20,
    (n) => `{ ${times(n, (i) => `r${i}: user(by: { mixinUserId: "${ID}" }) { name }`)} }`,
    '21 root fields',
    'LIMIT_ROOT_FIELDS',
  ],
  [
    'root fields in a fragment',
    20,
    (n) =>
      `query { ...Q ... on Query { s: user(by: { mixinUserId: "${ID}" }) { name } } }
      fragment Q on Query { ${times(n - 1, (i) => `r${i}: user(by: { mixinUserId: "${ID}" }) { name }`)} }`,
    '21 root fields',
    'LIMIT_ROOT_FIELDS',
  ],
  [
    'directives',
    9,
    (n) => user(`id ${times(n, (i) => `${['name', 'phone', 'isScam'][i % 3]} @include(if: true)`)}`),
    '10 directives',
    'LIMIT_DIRECTIVES',
  ],
  [
    'fragments',
    50,
    (n) => `${user(times(n, (i) => `...F${i}`))} ${times(n, (i) => `fragment F${i} on User { name }`)}`,
    '51 fragments',
    'LIMIT_FRAGMENTS',
  ],
  ['tokens', 1_000, written, '1001 tokens', 'LIMIT_TOKENS'],
  [
    'characters of an alias',
    128,
    (n) => user(`${'a'.repeat(n)}: name`),
    'a name of 129 characters at line 1, column 71',
    'LIMIT_NAME_LENGTH',
  ],
  [
    'characters of an operation name',
    128,
    (n) => `query ${'a'.repeat(n)} ${user('name')}`,
    'a name of 129 characters at line 1, column 7',
    'LIMIT_NAME_LENGTH',
  ],
  ['brackets inside each other', 64, nested, 'a nesting of 65', 'LIMIT_NESTING'],
]

describe.each(paths)('%s', (_, gateway) => {
  it.each(LIMITS)(
    'accepts as many %s as allowed, %i, and rejects one more',
    async (_, most, write, found, setting) => {
      for (const _ of ['first', 'again']) {
        const answer = await gateway.query(write(most))
        expect(answer).toMatchObject({ status: 200, errors: [], data: {} })
        expect(sent).not.toEqual([])
        sent.length = 0
      }
      for (const accept of ['application/json', 'application/graphql-response+json']) {
        const { status, data, errors } = await gateway.query(write(most + 1), { headers: { accept } })
        expect(status).toBe(400)
        expect(data).toBeUndefined()
        expect(errors).toEqual([
          {
            message: `This document has ${found}; the limit is ${most} (${setting}).`,
            extensions: { code: 'QUERY_TOO_COMPLEX', retryable: false, requestId: expect.any(String) },
          },
        ])
      }
      expect(sent).toEqual([])
    },
  )

  it('accepts 10,000 lines, whatever ends them, and rejects one more', async () => {
    for (const end of ['\n', '\r', '\r\n']) {
      const written = (lines: number): string => `${end.repeat(lines - 1)}${user('name')}`
      expect((await gateway.query(written(10_000))).status).toBe(200)
      sent.length = 0
      expect(await gateway.query(written(10_001))).toMatchObject({
        status: 400,
        errors: [
          {
            message: 'This document has 10001 lines; the limit is 10000.',
            extensions: { code: 'QUERY_TOO_COMPLEX' },
          },
        ],
      })
    }
    expect(sent).toEqual([])
  })

  it('accepts the introspection query of GraphiQL and other tools with all options', async () => {
    const query = getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    })

    for (const _ of ['first', 'again']) {
      expect(await gateway.query(query)).toMatchObject({ status: 200, errors: [], data: { __schema: {} } })
    }
  })

  it.each([
    [
      'depth',
      `{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} }'.repeat(4)} } } }`,
      'a depth of 11',
    ],
    ['aliases', `{ __schema { ${times(31, (i) => `a${i}: __typename`)} } }`, '31 aliases'],
  ])('allows introspection no more %s than anything else', async (_, document, found) => {
    const { status, errors } = await gateway.query(document)

    expect(status).toBe(400)
    expect(errors.map(({ message }) => message)).toEqual([expect.stringContaining(found)])
  })

  it('rejects fragments that expand to a billion fields without expanding them', async () => {
    const spread = (next: string) => `b: app { creator { ...${next} } } c: app { creator { ...${next} } }`
    const document = [
      user('...F0'),
      ...Array.from({ length: 30 }, (_, i) => `fragment F${i} on User { ${spread(`F${i + 1}`)} }`),
      'fragment F30 on User { name }',
    ].join('\n')

    const { status, errors } = await gateway.query(document)

    expect(status).toBe(400)
    expect(errors).toMatchObject([
      { message: 'This document has a depth of 62; the limit is 10 (LIMIT_DEPTH).' },
    ])
    expect(sent).toEqual([])
  })

  it('executes the selection of fragments that spread each other many times once', async () => {
    const document = [
      user('...F0'),
      ...Array.from({ length: 49 }, (_, i) => `fragment F${i} on User { ...F${i + 1} ...F${i + 1} }`),
      'fragment F49 on User { name }',
    ].join('\n')

    expect(await gateway.query(document)).toMatchObject({
      status: 200,
      data: { user: { name: 'name of e8e8cd79' } },
    })
  })

  it('leaves circular fragments to validation', async () => {
    const { status, errors } = await gateway.query(
      `${user('...F')} fragment F on User { app { creator { ...G } } } fragment G on User { ...F }`,
      { headers: { accept: 'application/graphql-response+json' } },
    )

    expect(status).toBe(400)
    expect(errors).toMatchObject([
      { message: expect.stringContaining('within itself'), extensions: { code: 'BAD_USER_INPUT' } },
    ])
  })
})

describe('a limit', () => {
  it('has the value of its setting', async () => {
    const gateway = await open({
      LIMIT_DEPTH: '2',
      LIMIT_ALIASES: '0',
      LIMIT_TOKENS: '40',
      LIMIT_NESTING: '5',
      LIMIT_DIRECTIVES: '0',
      LIMIT_FRAGMENTS: '0',
      LIMIT_ROOT_FIELDS: '1',
    })
    const refusalOf = async (document: string) => (await gateway.query(document)).errors[0]?.message

    expect(await gateway.query(deep(2))).toMatchObject({ status: 200, errors: [] })
    expect(await refusalOf(deep(3))).toContain('the limit is 2 (LIMIT_DEPTH)')
    expect(await refusalOf(user('a: name'))).toContain('the limit is 0 (LIMIT_ALIASES)')
    expect(await refusalOf(user('name '.repeat(28)))).toContain('the limit is 40 (LIMIT_TOKENS)')
    expect(await refusalOf(nested(6))).toContain('the limit is 5 (LIMIT_NESTING)')
    expect(await refusalOf(user('name @skip(if: true)'))).toContain('the limit is 0 (LIMIT_DIRECTIVES)')
    expect(await refusalOf('{ ...F } fragment F on Query { __typename }')).toContain('(LIMIT_FRAGMENTS)')
    expect(await refusalOf('{ viewer { __typename } budgets { lookup } }')).toContain('(LIMIT_ROOT_FIELDS)')
  })

  it('applies with the same message where introspection and suggestions are off', async () => {
    const gateway = await open({ INTROSPECTION: '0' })

    expect(await gateway.query(deep(11))).toMatchObject({
      status: 400,
      errors: [
        {
          message: 'This document has a depth of 11; the limit is 10 (LIMIT_DEPTH).',
          extensions: { code: 'QUERY_TOO_COMPLEX' },
        },
      ],
    })
  })
})
