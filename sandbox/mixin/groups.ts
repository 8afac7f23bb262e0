import type { Seed } from '../seed.ts'
import { contactConversationId } from './conversation-id.ts'
import { MIXIN_EXAMPLES } from './examples.ts'
import type { Circle, Conversation, Participant, Person } from './model.ts'
import { momentOf } from './people.ts'
import { toMicroseconds } from './time.ts'

const BOT = MIXIN_EXAMPLES.botId
const ALIA = MIXIN_EXAMPLES.aliaUserId
const BO = MIXIN_EXAMPLES.boUserId
const OTHER_GROUPS = 60

type Members = readonly (readonly [userId: string, role: string])[]

const conversation = (
  seed: Seed,
  id: string,
  given: Partial<Conversation>,
  members: Members,
): Conversation => {
  const bytes = seed.bytes(`conversation ${id}`)
  const createdAt = momentOf(bytes)
  const joined = (index: number): Participant['createdAt'] =>
    toMicroseconds(momentOf(seed.bytes(`member ${index} of ${id}`)))
  return {
    conversationId: id,
    creatorId: members[0]?.[0] ?? BOT,
    category: 'GROUP',
    name: `Group ${id.slice(0, 4)}`,
    iconUrl: `https://images.example.org/groups/${id}.png`,
    announcement: (bytes[0] ?? 0) % 2 === 0 ? '' : 'Welcome to a group of the sandbox.',
    createdAt,
    codeId: seed.uuid(`code of ${id}`),
    expireIn: (bytes[1] ?? 0) % 8 === 0 ? 86_400 : 0,
    randomId: null,
    listsSessions: true,
    participants: new Map(
      members.map(([userId, role], index) => [userId, { role, createdAt: joined(index) }]),
    ),
    muteUntil: new Map(),
    ...given,
  }
}

const contact = (seed: Seed, creatorId: string, otherId: string): Conversation =>
  conversation(
    seed,
    contactConversationId(creatorId, otherId),
    { category: 'CONTACT', name: '', iconUrl: '', announcement: '', codeId: '', creatorId, expireIn: 0 },
    [creatorId, otherId].map((userId) => [userId, ''] as const),
  )

/** These people as plain members. */
const members = (...people: readonly Person[]): Members =>
  people.map((person) => [person.userId, ''] as const)

/**
 * The conversations at the start: those of the examples, 60 groups of 3 to 120 people, and
 * some contacts.
 */
export const createConversations = (seed: Seed, everybody: readonly Person[]): Conversation[] => {
  const people = everybody.filter((person) => person.app === null && person.identityNumber !== '0').slice(10)
  const bots = everybody.filter((person) => person.app !== null)
  const group = (
    id: string,
    name: string,
    members: Members,
    given: Partial<Conversation> = {},
  ): Conversation => conversation(seed, id, { name, ...given }, members)
  const x = MIXIN_EXAMPLES

  const known = [
    group(x.groupId, 'Parley Testers', [
      [BOT, 'OWNER'],
      [x.userId, 'ADMIN'],
      [ALIA, 'ADMIN'],
      [x.cnbBotId, ''],
      [BO, ''],
      ...members(...people.slice(0, 7)),
    ]),
    group(x.group50Id, 'Fifty', [
      [ALIA, 'OWNER'],
      [BOT, 'ADMIN'],
      [BO, ''],
      ...members(...people.slice(20, 48), ...bots.slice(1, 20)),
    ]),
    group(x.group250Id, 'Two Hundred and Fifty', [
      [x.userId, 'OWNER'],
      [ALIA, 'ADMIN'],
      [BOT, ''],
      ...members(...people.slice(100, 307), ...bots.slice(10, 50)),
    ]),
    group(x.fullGroupId, 'Full House', [[BOT, 'OWNER'], ...members(...people.slice(300, 555))]),
    group(x.foreignGroupId, 'Elsewhere', [[BO, 'OWNER'], ...members(...people.slice(560, 566))], {
      codeId: x.foreignGroupCodeId,
    }),
    group(
      x.unknownConversationId,
      'Things to come',
      [
        [BOT, 'OWNER'],
        [ALIA, ''],
        [x.unknownRelationshipUserId, 'MODERATOR'],
        [x.unknownCategoryBotId, ''],
      ],
      { category: 'CHANNEL', listsSessions: false },
    ),
    contact(seed, x.userId, BOT),
    contact(seed, ALIA, BOT),
    contact(seed, x.userId, ALIA),
    ...people.slice(30, 50).map((person) => contact(seed, person.userId, BOT)),
  ]

  const others = Array.from({ length: OTHER_GROUPS }, (_, index) => {
    const start = 10 + index * 15
    const size = 3 + seed.number(`size of group ${index}`, 118)
    const own: Members = [[[BOT, ALIA, BO][index % 3] ?? BOT, 'OWNER']]
    return group(seed.uuid(`group ${index}`), `Group ${index + 1}`, [
      ...own,
      ...members(...people.slice(start, start + size - 1)),
    ])
  })
  return [...known, ...others]
}

/** Circles at the start: two of the gateway's bot, two of Alia. */
export const createCircles = (seed: Seed): Circle[] => {
  const circle = (
    userId: string,
    name: string,
    ids: readonly string[],
    contactId?: string,
    circleId = seed.uuid(`circle ${name} of ${userId}`),
  ): Circle => {
    const createdAt = momentOf(seed.bytes(`circle ${name} of ${userId}`))
    const items = ids.map((conversationId) => ({ conversationId, userId: '', createdAt }))
    if (contactId !== undefined) {
      items.push({ conversationId: contactConversationId(userId, contactId), userId: contactId, createdAt })
    }
    return { circleId, userId, name, createdAt, items }
  }
  const x = MIXIN_EXAMPLES
  return [
    circle(BOT, 'Testers', [x.groupId, x.group50Id], x.userId, x.circleId),
    circle(BOT, 'Large', [x.group50Id, x.group250Id, x.fullGroupId]),
    circle(ALIA, 'Work', [x.groupId, x.group250Id]),
    circle(ALIA, 'Quiet', [x.group50Id], x.userId),
  ]
}
