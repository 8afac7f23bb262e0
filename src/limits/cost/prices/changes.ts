import { conversationReference, userReference } from '../references.ts'
import type { Prices } from './calls.ts'

/** Prices of what has changed. */
export const changePrices: Prices = {
  'ProfileChange.user': userReference,
  'BlacklistChange.user': userReference,
  'FriendChange.user': userReference,
  'ConversationChange.conversation': conversationReference,
  'ParticipantChange.conversation': conversationReference,
  'ParticipantChange.user': userReference,
}
