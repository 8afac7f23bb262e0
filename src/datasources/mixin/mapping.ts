import { encodeGlobalId } from '../../global-id.ts'
import {
  address,
  asList,
  asObject,
  flag,
  int,
  list,
  oneOf,
  requiredText,
  text,
  textList,
  url,
} from '../../upstream/json-readers.ts'
import type { JsonObject } from '../../json.ts'
import type {
  AppModel,
  CircleModel,
  ConversationModel,
  ParticipantModel,
  ParticipantRole,
  ParticipantSessionModel,
  UserModel,
} from '../types.ts'

/** Maps Mixin's JSON to the schema's models, without side effects. @see docs/networks/mixin.md#types */

const RELATIONSHIPS = ['ME', 'FRIEND', 'STRANGER', 'BLOCKING'] as const
const CATEGORIES = ['CONTACT', 'GROUP'] as const
const ROLES = ['OWNER', 'ADMIN'] as const

const ZERO_DATE = '0001-01-01T00:00:00Z'

/** RFC 3339 text, unchanged, with nanoseconds; null for the zero date. */
export const time = (from: JsonObject, key: string): string | null => {
  const value = text(from, key)
  return value === ZERO_DATE ? null : value
}

/** A user of whom only the id is known. */
export const userReference = (userId: string): UserModel => ({
  __typename: 'User',
  id: encodeGlobalId('mixin', 'user', userId),
  network: 'mixin',
  upstreamId: userId,
})

export const toApp = (value: unknown): AppModel => {
  const app = asObject(value, 'app')
  const appId = requiredText(app, 'app_id').toLowerCase()
  const creatorId = text(app, 'creator_id')
  // Some servers send the list under a misspelt name only.
  const capabilities = app['capabilities'] === undefined ? 'capabilites' : 'capabilities'
  return {
    __typename: 'App',
    id: encodeGlobalId('mixin', 'app', appId),
    network: 'mixin',
    upstreamId: appId,
    appNumber: requiredText(app, 'app_number'),
    name: text(app, 'name'),
    description: text(app, 'description'),
    iconUrl: url(app, 'icon_url'),
    homeUri: address(app, 'home_uri'),
    redirectUri: address(app, 'redirect_uri'),
    capabilities: textList(app, capabilities),
    resourcePatterns: textList(app, 'resource_patterns'),
    category: text(app, 'category'),
    isVerified: flag(app, 'is_verified'),
    updatedAt: time(app, 'updated_at'),
    creator: creatorId === null ? null : userReference(creatorId),
    user: userReference(appId),
  }
}

export const toUser = (value: unknown): UserModel => {
  const user = asObject(value, 'user')
  const app = user['app']
  const userId = requiredText(user, 'user_id').toLowerCase()
  return {
    __typename: 'User',
    id: encodeGlobalId('mixin', 'user', userId),
    network: 'mixin',
    upstreamId: userId,
    name: text(user, 'full_name'),
    avatarUrl: url(user, 'avatar_url'),
    phone: text(user, 'phone'),
    identityNumber: text(user, 'identity_number'),
    biography: text(user, 'biography'),
    relationship: oneOf(user, 'relationship', RELATIONSHIPS),
    isVerified: flag(user, 'is_verified'),
    isScam: flag(user, 'is_scam'),
    muteUntil: time(user, 'mute_until'),
    createdAt: time(user, 'created_at'),
    app: app === undefined || app === null ? null : toApp(app),
  }
}

/** "" is the role MEMBER; an unknown role is null. */
const toRole = (participant: JsonObject): ParticipantRole | null =>
  text(participant, 'role') === null ? 'MEMBER' : oneOf(participant, 'role', ROLES)

const sessionsByUser = (rows: readonly unknown[]): ReadonlyMap<string, ParticipantSessionModel[]> => {
  const byUser = new Map<string, ParticipantSessionModel[]>()
  for (const row of rows) {
    const session = asObject(row, 'participant session')
    const userId = requiredText(session, 'user_id')
    const sessions = byUser.get(userId) ?? []
    sessions.push({
      sessionId: requiredText(session, 'session_id'),
      publicKey: text(session, 'public_key') ?? '',
    })
    byUser.set(userId, sessions)
  }
  return byUser
}

const toParticipant = (
  row: unknown,
  sessions: ReadonlyMap<string, readonly ParticipantSessionModel[]>,
): ParticipantModel => {
  const participant = asObject(row, 'participant')
  const userId = requiredText(participant, 'user_id')
  return {
    user: userReference(userId),
    role: toRole(participant),
    createdAt: time(participant, 'created_at'),
    sessions: sessions.get(userId) ?? [],
    displayName: null,
  }
}

/** A circle as embedded in a conversation, without its name. */
const toCircle = (row: unknown): CircleModel => {
  const circle = asObject(row, 'circle')
  return {
    network: 'mixin',
    circleId: requiredText(circle, 'circle_id'),
    createdAt: time(circle, 'created_at'),
  }
}

export const toConversation = (value: unknown): ConversationModel => {
  const conversation = asObject(value, 'conversation')
  const conversationId = requiredText(conversation, 'conversation_id')
  const creatorId = text(conversation, 'creator_id')
  const sessions = sessionsByUser(list(conversation, 'participant_sessions'))
  const participants = list(conversation, 'participants').map((row) => toParticipant(row, sessions))
  return {
    __typename: 'Conversation',
    id: encodeGlobalId('mixin', 'conversation', conversationId),
    network: 'mixin',
    upstreamId: conversationId,
    category: oneOf(conversation, 'category', CATEGORIES),
    name: text(conversation, 'name'),
    iconUrl: url(conversation, 'icon_url'),
    creator: creatorId === null ? null : userReference(creatorId),
    memberCount: participants.length,
    createdAt: time(conversation, 'created_at'),
    announcement: text(conversation, 'announcement'),
    codeId: text(conversation, 'code_id'),
    codeUrl: url(conversation, 'code_url'),
    muteUntil: time(conversation, 'mute_until'),
    expireIn: int(conversation, 'expire_in'),
    circles: list(conversation, 'circles').map(toCircle),
    participants,
  }
}

/** The names by circle id in `GET /circles`. */
export const toCircleNames = (value: unknown): ReadonlyMap<string, string | null> =>
  new Map(
    asList(value, 'circles').map((row) => {
      const circle = asObject(row, 'circle')
      return [requiredText(circle, 'circle_id'), text(circle, 'name')]
    }),
  )
