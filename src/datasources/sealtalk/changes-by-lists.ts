import type { UserModel } from '../types.ts'
import type { ChangesModel } from './changes.ts'
import type { FriendshipModel } from './friendships.ts'
import type { BlacklistEntryModel } from './mapping.ts'

const changedUser = (user: UserModel) => ({
  userUpstreamId: user.upstreamId,
  user,
  name: user.name ?? null,
  avatarUrl: user.avatarUrl ?? null,
})

/** What the lists of an account that is in no group have. */
export interface OwnLists {
  readonly user: UserModel | null
  readonly blacklist: readonly BlacklistEntryModel[]
  readonly friends: readonly FriendshipModel[]
}

/**
 * The changes that the lists show. They do not say when a profile changed or somebody was blocked, so these are always
 * among them; who was unblocked cannot be told. Their times have no milliseconds, unlike versions.
 */
export const changesInLists = ({ user, blacklist, friends }: OwnLists, since: number): ChangesModel => {
  const secondOfSince = since - (since % 1_000)
  const version = Math.max(since, ...friends.map(({ changedAt }) => changedAt ?? 0))
  return {
    version,
    profile: user && { ...changedUser(user), version },
    blacklist: blacklist.map((entry) => ({ ...changedUser(entry.user), version, isBlocked: true })),
    friends: friends.flatMap(({ user: friend, status, displayName, changedAt }) =>
      changedAt !== null && changedAt < secondOfSince
        ? []
        : [{ ...changedUser(friend), status, displayName, version: changedAt ?? version }],
    ),
    conversations: [],
    participants: [],
  }
}
