import { encodeGlobalId } from '../../global-id.ts'
import {
  asList,
  asObject,
  list,
  number,
  oneOf,
  requiredText,
  text,
  url,
  wholeNumber,
} from '../../upstream/json-readers.ts'
import { isObject, type JsonObject } from '../../json.ts'
import { escapedText } from './escaped-text.ts'
import type { ConversationModel, Gender, ParticipantModel, ParticipantRole, UserModel } from '../types.ts'

/**
 * Maps SealTalk's JSON to the schema's models, without side effects. Responses differ in their fields: a field that
 * is missing is left out of the model, an empty one is null. @see docs/networks/sealtalk.md#values
 */

const GENDERS = { male: 'MALE', female: 'FEMALE' } as const satisfies Record<string, Gender>
const GENDER_WORDS = ['male', 'female'] as const
const ROLES: readonly ParticipantRole[] = ['OWNER', 'MEMBER', 'ADMIN']

/** SealTalk's spelling of a gender. */
export const genderWord = (gender: Gender): 'male' | 'female' => (gender === 'MALE' ? 'male' : 'female')

/** A user of whom only the id is known. */
export const userReference = (userId: string): UserModel => ({
  __typename: 'User',
  id: encodeGlobalId('sealtalk', 'user', userId),
  network: 'sealtalk',
  upstreamId: userId,
})

/** A group of which only the id is known. A user and a group may have the same id. */
export const groupReference = (groupId: string): ConversationModel => ({
  __typename: 'Conversation',
  id: encodeGlobalId('sealtalk', 'conversation', groupId),
  network: 'sealtalk',
  upstreamId: groupId,
})

const toGender = (user: JsonObject): Gender | null => {
  const word = oneOf(user, 'gender', GENDER_WORDS)
  return word && GENDERS[word]
}

export const toUser = (value: unknown): UserModel => {
  const user = asObject(value, 'user')
  return {
    ...userReference(requiredText(user, 'id')),
    name: escapedText(user, 'nickname'),
    avatarUrl: url(user, 'portraitUri'),
    ...('gender' in user && { gender: toGender(user) }),
    ...('stAccount' in user && { stAccount: text(user, 'stAccount') }),
    ...('phone' in user && { phone: text(user, 'phone') }),
  }
}

/** 0 creator, 1 member, 2 manager; null for an unknown role. */
export const toRole = (from: JsonObject): ParticipantRole | null => {
  const role = number(from, 'role')
  return role === null ? null : (ROLES[role] ?? null)
}

/** A boolean sent as a number: true if it equals `on`; null if missing. */
const isOn = (from: JsonObject, key: string, on: 0 | 1): boolean | null => {
  const value = number(from, key)
  return value === null ? null : value === on
}

const toGroup = (value: unknown): ConversationModel => {
  const group = asObject(value, 'group')
  const creatorId = text(group, 'creatorId')
  return {
    ...groupReference(requiredText(group, 'id')),
    category: 'GROUP',
    name: escapedText(group, 'name'),
    iconUrl: url(group, 'portraitUri'),
    creator: creatorId === null ? null : userReference(creatorId),
    memberCount: wholeNumber(group, 'memberCount'),
    isEveryoneMuted: isOn(group, 'isMute', 1),
    // 0 means approval, contrary to the published documentation.
    joinNeedsApproval: isOn(group, 'certiStatus', 0),
    createdAt: text(group, 'createdAt'),
    updatedAt: text(group, 'updatedAt'),
    ...('maxMemberCount' in group && { maxMemberCount: wholeNumber(group, 'maxMemberCount') }),
    ...('memberProtection' in group && { isMemberProtected: isOn(group, 'memberProtection', 1) }),
  }
}

/** `GET /group/:id`; null for a dismissed group. */
export const toLivingGroup = (value: unknown): ConversationModel | null => {
  if (value === null) return null
  const isDismissed = text(asObject(value, 'group'), 'deletedAt') !== null
  return isDismissed ? null : toGroup(value)
}

/** The notice to all members of a group. */
export interface BulletinModel {
  readonly content: string | null
}

/** `GET /group/get_bulletin`; null where there is none. */
export const toBulletin = (value: unknown): BulletinModel | null =>
  value === null ? null : { content: escapedText(asObject(value, 'bulletin'), 'content') }

/** A row of the account's own groups: nested, with the role; or flat, without it. */
const toOwnGroup = (value: unknown): ConversationModel => {
  const row = asObject(value, 'row')
  if (!isObject(row['group'])) return toGroup(row)
  return { ...toGroup(row['group']), ...('role' in row && { viewerRole: toRole(row) }) }
}

/** Rows of a list; empty if the list is missing. */
const rows = (value: unknown, what: string): readonly unknown[] => (value === null ? [] : asList(value, what))

export const toOwnGroups = (value: unknown): readonly ConversationModel[] =>
  rows(value, 'groups').map(toOwnGroup)

export interface GroupPage {
  readonly items: readonly ConversationModel[]
  readonly total: number
}

export const toGroupPage = (value: unknown): GroupPage => {
  if (value === null) return { items: [], total: 0 }
  const page = asObject(value, 'favourites')
  const items = list(page, 'list').map(toGroup)
  return { items, total: wholeNumber(page, 'total') ?? items.length }
}

const hasUser = (row: unknown): boolean => isObject(row) && isObject(row['user'])

export const toParticipants = (value: unknown): readonly ParticipantModel[] =>
  rows(value, 'members')
    .filter(hasUser)
    .map((row) => {
      const member = asObject(row, 'member')
      return {
        user: toUser(member['user']),
        role: toRole(member),
        createdAt: text(member, 'createdAt'),
        sessions: null,
        displayName: escapedText(member, 'displayName'),
      }
    })

/** A user on the account's blacklist. */
export interface BlacklistEntryModel {
  readonly user: UserModel
  readonly updatedAt: string | null
}

export const toBlacklist = (value: unknown): readonly BlacklistEntryModel[] =>
  rows(value, 'blacklist')
    .filter(hasUser)
    .map((row) => {
      const entry = asObject(row, 'entry')
      const user = asObject(entry['user'], 'user')
      return { user: toUser(user), updatedAt: text(entry, 'updatedAt') ?? text(user, 'updatedAt') }
    })
