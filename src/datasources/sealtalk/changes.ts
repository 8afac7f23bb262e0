import { asObject, UnexpectedShape } from '../../upstream/json-readers.ts'
import { optional } from '../../upstream/optional.ts'
import { isBlank, isNothing, oneWithin, rowsWithin } from '../../upstream/rows.ts'
import { isObject, type JsonObject } from '../../json.ts'
import type { ConversationModel, ParticipantRole, UserModel } from '../types.ts'
import { escapedText } from './escaped-text.ts'
import { isOn, number, requiredNumber, url } from './fields.ts'
import { groupReference, toRole, userReference } from './mapping.ts'

/** The user of a change. `user` is null if the server sent an id that other calls do not accept. */
interface ChangedUser {
  readonly userUpstreamId: string
  readonly user: UserModel | null
  readonly name: string | null
  readonly avatarUrl: string | null
  /** Milliseconds since 1970. */
  readonly version: number
}

interface ChangedGroup {
  readonly conversationUpstreamId: string
  readonly conversation: ConversationModel | null
}

export type FriendStatus =
  'REQUESTED_BY_ME' | 'REQUESTED_BY_THEM' | 'FRIENDS' | 'IGNORED_BY_ME' | 'DELETED_BY_ME' | 'BLOCKED_BY_ME'

export interface BlacklistChangeModel extends ChangedUser {
  readonly isBlocked: boolean
}

export interface FriendChangeModel extends ChangedUser {
  readonly displayName: string | null
  readonly status: FriendStatus | null
}

export interface ConversationChangeModel extends ChangedGroup {
  readonly name: string | null
  readonly iconUrl: string | null
  readonly displayName: string | null
  readonly role: ParticipantRole | null
  readonly isDeleted: boolean
  readonly version: number | null
}

export interface ParticipantChangeModel extends ChangedUser, ChangedGroup {
  readonly displayName: string | null
  readonly role: ParticipantRole | null
  readonly isDeleted: boolean
}

export interface ChangesModel {
  readonly version: number
  readonly profile: ChangedUser | null
  readonly blacklist: readonly BlacklistChangeModel[]
  readonly friends: readonly FriendChangeModel[]
  readonly conversations: readonly ConversationChangeModel[]
  readonly participants: readonly ParticipantChangeModel[]
}

const STATUSES: Readonly<Record<number, FriendStatus>> = {
  10: 'REQUESTED_BY_ME',
  11: 'REQUESTED_BY_THEM',
  20: 'FRIENDS',
  21: 'IGNORED_BY_ME',
  30: 'DELETED_BY_ME',
  31: 'BLOCKED_BY_ME',
}

/** An id as text, and whether other calls accept it: they do not accept raw integers. */
const idOf = (...candidates: readonly unknown[]): { readonly id: string; readonly isUsable: boolean } => {
  const id = candidates.find((candidate) => candidate !== undefined && !isBlank(candidate))
  if (typeof id === 'string') return { id, isUsable: true }
  if (typeof id === 'number') return { id: String(id), isUsable: false }
  throw new UnexpectedShape('a change has no id')
}

/** Whether a row is about what is gone: it says of whom or what, which is nothing. */
const isAboutNothing = (row: unknown, idKey: string, partKey: string): boolean => {
  if (isNothing(row, 'id')) return true
  if (!isObject(row)) return false
  const ids = [row[idKey], part(row, partKey)['id']].filter((id) => id !== undefined)
  return (ids.length > 0 || row[partKey] === null) && ids.every(isBlank)
}

/** Milliseconds since 1970. A client that got a wrong one would miss changes, so it makes the response unusable. */
const versionIn = (from: JsonObject, key: string): number | null => {
  const value = requiredNumber(from, key)
  if (value !== null && (!Number.isSafeInteger(value) || value < 0)) {
    throw new UnexpectedShape(`${key} is no version`)
  }
  return value
}

/** That of a row, which the version of the whole response replaces. */
const rowVersionIn = optional(versionIn)

/** The object at a key; an empty one if missing. */
const part = (row: JsonObject, key: string): JsonObject => {
  const value = row[key]
  return isObject(value) ? value : {}
}

