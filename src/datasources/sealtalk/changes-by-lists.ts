import { isObject } from '../../json.ts'
import { asObject } from '../../upstream/json-readers.ts'
import { isNothing, rowsOf } from '../../upstream/rows.ts'
import type { UserModel } from '../types.ts'
import { type ChangesModel, type FriendChangeModel, toFriendStatus } from './changes.ts'
import { escapedText } from './escaped-text.ts'
import { number, text } from './fields.ts'
import { type BlacklistEntryModel, toUser } from './mapping.ts'

/** A friendship, and when it last changed. */
type FriendRow = Omit<FriendChangeModel, 'version'> & { readonly changedAt: number | null }

const changedUser = (user: UserModel) => ({
  userUpstreamId: user.upstreamId,
  user,
  name: user.name ?? null,
  avatarUrl: user.avatarUrl ?? null,
})

const toFriendRow = (value: unknown, asOf: string): FriendRow | null => {
  const user = isObject(value) ? value['user'] : value
  if (isNothing(user, 'id')) return null
  const row = asObject(value, 'friend')
  const date = Date.parse(text(row, 'updatedAt') ?? '')
  return {
    ...changedUser(toUser(user, asOf)),
    displayName: escapedText(row, 'displayName'),
    status: toFriendStatus(row),
    changedAt: number(row, 'updatedTime') ?? (Number.isNaN(date) ? null : date),
  }
}

/** `GET /friendship/all`: friendships of all states. */
export const toFriendRows = (value: unknown, asOf: string): readonly FriendRow[] =>
  rowsOf(value, 'friends', (row) => toFriendRow(row, asOf))

/** What the lists of an account that is in no group have. */
export interface OwnLists {
  readonly user: UserModel | null
  readonly blacklist: readonly BlacklistEntryModel[]
  readonly friends: readonly FriendRow[]
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
    friends: friends.flatMap(({ changedAt, ...friend }) =>
      changedAt !== null && changedAt < secondOfSince ? [] : [{ ...friend, version: changedAt ?? version }],
    ),
    conversations: [],
    participants: [],
  }
}
