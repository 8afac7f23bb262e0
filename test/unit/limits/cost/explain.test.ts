import { describe, expect, it } from 'vitest'
import { explain } from '../../../../scripts/explain/explain.ts'
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

    expect(run(text, { first: 100 })).toEqual({
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
})
