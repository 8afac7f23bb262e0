import { describe, expect, it } from 'vitest'
import { explain } from '../../../../scripts/explain/explain.ts'
import { createSchema } from '../../../../src/schema.ts'

const schema = createSchema()
const tell = (text: string, variables = {}, limit = 500) => explain(schema, text, { variables, limit })

const GROUP = `query Group($first: Int) {
  conversation(id: "mixin:conversation:c0000000-0000-4000-8000-000000000001") {
    participants(first: $first) { nodes { user { name app { creator { name } } } } }
  }
}`

describe('npm run explain', () => {
  it('tells what each operation of a file may cost at worst, by kind of call', () => {
    const text = `${GROUP}
      query Number { user(by: { mixinIdentityNumber: "30265" }) { name } }
      mutation Leave { logout { __typename } }`

    expect(tell(text, { first: 100 })).toEqual({
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
      isTooMuch: false,
      problems: [],
    })
  })

  it('reads how long lists are out of the variables, and says where it is too much', () => {
    expect(tell(GROUP, { first: 500 }, 10)).toMatchObject({
      lines: [
        'query Group: 11 calls at worst, and the limit is 10',
        '     10  batched reads',
        expect.anything(),
      ],
      isTooMuch: true,
    })
  })

  it.each([
    ['what cannot be read', '{', /Syntax Error/],
    ['what the schema does not have', '{ nobody }', /Cannot query field "nobody"/],
    ['variables that do not fit', GROUP, /query Group: .*\$first/],
  ])('says what is wrong with %s', (_, text, problem) => {
    const { lines, problems } = tell(text, { first: 'many' })

    expect(lines).toEqual([])
    expect(problems.join('\n')).toMatch(problem)
  })
})
