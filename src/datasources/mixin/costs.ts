import { MAX_LIMITED_CALLS } from '../../request/request.ts'
import {
  batchesOf,
  charge,
  type Charge,
  type ContactChange,
  type Load,
  type LookupCost,
  type ProviderCosts,
} from '../costs.ts'
import { MAX_CIRCLE_PAGES } from './circle-contents.ts'
import { MAX_FETCH_IDS } from './reads.ts'

/** Members of a group: as many as Mixin's own apps allow. @see docs/networks/mixin.md#conversations */
const MAX_GROUP_MEMBERS = 1_024

const users = (load: Load): readonly Charge[] => [charge('batchedReads', batchesOf(load, MAX_FETCH_IDS))]

/** Reading the viewer's account; the bot's id is known without a call. */
const account = (): readonly Charge[] => [
  { calls: 'singleReads', count: 1, once: { of: 'request', name: 'mixin account' } },
]

/** All of them come with one call. */
const circles = (_: Load): readonly Charge[] => [
  { calls: 'singleReads', count: 1, once: { of: 'request', name: 'mixin circles' } },
]

const none = (): readonly Charge[] => []

const byId: LookupCost = { charge: (items) => users({ items, moments: 1 }), moments: () => 1 }

/**
 * Known users are fetched by id in one batch. Others need a limited lookup each, at most ten per request; a number
 * that now belongs to another user costs both.
 */
const limited: LookupCost = {
  charge: (items) => [...users({ items, moments: 1 }), charge('limitedLookups', items)],
  moments: (items) => Math.min(items, MAX_LIMITED_CALLS + 1),
}

/** The user is read first, except for a block, which changes nothing when repeated. */
const checked: readonly Charge[] = [charge('batchedReads'), charge('writes')]

/** Contacts are added without a request. */
const CONTACT_CHANGES: Readonly<Record<ContactChange, readonly Charge[]>> = {
  add: checked,
  remove: checked,
  setAlias: checked,
  block: [charge('writes')],
  unblock: checked,
  accept: [],
  ignore: [],
}

/** @see docs/networks/mixin.md#endpoints */
export const mixinCosts = {
  users,
  participantUsers: users,
  participantNames: ({ items, moments }) =>
    users({ items: items * MAX_GROUP_MEMBERS, moments }).map((one) => ({
      ...one,
      once: { of: 'things', name: 'participant names' },
    })),
  apps: users,
  conversations: ({ items }) => [charge('singleReads', items)],
  // Included in the conversation.
  participants: none,
  details: none,
  bulletins: none,
  viewerRole: account,
  rights: none,
  message: () => [charge('writes')],
  contactConversations: ({ items }) => [...account(), charge('singleReads', items)],
  favorites: none,
  displayNames: none,
  newConversation: () => [charge('writes')],
  conversationChange: () => [charge('writes')],
  joining: () => [charge('writes')],
  // Included in the response to the change.
  changedConversations: none,
  circles,
  circleContents: ({ items }) => [charge('singleReads', items * MAX_CIRCLE_PAGES)],
  // Included in the user.
  contacts: none,
  blocked: none,
  contactLists: (which) => [
    { calls: 'singleReads', count: 1, once: { of: 'request', name: `mixin ${which}` } },
  ],
  contactChange: (change) => CONTACT_CHANGES[change],
  byId,
  lookups: { mixinUserId: byId, mixinIdentityNumber: limited, mixinPhone: limited },
  account,
} satisfies ProviderCosts & Record<string, unknown>
