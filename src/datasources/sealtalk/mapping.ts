import { encodeGlobalId } from '../../global-id.ts'
import { dateTime } from '../../upstream/date-time.ts'
import { asObject, requiredText, UnexpectedShape } from '../../upstream/json-readers.ts'
import { isBlank, isNothing, rowsOf } from '../../upstream/rows.ts'
import { isObject, type JsonObject } from '../../json.ts'
import { escapedText } from './escaped-text.ts'
import { code, isOn, number, oneOf, text, url, wholeNumber } from './fields.ts'
import type {
  BulletinModel,
  ConversationModel,
  Gender,
  ParticipantModel,
  ParticipantRole,
  UserModel,
} from '../types.ts'

/**
 * Maps SealTalk's JSON to the schema's models, without side effects. Responses differ in their fields: a field that
 * is missing is left out of the model, an empty one is null. `asOf` says when the JSON was fetched, as RFC 3339 text.
 * @see docs/networks/sealtalk.md#values
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

export const toUser = (value: unknown, asOf: string): UserModel => {
  const user = asObject(value, 'user')
  return {
    ...userReference(requiredText(user, 'id')),
    asOf,
    name: escapedText(user, 'nickname'),
    avatarUrl: url(user, 'portraitUri'),
    ...('gender' in user && { gender: toGender(user) }),
    ...('stAccount' in user && { stAccount: code(user, 'stAccount') }),
    ...('phone' in user && { phone: code(user, 'phone') }),
  }
}

/** The user of a response, or a row of a list of users; null for nobody. */
export const toUserOrNull = (value: unknown, asOf: string): UserModel | null =>
  isNothing(value, 'id') ? null : toUser(value, asOf)

/** 0 creator, 1 member, 2 manager; null for an unknown role. */
export const toRole = (from: JsonObject): ParticipantRole | null => {
  const role = number(from, 'role')
  return role === null ? null : (ROLES[role] ?? null)
}

const toGroup = (value: unknown, asOf: string): ConversationModel => {
  const group = asObject(value, 'group')
  const creatorId = text(group, 'creatorId')
  return {
    ...groupReference(requiredText(group, 'id')),
    asOf,
    category: 'GROUP',
    name: escapedText(group, 'name'),
    iconUrl: url(group, 'portraitUri'),
    creator: creatorId === null ? null : userReference(creatorId),
    memberCount: wholeNumber(group, 'memberCount'),
    isEveryoneMuted: isOn(group, 'isMute', 1),
    // 0 means approval, contrary to the published documentation.
    joinNeedsApproval: isOn(group, 'certiStatus', 0),
    createdAt: dateTime(group, 'createdAt'),
    updatedAt: dateTime(group, 'updatedAt'),
    ...('maxMemberCount' in group && { maxMemberCount: wholeNumber(group, 'maxMemberCount') }),
    ...('memberProtection' in group && { isMemberProtected: isOn(group, 'memberProtection', 1) }),
  }
}

/** `GET /group/:id`; null for a dismissed group, and for none. */
export const toLivingGroup = (value: unknown, asOf: string): ConversationModel | null => {
  if (isNothing(value, 'id')) return null
  const { deletedAt } = asObject(value, 'group')
  const isDismissed = deletedAt !== undefined && !isBlank(deletedAt) && deletedAt !== 0
  return isDismissed ? null : toGroup(value, asOf)
}

/** `GET /group/get_bulletin`; null where there is none. */
export const toBulletin = (value: unknown): BulletinModel | null =>
  isNothing(value, 'content') ? null : { content: escapedText(asObject(value, 'bulletin'), 'content') }

/** What a row is about: the object at a key, or else the row itself, as some servers send it. */
const subjectOf = (row: unknown, key: string): unknown => (isObject(row) && key in row ? row[key] : row)

/** A row of the account's own groups: nested, with the role; or flat, without it. */
const toOwnGroup = (row: unknown, asOf: string): ConversationModel | null => {
  const group = subjectOf(row, 'group')
  if (isNothing(group, 'id')) return null
  return {
    ...toGroup(group, asOf),
    ...(group !== row && isObject(row) && 'role' in row && { viewerRole: toRole(row) }),
  }
}

export const toOwnGroups = (value: unknown, asOf: string): readonly ConversationModel[] =>
  rowsOf(value, 'groups', (row) => toOwnGroup(row, asOf))

/** A group at its place on the page. */
interface PlacedGroup {
  readonly place: number
  readonly item: ConversationModel
}

export interface GroupPage {
  readonly items: readonly PlacedGroup[]
  /** Rows of the page, those that were left out included. */
  readonly size: number
  /** Rows of all pages. */
  readonly total: number
}

export const toGroupPage = (value: unknown, asOf: string): GroupPage => {
  if (value === null) return { items: [], size: 0, total: 0 }
  const page = asObject(value, 'favourites')
  const { list } = page
  const items = rowsOf(list, 'favourites', (row, place) =>
    isNothing(row, 'id') ? null : { place, item: { ...toGroup(row, asOf), isFavorite: true } },
  )
  const size = Array.isArray(list) ? list.length : 0
  const total = wholeNumber(page, 'total') ?? size
  if (list === undefined && total > 0) throw new UnexpectedShape('the favourites have no list')
  return { items, size, total }
}

/** A member, whose user may stand within the row or be the row. */
const toParticipant = (row: unknown, asOf: string): ParticipantModel | null => {
  const user = subjectOf(row, 'user')
  if (isNothing(user, 'id')) return null
  const member = asObject(row, 'member')
  return {
    user: toUser(user, asOf),
    role: toRole(member),
    createdAt: dateTime(member, 'createdAt'),
    sessions: null,
    displayName: escapedText(member, 'displayName'),
  }
}

export const toParticipants = (value: unknown, asOf: string): readonly ParticipantModel[] =>
  rowsOf(value, 'members', (row) => toParticipant(row, asOf))

/** A user on the account's blacklist. */
export interface BlacklistEntryModel {
  readonly user: UserModel
  readonly updatedAt: string | null
}

/** An entry, whose user may stand within the row or be the row. */
const toBlacklistEntry = (row: unknown, asOf: string): BlacklistEntryModel | null => {
  const user = subjectOf(row, 'user')
  if (isNothing(user, 'id')) return null
  return {
    user: toUser(user, asOf),
    updatedAt: dateTime(asObject(row, 'entry'), 'updatedAt') ?? dateTime(asObject(user, 'user'), 'updatedAt'),
  }
}

export const toBlacklist = (value: unknown, asOf: string): readonly BlacklistEntryModel[] =>
  rowsOf(value, 'blacklist', (row) => toBlacklistEntry(row, asOf))
