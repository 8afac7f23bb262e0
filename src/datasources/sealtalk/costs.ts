import {
  batchesOf,
  charge,
  type Charge,
  type ContactChange,
  type Load,
  type LookupCost,
  type ProviderCosts,
} from '../costs.ts'
import type { Fields } from '../types.ts'
import { KINDS, MAX_BATCH_IDS } from './reads.ts'
import { isCostly } from './users.ts'

const none = (): readonly Charge[] => []

const single = (count: number): readonly Charge[] => [charge('singleReads', count)]

const wholeUsers = (count: number): readonly Charge[] => [{ calls: 'singleReads', count, reads: KINDS.users }]

/** A read that confirms that the account still exists. */
const confirmation = wholeUsers(1)

/** A single user is read by a single call. */
const users = (load: Load, fields: Fields): readonly Charge[] => {
  const { items } = load
  if (isCostly(fields)) return wholeUsers(items)
  if (items === 1) return [{ calls: 'singleReads', count: 1, reads: KINDS.names }]
  return [{ calls: 'batchedReads', count: batchesOf(load, MAX_BATCH_IDS), reads: KINDS.names }]
}

/** Lists of members include all that the server shows of their users; no server is known whose lists do not. */
const participantUsers = (_: Load): readonly Charge[] => [
  { calls: 'singleReads', count: 0, reads: KINDS.names },
  { calls: 'singleReads', count: 0, reads: KINDS.users, isCapped: true },
]

/** The group is read once for all its fields. */
const groups = ({ items }: Load): readonly Charge[] => [
  { calls: 'singleReads', count: items, reads: KINDS.groups, once: { of: 'things', name: 'group' } },
]

const participants = ({ items }: Load): readonly Charge[] => [
  { calls: 'singleReads', count: items, reads: KINDS.members, once: { of: 'things', name: 'members' } },
]

const bulletins = ({ items }: Load): readonly Charge[] => [
  { calls: 'singleReads', count: items, reads: KINDS.bulletins, once: { of: 'things', name: 'bulletin' } },
]

const ownGroups = (): readonly Charge[] => [
  { calls: 'singleReads', count: 1, once: { of: 'request', name: 'sealtalk groups' } },
]

/** The account's role in a group, by its members; where a server has no such call, by the list of the account's groups. */
const role = (): readonly Charge[] => single(2)

/** If the list of groups lacks roles, the role is taken from the list of members. */
const viewerRole = (load: Load): readonly Charge[] => [...ownGroups(), ...participants(load)]
const once = (name: string): readonly Charge[] => [
  { calls: 'singleReads', count: 1, once: { of: 'request', name } },
]
const friendships = (): readonly Charge[] => once('sealtalk friendships')
const blacklist = (): readonly Charge[] => once('sealtalk blacklist')

const byId: LookupCost = {
  charge: (items, fields) => users({ items, moments: 1 }, fields),
  moments: () => 1,
}

/** One or more calls for each user, plus one for fields that a search result lacks. */
const searched = (calls: number): LookupCost => ({
  charge: (items, fields) => [...single(items * calls), ...(isCostly(fields) ? wholeUsers(items) : [])],
  moments: (items) => items,
})

/** The user or the friendships are read first. */
const checked: readonly Charge[] = [...single(1), charge('writes'), ...confirmation]

/** Some servers have the call that unblocks at another path. */
const CONTACT_CHANGES: Readonly<Record<ContactChange, readonly Charge[]>> = {
  add: checked,
  remove: checked,
  setAlias: checked,
  block: [charge('writes'), ...confirmation],
  unblock: [charge('writes', 2), ...confirmation],
  accept: checked,
  ignore: checked,
}

/**
 * The costs for a server with all undocumented calls. A server without `/user/batch` needs one call for each name.
 * @see docs/networks/sealtalk.md#endpoints
 */
export const sealtalkCosts = {
  users,
  participantUsers,
  // They come with the participants.
  participantNames: none,
  conversations: groups,
  participants,
  details: groups,
  bulletins,
  viewerRole,
  rights: viewerRole,
  // For a plain member also the group: everyone may be muted.
  message: () => [charge('writes'), ...role(), ...single(1)],
  contactConversations: none,
  favorites: () => [{ calls: 'singleReads', count: 1, once: { of: 'request', name: 'sealtalk favourites' } }],
  displayNames: participants,
  newConversation: (hasAnnouncement) => [charge('writes', hasAnnouncement ? 2 : 1)],
  conversationChange: (parts) => [charge('writes', parts), ...role()],
  // Whether it needs an approval is read first.
  joining: () => [charge('writes'), ...single(1)],
  changedConversations: groups,
  contacts: friendships,
  blocked: blacklist,
  contactLists: (which) => (which === 'contacts' ? friendships() : blacklist()),
  contactChange: (change) => CONTACT_CHANGES[change],
  byId,
  lookups: {
    sealtalkUserId: byId,
    // The call that respects privacy, a check that it exists, and the call that ignores privacy.
    sealtalkPhone: searched(3),
    sealtalkStAccount: searched(1),
  },
  ownGroups,
  /**
   * If the server crashes for a version, everything is read; if it does for that too, the account's groups, and if it has
   * none, its profile, blacklist and friendships.
   */
  changes: (since: unknown): readonly Charge[] => [
    ...single(since === 0 ? 1 : 2),
    ...ownGroups(),
    ...wholeUsers(1),
    ...single(2),
  ],
  /** The notices are read first. */
  noticeAnswer: (): readonly Charge[] => [charge('writes'), ...single(1), ...role()],
  /** @param count number of writes to the account */
  ownWrites: (count: number): readonly Charge[] => [charge('writes', count), ...confirmation],
} satisfies ProviderCosts & Record<string, unknown>
