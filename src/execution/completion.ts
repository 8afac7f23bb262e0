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
import { writeEach } from './output.ts'
import { type Complete, executeFields, type ObjectPlan, pathTo, type Place, settleMaybe } from './run.ts'

/** What must be escaped in JSON. Lone halves of pairs are among it, so all halves are left to `JSON.stringify`. */
const NEEDS_ESCAPE = /["\\\u0000-\u001f\ud800-\udfff]/

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
  return (value, _path, _run, output) => {
    if (isText && typeof value === 'string') {
      if (NEEDS_ESCAPE.test(value)) output.push(JSON.stringify(value))
      else output.push('"', value, '"')
      return undefined
    }
    const json: unknown = JSON.stringify(type.coerceOutputValue(value) ?? undefined)
    if (typeof json !== 'string') throw new Error(`${type.name} cannot hold what was answered`)
    output.push(json)
    return undefined
  }
}

const object = (type: GraphQLObjectType, { planOf }: CompletionOptions): Complete => {
  let plan: ObjectPlan | undefined
  return (value, path, run, output) => executeFields((plan ??= planOf(type)), value, path, run, output)
}

const isTyped = (value: unknown): value is { readonly __typename: string } =>
  typeof value === 'object' && value !== null && '__typename' in value && typeof value.__typename === 'string'

/** Models say what they are by `__typename`; the schema has no other way. */
const abstract = (type: GraphQLAbstractType, options: CompletionOptions): Complete => {
  const byName = new Map(
    options.schema.getPossibleTypes(type).map((possible) => [possible.name, object(possible, options)]),
  )
  return (value, path, run, output) => {
    const complete = isTyped(value) ? byName.get(value.__typename) : undefined
    if (!complete) throw new Error(`what was answered says of itself no type of ${type.name}`)
    return complete(value, path, run, output)
  }
}

const list = (type: GraphQLList<GraphQLOutputType>, options: CompletionOptions): Complete => {
  const item: Place = {
    nodes: options.nodes,
    isNullable: !isNonNullType(type.ofType),
    complete: completionOf(type.ofType, options),
  }
  return (value, path, run, output) => {
    if (typeof value !== 'object' || value === null || !(Symbol.iterator in value)) {
      throw new Error(`${options.coordinate} was answered with no list`)
    }
    output.push('[')
    const pending = writeEach(value as Iterable<unknown>, (one, index) => {
      if (index > 0) output.push(',')
      return settleMaybe(item, one, pathTo(path, index, undefined), run, output)
    })
    output.push(']')
    return pending
  }
}

const present = (type: GraphQLOutputType, options: CompletionOptions): Complete => {
  if (isLeafType(type)) return leaf(type)
  if (isListType(type)) return list(type, options)
  if (isObjectType(type)) return object(type, options)
  if (isNonNullType(type)) return completionOf(type, options)
  return abstract(type, options)
}

/** How values of a type become JSON, as the specification completes them. */
export const completionOf = (type: GraphQLOutputType, options: CompletionOptions): Complete => {
  const isNullable = !isNonNullType(type)
  const complete = present(isNullable ? type : type.ofType, options)
  return (value, path, run, output) => {
    if (value instanceof Error) throw value
    if (value !== null && value !== undefined) return complete(value, path, run, output)
    if (isNullable) {
      output.push('null')
      return undefined
    }
    throw new Error(`Cannot return null for non-nullable field ${options.coordinate}.`)
  }
}
