import { mapMaybe, type MaybePromise } from '../../maybe-promise.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { createLoader } from '../loading/loader.ts'
import type { ModelCache } from '../loading/model-cache.ts'
import type { FriendStatus } from './changes.ts'
import type { FriendshipModel } from './friendships.ts'
import type { BlacklistEntryModel } from './mapping.ts'
import { KINDS, type SealTalkReads } from './reads.ts'
import type { RequestSession } from './session.ts'
import type { SealTalkUsers } from './users.ts'

/** The account's friendships and blocked users, each list read once a request. */
export interface FriendLists {
  /** In any state. */
  friendships(): MaybePromise<readonly FriendshipModel[]>
  blocked(): MaybePromise<readonly BlacklistEntryModel[]>
  /** The status of the friendship with a user, read now: a copy may be older than a change elsewhere. */
  statusNow(userId: string): Promise<FriendStatus | null>
  /** The lists of both may have changed: nobody is to see the former ones. */
  forget(userId: string): void
}

export interface FriendListsOptions {
  readonly reads: SealTalkReads
  readonly cache: ModelCache
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly users: SealTalkUsers
}

export const createFriendLists = (options: FriendListsOptions): FriendLists => {
  const { reads, cache, request, session, users } = options

  /** By the id of the account. */
  const friendships = createLoader<readonly FriendshipModel[]>({
    name: 'sealtalk friendships',
    async loadBatch(ids) {
      const found = await reads.friendships.loadMany(ids, { credential: await session.require(), request })
      for (const all of found) if (all && !(all instanceof Error)) users.learn(all.map(({ user }) => user))
      return found
    },
  })

  /** The same. */
  const blocked = createLoader<readonly BlacklistEntryModel[]>({
    name: 'sealtalk blocked users',
    async loadBatch(ids) {
      const found = await reads.blocked.loadMany(ids, { credential: await session.require(), request })
      for (const all of found) if (all && !(all instanceof Error)) users.learn(all.map(({ user }) => user))
      return found
    },
  })

  return {
    friendships: () => mapMaybe(friendships.load(session.check().userId), (all) => all ?? []),
    blocked: () => mapMaybe(blocked.load(session.check().userId), (all) => all ?? []),
    async statusNow(userId) {
      const credential = await session.require()
      const [all] = await reads.friendships.fetch([credential.userId], credential, request)
      if (all instanceof Error) throw all
      return all?.find(({ user }) => user.upstreamId === userId)?.status ?? null
    },
    forget(userId) {
      const own = session.check().userId
      friendships.clear(own)
      blocked.clear(own)
      for (const id of [own, userId]) {
        cache.drop(KINDS.friendships, id)
        cache.drop(KINDS.blocked, id)
      }
    },
  }
}
