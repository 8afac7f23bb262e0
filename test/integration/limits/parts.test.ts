import { describe, expect, it } from 'vitest'
import { requestIncremental } from '../../support/incremental.ts'
import { wireUser } from '../../support/mixin-upstream.ts'
import { createCountedGateways } from '../../property/cost/counted-gateways.ts'

const ID = 'e8e8cd79-cd40-4796-8c54-3a13cfe50115'
const { open, sent } = createCountedGateways(
  ({ body }) => ({ body: { data: (Array.isArray(body) ? body : []).map((id) => wireUser(String(id))) } }),
  { CACHE_MAX_BYTES: '1' },
)
const gateway = await open({})
const few = await open({ LIMIT_PARTS: '10' })
const none = await open({ LIMIT_PARTS: '0' })

const idOf = (index: number): string => `mixin:user:${String(index).padStart(8, '0')}${ID.slice(8)}`
const idsOf = (count: number): string[] => Array.from({ length: count }, (_, index) => idOf(index))
const list = (count: number): string => JSON.stringify(idsOf(count))
const CONVERSATION = `conversation(id: "mixin:conversation:${ID}")`

/** What came back, however it came. */
const refusalOf = async (query: string, variables?: Record<string, unknown>) => {
  const { status, errors, extensions } = await few.query(query, { variables: variables ?? {} })
  return status === 200 ? { status, errors, extensions } : errors[0]?.message
}
const refused = (count: number): string =>
  `This document has ${count} parts that come later; the limit is 10 (LIMIT_PARTS).`
const PASSES = { status: 200, errors: [], extensions: {} }

describe('the limit on parts of a response', () => {
  it('counts a fragment once for each object on which it is selected, at their maximum number', async () => {
    const query = (count: number) => `{ nodes(ids: ${list(count)}) { id ... @defer { __typename } } }`

    expect(await refusalOf(query(10))).toEqual(PASSES)
    expect(await refusalOf(query(11))).toBe(refused(11))
  })

  it('reads variables wherever they occur', async () => {
    const query = `query ($ids: [ID!]!, $later: Boolean = true) {
      nodes(ids: $ids) { id ... @defer(if: $later) { __typename } }
    }`
    expect(await refusalOf(query, { ids: idsOf(10) })).toEqual(PASSES)
    expect(await refusalOf(query, { ids: idsOf(11) })).toBe(refused(11))
    expect(await refusalOf(query, { ids: idsOf(11), later: false })).toEqual(PASSES)
  })

  it.each([
    ['items of a list', `{ nodes(ids: ${list(12)}) @stream { id } }`, 12],
    ['a page of people', `{ ${CONVERSATION} { participants(first: 11) { nodes @stream { role } } } }`, 11],
    ['a page from the end', `{ ${CONVERSATION} { participants(last: 12) { nodes @stream { role } } } }`, 12],
    ['a page without a size', `{ ${CONVERSATION} { participants { edges { ... @defer { cursor } } } } }`, 50],
    [
      'fragments inside fragments',
      `{ nodes(ids: ${list(4)}) { ...A @defer } } fragment A on User { id ...B @defer ...B @defer(label: "b") }
       fragment B on User { name }`,
      12,
    ],
    ['a list without a size', '{ regions { ... @defer { code } } }', 100],
    [
      'lists inside lists',
      `{ viewer { sealtalk { conversations { participants(first: 5) { nodes { ... @defer { role } } } } } } }`,
      500,
    ],
  ])('counts %s', async (_, query, count) => {
    expect(await refusalOf(query)).toBe(refused(count))
  })

  it('ignores skipped selections and fragments that cannot apply', async () => {
    const query = `{ nodes(ids: ${list(11)}) {
      ... @defer @skip(if: true) { id }
      ... @defer(if: false) { id }
      ... on App { name }
    } }`
    expect(await refusalOf(query)).toEqual(PASSES)
  })

  it.each(['defer(', 'stream(initialCount: 0, '])(
    'refuses a long label, which each part repeats: @%s',
    async (start) => {
      const query = (length: number): string => {
        const directive = `@${start}label: "${'x'.repeat(length)}")`
        return start === 'defer('
          ? `{ ${CONVERSATION} { ... ${directive} { id } } }`
          : `{ nodes(ids: ${list(1)}) ${directive} { id } }`
      }
      expect((await requestIncremental(gateway.url, query(128))).status).toBe(200)
      sent.length = 0

      const message = expect.stringMatching(
        /^This document has a label of 129 characters at line 1, column \d+; the limit is 128 \(LIMIT_NAME_LENGTH\)\.$/,
      )
      expect(await gateway.query(query(129))).toMatchObject({
        status: 400,
        errors: [{ message, extensions: { code: 'QUERY_TOO_COMPLEX' } }],
      })
      expect((await requestIncremental(gateway.url, query(129))).status).toBe(400)
      expect(sent).toEqual([])
    },
  )

  it.each(['__schema { types { name } }', '__type(name: "User") { name }'])(
    'refuses introspection in a document with parts, whose bytes would be counted too late: %s',
    async (field) => {
      const queries = [
        `{ ... @defer { ${field} } }`,
        `{ ${field} ${CONVERSATION} { ... @defer(if: false) { id } } }`,
        `query Parts { ${CONVERSATION} { ... @defer { id } } ...F } fragment F on Query { ${field} }`,
      ]
      for (const query of queries) {
        expect(await gateway.query(query)).toMatchObject({
          status: 400,
          errors: [
            {
              message:
                'A document with @defer or @stream must not select __schema or __type. Send the introspection in its own request.',
              extensions: { code: 'BAD_USER_INPUT' },
            },
          ],
        })
        expect((await requestIncremental(gateway.url, query)).status).toBe(400)
      }
      expect(sent).toEqual([])
      expect((await gateway.query(`{ ${field} }`)).status).toBe(200)
    },
  )

  it('rejects the operation before anything is sent, whatever the client accepts', async () => {
    const query = `{ nodes(ids: ${list(11)}) { id ... on User @defer { name } } }`
    for (const accept of ['application/json', 'multipart/mixed, application/json']) {
      const { status, errors } = await few.query(query, { headers: { accept } })
      expect({ status, errors }).toMatchObject({
        status: 400,
        errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX', retryable: false } }],
      })
    }
    expect(sent).toEqual([])
  })

  it('of 0 allows no deferred part', async () => {
    const answer = await none.query('{ __typename ... @defer { viewer { __typename } } }')
    expect(answer.errors[0]?.message).toContain('1 parts that come later; the limit is 0 (LIMIT_PARTS)')
    expect((await none.query('{ __typename }')).status).toBe(200)
  })

  it('allows 1,000 parts by default', async () => {
    const query = `{ nodes(ids: ${list(500)}) { __typename ... on User @defer { name } ... @defer { id } } }`
    const answer = await requestIncremental(gateway.url, query)
    const payloads = await answer.rest()

    expect(payloads.flatMap(({ incremental = [] }) => incremental)).toHaveLength(1_000)
  })
})

it('@defer and @stream count as directives of the document', async () => {
  const query = `{ ${Array.from({ length: 10 }, () => '... @defer { __typename }').join(' ')} }`
  expect(await gateway.query(query)).toMatchObject({
    status: 400,
    errors: [{ message: 'This document has 10 directives; the limit is 9 (LIMIT_DIRECTIVES).' }],
  })
})
