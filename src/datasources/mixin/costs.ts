import { MAX_LIMITED_CALLS } from '../../request/request.ts'
import { batchesOf, charge, type Charge, type Load, type LookupCost, type ProviderCosts } from '../costs.ts'
import { MAX_FETCH_IDS } from './reads.ts'

const users = (load: Load): readonly Charge[] => [charge('batchedReads', batchesOf(load, MAX_FETCH_IDS))]

/** Who the viewer is; the bot knows that without asking. */
const account = (): readonly Charge[] => [
  { calls: 'singleReads', count: 1, once: { of: 'request', name: 'mixin account' } },
]

const none = (): readonly Charge[] => []

const byId: LookupCost = { charge: (items) => users({ items, moments: 1 }), moments: () => 1 }

/**
 * Whoever has been met before is fetched by id, all together. Of the others a request asks for ten at most, one
 * call each; a number that leads to somebody else by now costs both.
 */
const limited: LookupCost = {
  charge: (items) => [...users({ items, moments: 1 }), charge('limitedLookups', items)],
  moments: (items) => Math.min(items, MAX_LIMITED_CALLS + 1),
}

/** @see docs/networks/mixin.md#endpoints */
export const mixinCosts = {
  users,
  participantUsers: users,
  apps: users,
  conversations: ({ items }) => [charge('singleReads', items)],
  // They come with their conversation, whole.
  participants: none,
  details: none,
  viewerRole: account,
  contactConversations: ({ items }) => [...account(), charge('singleReads', items)],
  // One call for all names; what failed is asked for again by whoever comes later.
  circleNames: ({ moments }) => [charge('singleReads', moments)],
  byId,
  lookups: { mixinUserId: byId, mixinIdentityNumber: limited, mixinPhone: limited },
  account,
} satisfies ProviderCosts & Record<string, unknown>
