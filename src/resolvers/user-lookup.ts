import type { GatewayContext } from '../context.ts'
import type { Fields, UserLookupValues, UserModel } from '../datasources/types.ts'
import { unsupported } from '../errors.ts'
import type { UserBy } from '../generated/schema.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import { openNode } from './node-id.ts'

const byWay = <Way extends keyof UserLookupValues>(
  way: Way,
  value: UserLookupValues[Way],
  { datasources }: GatewayContext,
  fields: Fields,
): MaybePromise<UserModel | null> => {
  const source = datasources.forLookup(way)
  source.authorize('read')
  const lookUp = source.lookups[way]
  if (!lookUp) throw unsupported(source.network, `${source.network} cannot look users up by ${way}.`)
  return lookUp(value, fields)
}

/** The user that `by` identifies; null where there is none. */
export const findUser = (
  by: UserBy,
  context: GatewayContext,
  fields: Fields,
): MaybePromise<UserModel | null> => {
  if (by.id !== undefined) {
    const { source, upstreamId } = openNode(context, by.id, ['user'], { argument: 'by.id' })
    return source.users.load(upstreamId, fields)
  }
  if (by.mixinUserId !== undefined) return byWay('mixinUserId', by.mixinUserId, context, fields)
  if (by.mixinIdentityNumber !== undefined)
    return byWay('mixinIdentityNumber', by.mixinIdentityNumber, context, fields)
  if (by.mixinPhone !== undefined) return byWay('mixinPhone', by.mixinPhone, context, fields)
  if (by.sealtalkUserId !== undefined) return byWay('sealtalkUserId', by.sealtalkUserId, context, fields)
  if (by.sealtalkPhone !== undefined) return byWay('sealtalkPhone', by.sealtalkPhone, context, fields)
  return byWay('sealtalkStAccount', by.sealtalkStAccount, context, fields)
}
