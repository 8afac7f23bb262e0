import { encodeGlobalId } from '../../global-id.ts'
import { dateTime } from '../../upstream/date-time.ts'
import {
  address,
  asList,
  asObject,
  flag,
  int,
  oneOf,
  requiredText,
  text,
  textItem,
  url,
} from '../../upstream/json-readers.ts'
import { isNothing, oneWithin, rowsOf, rowsWithin } from '../../upstream/rows.ts'
import { isObject, type JsonObject } from '../../json.ts'
import type {
  AppModel,
  CircleModel,
  ConversationModel,
  ConversationPreviewModel,
  ParticipantModel,
  ParticipantRole,
  ParticipantSessionModel,
  UserModel,
} from '../types.ts'
import { idIn, requiredIdIn } from './ids.ts'

/**
 * Maps Mixin's JSON to the schema's models, without side effects. `asOf` says when the JSON was fetched, as RFC 3339 text.
 * @see docs/networks/mixin.md#types
 */

const RELATIONSHIPS = ['ME', 'FRIEND', 'STRANGER', 'BLOCKING'] as const
const CATEGORIES = ['CONTACT', 'GROUP'] as const
const ROLES = ['OWNER', 'ADMIN'] as const

/** A user of whom only the id is known. */
export const userReference = (userId: string): UserModel => ({
  __typename: 'User',
  id: encodeGlobalId('mixin', 'user', userId),
  network: 'mixin',
  upstreamId: userId,
})

export const toApp = (value: unknown, asOf: string): AppModel => {
  const app = asObject(value, 'app')
  const appId = requiredIdIn(app, 'app_id')
  const creatorId = idIn(app, 'creator_id')
  // Some servers send the list under a misspelt name only.
  const capabilities = app['capabilities'] === undefined ? 'capabilites' : 'capabilities'
  return {
    __typename: 'App',
    id: encodeGlobalId('mixin', 'app', appId),
    network: 'mixin',
    upstreamId: appId,
    asOf,
    appNumber: requiredText(app, 'app_number'),
    name: text(app, 'name'),
    description: text(app, 'description'),
    iconUrl: url(app, 'icon_url'),
    homeUri: address(app, 'home_uri'),
    redirectUri: address(app, 'redirect_uri'),
    capabilities: rowsWithin(app[capabilities], textItem) ?? [],
    resourcePatterns: rowsWithin(app['resource_patterns'], textItem) ?? [],
    category: text(app, 'category'),
    isVerified: flag(app, 'is_verified'),
    updatedAt: dateTime(app, 'updated_at'),
    creator: creatorId === null ? null : userReference(creatorId),
    user: userReference(appId),
  }
}

/** An app within something else: null if there is none, or none that can be read. */
export const toAppWithin = (value: unknown, asOf: string): AppModel | null =>
  oneWithin(value, (app) => (isNothing(app, 'app_id') ? null : toApp(app, asOf)))

export const toUser = (value: unknown, asOf: string): UserModel => {
  const user = asObject(value, 'user')
  const userId = requiredIdIn(user, 'user_id')
  return {
    __typename: 'User',
    id: encodeGlobalId('mixin', 'user', userId),
    network: 'mixin',
    upstreamId: userId,
    asOf,
    name: text(user, 'full_name'),
    avatarUrl: url(user, 'avatar_url'),
    phone: text(user, 'phone'),
    identityNumber: text(user, 'identity_number'),
    biography: text(user, 'biography'),
    relationship: oneOf(user, 'relationship', RELATIONSHIPS),
    isVerified: flag(user, 'is_verified'),
    isScam: flag(user, 'is_scam'),
    muteUntil: dateTime(user, 'mute_until'),
    createdAt: dateTime(user, 'created_at'),
    app: toAppWithin(user['app'], asOf),
  }
}

/** A row of a list of users, or a user within something else. */
export const toUserRow = (row: unknown, asOf: string): UserModel | null =>
  isNothing(row, 'user_id') ? null : toUser(row, asOf)

/** "" is the role MEMBER; an unknown role is null. */
const toRole = (participant: JsonObject): ParticipantRole | null =>
  text(participant, 'role') === null ? 'MEMBER' : oneOf(participant, 'role', ROLES)

interface SessionRow extends ParticipantSessionModel {
  readonly userId: string
}

const toSession = (row: unknown): SessionRow | null => {
  if (isNothing(row, 'session_id')) return null
  const session = asObject(row, 'participant session')
  return {
    userId: requiredIdIn(session, 'user_id'),
    sessionId: requiredIdIn(session, 'session_id'),
    publicKey: text(session, 'public_key') ?? '',
  }
}

type SessionsOf = (userId: string) => readonly ParticipantSessionModel[] | null

/** Finds the sessions of a user; null for everyone if none can be read. */
const sessionsIn = (value: unknown): SessionsOf => {
  const rows = rowsWithin(value, toSession)
  if (!rows) return () => null
  const byUser = new Map<string, ParticipantSessionModel[]>()
  for (const { userId, sessionId, publicKey } of rows) {
    const sessions = byUser.get(userId) ?? []
    sessions.push({ sessionId, publicKey })
    byUser.set(userId, sessions)
  }
  return (userId) => byUser.get(userId) ?? []
}

