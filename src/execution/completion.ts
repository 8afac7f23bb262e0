import {
  type GraphQLAbstractType,
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
import { joinTexts } from './join-texts.ts'
import { type Complete, executeFields, type ObjectPlan, pathTo, type Place, settleMaybe } from './run.ts'

/** What must be escaped in JSON. Lone halves of pairs are among it, so all halves are left to `JSON.stringify`. */
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/

/** A text in JSON. */
export const quote = (text: string): string => (NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`)

export interface CompletionOptions {
  readonly schema: GraphQLSchema
  readonly nodes: Place['nodes']
  /** Such as `User.name`, for errors. */
  readonly coordinate: string
  /** What is selected where the value is an object of this type. */
  readonly planOf: (type: GraphQLObjectType) => ObjectPlan
}

const leaf = (type: GraphQLLeafType): Complete => {
  const isText = type === GraphQLString || type === GraphQLID
  return (value) => {
    if (isText && typeof value === 'string') return quote(value)
    const json: unknown = JSON.stringify(type.coerceOutputValue(value) ?? undefined)
    if (typeof json === 'string') return json
    throw new Error(`${type.name} cannot hold what was answered`)
  }
}

const object = (type: GraphQLObjectType, { planOf }: CompletionOptions): Complete => {
  let plan: ObjectPlan | undefined
  return (value, path, run) => executeFields((plan ??= planOf(type)), value, path, run)
}

const isTyped = (value: unknown): value is { readonly __typename: string } =>
  typeof value === 'object' && value !== null && '__typename' in value && typeof value.__typename === 'string'

/** Models say what they are by `__typename`; the schema has no other way. */
const abstract = (type: GraphQLAbstractType, options: CompletionOptions): Complete => {
  const byName = new Map(
    options.schema.getPossibleTypes(type).map((possible) => [possible.name, object(possible, options)]),
  )
  return (value, path, run) => {
    const complete = isTyped(value) ? byName.get(value.__typename) : undefined
    if (!complete) throw new Error(`what was answered says of itself no type of ${type.name}`)
    return complete(value, path, run)
  }
}

const list = (type: GraphQLList<GraphQLOutputType>, options: CompletionOptions): Complete => {
  const item: Place = {
    nodes: options.nodes,
    isNullable: !isNonNullType(type.ofType),
    complete: completionOf(type.ofType, options),
  }
  const join = (texts: readonly string[]): string => `[${texts.join(',')}]`
  return (value, path, run) => {
    if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
      throw new Error(`${options.coordinate} was answered with no list`)
    }
    return joinTexts(
      value as Iterable<unknown>,
      (one, index) => settleMaybe(item, one, pathTo(path, index, undefined), run),
      join,
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

/** How values of a type become JSON text, as the specification completes them. */
export const completionOf = (type: GraphQLOutputType, options: CompletionOptions): Complete => {
  const isNullable = !isNonNullType(type)
  const complete = present(isNullable ? type : type.ofType, options)
  return (value, path, run) => {
    if (value instanceof Error) throw value
    if (value !== null && value !== undefined) return complete(value, path, run)
    if (isNullable) return 'null'
    throw new Error(`Cannot return null for non-nullable field ${options.coordinate}.`)
  }
}
