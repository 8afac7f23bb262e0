import {
  buildSchema,
  type FieldNode,
  getArgumentValues,
  getVariableValues,
  Kind,
  parse,
  validate,
} from 'graphql'
import { describe, expect, it } from 'vitest'
import { createArgumentReader } from '../../../src/execution/argument-reader.ts'

const schema = buildSchema(`
  scalar Any
  enum Color { RED GREEN }
  input Inner { a: Int, b: String = "default", c: [Int!] }
  input Plain { a: Int, color: Color, inner: Inner, plain: Plain }
  input By @oneOf { id: ID, name: String, plain: Plain }
  type Query {
    f(id: ID!, n: Int, plain: Plain, inner: Inner, by: By, list: [By!], any: Any): String
    g(by: By!): String
    h(first: Int! = 10, text: String = "x"): String
  }
`)

/** What the reader and graphql-js make of the first field's arguments. */
const read = (text: string, variables: Readonly<Record<string, unknown>> = {}) => {
  const document = parse(text)
  expect(validate(schema, document)).toEqual([])
  const [operation] = document.definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('no operation')
  const node = operation.selectionSet.selections[0] as FieldNode
  const definition = schema.getQueryType()?.getFields()[node.name.value]
  const { variableValues } = getVariableValues(schema, operation.variableDefinitions ?? [], variables)
  if (!definition || !variableValues) throw new Error('no field or wrong variables')
  return {
    own: createArgumentReader(definition.args, node.arguments ?? [])(variableValues.coerced),
    theirs: () => getArgumentValues(definition, node, variableValues),
  }
}

describe('arguments that are read without graphql-js', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['a variable', 'query ($id: ID!) { f(id: $id) }', { id: 'x' }],
    ['a number that stands for an id', 'query ($id: ID!) { f(id: $id) }', { id: 5 }],
    ['one way of several', 'query ($id: ID!) { g(by: { id: $id }) }', { id: 'x' }],
    ['a whole object', 'query ($by: By!) { g(by: $by) }', { by: { name: 'n' } }],
    ['a list', 'query ($list: [By!]) { f(id: 1, list: $list) }', { list: [{ id: 'a' }, { name: 'b' }] }],
    [
      'objects within objects, constants among variables',
      'query ($n: Int, $color: Color) { f(id: "c", plain: { plain: { a: $n, color: GREEN }, color: $color }, n: 3) }',
      { n: 0, color: 'RED' },
    ],
    [
      'a constant with a default inside',
      'query ($id: ID!) { f(id: $id, inner: { a: 1, c: 2 }) }',
      { id: 'x' },
    ],
    ['values that count as false', 'query ($n: Int, $id: ID!) { f(id: $id, n: $n) }', { n: 0, id: '' }],
    ['a default of the variable', 'query ($n: Int = 7) { f(id: "x", n: $n) }', {}],
  ])('are those of graphql-js: %s', (_, text, variables) => {
    const { own, theirs } = read(text, variables)
    expect(own).toBeDefined()
    expect(own).toEqual(theirs())
  })

  it.each<[string, string, Record<string, unknown>]>([
    ['a variable that is missing', 'query ($n: Int) { f(id: "x", n: $n) }', {}],
    ['a variable that is null', 'query ($n: Int) { f(id: "x", n: $n) }', { n: null }],
    ['null in a literal', '{ f(id: "x", n: null) }', {}],
    ['an argument with a default', 'query ($text: String) { h(text: $text) }', { text: 'y' }],
    ['a field with a default', 'query ($n: Int) { f(id: "x", inner: { a: $n }) }', { n: 1 }],
    ['a list with variables', 'query ($id: ID!) { f(id: "x", list: [{ id: $id }]) }', { id: 'y' }],
    ['an object that stands for a list', 'query ($id: ID!) { f(id: "x", list: { id: $id }) }', { id: 'y' }],
    ['an object of a custom scalar', 'query ($id: ID!) { f(id: "x", any: { id: $id }) }', { id: 'y' }],
  ])('are left to graphql-js: %s', (_, text, variables) => {
    expect(read(text, variables).own).toBeUndefined()
  })
})
