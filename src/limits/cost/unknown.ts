import {
  type DocumentNode,
  getNullableType,
  getOperationAST,
  getVariableValues,
  GraphQLBoolean,
  GraphQLInt,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isListType,
  Kind,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql'
import { MAX_PAGE } from '../../resolvers/connection.ts'
import { MAX_LOOKUPS } from '../../resolvers/Query.ts'

type Variables = Readonly<Record<string, unknown>>

/** A value of which nothing is known: whoever reads it prices it as the dearest that it could be. */
export const UNKNOWN: unique symbol = Symbol('unknown')

/** The dearest value of a type. Undefined for a condition, which may save or cost. */
const dearestOf = (type: GraphQLInputType): unknown => {
  const present = getNullableType(type)
  if (present === GraphQLBoolean) return undefined
  if (present === GraphQLInt) return MAX_PAGE
  return isListType(present) ? Array<unknown>(MAX_LOOKUPS).fill(dearestOf(present.ofType)) : UNKNOWN
}

export interface AssumedVariables {
  /** Coerced, with the dearest value for each one that is required and was not given. */
  readonly variables: Variables
  /** Names of those. */
  readonly assumed: readonly string[]
}

/**
 * Reads an operation's variables for a price, where not all of them are known.
 * @throws GraphQLError if one that is given does not match its declaration, or a required condition is missing
 */
export const assumeVariables = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  given: Variables,
): AssumedVariables => {
  const declared = getOperationAST(document, operationName)?.variableDefinitions ?? []
  const assumed = new Map<string, unknown>()
  const isKnown = ({ variable, type, defaultValue }: VariableDefinitionNode): boolean => {
    const name = variable.name.value
    const isRequired = type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined
    if (!isRequired || Object.hasOwn(given, name)) return true
    const read = typeFromAST(schema, type)
    const value = isInputType(read) ? dearestOf(read) : undefined
    if (value === undefined) return true
    assumed.set(name, value)
    return false
  }
  const { variableValues, errors } = getVariableValues(schema, declared.filter(isKnown), given)
  if (!variableValues) throw errors[0] ?? new Error('The variables are invalid.')
  const variables = { ...variableValues.coerced, ...Object.fromEntries(assumed) }
  return { variables, assumed: [...assumed.keys()] }
}
