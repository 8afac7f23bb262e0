import { type GraphQLResolveInfo, responsePathAsArray } from 'graphql'
import type { GatewayContext } from '../context.ts'
import type { Found } from '../datasources/loading/loader.ts'
import { mapMaybe, type MaybePromise } from '../maybe-promise.ts'

const mark = <Model extends object>(
  model: Model | null,
  { incoming, staleFields }: GatewayContext,
  info: GraphQLResolveInfo,
  index: number | undefined,
): Model | null => {
  const staleness = model && incoming.stale.get(model)
  if (staleness) {
    const path = responsePathAsArray(info.path)
    staleFields.push({ path: index === undefined ? path : [...path, index], ...staleness })
  }
  return model
}

/**
 * Hands a model on, and writes down where the answer shows one that is past its time.
 * @param index place in the list that the resolver answers, if it answers one.
 */
export const noteStale = <Model extends object>(
  model: MaybePromise<Model | null>,
  context: GatewayContext,
  info: GraphQLResolveInfo,
  index?: number,
): MaybePromise<Model | null> => mapMaybe(model, (loaded) => mark(loaded, context, info, index))

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
