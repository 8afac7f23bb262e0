import { DEMO_ACCOUNTS } from './credentials.ts'
import { FIRST_DAY, PEOPLE } from './generated-people.ts'
import { NOTICE, NOTICE_STATUS, ROLE } from './model.ts'
import type { Group, Member, Notice } from './model.ts'

const DAY_MS = 86_400_000
const FIRST_GROUP = FIRST_DAY + 800 * DAY_MS

const [{ id: LIN }, { id: MAX }] = DEMO_ACCOUNTS

/** Numbers of groups that are worth a look. */
export const GROUPS = {
  /** 60 members; the same number, hence the same id, as the first demo account. */
  sixty: 1,
  /** Everybody but a few: 300 members. */
  large: 2,
  /** Only its managers may speak. */
  muted: 3,
  /** Joining needs approval. */
  approval: 4,
  /** Members are protected, and a bulletin hangs out. */
  protected: 5,
  /** Neither demo account is in it. */
  foreign: 70,
  /** Dismissed; it answers still. */
  dismissed: 71,
  /** The last of the first demo account's 65. */
  last: 65,
} as const

const COUNT = 112
const FAVOURITES = 28

const THEMES = [
  'Readers',
  'Hikers',
  'Cooks',
  'Gardeners',
  'Runners',
  'Painters',
  'Sailors',
  'Players',
  '读书会',
]
const PLACES = ['Harbour', 'Hill', 'River', 'Market', 'Old Town', 'Lake', 'Station']

const nameOf = (id: number): string =>
  `${PLACES[id % PLACES.length] ?? ''} ${THEMES[id % THEMES.length] ?? ''} ${id}`

/** Numbers of users, starting somewhere, without the demo accounts. */
const others = (start: number, count: number): number[] =>
  Array.from({ length: count }, (_, index) => 3 + ((start + index) % (PEOPLE - 2)))

const memberIdsOf = (id: number): number[] => {
  if (id === GROUPS.sixty) return [LIN, MAX, ...others(0, 58)]
  if (id === GROUPS.large) return [LIN, ...others(0, 299)]
  if (id > GROUPS.last) return others(id * 7, 3 + (id % 9))
  return [...(id % 2 === 0 ? [LIN] : []), ...others(id * 5, 4 + (id % 12)), ...(id % 2 === 0 ? [] : [LIN])]
}

const makeMembers = (id: number, createdAt: number): Map<number, Member> => {
  const memberIds = id <= 12 && id > GROUPS.large ? [...memberIdsOf(id), MAX] : memberIdsOf(id)
  const roleAt = (index: number): number => {
    if (index === 0) return ROLE.creator
    return index === 1 && id % 3 === 1 ? ROLE.manager : ROLE.member
  }
  return new Map(
    memberIds.map((memberId, index) => [
      memberId,
      {
        memberId,
        displayName: index % 10 === 4 ? `Member ${memberId}` : '',
        groupNickname: index % 10 === 5 ? `Nick ${memberId}` : '',
        role: roleAt(index),
        isDeleted: id === GROUPS.dismissed,
        timestamp: createdAt + index,
        createdAt,
        updatedAt: createdAt,
      },
    ]),
  )
}

const makeGroup = (id: number): Group => {
  const createdAt = FIRST_GROUP + id * DAY_MS
  const members = makeMembers(id, createdAt)
  const bulletin = id === GROUPS.protected ? 'We meet on Friday at seven.' : null
  return {
    id,
    name: nameOf(id),
    portraitUri: id % 4 === 0 ? '' : `https://portraits.sealtalk.example/group/${id}.jpg`,
    creatorId: [...members.keys()][0] ?? LIN,
    maxMemberCount: 500,
    bulletin,
    bulletinTimestamp: bulletin === null ? 0 : createdAt,
    isMute: id === GROUPS.muted ? 1 : 0,
    certiStatus: id === GROUPS.approval ? 0 : 1,
    memberProtection: id === GROUPS.protected ? 1 : 0,
    deletedAt: id === GROUPS.dismissed ? createdAt + DAY_MS : null,
    timestamp: createdAt,
    createdAt,
    updatedAt: createdAt,
    members,
  }
}

/** The groups of a seed, by number: the first demo account is in 1 to 65, the second in 1 and 3 to 12. */
export const makeGroups = (): Map<number, Group> =>
  new Map(Array.from({ length: COUNT }, (_, index) => [index + 1, makeGroup(index + 1)]))

/** Somebody who waits to be let into the group where joining needs approval. */
export const WAITING_USER = 200

/** Notices of a seed: the first demo account is invited to a group, and somebody waits to be let into one of its own. */
export const makeNotices = (groups: ReadonlyMap<number, Group>): Notice[] => {
  const notice = (id: number, groupId: number, receiverId: number, type: number): Notice => ({
    id,
    groupId,
    requesterId: [...(groups.get(groupId)?.members.keys() ?? [])].at(-1) ?? LIN,
    receiverId,
    type,
    status: NOTICE_STATUS.waiting,
    createdAt: FIRST_GROUP + 200 * DAY_MS + id,
    expiresAt: Infinity,
    clearedBy: new Set(),
  })
  return [
    notice(1, GROUPS.foreign, LIN, NOTICE.asksReceiver),
    notice(2, GROUPS.approval, WAITING_USER, NOTICE.asksManagers),
  ]
}

/** The favourites of a seed, in an order of their own. */
export const makeFavourites = (): Map<number, number[]> =>
  new Map([
    [LIN, Array.from({ length: FAVOURITES }, (_, index) => ((index * 11) % 65) + 1)],
    [MAX, [GROUPS.sixty, GROUPS.muted, GROUPS.protected]],
  ])
