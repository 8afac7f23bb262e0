import { type GraphQLResolveInfo, responsePathAsArray } from 'graphql'
import type { GatewayContext } from '../context.ts'
import { mapMaybe, type MaybePromise } from '../maybe-promise.ts'

/**
 * Hands a model on, and writes down where the answer shows one that is past its time.
 * @param index place in the list that the resolver answers, if it answers one.
 */
export const noteStale = <Model extends object>(
  model: MaybePromise<Model | null>,
  { incoming, staleAnswers }: GatewayContext,
  info: GraphQLResolveInfo,
  index?: number,
): MaybePromise<Model | null> =>
  mapMaybe(model, (loaded) => {
    const staleness = loaded && incoming.stale.get(loaded)
    if (staleness) {
      const path = responsePathAsArray(info.path)
      staleAnswers.push({ path: index === undefined ? path : [...path, index], ...staleness })
    }
    return loaded
  })
