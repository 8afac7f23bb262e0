import { type GraphQLResolveInfo, responsePathAsArray } from 'graphql'
import type { GatewayContext } from '../context.ts'
import type { Found } from '../datasources/loading/gathering.ts'
import { mapMaybe, type MaybePromise } from '../maybe-promise.ts'

const mark = <Model extends object>(
  model: Model | null,
  { incoming, staleFields }: GatewayContext,
  info: GraphQLResolveInfo,
  index: number | undefined,
): Model | null => {
  // Nearly always there is none.
  const staleness = model && incoming.stale.size > 0 && incoming.stale.get(model)
  if (staleness) {
    const path = responsePathAsArray(info.path)
    staleFields.push({ path: index === undefined ? path : [...path, index], ...staleness })
  }
  return model
}

/** A function of its own, so that a model that is there already takes no closure. */
const noteLater = <Model extends object>(
  model: Promise<Model | null>,
  context: GatewayContext,
  info: GraphQLResolveInfo,
  index: number | undefined,
): Promise<Model | null> => model.then((loaded) => mark(loaded, context, info, index))

/**
 * Returns the model, and records the path where the response shows a stale one.
 * @param index position in the list that the resolver returns, if it returns one
 */
export const noteStale = <Model extends object>(
  model: MaybePromise<Model | null>,
  context: GatewayContext,
  info: GraphQLResolveInfo,
  index?: number,
): MaybePromise<Model | null> =>
  model instanceof Promise ? noteLater(model, context, info, index) : mark(model, context, info, index)

/** Records the path of a field that was computed from models of which some are stale, with the age of the oldest. */
export const noteOldest = (
  models: Found<object>,
  { incoming, staleFields }: GatewayContext,
  info: GraphQLResolveInfo,
): void => {
  if (incoming.stale.size === 0) return
  const all = models.flatMap((model) => (model && incoming.stale.get(model)) ?? [])
  const [oldest] = all.toSorted((one, other) => other.ageMs - one.ageMs)
  if (oldest) staleFields.push({ path: responsePathAsArray(info.path), ...oldest })
}

/** The same for a list. */
export const noteStaleEach = <Model extends object>(
  models: MaybePromise<Found<Model>>,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): MaybePromise<Found<Model>> =>
  mapMaybe(models, (loaded) => {
    if (context.incoming.stale.size === 0) return loaded
    return loaded.map((model, index) => (model instanceof Error ? model : mark(model, context, info, index)))
  })
