import {
  defaultFieldResolver,
  getNullableType,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  responsePathAsArray,
} from 'graphql'
import type { GatewayContext, ResponseBudget } from '../context.ts'
import { inField } from '../request/current-field.ts'
import { admitError, isExceeded, keyBytes, leafBytes, notSent } from './budget.ts'
import { locateError } from './located-error.ts'
import { turns } from './turns.ts'

type Resolver = GraphQLFieldResolver<unknown, GatewayContext>

/** An error at a place: located and thrown, or null where the response has as many errors as it may. */
const fail = (
  thrown: unknown,
  isNullable: boolean,
  { budget }: GatewayContext,
  { fieldNodes, path }: GraphQLResolveInfo,
  index?: number,
): unknown => {
  if (isNullable && !admitError(budget, thrown)) return null
  const place = responsePathAsArray(path)
  throw locateError(thrown, fieldNodes, index === undefined ? place : [...place, index])
}

/** The error as a value, which executors take as one that was thrown. */
const failItem = (...args: Parameters<typeof fail>): unknown => {
  try {
    return fail(...args)
  } catch (error) {
    return error
  }
}

const countList = (
  list: readonly unknown[],
  itemType: GraphQLOutputType,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): readonly unknown[] => {
  const isNullable = !isNonNullType(itemType)
  const isLeaf = isLeafType(getNullableType(itemType))
  return list.map((item, index) => {
    context.budget.used += keyBytes(index) + (isLeaf ? leafBytes(item) : 0)
    if (item instanceof Error) return failItem(item, isNullable, context, info, index)
    if (!(item instanceof Promise)) return item
    return item.catch((error: unknown) => fail(error, isNullable, context, info, index))
  })
}

/** The turns for which lists of a response wait. */
const lastTurns = new WeakMap<ResponseBudget, Promise<void>>()

/** Gives each list that waits a turn of its own, since the executor builds the items after all of them. */
const waitForTurn = (budget: ResponseBudget): Promise<void> | undefined => {
  const last = lastTurns.get(budget)
  const turn = last ? last.then(() => turns.next(budget)) : turns.wait(budget)
  if (!turn) return undefined
  lastTurns.set(budget, turn)
  void turn.then(() => lastTurns.get(budget) === turn && lastTurns.delete(budget))
  return turn
}

const countValue = (value: unknown, context: GatewayContext, info: GraphQLResolveInfo): unknown => {
  const type = getNullableType(info.returnType)
  if (value === null || value === undefined) return value
  if (isLeafType(type)) {
    context.budget.used += leafBytes(value)
    return value
  }
  if (isExceeded(context.budget)) return isListType(type) ? [] : null
  if (!isListType(type) || !Array.isArray(value)) return value
  const count = () => countList(value, type.ofType, context, info)
  const turn = waitForTurn(context.budget)
  return turn ? turn.then(count) : count()
}

/**
 * Resolves a field for an executor that knows no limits of a response: counts its bytes and errors as the fast path does, and
 * resolves nothing more once the response is too large.
 */
const resolveWithLimits: (resolve: Resolver) => Resolver = (resolve) => (source, args, context, info) => {
  const { budget } = context
  const { fieldNodes: nodes, fragments, operation, path, returnType: type } = info
  const key = String(path.key)
  const isNullable = !isNonNullType(type)
  budget.used += keyBytes(key)
  if (operation.operation === 'mutation' && path.prev === undefined) {
    if (isExceeded(budget)) return fail(notSent(budget), isNullable, context, info)
    budget.mutations.push({ key, type, nodes, fragments })
  } else if (isExceeded(budget) && !isLeafType(getNullableType(type))) {
    return isListType(getNullableType(type)) ? [] : null
  }
  try {
    const value = resolve(source, args, context, info)
    if (!(value instanceof Promise)) return countValue(value, context, info)
    return value.then(
      (resolved: unknown) => countValue(resolved, context, info),
      (error: unknown) => fail(error, isNullable, context, info),
    )
  } catch (error) {
    return fail(error, isNullable, context, info)
  }
}

/** For fields without a resolver. */
export const propertyWithLimits: Resolver = resolveWithLimits(defaultFieldResolver)

/**
 * Prepares a schema, in place, for executors that know no limits of a response. Such an executor needs
 * `propertyWithLimits` as its field resolver, and a budget that is `isPartial`.
 */
export const withResponseLimits = (schema: GraphQLSchema): GraphQLSchema => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field
      if (!resolve || resolve === defaultFieldResolver) {
        field.resolve = undefined
        continue
      }
      const limited = resolveWithLimits(resolve)
      field.resolve = (source, args, context: GatewayContext, info) => {
        const run = context.budget.isPartial ? limited : resolve
        return context.incoming.trace
          ? inField(info.path, run, source, args, context, info)
          : run(source, args, context, info)
      }
    }
  }
  return schema
}
