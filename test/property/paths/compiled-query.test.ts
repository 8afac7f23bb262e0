import fc from 'fast-check'
import {
  buildSchema,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  isObjectType,
  parse,
  validate,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { createContext } from '../../../src/context.ts'
import { compileQuery } from '../../../src/execution/compiled-query.ts'
import { stubDataSources } from '../../../testing/stub-data-source.ts'
import { stubRequest } from '../../../testing/execute-stubbed.ts'
import { draws } from '../../support/draws.ts'
import { createDraw, createGrammar, type Operation } from './operations.ts'

const schema: GraphQLSchema = buildSchema(`
  type Query { thing(kind: Kind = GOOD): Thing  must: Thing!  all(n: Int! = 3, by: By): [Thing!]  loose: [Node]!  deep: [[Thing!]]  count(at: [Int!], point: Point): Int }
  type Mutation { first(kind: Kind!): Thing  second(by: By!): Thing!  third: Int }
  interface Node { id: ID! }
  type Thing implements Node { id: ID!  name: String  must: String!  kind: Kind  self: Thing  mustSelf: Thing!  others: [Thing]  texts: [String!]  ratio: Float  flag: Boolean  later(n: Int): String  mustLater: String!  echo(text: String = "quoted \\"text\\"", by: By): String }
  type Other implements Node { id: ID!  name: Int }
  enum Kind { GOOD BAD }
  input By @oneOf { id: ID  n: Int  point: Point }
  input Point { x: Int!  y: Int = 7 }
`)

/** What a resolver may answer with; each outcome hangs on the place alone, so that two executions agree. */
const OUTCOMES: readonly ((text: string) => unknown)[] = [
  (text) => text,
  (text) => `${text} "quoted" \\ \n \u2028 \ud83d \ud83d\ude00 ü`,
  () => null,
  () => undefined,
  () => 7,
  () => Number.NaN,
  () => ({ odd: 'object' }),
  () => new Error('an error as a value'),
  (text) => {
    throw new Error(`thrown at ${text}`)
  },
]

/** Tells places apart, the same at each execution. */
const hash = (text: string): number => {
  let value = 17
  for (const letter of text) value = (value * 31 + letter.charCodeAt(0)) % 9973
  return value
}

const outcomeAt = (place: string): unknown => {
  const roll = hash(place) % 30
  return (OUTCOMES[roll >= OUTCOMES.length ? 0 : roll] ?? OUTCOMES[0])?.(place)
}

const thingAt = (place: string): unknown => {
  const roll = hash(place) % 24
  if (roll === 0) return null
  if (roll === 1) throw new Error(`no thing at ${place}`)
  if (roll === 2) return { __typename: 'Other', id: place, name: 3 }
  return { __typename: 'Thing', place }
}

const valueOrError = (make: () => unknown): unknown => {
  try {
    return make()
  } catch (error) {
    return error
  }
}

/** graphql-js leaves some rejections to nobody once a part of the answer is lost; a compiled query must not. */
let isReference = false

const promised = (place: string, make: () => unknown): unknown => {
  if (hash(`${place} is promised`) % 3 !== 0) return make()
  const promise = Promise.resolve().then(make)
  if (isReference) promise.catch(() => undefined)
  return promise
}

for (const type of Object.values(schema.getTypeMap())) {
  if (!isObjectType(type) || type.name.startsWith('__')) continue
  for (const field of Object.values(type.getFields())) {
    field.resolve = (source, args, _, info) => {
      const from =
        typeof source === 'object' && source !== null && 'place' in source ? String(source.place) : ''
      const place = `${from}.${field.name}${JSON.stringify(args)}${info.path.key}`
      const one = (index: string) => promised(place + index, () => thingAt(place + index))
      // A list that cannot be made would leave the promises in it to nobody.
      const item = (index: string) => valueOrError(() => one(index))
      switch (field.name) {
        case 'all':
        case 'loose':
        case 'others':
          return promised(place, () => [item('0'), item('1'), item('2')])
        case 'deep':
          return [[item('0')], [item('1'), item('2')], null]
        case 'texts':
          return ['0', '1'].map((index) =>
            valueOrError(() => promised(place, () => outcomeAt(place + index))),
          )
        case 'kind':
          return hash(place) % 9 === 0 ? 'UGLY' : 'BAD'
        case 'flag':
          return hash(place) % 9 !== 0
        case 'ratio':
        case 'count':
          return hash(place) % 5 === 0 ? outcomeAt(place) : 0.5 + (hash(place) % 2)
        default:
          return String(field.type).replace('!', '') === 'Thing'
            ? one('')
            : promised(place, () => outcomeAt(place))
      }
    }
  }
}

const draw = createGrammar({
  schema,
  values: {
    ID: ['a', 7, 1.5],
    Int: [1, 2, 2 ** 40],
    String: ['x', 'ü"'],
    Float: [1.5],
    Boolean: [true, false],
  },
})

/** How much of a path the answer has: up to where it holds null. */
const nullAt = (data: unknown, path: readonly (string | number)[]): string => {
  let at: unknown = data
  const walked: (string | number)[] = []
  for (const key of path) {
    if (typeof at !== 'object' || at === null) break
    at = Object.getOwnPropertyDescriptor(at, key)?.value
    walked.push(key)
  }
  return JSON.stringify(walked)
}

/** Errors in arguments are located as Yoga's executor does it: awkward-documents.test.ts. */
const describeError = (error: GraphQLError): string => {
  const { locations, ...others } = error.toJSON()
  return JSON.stringify(error.message.startsWith('Argument "') ? others : { ...others, locations })
}

/**
 * Errors by the places that they made null, each place with its error where it is the only possible one. Which
 * of several errors below a place is told, and in which order places are, is a matter of microtasks.
 */
const placesOf = ({
  data,
  errors = [],
}: {
  data?: unknown
  errors?: readonly GraphQLError[] | undefined
}): string[] => {
  const places = errors.map((error) => {
    const path = error.path ?? []
    const place = nullAt(data, path)
    return place === JSON.stringify(path) ? describeError(error) : place
  })
  return [...new Set(places)].toSorted()
}

describe('a compiled query', () => {
  it('has the result of graphql-js, for thousands of generated operations', async () => {
    const seen = { valid: 0, withErrors: 0, withoutData: 0, badVariables: 0, leftAlone: 0 }
    const check = async ({ query, variables, operationName }: Operation): Promise<void> => {
      const document = parse(query)
      if (validate(schema, document).length > 0) return
      seen.valid += 1
      const contextValue = createContext(stubRequest(), stubDataSources())
      isReference = true
      const expected = await execute({
        schema,
        document,
        variableValues: variables,
        contextValue,
        ...(operationName !== undefined && { operationName }),
      })
      isReference = false
      const bound = compileQuery(schema, document, operationName)?.bind(variables)
      if (!bound && query.includes('__proto__:')) {
        seen.leftAlone += 1
        return
      }
      if (!bound) {
        expect(expected.data).toBeUndefined()
        seen.badVariables += 1
        return
      }
      const { data, errors } = await bound.execute(contextValue)
      expect(JSON.stringify(data)).toBe(JSON.stringify(expected.data))
      expect(placesOf({ data: expected.data, errors })).toEqual(placesOf(expected))
      if (errors.length > 0) seen.withErrors += 1
      if (data === null) seen.withoutData += 1
    }
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => check(draw(createDraw(seed)))),
      { numRuns: draws(3_000), seed: 5 },
    )
    expect(seen.valid).toBeGreaterThan(draws(1_800))
    expect(seen.withErrors).toBeGreaterThan(draws(300))
    expect(seen.withoutData).toBeGreaterThan(draws(30))
    expect(seen.badVariables).toBeGreaterThan(draws(100))
    expect(seen.leftAlone).toBeGreaterThan(draws(10))
  }, 60_000)
})
