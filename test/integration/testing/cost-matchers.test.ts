import { readFileSync } from 'node:fs'
import { type DocumentNode, parse } from 'graphql'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { GROUP_PAGE } from '../../../examples/testing/group-page.ts'
import { costsOf } from '../../../testing/costs.ts'
import type { ResultOf, VariablesOf } from '../../../testing/document.ts'
import '../../../testing/vitest.ts'

const PEOPLE = `query People($first: Int!) {
  conversation(id: "mixin:conversation:club") {
    participants(first: $first) { nodes { user { name } } }
  }
}`

interface PeopleResult {
  readonly conversation: { readonly participants: unknown } | null
}
interface PeopleVariables {
  readonly first: number
}

/** As codegen's client preset writes it with `documentMode: 'string'`. */
class TypedDocumentString<Result, Variables> extends String {
  readonly __apiType?: (variables: Variables) => Result
  private readonly value: string

  constructor(value: string) {
    super(value)
    this.value = value
  }

  override toString(): string {
    return this.value
  }
}

type TypedDocumentNode<Result, Variables> = DocumentNode & {
  readonly __apiType?: (variables: Variables) => Result
}

const typedString = new TypedDocumentString<PeopleResult, PeopleVariables>(PEOPLE)
const typedNode: TypedDocumentNode<PeopleResult, PeopleVariables> = parse(PEOPLE)

/** The message of a failed expectation. Undefined if it passes. */
const messageOf = (expectation: () => void): string | undefined => {
  try {
    expectation()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('toCost and toCostAtMost', () => {
  it.each([
    ['a text', PEOPLE],
    ['a DocumentNode', parse(PEOPLE)],
    [
      'a DocumentNode from JSON, like one from another copy of graphql-js',
      JSON.parse(JSON.stringify(parse(PEOPLE))),
    ],
    ['a TypedDocumentNode of codegen', typedNode],
    ['a string document of codegen', typedString],
  ])(
    'accept %s',
    (_, document: string | DocumentNode | TypedDocumentString<PeopleResult, PeopleVariables>) => {
      expect(document).toCost(2, { variables: { first: 100 } })
      expect(document).not.toCost(3, { variables: { first: 100 } })
      expect(document).toCostAtMost(2, { variables: { first: 100 } })
      expect(document).not.toCostAtMost(2, { variables: { first: 101 } })
    },
  )

  it('check only the listed classes of calls', () => {
    const options = { variables: { first: 500 } }

    expect(PEOPLE).toCost({ batchedReads: 5 }, options)
    expect(PEOPLE).toCost({ batchedReads: 5, writes: 0, total: 6 }, options)
    expect(PEOPLE).not.toCost({ batchedReads: 5, total: 5 }, options)
    expect(PEOPLE).toCostAtMost({ limitedLookups: 0, batchedReads: 10 }, options)
    expect(PEOPLE).not.toCostAtMost({ batchedReads: 4 }, options)
  })

  it('pass if all operations pass, or the one in operationName', () => {
    const both = `${PEOPLE} query Number { user(by: { mixinIdentityNumber: "30265" }) { name } }`
    const variables = { first: 300 }

    expect(both).toCostAtMost(4, { variables })
    expect(both).not.toCostAtMost(3, { variables })
    expect(both).toCost({ limitedLookups: 1 }, { operationName: 'Number' })
  })

  it('print what docs/testing.md shows', () => {
    const page = readFileSync(new URL('../../../docs/testing.md', import.meta.url), 'utf8')
    const [, sample] = /^```text\n([^]*?)\n```/m.exec(page) ?? []

    expect(
      messageOf(() =>
        expect(GROUP_PAGE).toCostAtMost(4, { variables: { id: 'mixin:conversation:club', first: 200 } }),
      ),
    ).toBe(sample)
  })

  it('take no id that cannot be read for one that costs nothing', () => {
    const byId = 'query ($id: ID!) { node(id: $id) { id } }'
    const options = { variables: { id: 'some-id' } }

    expect(byId).not.toCostAtMost(0, options)
    expect(messageOf(() => expect(byId).toCostAtMost(0, options))).toContain(
      'node(id:) cannot be read: priced as the dearest that it could be',
    )
  })

  it('print the cost of each operation by class of calls', () => {
    const both = `${PEOPLE} query Number { user(by: { mixinIdentityNumber: "30265" }) { name } }`

    expect(messageOf(() => expect(both).toCostAtMost(3, { variables: { first: 500 } }))).toBe(
      [
        'query People costs 6 calls at worst',
        '      5  batched reads',
        '      1  single reads',
        'but it should cost 3 calls at most',
      ].join('\n'),
    )
    expect(
      messageOf(() => expect(PEOPLE).toCost({ batchedReads: 1, total: 1 }, { variables: { first: 1 } })),
    ).toMatch(
      /^query People costs 2 calls at worst\n.*but it should cost 1 batched reads, 1 calls in total$/s,
    )
    expect(messageOf(() => expect(PEOPLE).not.toCostAtMost(3, { variables: { first: 1 } }))).toMatch(
      /but it should not cost 3 calls at most$/,
    )
  })

  it.each([
    ['a document that the schema does not have', '{ nobody }', 1, {}, /Cannot query field "nobody"/],
    ['a text that is not a document', '{', 1, {}, /Syntax Error/],
    ['missing variables', PEOPLE, 9, {}, /\$first/],
    ['a missing operation', PEOPLE, 9, { operationName: 'Others' }, /no operation Others/],
    [
      'an empty bound',
      PEOPLE,
      {},
      { variables: { first: 1 } },
      /must contain at least one of limitedLookups/,
    ],
    [
      'a bound that is not a number',
      PEOPLE,
      Number.NaN,
      { variables: { first: 1 } },
      /total must be a number/,
    ],
  ])('throw for %s, also with not', (_, document, bound, options, problem) => {
    expect(messageOf(() => expect(document).toCostAtMost(bound, options))).toMatch(problem)
    expect(messageOf(() => expect(document).not.toCostAtMost(bound, options))).toMatch(problem)
  })

  it('throw for a value that is not a document', () => {
    expect(messageOf(() => expect(undefined).not.toCost(1))).toMatch(
      /A document must be a string, a DocumentNode/,
    )
  })

  it('infer the variables and results of typed documents', () => {
    expectTypeOf<VariablesOf<typeof typedNode>>().toEqualTypeOf<PeopleVariables>()
    expectTypeOf<VariablesOf<typeof typedString>>().toEqualTypeOf<PeopleVariables>()
    expectTypeOf<ResultOf<typeof typedString>>().toEqualTypeOf<PeopleResult>()
    expectTypeOf<ResultOf<string>>().toBeUnknown()
    type Options<Asked extends (...given: never) => unknown> = NonNullable<Parameters<Asked>[1]>
    expectTypeOf<Options<typeof costsOf<typeof typedNode>>['variables']>().toEqualTypeOf<
      PeopleVariables | undefined
    >()
    type Expected = ReturnType<typeof expect<typeof typedString>>
    expectTypeOf<Options<Expected['toCostAtMost']>['variables']>().toEqualTypeOf<
      PeopleVariables | undefined
    >()
  })
})
