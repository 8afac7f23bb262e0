import { items, ofParticipants, participantPages } from '../connections.ts'
import type { Price } from '../field.ts'
import { conversationReference, loads, participantUser, userReference } from '../references.ts'
import { writeOfOnly } from './by-network.ts'
import { type Prices, property } from './calls.ts'

/** A conversation of a page, which is loaded if the page has its ids only. */
const listedConversation: Price = (field) =>
  field.place.areReferences ? conversationReference(field) : [field.value()]

/** The same for all of a page. */
const listedConversations: Price = (field) => {
  const [page] = items(field)
  return page && 'items' in page ? listedConversation({ ...field, value: () => page }) : []
}

/** Prices of conversations and their participants. */
export const conversationPrices: Prices = {
  'Conversation.creator': userReference,
  'Conversation.participants': participantPages,
  'Conversation.viewerRole': loads('viewerRole'),
  'Conversation.viewerCan': loads('rights'),
  'Conversation.announcement': loads('bulletins'),
  'Conversation.bulletin': loads('bulletins'),
  'Conversation.isFavorite': loads('favorites'),
  'Conversation.viewerDisplayName': loads('displayNames'),
  'Conversation.isMemberProtected': loads('details'),
  'ParticipantConnection.nodes': ofParticipants(items),
  'ParticipantConnection.edges': ofParticipants(items),
  'ParticipantConnection.pageInfo': ofParticipants(property),
  'ParticipantConnection.totalCount': ofParticipants(property),
  'Participant.userId': property,
  'Participant.user': participantUser,
  'ConversationConnection.nodes': listedConversations,
  'ConversationConnection.edges': items,
  'ConversationConnection.pageInfo': property,
  'ConversationConnection.totalCount': property,
  'ConversationEdge.node': listedConversation,

  'Mutation.createContactConversation': writeOfOnly('mixin', 'userId'),
}