const changedUser = (row: JsonObject, user: JsonObject, key: string, fallback: number): ChangedUser => {
  const { id, isUsable } = idOf(row[key], user['id'])
  return {
    userUpstreamId: id,
    user: isUsable ? userReference(id) : null,
    name: escapedText(user, 'nickname'),
    avatarUrl: url(user, 'portraitUri'),
    version: rowVersionIn(row, 'timestamp') ?? fallback,
  }
}

const changedGroup = (row: JsonObject, group: JsonObject): ChangedGroup => {
  const { id, isUsable } = idOf(row['groupId'], group['id'])
  return { conversationUpstreamId: id, conversation: isUsable ? groupReference(id) : null }
}

/** State of a friendship; null for an unknown one. */
export const toFriendStatus = (row: JsonObject): FriendStatus | null => {
  const status = number(row, 'status')
  return status === null ? null : (STATUSES[status] ?? null)
}

const toBlacklistChange =
  (version: number) =>
  (row: JsonObject): BlacklistChangeModel => ({
    ...changedUser(row, part(row, 'user'), 'friendId', version),
    isBlocked: isOn(row, 'status') === true,
  })

const toFriendChange =
  (version: number) =>
  (row: JsonObject): FriendChangeModel => ({
    ...changedUser(row, part(row, 'user'), 'friendId', version),
    displayName: escapedText(row, 'displayName'),
    status: toFriendStatus(row),
  })

const toConversationChange = (row: JsonObject): ConversationChangeModel => {
  const group = part(row, 'group')
  return {
    ...changedGroup(row, group),
    name: escapedText(group, 'name'),
    iconUrl: url(group, 'portraitUri'),
    displayName: escapedText(row, 'displayName'),
    role: toRole(row),
    isDeleted: isOn(row, 'isDeleted') === true,
    version: rowVersionIn(group, 'timestamp') ?? rowVersionIn(row, 'timestamp'),
  }
}

const toParticipantChange =
  (version: number) =>
  (row: JsonObject): ParticipantChangeModel => ({
    ...changedGroup(row, {}),
    ...changedUser(row, part(row, 'user'), 'memberId', version),
    displayName: escapedText(row, 'displayName'),
    role: toRole(row),
    isDeleted: isOn(row, 'isDeleted') === true,
  })

/**
 * Maps the changes in a response. Any field may be null: the version if nothing changed, a list if nothing of its
 * kind changed. @see docs/networks/sealtalk.md#sync
 * @param since used if the response has no version
 */
export const toChanges = (result: unknown, since: number): ChangesModel => {
  const response = result === null ? {} : asObject(result, 'changes')
  const version = versionIn(response, 'version') ?? since
  const rowsIn = <Row>(
    key: string,
    [idKey, partKey]: readonly [string, string],
    read: (row: JsonObject) => Row,
  ): readonly Row[] | null =>
    rowsWithin(response[key], (row) =>
      isAboutNothing(row, idKey, partKey) ? null : read(asObject(row, key)),
    )
  const profile = oneWithin(response['user'], (user) => {
    if (isNothing(user, 'id')) return null
    const own = asObject(user, 'user')
    return changedUser(own, own, 'id', version)
  })
  const blacklist = rowsIn('blacklist', ['friendId', 'user'], toBlacklistChange(version))
  const friends = rowsIn('friends', ['friendId', 'user'], toFriendChange(version))
  const conversations = rowsIn('groups', ['groupId', 'group'], toConversationChange)
  const participants = rowsIn('group_members', ['memberId', 'user'], toParticipantChange(version))
  const lists = [blacklist, friends, conversations, participants]
  if (lists.includes(null) && lists.every((list) => !list || list.length === 0)) {
    throw new UnexpectedShape('no row of the changes can be read')
  }
  return {
    version,
    profile,
    blacklist: blacklist ?? [],
    friends: friends ?? [],
    conversations: conversations ?? [],
    participants: participants ?? [],
  }
}

/** The changes after a version, selected from older changes. */
export const changesAfter = (changes: ChangesModel, since: number): ChangesModel => {
  const isNew = ({ version }: { readonly version: number | null }): boolean =>
    version === null || version > since
  const { version, profile, blacklist, friends, conversations, participants } = changes
  return {
    version: Math.max(version, since),
    profile: profile && isNew(profile) ? profile : null,
    blacklist: blacklist.filter(isNew),
    friends: friends.filter(isNew),
    conversations: conversations.filter(isNew),
    participants: participants.filter(isNew),
  }
}
