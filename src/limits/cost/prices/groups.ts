import { charge } from '../../../datasources/costs.ts'
import { featuresOf, providerCosts } from '../../../datasources/index.ts'
import type { ConversationAction } from '../../../datasources/rights.ts'
import { isObject } from '../../../json.ts'
import type { Price } from '../field.ts'
import { conversationReference, providerCostsOf, userReference } from '../references.ts'
import { type Input, networkOf, onNetworkOf } from './by-network.ts'
import { each, type Prices, property } from './calls.ts'

/** @param action of the networks that have the change. Default: all have it */
const change = (action?: ConversationAction, partsOf: (input: Input) => number = () => 1): Price =>
  onNetworkOf(
    ({ id }) => networkOf(id),
    (network, input) => providerCosts[network].conversationChange(partsOf(input)),
    action,
  )

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

const newGroup = onNetworkOf(
  ({ participants }) => {
    const [first]: readonly unknown[] = Array.isArray(participants) ? participants : []
    return isObject(first) ? networkOf(first['userId']) : undefined
  },
  (network, input) => providerCosts[network].newConversation(!input || isGiven(input['announcement'])),
)

/** By code on Mixin, by id on SealTalk: an id of Mixin is refused. */
const join = onNetworkOf(
  ({ id, code }) => (isGiven(code) ? 'mixin' : networkOf(id)),
  (network, input) =>
    isGiven(input?.['id']) && !featuresOf(network).has('JOIN_BY_ID') ? [] : providerCosts[network].joining(),
)

const message = onNetworkOf(
  ({ conversationId }) => networkOf(conversationId),
  (network) => providerCosts[network].message(),
)

/** What a change returns. */
const changed: Price = (field) =>
  providerCostsOf(field.place)?.changedConversations({ items: 1, moments: 1 }).length === 0
    ? [field.value()]
    : conversationReference(field)

/** Prices of changes of conversations, and of what they return; of invitations and notices. */
export const groupPrices: Prices = {
  'Query.conversationByCode'(field) {
    field.charge([charge('singleReads')])
    return [field.value({ network: 'mixin' })]
  },
  'ConversationPreview.viewerIsMember'(field) {
    field.charge(providerCosts.mixin.account())
    return []
  },

  'Mutation.createGroupConversation': newGroup,
  'Mutation.updateConversation': change(undefined, (input) =>
    input ? [input['name'], input['announcement']].filter(isGiven).length : 2,
  ),
  'Mutation.addParticipants': change(),
  'Mutation.removeParticipants': change(),
  'Mutation.setParticipantRoles': change(),
  'Mutation.manageParticipants': change(),
  'Mutation.rotateConversationCode': change('rotateCode'),
  'Mutation.leaveConversation': change(),
  'Mutation.joinConversation': join,
  'Mutation.sendMessage': message,
  'Mutation.transferConversation': change('transfer'),
  'Mutation.dismissConversation': change('dismiss'),
  'Mutation.muteConversation': change('mute'),
  'Mutation.setDisappearingMessages': change('setDisappearingMessages'),
  'Mutation.setConversationFavorite': change('favorite'),
  'Mutation.setJoinApproval': change('setJoinApproval'),
  'Mutation.setMemberProtection': change('setMemberProtection'),
  'Mutation.muteEveryone': change('muteEveryone'),
  'Mutation.setDisplayName': change('setDisplayName'),
  'Mutation.answerGroupNotice': onNetworkOf(
    ({ conversationId }) => networkOf(conversationId),
    (network) => (featuresOf(network).has('GROUP_NOTICES') ? providerCosts.sealtalk.noticeAnswer() : []),
  ),
  'ConversationPayload.conversation': changed,
  'ConversationPayload.waiting': property,
  'WaitingParticipant.userId': property,
  'WaitingParticipant.user': userReference,

  'SealTalkAccount.groupNotices': each('singleReads'),
  'GroupNotice.conversation': conversationReference,
  'GroupNotice.requester': userReference,
  'GroupNotice.receiver': userReference,
}
