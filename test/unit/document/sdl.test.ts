import { buildSchema, lexicographicSortSchema, printSchema, validateSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { printSdl } from '../../../src/document/sdl.ts'
import { createSchema } from '../../../src/schema.ts'
import { markedFields } from '../../support/marked-places.ts'

const schema = createSchema()
const sdl = printSdl(schema)
const strict = printSdl(schema, { strict: true })

/** The lines of a small schema that differ when it is printed strictly. */
const strictFields = (fields: string): string => {
  const text = `
    directive @semanticNonNull(levels: [Int!]! = [0]) on FIELD_DEFINITION
    directive @marked(by: String) on FIELD_DEFINITION
    interface Named { name: String @semanticNonNull }
    type Query implements Named { name: String @semanticNonNull ${fields} }`
  const printed = printSdl(buildSchema(text), { strict: true })
  return printed
    .replace(/^[\s\S]*type Query implements Named \{\n {2}name: String!\n/, '')
    .replace(/\n\}\n$/, '')
}

describe('the SDL', () => {
  it('is the whole schema', () => {
    const sorted = (text: string) => printSchema(lexicographicSortSchema(buildSchema(text)))

    expect(sorted(sdl)).toBe(sorted(printSchema(schema)))
  })

  it('has the directives of fields, as schema/ has them', () => {
    expect(sdl).toContain('  regions: [Region!] @semanticNonNull\n')
    expect(sdl).toContain('): LoginPayload @semanticNonNull @checksSecret\n')
    expect(sdl).toContain(
      'conversations: [Conversation!] @semanticNonNull @deprecated(reason: "Use `groups`, which has pages.")\n',
    )
    // `Account.contacts` and `Account.blockedUsers`, whose types have them as well, are an interface's.
    expect(sdl.match(/ @semanticNonNull\b(?!\()/g)).toHaveLength(markedFields.length + 2)
  })

  it('is read the same once it has been printed', () => {
    expect(printSdl(buildSchema(sdl))).toBe(sdl)
  })
})

describe('the strict SDL', () => {
  it('is a valid schema without the directive, whose marked fields are non-null', () => {
    expect(validateSchema(buildSchema(strict))).toEqual([])
    expect(strict).not.toContain('semanticNonNull')
    expect(strict).toContain('  regions: [Region!]!\n')
    expect(strict).toContain('): LoginPayload! @checksSecret\n')
  })

  it.each([
    ['all: [Int] @semanticNonNull', '  all: [Int]!'],
    ['items: [Int] @semanticNonNull(levels: [1])', '  items: [Int!]'],
    ['both: [Int] @semanticNonNull(levels: [0, 1])', '  both: [Int!]!'],
    ['deep: [[Int]!] @semanticNonNull(levels: [2])', '  deep: [[Int!]!]'],
    ['one: [Int] @semanticNonNull(levels: 1)', '  one: [Int!]'],
    ['never: Int! @semanticNonNull', '  never: Int!'],
    ['not: [Int]', '  not: [Int]'],
    ['other: Int @marked(by: "a") @semanticNonNull', '  other: Int! @marked(by: "a")'],
  ])('has for %s: %s', (field, expected) => {
    expect(strictFields(field)).toBe(expected)
  })
})