const toParticipant = (row: unknown, sessionsOf: SessionsOf): ParticipantModel | null => {
  if (isNothing(row, 'user_id')) return null
  const participant = asObject(row, 'participant')
  const userId = requiredIdIn(participant, 'user_id')
  return {
    user: userReference(userId),
    role: toRole(participant),
    createdAt: dateTime(participant, 'created_at'),
    sessions: sessionsOf(userId),
    displayName: null,
  }
}

/** A circle of which only the id is known. */
export const circleReference = (circleId: string): CircleModel => ({
  __typename: 'Circle',
  id: encodeGlobalId('mixin', 'circle', circleId),
  network: 'mixin',
  upstreamId: circleId,
  circleId,
})

/** A circle as embedded in a conversation, without its name. */
const toCircleOf = (row: unknown): CircleModel | null => {
  if (isNothing(row, 'circle_id')) return null
  const circle = asObject(row, 'circle')
  return { ...circleReference(requiredIdIn(circle, 'circle_id')), createdAt: dateTime(circle, 'created_at') }
}

/** A conversation of which only the id is known. */
const conversationReference = (conversationId: string): ConversationModel => ({
  __typename: 'Conversation',
  id: encodeGlobalId('mixin', 'conversation', conversationId),
  network: 'mixin',
  upstreamId: conversationId,
})

/** What cannot be read of its lists leaves the rest; `participants` is missing if none of them can be read. */
export const toConversation = (value: unknown, asOf: string): ConversationModel => {
  const conversation = asObject(value, 'conversation')
  const conversationId = requiredIdIn(conversation, 'conversation_id')
  const creatorId = idIn(conversation, 'creator_id')
  const sessionsOf = sessionsIn(conversation['participant_sessions'])
  const participants = rowsWithin(conversation['participants'], (row) => toParticipant(row, sessionsOf))
  return {
    __typename: 'Conversation',
    id: encodeGlobalId('mixin', 'conversation', conversationId),
    network: 'mixin',
    upstreamId: conversationId,
    asOf,
    category: oneOf(conversation, 'category', CATEGORIES),
    name: text(conversation, 'name'),
    iconUrl: url(conversation, 'icon_url'),
    creator: creatorId === null ? null : userReference(creatorId),
    memberCount: participants && participants.length,
    createdAt: dateTime(conversation, 'created_at'),
    announcement: text(conversation, 'announcement'),
    codeId: idIn(conversation, 'code_id'),
    codeUrl: url(conversation, 'code_url'),
    muteUntil: dateTime(conversation, 'mute_until'),
    expireIn: int(conversation, 'expire_in'),
    circles: rowsWithin(conversation['circles'], toCircleOf),
    ...(participants && { participants }),
  }
}

/** `GET /codes/:code` of a group's invitation; null for a code of anything else. */
export const toPreview = (value: unknown): ConversationPreviewModel | null => {
  const conversation = asObject(value, 'code')
  if (text(conversation, 'type') !== 'conversation') return null
  const memberIds = rowsWithin(conversation['participants'], (row) =>
    isNothing(row, 'user_id') ? null : requiredIdIn(asObject(row, 'participant'), 'user_id'),
  )
  // A missing list is no empty one here: nobody invites to a group without members.
  const isListed = memberIds !== null && memberIds.length > 0
  const upstreamId = requiredIdIn(conversation, 'conversation_id')
  return {
    id: encodeGlobalId('mixin', 'conversation', upstreamId),
    upstreamId,
    name: text(conversation, 'name'),
    iconUrl: url(conversation, 'icon_url'),
    memberCount: isListed ? memberIds.length : null,
    memberIds: isListed ? memberIds : null,
  }
}

/** A circle itself. */
export const toCircle = (value: unknown): CircleModel => {
  const circle = asObject(value, 'circle')
  return {
    ...circleReference(requiredIdIn(circle, 'circle_id')),
    name: text(circle, 'name'),
    createdAt: dateTime(circle, 'created_at'),
  }
}

/** The circles of `GET /circles`, by id. */
export const toCircles = (value: unknown): ReadonlyMap<string, CircleModel> =>
  new Map(
    rowsOf(asList(value, 'circles'), 'circles', (row) => {
      if (isNothing(row, 'circle_id')) return null
      const circle = toCircle(row)
      return [circle.circleId, circle] as const
    }),
  )

/** A page of the conversations of a circle. */
export interface CirclePage {
  readonly conversations: readonly ConversationModel[]
  readonly size: number
  /** When the last one was added: where the next page begins. */
  readonly end: string | null
}

export const toCirclePage = (value: unknown): CirclePage => {
  const rows = asList(value, 'conversations of a circle')
  const conversations = rowsOf(rows, 'conversations of a circle', (row) =>
    isNothing(row, 'conversation_id')
      ? null
      : conversationReference(requiredIdIn(asObject(row, 'conversation'), 'conversation_id')),
  )
  const last = rows.at(-1)
  return { conversations, size: rows.length, end: isObject(last) ? text(last, 'created_at') : null }
}
