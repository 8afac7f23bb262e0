import { parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { measureOperations } from '../../../src/document/measure-operation.ts'

const measure = (document: string) => {
  const [measures] = measureOperations(parse(document))
  if (!measures) throw new Error('there is no operation')
  return { ...measures, rootFields: [...measures.rootFields.keys()] }
}

/** Fragments that each spread the next one twice, and what the last one selects. */
const bomb = (fragments: number, last: string): string =>
  [
    '{ viewer { ...F0 } }',
    ...Array.from({ length: fragments }, (_, i) => `fragment F${i} on T { ...F${i + 1} ...F${i + 1} }`),
    `fragment F${fragments} on T { ${last} }`,
  ].join('\n')

describe('an operation', () => {
  it('is as deep as its longest path of fields; fragments do not count', () => {
    expect(measure('{ a }').depth).toBe(1)
    expect(measure('{ a { b ... on T { c { ... { d } } } } e }').depth).toBe(3)
    expect(measure('{ a { ...F } } fragment F on T { b { ...G } } fragment G on T { c }').depth).toBe(3)
  })

  it('counts the aliases and directives of a fragment each time that it is spread', () => {
    const document = `query ($x: Int @d) @d {
      a: b @d { ...F @d ...F }
      c { ... @d { e: f } }
    }
    fragment F on T @d { g: h @d }`

    expect(measure(document)).toMatchObject({ aliases: 4, directives: 5 + 4 })
  })

  it('has a root field for each name in the response, in fragments as well', () => {
    const document = 'query { a b: a a ...F ... on T { c } } fragment F on T { a d ...F }'

    expect(measure(document).rootFields).toEqual(['a', 'b', 'd', 'c'])
  })

  it('is measured separately in a document of several', () => {
    const measures = measureOperations(
      parse('query A { a { ...F } } query B { x: a } fragment F on T { y: b z: c }'),
    )

    expect(measures.map(({ depth, aliases }) => [depth, aliases])).toEqual([
      [2, 2],
      [1, 1],
    ])
  })

  it('is measured in linear time, however many fields its fragments expand to', () => {
    expect(measure(bomb(1_000, 'a: b'))).toMatchObject({ depth: 2, aliases: 2 ** 1_000 })
  })

  it('may have recursive or unknown fragments', () => {
    const document = '{ ...F ...G ...None } fragment F on T { a { ...G } } fragment G on T { b: c { ...F } }'

    expect(measure(document)).toMatchObject({ rootFields: ['a', 'b'] })
  })

  it('does not count ofType in introspection as a level, and counts all other fields', () => {
    const wrapped = (times: number) => `${'ofType { '.repeat(times)} name ${'}'.repeat(times)}`

    expect(measure(`{ __type(name: "T") { ${wrapped(9)} } }`).depth).toBe(2)
    expect(measure('{ __schema { types { fields { args { type { name } } } } } }').depth).toBe(6)
  })
})
