import { providerCosts } from '../../../datasources/index.ts'
import { isObject } from '../../../json.ts'
import { pageByOffset, pageSizeOf } from '../connections.ts'
import type { PricedField } from '../field.ts'
import { authorizationUser, userReference } from '../references.ts'
import { each, ownWrites, type Prices, write } from './calls.ts'

/** Parts of a profile: nickname, picture, gender and SealTalk number. */
const ALL_PARTS = 4

/** All of them where the input is unknown. */
const givenParts = ({ args }: PricedField): number => {
  const { input } = args
  return isObject(input)
    ? Object.values(input).filter((part) => part !== undefined && part !== null).length
    : ALL_PARTS
}

/** Prices of the viewer’s accounts and authorizations. */
export const accountPrices: Prices = {
  'Viewer.mixin'(field) {
    field.charge(providerCosts.mixin.account())
    return [field.value({ network: 'mixin' })]
  },
  'Viewer.sealtalk': (field) => [field.value({ network: 'sealtalk' })],
  'SealTalkAccount.user': userReference,
  'SealTalkAccount.privacy': each('singleReads'),
  'SealTalkAccount.acceptsPokes': each('singleReads'),
  'SealTalkAccount.blacklist'(field) {
    field.charge(providerCosts.sealtalk.blocked())
    return [field.value()]
  },
  'SealTalkAccount.conversations'(field) {
    field.charge(providerCosts.sealtalk.ownGroups())
    return [field.value()]
  },
  'SealTalkAccount.groups'(field) {
    field.charge(providerCosts.sealtalk.ownGroups())
    return [field.value({ pageSize: pageSizeOf(field, 20) })]
  },
  'SealTalkAccount.favoriteConversations': pageByOffset,
  'SealTalkAccount.storageToken': each('singleReads'),
  'SealTalkAccount.changes'(field) {
    field.charge(providerCosts.sealtalk.changes(field.args['since'] ?? 0))
    return [field.value()]
  },

  'Mutation.updatePrivacy': ownWrites(() => 1),
  'Mutation.setAcceptsPokes': ownWrites(() => 1),
  'Mutation.updateProfile': ownWrites(givenParts),
  'UpdateProfilePayload.user': userReference,
  'UpdatePrivacyPayload.privacy': each('singleReads'),

  'Authorization.user': authorizationUser,
  'Mutation.authorizeToken': write('mixin'),
  // One read by WebSocket comes first.
  'Mutation.authorizeApp': write('mixin', each('singleReads')),
}
