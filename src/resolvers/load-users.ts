import type { GatewayContext } from '../context.ts'
import type { Found } from '../datasources/loading/gathering.ts'
import type { Fields, MessengerDataSource, UserModel } from '../datasources/types.ts'
import type { UserBy } from '../generated/schema.ts'
import { decodeGlobalId, networkNames } from '../global-id.ts'
import type { MaybePromise } from '../maybe-promise.ts'

/** A user by its network's own id. */
export interface UserKey {
  readonly network: string
  readonly upstreamId: string
}

/** Undefined for an id of anything but a user. */
export const userKeyOfId = (id: string): UserKey | undefined => {
  const parts = decodeGlobalId(id)
  return parts?.kind === 'user' ? parts : undefined
}

/** The field of `UserBy` that has a network's own id. */
const ownIds = networkNames.map((network) => ({ network, field: `${network}UserId` }) as const)

/** Undefined where the user has to be looked up first, such as by phone. */
export const userKeyOf = (by: UserBy): UserKey | undefined => {
  if (by.id !== undefined) return userKeyOfId(by.id)
  for (const { network, field } of ownIds) {
    const upstreamId = by[field]
    if (upstreamId !== undefined) return { network, upstreamId }
  }
  return undefined
}

/** Undefined for a network that does not exist or that this caller may not read. */
const openReadable = (network: string, { datasources }: GatewayContext): MessengerDataSource | undefined => {
  try {
    const source = datasources.open(network)
    source.authorize('read')
    return source
  } catch {
    return undefined
  }
}

/**
 * Loads a list of users of one network by their ids, with one promise for the whole list. Undefined for any other
 * list and for one with a wrong id: its users are loaded one by one, so that each error appears at its own place.
 */
export const loadUsersById = (
  keys: readonly (UserKey | undefined)[],
  context: GatewayContext,
  fields: Fields,
): MaybePromise<Found<UserModel>> | undefined => {
  const network = keys[0]?.network
  const source = network === undefined ? undefined : openReadable(network, context)
  if (!source) return undefined
  const ids: string[] = []
  for (const key of keys) {
    if (key?.network !== network) return undefined
    const id = source.normalizeId('user', key?.upstreamId ?? '')
    if (id === undefined) return undefined
    ids.push(id)
  }
  return source.users.loadMany(ids, fields)
}

/**
 * Loads the users that a list refers to in one batch, before its items are resolved: each item then finds its user
 * in the request's loader without waiting. Errors are left to the items, which ask the loader again.
 */
export const preloadUsers = (
  references: readonly UserModel[],
  { datasources }: GatewayContext,
  fields: Fields,
): MaybePromise<Found<UserModel>> => {
  const [first] = references
  if (!first) return []
  try {
    const ids = references.map(({ upstreamId }) => upstreamId)
    return datasources.open(first.network).users.loadMany(ids, fields)
  } catch {
    return []
  }
}
