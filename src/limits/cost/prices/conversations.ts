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
  'Conversation.announcement': loads('bulletins'),
  'Conversation.bulletin': loads('bulletins'),
  'Conversation.isFavorite': loads('favorites'),
  'Conversation.viewerDisplayName': loads('displayNames'),
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
}
