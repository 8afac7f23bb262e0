import { type FieldNode, Kind, type ValueNode, valueFromASTUntyped } from 'graphql'

type Variables = Readonly<Record<string, unknown>>

/** Reads a value from a document without its type, so enums and numbers stay as written. */
export interface Reader<Value> {
  /** Undefined if the value depends on variables. */
  readonly constant: Value | undefined
  read(variables: Variables): Value
}

const constant = <Value>(value: Value): Reader<Value> => ({ constant: value, read: () => value })

const dependsOn = <Value>(read: (variables: Variables) => Value): Reader<Value> => ({
  constant: undefined,
  read,
})

const readValue = (node: ValueNode): Reader<unknown> => {
  if (node.kind === Kind.VARIABLE) return dependsOn((variables) => variables[node.name.value])
  if (node.kind === Kind.LIST) {
    const items = node.values.map(readValue)
    const isConstant = items.every((item) => item.constant !== undefined)
    const read = (variables: Variables) => items.map((item) => item.read(variables))
    return isConstant ? constant(read({})) : dependsOn(read)
  }
  if (node.kind === Kind.OBJECT) {
    return readFields(node.fields.map(({ name, value }) => [name.value, readValue(value)]))
  }
  return constant(valueFromASTUntyped(node))
}

const readFields = (fields: readonly (readonly [string, Reader<unknown>])[]): Reader<Variables> => {
  const isConstant = fields.every(([, { constant }]) => constant !== undefined)
  const read = (variables: Variables) => {
    const values: Record<string, unknown> = {}
    for (const [name, reader] of fields) values[name] = reader.read(variables)
    return values
  }
  return isConstant ? constant(read({})) : dependsOn(read)
}

/** The arguments of a field. */
export const readArguments = (node: FieldNode): Reader<Variables> =>
  readFields((node.arguments ?? []).map(({ name, value }) => [name.value, readValue(value)]))
