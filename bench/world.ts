/**
 * The made-up people and groups that the bench asks for, in Mixin's own JSON. Everything follows from an
 * index, so that upstream stub, targets and checks agree without sharing a file.
 * @see docs/networks/mixin.md#types
 */

export interface MixinApp {
  readonly app_id: string
  readonly app_number: string
  readonly name: string
  readonly description: string
  readonly icon_url: string
  readonly home_uri: string
  readonly category: string
  readonly creator_id: string
}

export interface MixinUser {
  readonly user_id: string
  readonly identity_number: string
  readonly full_name: string
  readonly biography: string
  readonly avatar_url: string
  readonly created_at: string
  readonly is_verified: boolean
  readonly app?: MixinApp
}

export interface MixinParticipant {
  readonly user_id: string
  readonly role: string
  readonly created_at: string
}

export interface MixinConversation {
  readonly conversation_id: string
  readonly category: string
  readonly name: string
  readonly announcement: string
  readonly created_at: string
  readonly participants: readonly MixinParticipant[]
}

/** Users who are in groups. The creators of bots have higher indexes. */
export const PEOPLE = 100_000
/** Every fifth user is a bot with its own creator. */
const BOT_EVERY = 5

const NEVER = '0001-01-01T00:00:00Z'
const SURNAMES = ['Ostby', 'Sandmark', 'Quellwitz', '李雷', 'Tarnhoff', 'Núñez', 'Straum', '山田']

const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, '0')
const indexIn = (id: string): number => Number.parseInt(id.slice(24), 16)
const momentOf = (index: number): string =>
  `20${15 + (index % 9)}-0${1 + (index % 9)}-1${index % 10}T14:06:29.${hex(index % 4096, 9).replaceAll(/[a-f]/g, '7')}Z`

export const userIdOf = (index: number): string => `a0000000-0000-4000-8000-${hex(index, 12)}`

/** A group's id contains its size. */
export const conversationIdOf = (size: number, index: number): string =>
  `c0000000-${hex(size, 4)}-4000-8000-${hex(index, 12)}`

const isBot = (index: number): boolean => index < PEOPLE && index % BOT_EVERY === 0

const appOf = (index: number) => ({
  type: 'app',
  app_id: userIdOf(index),
  app_number: String(7_000_100_000 + index),
  redirect_uri: `https://bot-${index}.example.org/auth`,
  home_uri: `https://bot-${index}.example.org`,
  name: `Bot ${index}`,
  icon_url: index % 3 === 0 ? '' : `https://images.example.org/apps/${userIdOf(index)}.png`,
  description: `Answers queries of number ${index}.`,
  capabilities: ['CONTACT', 'GROUP'],
  capabilites: ['CONTACT', 'GROUP'],
  resource_patterns: [`https://bot-${index}.example.org`],
  category: 'TOOLS',
  creator_id: userIdOf(PEOPLE + index / BOT_EVERY),
  updated_at: momentOf(index),
  app_secret: '',
  session_secret: '',
  is_verified: index % 2 === 0,
})

/** Everything that Mixin sends for a user. The type lists what the bench reads. */
export const mixinUser = (index: number): MixinUser => {
  const user = {
    type: 'user',
    user_id: userIdOf(index),
    identity_number: String(isBot(index) ? 7_000_100_000 + index : 1_010_000 + index * 7),
    phone: '',
    full_name: isBot(index) ? `Bot ${index}` : `Person ${index} ${SURNAMES[index % SURNAMES.length] ?? ''}`,
    biography: index % 3 === 0 ? '' : `Made up for the bench, number ${index}.`,
    avatar_url: index % 4 === 0 ? '' : `https://images.example.org/avatars/${userIdOf(index)}.png`,
    relationship: 'STRANGER',
    mute_until: NEVER,
    created_at: momentOf(index),
    is_verified: index % 10 === 0,
    is_scam: false,
    ...(isBot(index) && { app: appOf(index) }),
  }
  return user
}

/** The user with this id; undefined if there is none. */
export const findUser = (id: string): MixinUser | undefined => {
  const index = indexIn(id)
  return userIdOf(index) === id ? mixinUser(index) : undefined
}

const ROLES = ['OWNER', 'ADMIN']

/** Groups of one size share no users until all users are in one. */
export const mixinConversation = (size: number, index: number): MixinConversation => {
  const members = Array.from({ length: size }, (_, place) => (index * size + place) % PEOPLE)
  const conversation = {
    type: 'conversation',
    conversation_id: conversationIdOf(size, index),
    creator_id: userIdOf(members[0] ?? 0),
    category: 'GROUP',
    name: `Group ${index} of ${size}`,
    icon_url: '',
    announcement: index % 2 === 0 ? '' : `Be kind to the other ${size - 1}.`,
    created_at: momentOf(index),
    code_id: '',
    code_url: '',
    mute_until: NEVER,
    expire_in: 0,
    participants: members.map((member, place) => ({
      type: 'participant',
      user_id: userIdOf(member),
      role: ROLES[place] ?? '',
      created_at: momentOf(member),
    })),
    participant_sessions: members.map((member) => ({
      type: 'participant',
      user_id: userIdOf(member),
      session_id: userIdOf(member).replace('a', 'b'),
      public_key: Buffer.alloc(32, member % 251).toString('base64url'),
    })),
    circles: [],
  }
  return conversation
}

/** The group with this id; undefined if there is none. */
export const findConversation = (id: string): MixinConversation | undefined => {
  const size = Number.parseInt(id.slice(9, 13), 16)
  const index = indexIn(id)
  return conversationIdOf(size, index) === id ? mixinConversation(size, index) : undefined
}
