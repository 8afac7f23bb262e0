import { charge, type CallClass } from '../../datasources/costs.ts'
import { providerCosts } from '../../datasources/index.ts'
import type { NetworkName } from '../../global-id.ts'
import { isObject } from '../../json.ts'
import { items, ofParticipants, pageByOffset, pageSizeOf, participantPages } from './connections.ts'
import type { Price, PricedField } from './field.ts'
import { byIds, byUserBy } from './lookups.ts'
import {
  authorizationUser,
  conversationReference,
  loads,
  participantUser,
  providerCostsOf,
  userReference,
} from './references.ts'

/** A value that needs no call: a property, or computed from what is loaded. */
export const property: Price = (field) => [field.value()]

/** One call, or so many, for each object on which the field is selected. */
const each =
  (calls: CallClass, count = 1): Price =>
  (field) => {
    field.charge([charge(calls, field.place.items * count)])
    return [field.value()]
  }

/** A write that returns objects of one network. */
const write =
  (network: NetworkName, before: Price = property): Price =>
  (field) => {
    before(field)
    field.charge([charge('writes')])
    return [field.value({ network })]
  }

/** Some writes need the id of the viewer's own account. */
const viewerAccount: Price = ({ charge }) => {
  charge(providerCosts.mixin.account())
  return []
}

/** Parts of a profile: nickname, picture, gender and SealTalk number. */
const ALL_PARTS = 4

/** All of them where the input is unknown. */
const givenParts = ({ args }: PricedField): number => {
  const { input } = args
  return isObject(input)
    ? Object.values(input).filter((part) => part !== undefined && part !== null).length
    : ALL_PARTS
}

/** Writes to the caller's own SealTalk account. */
const ownWrites =
  (count: (field: PricedField) => number): Price =>
  (field) => {
    field.charge(providerCosts.sealtalk.ownWrites(count(field)))
    return [field.value({ network: 'sealtalk' })]
  }

/**
 * The price of each field. Every field with its own resolver is listed, which a test checks; other fields read a
 * property and cost nothing. The providers know the prices of users, conversations and lookups.
 */
export const prices: Readonly<Record<string, Price>> = {
  'Query.node': byIds('id'),
  'Query.nodes': byIds('ids'),
  'Query.user': byUserBy,
  'Query.users': byUserBy,
  'Query.app': byIds('id', ['app']),
  'Query.conversation': byIds('id', ['conversation']),
  'Query.viewer': property,
  'Query.budgets': property,
  'Query.regions': each('singleReads'),
  'Query.isPhoneAvailable': each('singleReads'),
  // By GET, and by POST where there is no GET.
  'Query.captcha': each('singleReads', 2),

  'Mutation.createContactConversation': write('mixin', viewerAccount),
  'Mutation.createGroupConversation': write('mixin', viewerAccount),
  'Mutation.updateConversation': write('mixin'),
  'Mutation.addParticipants': write('mixin'),
  'Mutation.removeParticipants': write('mixin'),
  'Mutation.setParticipantRoles': write('mixin'),
  'Mutation.manageParticipants': write('mixin'),
  'Mutation.rotateConversationCode': write('mixin'),
  'Mutation.authorizeToken': write('mixin'),
  // One read by WebSocket comes first.
  'Mutation.authorizeApp': write('mixin', each('singleReads')),
  'Mutation.sendVerificationCode': each('textMessages'),
  'Mutation.verifyCode': each('singleReads'),
  'Mutation.register': write('sealtalk'),
  'Mutation.login': write('sealtalk'),
  'Mutation.logout': write('sealtalk'),
  'Mutation.logoutEverywhere': write('sealtalk'),
  'Mutation.renewImToken': write('sealtalk'),
  'Mutation.resetPassword': write('sealtalk'),
  'Mutation.changePassword': write('sealtalk'),
  'Mutation.blockUser': ownWrites(() => 1),
  'Mutation.unblockUser'(field) {
    field.charge(providerCosts.sealtalk.unblock())
    return [field.value({ network: 'sealtalk' })]
  },
  'Mutation.updatePrivacy': ownWrites(() => 1),
  'Mutation.setAcceptsPokes': ownWrites(() => 1),
  'Mutation.updateProfile': ownWrites(givenParts),

  'User.conversation'(field) {
    field.charge(providerCostsOf(field.place)?.contactConversations(field.place) ?? [])
    return [field.value()]
  },
  'App.creator': userReference,
  'App.user': userReference,
  'Authorization.user': authorizationUser,

  'Conversation.creator': userReference,
  'Conversation.participants': participantPages,
  'Conversation.viewerRole': loads('viewerRole'),
  'Conversation.bulletin': loads('bulletins'),
  'Conversation.isMemberProtected': loads('details'),
  'Circle.name': loads('circleNames'),
  'ParticipantConnection.nodes': ofParticipants(items),
  'ParticipantConnection.edges': ofParticipants(items),
  'ParticipantConnection.pageInfo': ofParticipants(property),
  'ParticipantConnection.totalCount': ofParticipants(property),
  'Participant.userId': property,
  'Participant.user': participantUser,
  'ConversationConnection.nodes': items,
  'ConversationConnection.edges': items,
  'ConversationConnection.pageInfo': property,
  'ConversationConnection.totalCount': property,

  'Viewer.mixin'(field) {
    field.charge(providerCosts.mixin.account())
    return [field.value({ network: 'mixin' })]
  },
  'Viewer.sealtalk': (field) => [field.value({ network: 'sealtalk' })],
  'SealTalkAccount.user': userReference,
  'SealTalkAccount.privacy': each('singleReads'),
  'SealTalkAccount.acceptsPokes': each('singleReads'),
  'SealTalkAccount.blacklist': each('singleReads'),
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
  'ProfileChange.user': userReference,
  'BlacklistChange.user': userReference,
  'FriendChange.user': userReference,
  'ConversationChange.conversation': conversationReference,
  'ParticipantChange.conversation': conversationReference,
  'ParticipantChange.user': userReference,

  'Region.name': property,
  'RegisterPayload.user': userReference,
  'LoginPayload.user': userReference,
  'BlockUserPayload.user': userReference,
  'UnblockUserPayload.user': userReference,
  'UpdateProfilePayload.user': userReference,
  'UpdatePrivacyPayload.privacy': each('singleReads'),
}
