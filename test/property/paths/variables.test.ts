import fc from 'fast-check'
import {
  buildSchema,
  getOperationAST,
  getVariableValues,
  GraphQLEnumType,
  GraphQLScalarType,
  isScalarType,
  parse,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { createVariableReader } from '../../../src/execution/variables.ts'
import { draws } from '../../support/draws.ts'
import { createDraw, type Draw, pick } from './operations.ts'

const schema = buildSchema(`
  type Query { none: Int }
  enum Mood { GOOD BAD ODD }
  scalar Doubled
  input One @oneOf { id: ID  n: Int  texts: [String!]  point: Point }
  input Point { x: Int!  y: Int = 7  must: Float! = 1.5  label: String  inner: Point  one: One  mood: Mood }
`)

const doubled = schema.getType('Doubled')
if (isScalarType(doubled)) doubled.coerceInputValue = (value) => Number(value) * 2
const mood = schema.getType('Mood')
if (mood instanceof GraphQLEnumType) Object.assign(mood.getValue('ODD') ?? {}, { value: 13 })
if (!(doubled instanceof GraphQLScalarType)) throw new Error('no scalar')

const TYPES = [
  'String',
  'ID!',
  'Int',
  'Float!',
  'Boolean',
  'Mood',
  'Mood!',
  'Doubled',
  'One',
  '[One!]!',
  '[[Int]]',
  '[ID!]',
  'Point',
  '[Point]!',
]

const LEAVES: readonly unknown[] = [
  null,
  '',
  'text',
  'GOOD',
  'ODD',
  'no such thing',
  7,
  -0,
  1.5,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  -(2 ** 31) - 1,
  1e300,
  true,
  false,
]
const NAMES = [
  'id',
  'n',
  'texts',
  'point',
  'x',
  'y',
  'must',
  'label',
  'inner',
  'one',
  'mood',
  '__proto__',
  'toString',
]

/** JSON of any kind, with fields that are likely to be the right ones. */
const drawJson = (draw: Draw, depth: number): string => {
  const kind = draw(depth > 3 ? 4 : 8)
  if (kind < 4) return JSON.stringify(pick(draw, LEAVES))
  const parts = Array.from({ length: draw(4) }, () => drawJson(draw, depth + 1))
  if (kind === 4) return `[${parts.join(',')}]`
  return `{${parts.map((part) => `"${pick(draw, NAMES)}":${part}`).join(',')}}`
}

const drawPoint = (draw: Draw): string =>
  JSON.stringify({
    x: draw(9),
    ...(draw(2) && { y: null }),
    ...(draw(2) && { must: 2 }),
    ...(draw(3) === 0 && { mood: pick(draw, ['GOOD', 'BAD', 'ODD']) }),
    ...(draw(3) === 0 && { one: { n: 1 } }),
  })

const drawValue = (draw: Draw): string => {
  if (draw(3) > 0) return drawJson(draw, 0)
  const items = [
    drawPoint(draw),
    '{"id":"x"}',
    '{"n":3}',
    '{"n":null}',
    '{"id":"x","n":3}',
    '"a"',
    '[1,null]',
  ]
  const some = Array.from({ length: 1 + draw(3) }, () => pick(draw, items))
  return draw(2) ? `[${some.join(',')}]` : (some[0] ?? 'null')
}

const readerOf = (query: string) => {
  const operation = getOperationAST(parse(query))
  if (!operation) throw new Error('no operation')
  return { operation, read: createVariableReader(schema, operation) }
}

/** The same without prototypes, which say nothing. */
const bare = (value: unknown): string => JSON.stringify(value) ?? ''

describe('reading variables', () => {
  it('has the result of graphql-js, for thousands of generated variables', () => {
    const seen = { right: 0, wrong: 0 }
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const draw = createDraw(seed)
        const names = ['a', 'b', 'c'].slice(0, 1 + draw(3))
        const declarations = names.map((name) => {
          const type = pick(draw, TYPES)
          return `$${name}: ${type}${type === 'Int' && draw(2) ? ' = 5' : ''}`
        })
        const { operation, read } = readerOf(`query Q(${declarations.join(', ')}) { none }`)
        const given = JSON.parse(
          `{${[...names, 'unknown']
            .filter(() => draw(5) > 0)
            .map((name) => `"${name}":${drawValue(draw)}`)
            .join(',')}}`,
        ) as Record<string, unknown>
        const expected = getVariableValues(schema, operation.variableDefinitions ?? [], given).variableValues
        const values = read(given)
        seen[expected ? 'right' : 'wrong'] += 1
        expect(bare(values?.coerced)).toBe(bare(expected?.coerced))
        expect(bare(values?.sources)).toBe(bare(expected?.sources))
      }),
      { numRuns: draws(6_000), seed: 11 },
    )
    expect(seen.right).toBeGreaterThan(draws(600))
    expect(seen.wrong).toBeGreaterThan(draws(800))
  }, 60_000)

  it('does not copy values that need no coercion', () => {
    const { read } = readerOf('query Q($by: [One!]!, $at: Point, $mood: Mood, $left: Int) { none }')
    const given = { by: [{ id: 'x' }, { n: 3 }], at: { x: 1, y: 2, must: 1.5 }, mood: 'GOOD' }
    const values = read(given)
    expect(values?.coerced).toEqual(given)
    expect(values?.coerced['by']).toBe(given.by)
    expect(values?.coerced['at']).toBe(given.at)
  })

  it('leaves defaults and other values to graphql-js', () => {
    const { read } = readerOf('query Q($at: Point, $mood: Mood, $one: [One]) { none }')
    expect(read({ at: { x: 1 }, mood: 'ODD', one: { n: 1 } })?.coerced).toEqual({
      at: { x: 1, y: 7, must: 1.5 },
      mood: 13,
      one: [{ n: 1 }],
    })
  })
})
