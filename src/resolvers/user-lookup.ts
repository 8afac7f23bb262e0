import type { GatewayContext } from '../context.ts'
import type { Fields, UserLookupValues, UserModel } from '../datasources/types.ts'
import { type ArgumentPath, unsupported } from '../errors.ts'
import type { UserBy } from '../generated/schema.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import { atArgument } from './argument.ts'
import { openNode } from './node-id.ts'

const byWay = <Way extends keyof UserLookupValues>(
  way: Way,
  value: UserLookupValues[Way],
  place: ArgumentPath,
  { datasources, lookups }: GatewayContext,
  fields: Fields,
): MaybePromise<UserModel | null> => {
  const source = datasources.forLookup(way)
  source.authorize('read')
  const lookUp = source.lookups[way]
  if (!lookUp) throw unsupported(source.network, `${source.network} cannot look users up by ${way}.`)
  const found = atArgument(place, () => lookUp(value, fields))
  if (found instanceof Promise) lookups.push(found)
  return found
}

/** The user that `by` identifies; null where there is none. @param place of `by` in the arguments, for errors */
export const findUser = (
  by: UserBy,
  place: ArgumentPath,
  context: GatewayContext,
  fields: Fields,
): MaybePromise<UserModel | null> => {
  if (by.id !== undefined) {
    const { source, upstreamId } = openNode(context, by.id, ['user'], { place: [...place, 'id'] })
    return source.users.load(upstreamId, fields)
  }
  if (by.mixinUserId !== undefined) return byWay('mixinUserId', by.mixinUserId, place, context, fields)
  if (by.mixinIdentityNumber !== undefined)
    return byWay('mixinIdentityNumber', by.mixinIdentityNumber, place, context, fields)
  if (by.mixinPhone !== undefined) return byWay('mixinPhone', by.mixinPhone, place, context, fields)
  if (by.sealtalkUserId !== undefined)
    return byWay('sealtalkUserId', by.sealtalkUserId, place, context, fields)
  if (by.sealtalkPhone !== undefined) return byWay('sealtalkPhone', by.sealtalkPhone, place, context, fields)
  return byWay('sealtalkStAccount', by.sealtalkStAccount, place, context, fields)
}

/** Resolves once all lookups of the operation have ended. Fields beside the one that waits begin theirs in the same turn. */
export const lookupsEnd = async ({ lookups }: Pick<GatewayContext, 'lookups'>): Promise<void> => {
  await Promise.resolve()
  for (let ended = 0; ended < lookups.length;) ended = (await Promise.allSettled(lookups)).length
}
