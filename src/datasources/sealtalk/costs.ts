import { batchesOf, charge, type Charge, type Load, type LookupCost, type ProviderCosts } from '../costs.ts'
import type { Fields } from '../types.ts'
import { MAX_BATCH_IDS } from './reads.ts'
import { isCostly } from './users.ts'

const none = (): readonly Charge[] => []

const single = (count: number): readonly Charge[] => [charge('singleReads', count)]

/** A single user is read by a single call. */
const users = (load: Load, fields: Fields): readonly Charge[] =>
  isCostly(fields) || load.items === 1
    ? single(load.items)
    : [charge('batchedReads', batchesOf(load, MAX_BATCH_IDS))]

/** The group is read once for all its fields. */
const groups = ({ items }: Load): readonly Charge[] => [
  { calls: 'singleReads', count: items, once: { of: 'things', name: 'group' } },
]

const participants = ({ items }: Load): readonly Charge[] => [
  { calls: 'singleReads', count: items, once: { of: 'things', name: 'members' } },
]

const bulletins = ({ items }: Load): readonly Charge[] => [
  { calls: 'singleReads', count: items, once: { of: 'things', name: 'bulletin' } },
]

const ownGroups = (): readonly Charge[] => [
  { calls: 'singleReads', count: 1, once: { of: 'request', name: 'sealtalk groups' } },
]

const byId: LookupCost = {
  charge: (items, fields) => users({ items, moments: 1 }, fields),
  moments: () => 1,
}

/** One or more calls for each user, plus one for fields that a search result lacks. */
const searched = (calls: number): LookupCost => ({
  charge: (items, fields) => single(items * (isCostly(fields) ? calls + 1 : calls)),
  moments: (items) => items,
})

/**
 * The costs for a server with all undocumented calls. A server without `/user/batch` needs one call for each name.
 * @see docs/networks/sealtalk.md#endpoints
 */
export const sealtalkCosts = {
  users,
  // Lists of members include names and pictures.
  participantUsers: ({ items }, fields) => (isCostly(fields) ? single(items) : []),
  conversations: groups,
  participants,
  details: groups,
  bulletins,
  // If the list of groups lacks roles, the role is taken from the list of members.
  viewerRole: (load) => [...ownGroups(), ...participants(load)],
  contactConversations: none,
  circleNames: none,
  byId,
  lookups: {
    sealtalkUserId: byId,
    // The call that respects privacy, a check that it exists, and the call that ignores privacy.
    sealtalkPhone: searched(3),
    sealtalkStAccount: searched(1),
  },
  ownGroups,
  /** If the server crashes for a version, everything is read. */
  changes: (since: unknown) => single(since === 0 ? 1 : 2),
  /** @param parts number of parts of the profile; each is one call */
  updateProfile: (parts: number) => [charge('writes', parts)],
} satisfies ProviderCosts & Record<string, unknown>
