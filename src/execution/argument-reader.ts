import {
  BREAK,
  coerceInputLiteral,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  isInputObjectType,
  isNonNullType,
  Kind,
  type ValueNode,
  visit,
} from 'graphql'

type Variables = Readonly<Record<string, unknown>>

/** Reads a value with coerced variables; undefined where graphql-js has to, because something is null or missing. */
type Read<Value> = (coerced: Variables) => Value | undefined

type Definition = Pick<GraphQLArgument & GraphQLInputField, 'name' | 'type' | 'default' | 'defaultValue'>

export const usesVariables = (node: ValueNode): boolean => {
  let found = false
  visit(node, {
    Variable() {
      found = true
      return BREAK
    },
  })
  return found
}

const mayBeMissing = ({ type, default: literal, defaultValue }: Definition): boolean =>
  !isNonNullType(type) && literal === undefined && defaultValue === undefined

const unread = (): undefined => undefined

const readerOf = (node: ValueNode, type: GraphQLInputType): Read<unknown> => {
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value
    return (coerced) => coerced[name] ?? undefined
  }
  if (!usesVariables(node)) {
    const value = coerceInputLiteral(node, type) ?? undefined
    return () => value
  }
  const named = isNonNullType(type) ? type.ofType : type
  if (node.kind !== Kind.OBJECT || !isInputObjectType(named)) return unread
  if (named.isOneOf && node.fields.length !== 1) return unread
  return createArgumentReader(Object.values(named.getFields()), node.fields)
}

/**
 * Reads the arguments of a field, or the fields of an input object, in a valid document. Most are nothing but variables,
 * whose values are coerced already, so that the literal need not be coerced again for each execution.
 */
export const createArgumentReader = (
  definitions: readonly Definition[],
  nodes: readonly { readonly name: { readonly value: string }; readonly value: ValueNode }[],
): Read<Variables> => {
  const readers: (readonly [string, Read<unknown>])[] = []
  for (const definition of definitions) {
    const node = nodes.find(({ name }) => name.value === definition.name)
    if (node) readers.push([definition.name, readerOf(node.value, definition.type)])
    else if (!mayBeMissing(definition)) return unread
  }
  if (readers.length !== nodes.length) return unread
  return (coerced) => {
    const values: Record<string, unknown> = Object.create(null)
    for (const [name, read] of readers) {
      const value = read(coerced)
      if (value === undefined) return undefined
      values[name] = value
    }
    return values
  }
}
