import type { GatewayRequest } from '../../request/request.ts'
import type { Observer } from '../../telemetry/observer.ts'
import type { Loader } from '../loading/loader.ts'
import type { UserLookups, UserModel, UserSource } from '../types.ts'
import type { IdentityMap } from './identity.ts'
import { requireIdentityNumber, requirePhone, requireUuid } from './ids.ts'
import type { MixinLoaders } from './loaders.ts'
import type { FoundUser } from './stored-models.ts'

export interface MixinUsers extends UserSource {
  readonly lookups: Pick<UserLookups, 'mixinUserId' | 'mixinIdentityNumber' | 'mixinPhone'>
}

export interface MixinUsersOptions {
  readonly loaders: Pick<MixinLoaders, 'users' | 'numbers' | 'phones'>
  readonly request: GatewayRequest
  readonly identities: IdentityMap
  readonly observer: Observer
}

/**
 * Users by id, batched and unlimited, and by identity number and phone. Mixin limits the rate of the latter, so
 * they are only used to find an id. A number whose owner is known needs no limited call.
 */
export const createMixinUsers = (options: MixinUsersOptions): MixinUsers => {
  const { loaders, request, identities, observer } = options

  const find = async (lookup: Loader<FoundUser>, value: string): Promise<UserModel | null> => {
    const found = await lookup.load(value)
    const user = found && (await loaders.users.load(found.userId))
    const staleness = found && request.stale.get(found)
    if (!user || !staleness || request.stale.has(user)) return user
    // The user may be fresh, but the number's owner comes from a stale cache entry.
    const shown = { ...user }
    request.stale.set(shown, staleness)
    return shown
  }

  const findByNumber = async (number: string): Promise<UserModel | null> => {
    const userId = await identities.userIdOf(number)
    if (userId === undefined) return find(loaders.numbers, number)
    observer.saved('mixin', 'learned', 1)
    const user = await loaders.users.load(userId)
    if (user?.identityNumber === number) return user
    identities.forget(number)
    return find(loaders.numbers, number)
  }

  return {
    load: (userId) => loaders.users.load(userId),
    loadMany: (userIds) => loaders.users.loadMany(userIds),
    lookups: {
      mixinUserId: (userId) => loaders.users.load(requireUuid(userId, 'mixinUserId')),
      mixinIdentityNumber: async (number) => findByNumber(requireIdentityNumber(number)),
      mixinPhone: async (phone) => find(loaders.phones, requirePhone(phone)),
    },
  }
}
