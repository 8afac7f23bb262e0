import type { ContactChange } from '../../../datasources/costs.ts'
import { providerCosts } from '../../../datasources/index.ts'
import { providerCostsOf, userReference } from '../references.ts'
import { items, pageSizeOf } from '../connections.ts'
import type { Price } from '../field.ts'
import { networkOf, onNetworkOf } from './by-network.ts'
import { each, type Prices, property } from './calls.ts'

/** What the network keeps apart from a user, for all users of a request. */
const relations =
  (...which: readonly ('contacts' | 'blocked')[]): Price =>
  (field) => {
    for (const one of which) field.charge(providerCostsOf(field.place)?.[one]() ?? [])
    return [field.value()]
  }

/** A page of a list of the account that one call loads whole. */
const ownList =
  (which: 'contacts' | 'blocked'): Price =>
  (field) => {
    field.charge(providerCostsOf(field.place)?.contactLists(which) ?? [])
    return [field.value({ pageSize: pageSizeOf(field, 50) })]
  }

const contactChange = (change: ContactChange): Price =>
  onNetworkOf(
    ({ userId }) => networkOf(userId),
    (network) => providerCosts[network].contactChange(change),
  )

/** Prices of users, apps and contacts. */
export const userPrices: Prices = {
  'User.conversation'(field) {
    field.charge(providerCostsOf(field.place)?.contactConversations(field.place) ?? [])
    return [field.value()]
  },
  'App.creator': userReference,
  'App.user': userReference,

  'User.contact': relations('contacts'),
  'User.isBlocked': relations('blocked'),
  'User.viewerCan': relations('contacts', 'blocked'),
  'MixinAccount.contacts': ownList('contacts'),
  'MixinAccount.blockedUsers': ownList('blocked'),
  'SealTalkAccount.contacts': ownList('contacts'),
  'SealTalkAccount.blockedUsers': ownList('blocked'),
  'SealTalkAccount.contactRequests': relations('contacts'),
  'SealTalkAccount.findContacts': each('singleReads'),
  'UserConnection.nodes': items,
  'UserConnection.edges': items,
  'UserConnection.pageInfo': property,
  'UserConnection.totalCount': property,

  'Mutation.addContact': contactChange('add'),
  'Mutation.acceptContactRequest': contactChange('accept'),
  'Mutation.ignoreContactRequest': contactChange('ignore'),
  'Mutation.removeContact': contactChange('remove'),
  'Mutation.setContactAlias': contactChange('setAlias'),
  'Mutation.blockUser': contactChange('block'),
  'Mutation.unblockUser': contactChange('unblock'),
  'AddContactPayload.user': userReference,
  'ContactPayload.user': userReference,
  'BlockUserPayload.user': userReference,
  'UnblockUserPayload.user': userReference,
}
