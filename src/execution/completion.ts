import {
  type GraphQLAbstractType,
  GraphQLBoolean,
  GraphQLID,
  type GraphQLLeafType,
  type GraphQLList,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'
import { isExceeded, keyBytes, leafBytes } from '../response/budget.ts'
import { turns } from '../response/turns.ts'
import { each, type Pending, put } from './part.ts'
import { type Complete, executeFields, type ObjectPlan, pathTo, type Place, settleMaybe } from './run.ts'

export interface CompletionOptions {
  readonly schema: GraphQLSchema
  readonly nodes: Place['nodes']
  /** For error messages, for example `User.name`. */
  readonly coordinate: string
  /** The selection on objects of this type. */
  readonly planOf: (type: GraphQLObjectType) => ObjectPlan
}

/** Numbers have been checked by their scalar. */
const isJsonLeaf = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

const leaf = (type: GraphQLLeafType): Complete => {
  const own =
    type === GraphQLBoolean ? 'boolean' : type === GraphQLString || type === GraphQLID ? 'string' : ''
  return (value, _path, run, part, key) => {
    const json = typeof value === own ? value : type.coerceOutputValue(value)
    if (!isJsonLeaf(json)) throw new Error(`the resolved value cannot be serialized as ${type.name}`)
    run.budget.used += leafBytes(json)
    put(part, key, json)
    return undefined
  }
}

const object = (type: GraphQLObjectType, { planOf }: CompletionOptions): Complete => {
  let plan: ObjectPlan | undefined
  return (value, path, run, part, key) => {
    if (isExceeded(run.budget)) {
      put(part, key, null)
      return undefined
    }
    plan ??= planOf(type)
    const made = { ...plan.empty }
    put(part, key, made)
    return executeFields(plan, value, path, run, made)
  }
}

const isTyped = (value: unknown): value is { readonly __typename: string } =>
  typeof value === 'object' && value !== null && '__typename' in value && typeof value.__typename === 'string'

/** Models have `__typename`; the schema has no other type resolution. */
const abstract = (type: GraphQLAbstractType, options: CompletionOptions): Complete => {
  const byName = new Map(
    options.schema.getPossibleTypes(type).map((possible) => [possible.name, object(possible, options)]),
  )
  return (value, path, run, part, key) => {
    const complete = isTyped(value) ? byName.get(value.__typename) : undefined
    if (!complete) throw new Error(`the __typename of the resolved value is no possible type of ${type.name}`)
    return complete(value, path, run, part, key)
  }
}

/** An item of a response that is too large. */
const ignore = (item: unknown): undefined => {
  if (item instanceof Promise) item.catch(() => undefined)
}

const list = (type: GraphQLList<GraphQLOutputType>, options: CompletionOptions): Complete => {
  const item: Place = {
    nodes: options.nodes,
    isNullable: !isNonNullType(type.ofType),
    complete: completionOf(type.ofType, options),
  }
  return (value, path, run, part, key) => {
    if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
      throw new Error(`${options.coordinate} was not resolved to a list`)
    }
    const made: unknown[] = []
    put(part, key, made)
    const { budget } = run
    const completeItem = (one: unknown, index: number): Pending => {
      if (isExceeded(budget)) return ignore(one)
      budget.used += keyBytes(index)
      return settleMaybe(item, one, pathTo(path, index, undefined), run, made, index)
    }
    return each(Array.isArray(value) ? value : [...(value as Iterable<unknown>)], completeItem, () =>
      turns.wait(budget),
    )
  }
}

const present = (type: GraphQLOutputType, options: CompletionOptions): Complete => {
  if (isLeafType(type)) return leaf(type)
  if (isListType(type)) return list(type, options)
  if (isObjectType(type)) return object(type, options)
  if (isNonNullType(type)) return completionOf(type, options)
  return abstract(type, options)
}

/** Completes values of a type as the GraphQL specification defines it. */
export const completionOf = (type: GraphQLOutputType, options: CompletionOptions): Complete => {
  const isNullable = !isNonNullType(type)
  const complete = present(isNullable ? type : type.ofType, options)
  return (value, path, run, part, key) => {
    if (value instanceof Error) throw value
    if (value !== null && value !== undefined) return complete(value, path, run, part, key)
    if (!isNullable) throw new Error(`Cannot return null for non-nullable field ${options.coordinate}.`)
    put(part, key, null)
    return undefined
  }
}
