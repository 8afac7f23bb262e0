import { GatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import type { Observer } from '../../telemetry/observer.ts'
import type { CachedReads } from '../loading/cached-reads.ts'
import { createKeyedLoader } from '../loading/keyed-loader.ts'
import type { UserLookups, UserModel, UserSource } from '../types.ts'
import type { Usable } from './credential.ts'
import type { IdentityMap } from './identity.ts'
import { requireIdentityNumber, requirePhone, requireUuid } from './ids.ts'
import type { MixinReads } from './reads.ts'
import type { FoundUser } from './stored-models.ts'

export interface MixinUsers extends UserSource {
  readonly lookups: Pick<UserLookups, 'mixinUserId' | 'mixinIdentityNumber' | 'mixinPhone'>
}

export interface MixinUsersOptions {
  readonly reads: MixinReads
  readonly request: GatewayRequest
  readonly identities: IdentityMap
  readonly observer: Observer
  /** Throws UNAUTHENTICATED where there is none. */
  readonly credential: () => Usable
}

/**
 * Users by id, batched and unlimited, and by identity number and phone: those are rate limited upstream, so
 * they only serve to learn an id. A number that has been met before costs no limited call.
 */
export const createMixinUsers = (options: MixinUsersOptions): MixinUsers => {
  const { reads, request, identities, observer, credential } = options

  const loader = createKeyedLoader<UserModel>({
    fresh: (id) => reads.users.fresh(id, { credential: credential(), request }),
    fetchMany: (ids) => reads.users.loadMany(ids, { credential: credential(), request }),
  })

  /** One document may not spend everybody's budget. */
  const admit = (): void => {
    if (request.limitedCalls.left <= 0) {
      throw new GatewayError(
        'RATE_LIMITED',
        'This document has made as many rate-limited lookups as one may.',
        {
          network: 'mixin',
          retryable: false,
        },
      )
    }
    request.limitedCalls.left -= 1
  }

  const find = async (lookup: CachedReads<Usable, FoundUser>, value: string): Promise<UserModel | null> => {
    const found = await lookup.load(value, { credential: credential(), request, admit })
    const user = found && (await loader.load(found.userId))
    const staleness = found && request.stale.get(found)
    if (!user || !staleness || request.stale.has(user)) return user
    // Whose number it is was asked too long ago, however fresh the user is.
    const shown = { ...user }
    request.stale.set(shown, staleness)
    return shown
  }

  const byNumber = async (number: string): Promise<UserModel | null> => {
    const known = await identities.userIdOf(number)
    if (known === undefined) return find(reads.numbers, number)
    observer.saved('mixin', 'learned', 1)
    const user = await loader.load(known)
    if (user?.identityNumber === number) return user
    identities.forget(number)
    return find(reads.numbers, number)
  }

  return {
    load: (userId) => loader.load(userId),
    loadMany: (userIds) => loader.loadMany(userIds),
    lookups: {
      mixinUserId: (userId) => loader.load(requireUuid(userId, 'mixinUserId')),
      mixinIdentityNumber: async (number) => byNumber(requireIdentityNumber(number)),
      mixinPhone: async (phone) => find(reads.phones, requirePhone(phone)),
    },
  }
}
