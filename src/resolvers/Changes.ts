import type {
  BlacklistChangeResolvers,
  ConversationChangeResolvers,
  FriendChangeResolvers,
  ParticipantChangeResolvers,
  ProfileChangeResolvers,
} from '../generated/schema.ts'
import { loadConversation, loadUser } from './reference.ts'

/** The types in `Changes`: whom and what they are about is loaded where more than its id is selected. */

export const ProfileChange: ProfileChangeResolvers = {
  user: (change, _, context, info) => loadUser(change.user, context, info),
}

export const BlacklistChange: BlacklistChangeResolvers = {
  user: (change, _, context, info) => loadUser(change.user, context, info),
}

export const FriendChange: FriendChangeResolvers = {
  user: (change, _, context, info) => loadUser(change.user, context, info),
}

export const ConversationChange: ConversationChangeResolvers = {
  conversation: (change, _, context, info) => loadConversation(change.conversation, context, info),
}

export const ParticipantChange: ParticipantChangeResolvers = {
  conversation: (change, _, context, info) => loadConversation(change.conversation, context, info),
  user: (change, _, context, info) => loadUser(change.user, context, info),
}
