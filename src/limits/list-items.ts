import {
  type DocumentNode,
  getNullableType,
  getOperationAST,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
} from 'graphql'
import { collectFields, fragmentsOf } from '../document/fields.ts'
import { byConditions } from '../document/inclusion.ts'
import { isObject } from '../json.ts'
import { MAX_LOOKUPS } from '../resolvers/Query.ts'
import { type Reader, readArguments } from './cost/arguments.ts'
import type { Excess } from './too-complex.ts'

/** Different items in all list arguments of one query: as many as one of them may have. */
const MAX_DIFFERENT_ITEMS = MAX_LOOKUPS
/** Items in all list arguments of one operation, repeated ones too: reading each takes time. */
const MAX_ITEMS = 20 * MAX_LOOKUPS

type Variables = Readonly<Record<string, unknown>>

/** A root field with a list in its arguments. Other fields have none, or limit it themselves, which a test checks. */
interface ListField {
  /** Name in the response. */
  readonly key: string
  readonly args: Reader<Variables>
}

/** Reads the lists of an operation from its coerced variables. Gives the limit that they exceed, if any. */
export type ListItems = (variables: Variables) => Excess | undefined

/** Whether values of a type are lists or contain lists. @param above types that contain this one, possibly itself */
const hasList = (type: GraphQLInputType, above: readonly GraphQLInputType[] = []): boolean => {
  const present = getNullableType(type)
  if (isListType(present)) return true
  if (!isInputObjectType(present) || above.includes(present)) return false
  return Object.values(present.getFields()).some((field) => hasList(field.type, [...above, present]))
}

const listsOf = (value: unknown): readonly (readonly unknown[])[] => {
  if (Array.isArray(value)) return [value]
  return isObject(value) ? Object.values(value).flatMap(listsOf) : []
}

const identityOf = (item: unknown): unknown => (isObject(item) ? JSON.stringify(item) : item)

/** @param from name in the response of the field whose list is the first that is too much */
const excess = (count: number, what: string, from: string, limit: number): Excess => ({
  found: `${count} ${what} in list arguments, too many from "${from}" on`,
  limit,
})

const itemsOf = (
  fields: readonly ListField[],
  variables: Variables,
  isQuery: boolean,
): Excess | undefined => {
  const read = fields.map(({ key, args }) => ({ key, lists: listsOf(args.read(variables)) }))
  let count = 0
  let excessive: string | undefined
  for (const { key, lists } of read) {
    count += lists.reduce((sum, { length }) => sum + length, 0)
    if (count > MAX_ITEMS) excessive ??= key
  }
  if (excessive !== undefined) return excess(count, 'items', excessive, MAX_ITEMS)
  if (!isQuery || count <= MAX_DIFFERENT_ITEMS) return undefined
  const seen = new Set<readonly unknown[]>()
  const different = new Set<unknown>()
  let tooMany: string | undefined
  for (const { key, lists } of read) {
    for (const list of lists) {
      // The field refuses a list that is too long.
      if (seen.has(list) || list.length > MAX_LOOKUPS) continue
      seen.add(list)
      for (const item of list) different.add(identityOf(item))
      if (different.size > MAX_DIFFERENT_ITEMS) tooMany ??= key
    }
  }
  if (tooMany === undefined) return undefined
  return excess(different.size, 'different items', tooMany, MAX_DIFFERENT_ITEMS)
}

/**
 * Finds the list arguments of an operation once, so that each request only has to insert its variables. Undefined if it
 * has none.
 * @param document a valid document
 */
export const compileListItems = (
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
): ListItems | undefined => {
  const operation = getOperationAST(document, operationName)
  const type = operation && schema.getRootType(operation.operation)
  if (!operation || !type) return undefined
  const takesList = new Set(
    Object.values(type.getFields()).flatMap(({ name, args }) =>
      args.some((argument) => hasList(argument.type)) ? [name] : [],
    ),
  )
  const fragments = fragmentsOf(document)
  const plans = byConditions<readonly ListField[]>(document, (isIncluded) =>
    [...collectFields(type, [operation.selectionSet], { schema, fragments, isIncluded })].flatMap(
      ([key, [node]]) => (node && takesList.has(node.name.value) ? [{ key, args: readArguments(node) }] : []),
    ),
  )
  const isQuery = operation.operation === 'query'
  return (variables) => {
    const fields = plans.of(variables)
    return fields.length === 0 ? undefined : itemsOf(fields, variables, isQuery)
  }
}
