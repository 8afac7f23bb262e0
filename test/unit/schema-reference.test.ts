import { readFileSync } from 'node:fs'
import { buildSchema, isSpecifiedScalarType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { PAGE, schemaPage } from '../../scripts/schema-reference/page.ts'
import { schemaReference } from '../../scripts/schema-reference/reference.ts'
import { readTypeDefs } from '../../src/schema.ts'

const page = readFileSync(PAGE, 'utf8')

describe('docs/schema.md', () => {
  it('is up to date: npm run docs:schema writes the same', async () => {
    expect(page).toBe(await schemaPage())
  })

  it('has a heading for every type and for every query and mutation', () => {
    const schema = buildSchema(readTypeDefs().join('\n'))
    const roots = [schema.getQueryType(), schema.getMutationType()]
    const types = Object.values(schema.getTypeMap()).filter(
      (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
    )
    const fields = roots.flatMap((root) =>
      Object.keys(root?.getFields() ?? {}).map((field) => `${root?.name}.${field}`),
    )
    const headings = [...page.matchAll(/^##+ (.+)$/gm)].map(([, title]) => title)

    expect(headings).toEqual(expect.arrayContaining([...types.map(({ name }) => name), ...fields]))
  })
})

describe('the reference', () => {
  it('lists arguments with defaults, directives, and inputs that take exactly one field', () => {
    const text = `
      extend type Query {
        "Finds things."
        things("How many." first: Int = 50, "By what." by: By!): [Thing!]! @marked
      }
      "One way."
      input By @oneOf { "A name." name: String }
      "Made up." type Thing implements Node {
        """
        First.

        Second.
        """
        id(long: Boolean = false): ID!
        next: Thing
        old: Int @deprecated(reason: "Use next.")
      }`

    const written = schemaReference([{ name: 'things.graphql', text }])

    expect(written).toContain('## [things.graphql](../schema/things.graphql)')
    expect(written).toContain(
      [
        '### Query.things\n\nReturns [`[Thing!]!`](#thing) [`@marked`](#marked).\n\nFinds things.\n',
        '- **`first`** `Int` = `50`: How many.\n- **`by`** [`By!`](#by): By what.',
      ].join('\n'),
    )
    expect(written).toContain('**`old`** `Int` (deprecated: Use next.)')
    expect(written).toContain('_Input, exactly one of._ One way.')
    expect(written).toContain('Used in [`Query.things(by:)`](#querythings).')
    expect(written).toContain('Used in [`Query.things`](#querythings), [`Thing.next`](#thing).')
    expect(written).toContain('_Type, implements [`Node`](#node)._ Made up.')
    expect(written).toContain(
      '- **`id`** `ID!`: First.\n\n  Second.\n\n  - **`long`** `Boolean` = `false`\n'.trim(),
    )
  })
})
