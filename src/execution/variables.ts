import {
  getVariableValues,
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInt,
  type GraphQLSchema,
  GraphQLString,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableValues,
} from 'graphql'
import { isObject, type JsonObject } from '../json.ts'

/** Whether coercion would leave a value unchanged. False where that is uncertain. */
type IsCoerced = (value: unknown) => boolean

const isText: IsCoerced = (value) => typeof value === 'string'
const INT_LIMIT = 2 ** 31

const scalars = new Map<GraphQLInputType, IsCoerced>([
  [GraphQLString, isText],
  [GraphQLID, isText],
  [GraphQLBoolean, (value) => typeof value === 'boolean'],
  [GraphQLFloat, Number.isFinite],
  [
    GraphQLInt,
    (value) => Number.isInteger(value) && Number(value) < INT_LIMIT && Number(value) >= -INT_LIMIT,
  ],
])

const leafCheck = (type: GraphQLInputType): IsCoerced => {
  if (!isEnumType(type)) return scalars.get(type) ?? (() => false)
  return (value) => typeof value === 'string' && type.getValue(value)?.value === value
}

const objectCheck = (
  type: GraphQLInputObjectType,
  checkOf: (type: GraphQLInputType) => IsCoerced,
): IsCoerced => {
  // Created with the first value, since input objects may be recursive.
  let checks: ReadonlyMap<string, IsCoerced> | undefined
  const definitions = Object.values(type.getFields())
  const required = definitions
    .filter(
      (field) =>
        isRequiredInputField(field) || field.default !== undefined || field.defaultValue !== undefined,
    )
    .map(({ name }) => name)
  return (value) => {
    if (!isObject(value)) return false
    checks ??= new Map(definitions.map((field) => [field.name, checkOf(field.type)]))
    let fields = 0
    for (const name in value) {
      if (!checks.get(name)?.(value[name])) return false
      if (type.isOneOf && value[name] === null) return false
      fields += 1
    }
    return type.isOneOf ? fields === 1 : required.every((name) => Object.hasOwn(value, name))
  }
}

const createChecks = (): ((type: GraphQLInputType) => IsCoerced) => {
  const known = new Map<GraphQLInputType, IsCoerced>()
  const present = (type: GraphQLInputType): IsCoerced => {
    if (isInputObjectType(type)) return objectCheck(type, checkOf)
    if (!isListType(type)) return leafCheck(type)
    const check = checkOf(type.ofType)
    return (value) => Array.isArray(value) && value.every(check)
  }
  const make = (type: GraphQLInputType): IsCoerced => {
    const isNullable = !isNonNullType(type)
    const check = isNullable ? present(type) : checkOf(type.ofType)
    return (value) => (value === null ? isNullable : check(value))
  }
  const checkOf = (type: GraphQLInputType): IsCoerced => {
    const check = known.get(type) ?? make(type)
    known.set(type, check)
    return check
  }
  return checkOf
}

interface Declared {
  readonly signature: VariableValues['sources'][string]['signature']
  readonly isCoerced: IsCoerced
  readonly mayBeMissing: boolean
}

/**
 * Reads an operation's variables. Values that coercion would not change, which are nearly all, are used as
 * they are; graphql-js coerces the rest. Undefined where they do not match the operation's declarations.
 */
export const createVariableReader = (
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
): ((given: JsonObject) => VariableValues | undefined) => {
  const checkOf = createChecks()
  const declared = variableDefinitions.map((node): Declared | undefined => {
    const type = typeFromAST(schema, node.type)
    if (!isInputType(type)) return undefined
    const { defaultValue } = node
    return {
      signature: {
        name: node.variable.name.value,
        type,
        default: defaultValue && { literal: defaultValue },
      },
      isCoerced: checkOf(type),
      mayBeMissing: !isNonNullType(type) && defaultValue === undefined,
    }
  })

  const readCoerced = (given: JsonObject): VariableValues | undefined => {
    const sources: Record<string, VariableValues['sources'][string]> = Object.create(null)
    const coerced: Record<string, unknown> = Object.create(null)
    for (const variable of declared) {
      if (!variable) return undefined
      const { signature, isCoerced, mayBeMissing } = variable
      const { name } = signature
      if (Object.hasOwn(given, name)) {
        const value = given[name]
        if (!isCoerced(value)) return undefined
        sources[name] = { signature, value }
        coerced[name] = value
      } else if (mayBeMissing) sources[name] = { signature }
      else return undefined
    }
    return { sources, coerced }
  }

  return (given) =>
    readCoerced(given) ??
    getVariableValues(schema, variableDefinitions, given, { maxErrors: 1 }).variableValues
}
