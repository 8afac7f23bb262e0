import { providerCosts } from '../../../datasources/index.ts'
import { providerCostsOf, userReference } from '../references.ts'
import { ownWrites, type Prices } from './calls.ts'

/** Prices of users, apps and contacts. */
export const userPrices: Prices = {
  'User.conversation'(field) {
    field.charge(providerCostsOf(field.place)?.contactConversations(field.place) ?? [])
    return [field.value()]
  },
  'App.creator': userReference,
  'App.user': userReference,

  'Mutation.blockUser': ownWrites(() => 1),
  'Mutation.unblockUser'(field) {
    field.charge(providerCosts.sealtalk.unblock())
    return [field.value({ network: 'sealtalk' })]
  },
  'BlockUserPayload.user': userReference,
  'UnblockUserPayload.user': userReference,
}
