import { providerCosts } from '../../../datasources/index.ts'
import { items, ofParticipants, participantPages } from '../connections.ts'
import type { Price } from '../field.ts'
import { loads, participantUser, userReference } from '../references.ts'
import { type Prices, property, write } from './calls.ts'

/** Some writes need the id of the viewer's own account. */
const viewerAccount: Price = ({ charge }) => {
  charge(providerCosts.mixin.account())
  return []
}

/** Prices of conversations and their participants. */
export const conversationPrices: Prices = {
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

  'Mutation.createContactConversation': write('mixin', viewerAccount),
  'Mutation.createGroupConversation': write('mixin', viewerAccount),
  'Mutation.updateConversation': write('mixin'),
  'Mutation.addParticipants': write('mixin'),
  'Mutation.removeParticipants': write('mixin'),
  'Mutation.setParticipantRoles': write('mixin'),
  'Mutation.manageParticipants': write('mixin'),
  'Mutation.rotateConversationCode': write('mixin'),
}
