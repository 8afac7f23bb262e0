import type {
  AppModel,
  ConversationModel,
  ParticipantModel,
  ParticipantRole,
  UserModel,
} from '../src/datasources/types.ts'
import type { NetworkName } from '../src/global-id.ts'

/** A user with only its ids. */
export const userReference = (upstreamId: string, network: NetworkName = 'mixin'): UserModel => ({
  __typename: 'User',
  id: `${network}:user:${upstreamId}`,
  network,
  upstreamId,
})

/** A loaded user. */
export const stubUser = (upstreamId: string, over: Partial<UserModel> = {}): UserModel => ({
  ...userReference(upstreamId, over.network),
  name: `name of ${upstreamId}`,
  ...over,
})

/** An app, created by the user `creator`. */
export const stubApp = (upstreamId: string, over: Partial<AppModel> = {}): AppModel => ({
  __typename: 'App',
  id: `mixin:app:${upstreamId}`,
  network: 'mixin',
  upstreamId,
  appNumber: '7000',
  name: `app ${upstreamId}`,
  description: null,
  iconUrl: null,
  homeUri: null,
  redirectUri: null,
  capabilities: [],
  resourcePatterns: [],
  category: null,
  isVerified: null,
  updatedAt: null,
  creator: userReference('creator'),
  user: userReference(upstreamId),
  ...over,
})

export const stubParticipant = (
  upstreamId: string,
  role: ParticipantRole | null = 'MEMBER',
): ParticipantModel => ({
  user: userReference(upstreamId),
  role,
  createdAt: null,
  sessions: null,
  displayName: null,
})

/** A conversation that was created by the user `creator`. */
export const stubConversation = (
  upstreamId: string,
  over: Partial<ConversationModel> = {},
): ConversationModel => ({
  __typename: 'Conversation',
  id: `${over.network ?? 'mixin'}:conversation:${upstreamId}`,
  network: 'mixin',
  upstreamId,
  name: `conversation ${upstreamId}`,
  creator: userReference('creator', over.network),
  ...over,
})
