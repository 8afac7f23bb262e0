import { batchesOf, charge, type Charge, type Load, type LookupCost, type ProviderCosts } from '../costs.ts'
import type { Fields } from '../types.ts'
import { MAX_BATCH_IDS } from './reads.ts'
import { isCostly } from './users.ts'

const none = (): readonly Charge[] => []

const single = (count: number): readonly Charge[] => [charge('singleReads', count)]

/** A name alone is not worth a batch. */
const users = (load: Load, fields: Fields): readonly Charge[] =>
  isCostly(fields) || load.items === 1
    ? single(load.items)
    : [charge('batchedReads', batchesOf(load, MAX_BATCH_IDS))]

/** The group itself, once for all that is asked of it. */
const groups = ({ items }: Load): readonly Charge[] => [
  { calls: 'singleReads', count: items, once: { of: 'things', name: 'group' } },
]

const participants = ({ items }: Load): readonly Charge[] => [
  { calls: 'singleReads', count: items, once: { of: 'things', name: 'members' } },
]

const ownGroups = (): readonly Charge[] => [
  { calls: 'singleReads', count: 1, once: { of: 'request', name: 'sealtalk groups' } },
]

const byId: LookupCost = {
  charge: (items, fields) => users({ items, moments: 1 }, fields),
  moments: () => 1,
}

/** A call or more for each, and the whole user where that one did not tell all. */
const searched = (calls: number): LookupCost => ({
  charge: (items, fields) => single(items * (isCostly(fields) ? calls + 1 : calls)),
  moments: (items) => items,
})

/**
 * Counted for a server that has all the calls beyond the published page: one without `/user/batch` is asked for
 * each name by itself. @see docs/networks/sealtalk.md#endpoints
 */
export const sealtalkCosts = {
  users,
  // Lists of members bring names and pictures along.
  participantUsers: ({ items }, fields) => (isCostly(fields) ? single(items) : []),
  conversations: groups,
  participants,
  details: groups,
  // A list of groups without roles leaves it to the members.
  viewerRole: (load) => [...ownGroups(), ...participants(load)],
  contactConversations: none,
  circleNames: none,
  byId,
  lookups: {
    sealtalkUserId: byId,
    // By the call that honours privacy, whether there is such a call, and by the one that does not.
    sealtalkPhone: searched(3),
    sealtalkStAccount: searched(1),
  },
  ownGroups,
  /** A server that crashes over a version is asked for everything. */
  changes: (since: unknown) => single(since === 0 ? 1 : 2),
  /** @param parts of the profile, a call each. */
  updateProfile: (parts: number) => [charge('writes', parts)],
} satisfies ProviderCosts & Record<string, unknown>
