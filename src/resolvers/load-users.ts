import type { GatewayContext } from '../context.ts'
import type { Found } from '../datasources/loading/keyed-loader.ts'
import { networkNames } from '../datasources/index.ts'
import type { Fields, MessengerDataSource, UserModel } from '../datasources/types.ts'
import type { UserBy } from '../generated/schema.ts'
import { decodeGlobalId } from '../global-id.ts'
import type { MaybePromise } from '../maybe-promise.ts'

/** A user's id in its network's own words, as far as can be told without asking the network. */
export interface NamedUser {
  readonly network: string
  readonly upstreamId: string
}

/** Undefined for what is no user's global id. */
export const namedById = (id: string): NamedUser | undefined => {
  const parts = decodeGlobalId(id)
  return parts?.kind === 'user' ? parts : undefined
}

/** Undefined for whoever is to be looked up. */
export const namedBy = (by: UserBy): NamedUser | undefined => {
  if (by.id !== undefined) return namedById(by.id)
  for (const network of networkNames) {
    const upstreamId = by[`${network}UserId`]
    if (upstreamId !== undefined) return { network, upstreamId }
  }
  return undefined
}

/** Undefined for a network that this caller may not read, or that there is not. */
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
 * A list of users of one network that are all named by their ids, loaded in one go: a promise for each costs as
 * much as all the rest. Undefined for any other list, and wherever something is wrong: then each is loaded by
 * itself, and says what.
 */
export const loadTogether = (
  users: readonly (NamedUser | undefined)[],
  context: GatewayContext,
  fields: Fields,
): MaybePromise<Found<UserModel>> | undefined => {
  const network = users[0]?.network
  const source = network === undefined ? undefined : openReadable(network, context)
  if (!source?.users.loadMany) return undefined
  const ids: string[] = []
  for (const user of users) {
    if (!user || user.network !== network) return undefined
    const id = source.normalizeId('user', user.upstreamId)
    if (id === undefined) return undefined
    ids.push(id)
  }
  return source.users.loadMany(ids, fields)
}

/**
 * Loads users that are referred to, so that each place that shows one finds it at once. Where the network has no
 * way of loading many together, or something is wrong, the places load theirs, and say what.
 */
export const loadAhead = (
  [first, ...others]: readonly UserModel[],
  { datasources }: GatewayContext,
  fields: Fields,
): MaybePromise<Found<UserModel>> => {
  if (!first) return []
  try {
    const ids = [first, ...others].map(({ upstreamId }) => upstreamId)
    return datasources.open(first.network).users.loadMany?.(ids, fields) ?? []
  } catch {
    return []
  }
}
