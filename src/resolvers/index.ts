import { networkNames } from '../datasources/index.ts'
import type { Resolvers } from '../generated/schema.ts'
import { App } from './App.ts'
import { Circle } from './Circle.ts'
import { ConversationConnection, ParticipantConnection } from './connections.ts'
import { Conversation } from './Conversation.ts'
import { addParticipants } from './Mutation/addParticipants.ts'
import { authorizeApp } from './Mutation/authorizeApp.ts'
import { authorizeToken } from './Mutation/authorizeToken.ts'
import { createContactConversation } from './Mutation/createContactConversation.ts'
import { createGroupConversation } from './Mutation/createGroupConversation.ts'
import { manageParticipants } from './Mutation/manageParticipants.ts'
import { removeParticipants } from './Mutation/removeParticipants.ts'
import { rotateConversationCode } from './Mutation/rotateConversationCode.ts'
import { setParticipantRoles } from './Mutation/setParticipantRoles.ts'
import { updateConversation } from './Mutation/updateConversation.ts'
import { Participant } from './Participant.ts'
import { Query } from './Query.ts'
import { scalars } from './scalars.ts'
import { User } from './User.ts'
import { Viewer } from './Viewer.ts'

export const resolvers: Resolvers = {
  ...scalars,
  Query,
  Mutation: {
    addParticipants,
    authorizeApp,
    authorizeToken,
    createContactConversation,
    createGroupConversation,
    manageParticipants,
    removeParticipants,
    rotateConversationCode,
    setParticipantRoles,
    updateConversation,
  },
  User,
  App,
  Conversation,
  ConversationConnection,
  Participant,
  ParticipantConnection,
  Circle,
  Viewer,
}

/** Inside, a network goes by its name in lower case: its folder, its registry key, the first part of its ids. */
export const networkValues: Readonly<Record<string, string>> = Object.fromEntries(
  networkNames.map((name) => [name.toUpperCase(), name]),
)
