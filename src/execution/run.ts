import {
  type FieldNode,
  type GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  responsePathAsArray,
} from 'graphql'
import type { GatewayContext, ResponseBudget } from '../context.ts'
import { admitError, isExceeded, notSent } from '../response/budget.ts'
import { locateError } from '../response/located-error.ts'
import { argumentValues } from './arguments.ts'
import { FieldInfo, type OperationInfo } from './field-info.ts'
import { each, type Part, type Pending, put } from './part.ts'

export type Path = GraphQLResolveInfo['path']

/** Puts a resolver's value into its place as JSON; throws or rejects where it does not fit the type. */
export type Complete = (
  value: unknown,
  path: Path | undefined,
  run: Run,
  part: Part,
  key: string | number,
) => Pending

/** A place of the result that has its own errors: a field, or an item of a list. */
export interface Place {
  readonly nodes: readonly FieldNode[]
  /** Where it is not, an error makes the parent null. */
  readonly isNullable: boolean
  readonly complete: Complete
}

type Arguments = Readonly<Record<string, unknown>>

/** What is prepared once for a field of the result. */
export interface FieldPlan extends Place {
  /** Name in the result. */
  readonly key: string
  /** Bytes that it takes in the response at least. */
  readonly keyBytes: number
  readonly definition: Parameters<typeof argumentValues>[0] & { readonly name: string }
  readonly parentType: GraphQLObjectType
  readonly returnType: GraphQLOutputType
  /** Undefined where the field reads the property of its name. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | undefined
  /** Its value can be completed without a path. */
  readonly isLeaf: boolean
  /** Undefined where they depend on variables. */
  readonly args: Arguments | undefined
  /** Reads them with coerced variables; undefined where graphql-js has to. */
  readonly readArgs: (coerced: Arguments) => Arguments | undefined
}

export interface ObjectPlan {
  readonly fields: readonly FieldPlan[]
  /** The object with null in each field: copies take less memory and time than objects that grow. */
  readonly empty: Readonly<Record<string, null>>
}

/** One execution. */
export interface Run {
  readonly context: GatewayContext
  /** The context's. */
  readonly budget: ResponseBudget
  readonly info: OperationInfo
  /** In the order in which they occur. */
  readonly errors: GraphQLError[]
  /** Arguments that depend on variables; they are the same for all items of a list. */
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
  const { variableValues } = run.info
  const args =
    field.readArgs(variableValues.coerced) ??
    (node ? argumentValues(field.definition, node, variableValues) : {})
  run.args.set(field, args)
  return args
}

/** Null in the place of an error, or the error passed to the parent. */
const fail = ({ nodes, isNullable }: Place, thrown: unknown, path: Path, { errors, budget }: Run): null => {
  if (!isNullable) throw locateError(thrown, nodes, responsePathAsArray(path))
  if (admitError(budget, thrown)) errors.push(locateError(thrown, nodes, responsePathAsArray(path)))
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

/** Completes a resolved value. An error stays at this place where it is nullable. */
const settle: Settle = (place, value, path, run, part, key) => {
  try {
    const pending = place.complete(value, path, run, part, key)
    // The error of a non-null place has its path already.
    if (!pending || !place.isNullable) return pending
    return pending.catch((error: unknown) => put(part, key, fail(place, error, path, run)))
  } catch (error) {
    put(part, key, fail(place, error, path, run))
    return undefined
  }
}

/** The same for a value that may be a promise. */
export const settleMaybe: Settle = (place, value, path, run, part, key) => {
  if (!(value instanceof Promise)) return settle(place, value, path, run, part, key)
  // Reserves its position, so that keys have the order of the selection.
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
  run.budget.used += field.keyBytes
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
  if (isExceeded(run.budget)) {
    put(part, key, null)
    return undefined
  }
  const path = pathTo(parent, key, field.parentType.name)
  let value: unknown = property
  try {
    if (resolve)
      value = resolve(source, argumentsOf(field, run), run.context, new FieldInfo(field, path, run.info))
    else if (call)
      value = call.call(source, argumentsOf(field, run), run.context, new FieldInfo(field, path, run.info))
  } catch (error) {
    put(part, key, fail(field, error, path, run))
    return undefined
  }
  return settleMaybe(field, value, path, run, part, key)
}

/** The fields of one object, in parallel. */
export const executeFields = (
  { fields }: ObjectPlan,
  source: unknown,
  path: Path | undefined,
  run: Run,
  part: Part,
): Pending => each(fields, (field) => executeField(field, source, path, run, part))

/**
 * The fields of a mutation, one after the other. Once the response is too large, no further mutation is sent: its result
 * could not be shown.
 */
export const executeSerially = async ({ fields }: ObjectPlan, run: Run, part: Part): Promise<void> => {
  const { budget, info } = run
  for (const field of fields) {
    const { key, nodes, returnType: type } = field
    if (field.resolve && isExceeded(budget)) {
      put(part, key, fail(field, notSent(budget), pathTo(undefined, key, field.parentType.name), run))
      continue
    }
    if (field.resolve) budget.mutations.push({ key, type, nodes, fragments: info.fragments })
    await executeField(field, undefined, undefined, run, part)
  }
}
