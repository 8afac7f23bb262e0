import {
  type FieldNode,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  getArgumentValues,
  locatedError,
  responsePathAsArray,
} from 'graphql'
import type { GatewayContext } from '../context.ts'
import { toError } from '../errors.ts'
import { each, type Part, type Pending, put } from './part.ts'

export type Path = GraphQLResolveInfo['path']

/** Puts what a resolver answered into its place, as JSON has it; throws or rejects where it cannot be that. */
export type Complete = (
  value: unknown,
  path: Path | undefined,
  run: Run,
  part: Part,
  key: string | number,
) => Pending

/** A place of the answer that may fail by itself: a field, or an item of a list. */
export interface Place {
  readonly nodes: readonly FieldNode[]
  /** Where it is not, its failure is its parent's. */
  readonly isNullable: boolean
  readonly complete: Complete
}

type Arguments = Readonly<Record<string, unknown>>

/** What is worked out once about a field of the answer, whatever it is asked for. */
export interface FieldPlan extends Place {
  /** Name in the answer. */
  readonly key: string
  readonly definition: Parameters<typeof getArgumentValues>[0] & { readonly name: string }
  readonly parentType: GraphQLObjectType
  readonly returnType: GraphQLOutputType
  /** Undefined: the property of the field's name is read. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | undefined
  /** Neither completing nor resolving it needs to know where it stands. */
  readonly isLeaf: boolean
  /** Undefined where they hang on variables. */
  readonly args: Arguments | undefined
}

export interface ObjectPlan {
  readonly fields: readonly FieldPlan[]
}

/** One execution. */
export interface Run {
  readonly context: GatewayContext
  readonly info: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'operation' | 'variableValues'>
  /** Those of fields that could not be answered, as they happen. */
  readonly errors: GraphQLError[]
  /** Arguments made of variables: the same for all items of a list. */
  readonly args: Map<FieldPlan, Arguments>
}

export const pathTo = (prev: Path | undefined, key: string | number, typename: string | undefined): Path => ({
  prev,
  key,
  typename,
})

const argumentsOf = (field: FieldPlan, run: Run): Arguments => {
  const known = field.args ?? run.args.get(field)
  if (known) return known
  const [node] = field.nodes
  const args = node ? getArgumentValues(field.definition, node, run.info.variableValues) : {}
  run.args.set(field, args)
  return args
}

const asyncHelpers = { promiseAll: Promise.all.bind(Promise), track: () => undefined }
const getAsyncHelpers = () => asyncHelpers
const getAbortSignal = () => undefined

const infoOf = (field: FieldPlan, path: Path, { info }: Run): GraphQLResolveInfo => ({
  fieldName: field.definition.name,
  fieldNodes: field.nodes,
  returnType: field.returnType,
  parentType: field.parentType,
  path,
  schema: info.schema,
  fragments: info.fragments,
  rootValue: undefined,
  operation: info.operation,
  variableValues: info.variableValues,
  getAbortSignal,
  getAsyncHelpers,
})

/** Null in the place of what failed, or the failure passed on to the parent. */
const fail = ({ nodes, isNullable }: Place, thrown: unknown, path: Path, { errors }: Run): null => {
  const error = locatedError(toError(thrown), nodes, responsePathAsArray(path))
  if (!isNullable) throw error
  errors.push(error)
  return null
}

type Settle = (
  place: Place,
  value: unknown,
  path: Path,
  run: Run,
  part: Part,
  key: string | number,
) => Pending

/** Completes what has been resolved; a failure stays at this place if it may. */
const settle: Settle = (place, value, path, run, part, key) => {
  try {
    const pending = place.complete(value, path, run, part, key)
    // What cannot be null fails as the place below it did, which has said where.
    if (!pending || !place.isNullable) return pending
    return pending.catch((error: unknown) => put(part, key, fail(place, error, path, run)))
  } catch (error) {
    put(part, key, fail(place, error, path, run))
    return undefined
  }
}

/** The same for what may still be a promise. */
export const settleMaybe: Settle = (place, value, path, run, part, key) => {
  if (!(value instanceof Promise)) return settle(place, value, path, run, part, key)
  // Takes its place among its neighbours now: they are told in the order in which they are asked for.
  put(part, key, null)
  return value.then(
    (resolved: unknown) => settle(place, resolved, path, run, part, key),
    (error: unknown) => put(part, key, fail(place, error, path, run)),
  )
}

const propertyOf = (source: unknown, name: string): unknown =>
  typeof source === 'object' && source !== null ? (source as Arguments)[name] : undefined

const executeField = (
  field: FieldPlan,
  source: unknown,
  parent: Path | undefined,
  run: Run,
  part: Part,
): Pending => {
  const { key, resolve, definition } = field
  const property = resolve ? undefined : propertyOf(source, definition.name)
  const call = resolve ?? (typeof property === 'function' ? property : undefined)
  if (!call && field.isLeaf && !(property instanceof Promise)) {
    try {
      return field.complete(property, undefined, run, part, key)
    } catch (error) {
      put(part, key, fail(field, error, pathTo(parent, key, field.parentType.name), run))
      return undefined
    }
  }
  const path = pathTo(parent, key, field.parentType.name)
  let value: unknown = property
  try {
    if (resolve) value = resolve(source, argumentsOf(field, run), run.context, infoOf(field, path, run))
    else if (call) value = call.call(source, argumentsOf(field, run), run.context, infoOf(field, path, run))
  } catch (error) {
    put(part, key, fail(field, error, path, run))
    return undefined
  }
  return settleMaybe(field, value, path, run, part, key)
}

/** The fields of one object, side by side. */
export const executeFields = (
  { fields }: ObjectPlan,
  source: unknown,
  path: Path | undefined,
  run: Run,
  part: Part,
): Pending => each(fields, (field) => executeField(field, source, path, run, part))

/** The fields of a mutation, one after the other. */
export const executeSerially = async ({ fields }: ObjectPlan, run: Run, part: Part): Promise<void> => {
  for (const field of fields) await executeField(field, undefined, undefined, run, part)
}
