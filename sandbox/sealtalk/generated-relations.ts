import { DEMO_ACCOUNTS } from './credentials.ts'
import { FIRST_DAY, PEOPLE } from './generated-people.ts'
import { FRIENDSHIP, rowsOf } from './model.ts'
import type { BlacklistRow, Friendship } from './model.ts'

const DAY_MS = 86_400_000
/** Relations begin after all users have been created. */
const FIRST_TIE = FIRST_DAY + 700 * DAY_MS

/** Numbers of users with a certain relation to the first demo account. */
export const TIES = {
  friend: 3,
  asked: 40,
  wasAsked: 41,
  ignored: 42,
  ended: 43,
  blockedFriend: 44,
  blockedStranger: 45,
  unblocked: 46,
} as const

type Friendships = Map<number, Map<number, Friendship>>
type Blacklists = Map<number, Map<number, BlacklistRow>>

const [{ id: LIN }, { id: MAX }] = DEMO_ACCOUNTS

/** The statuses of both sides: mine, theirs. */
const STATES: readonly (readonly [friendId: number, mine: number, theirs: number])[] = [
  [TIES.asked, FRIENDSHIP.asked, FRIENDSHIP.wasAsked],
  [TIES.wasAsked, FRIENDSHIP.wasAsked, FRIENDSHIP.asked],
  [TIES.ignored, FRIENDSHIP.ignored, FRIENDSHIP.asked],
  [TIES.ended, FRIENDSHIP.ended, FRIENDSHIP.friends],
  [TIES.blockedFriend, FRIENDSHIP.blocked, FRIENDSHIP.friends],
]

const isRequest = (status: number): boolean => status === FRIENDSHIP.wasAsked || status === FRIENDSHIP.ignored

/** The friendships of a seed, both sides of each. */
export const makeFriendships = (): Friendships => {
  const friendships: Friendships = new Map()
  let moment = FIRST_TIE
  const put = (ownerId: number, friendId: number, status: number): void => {
    const displayName = status === FRIENDSHIP.friends && friendId % 6 === 3 ? `Pal ${friendId}` : ''
    rowsOf(friendships, ownerId).set(friendId, {
      friendId,
      displayName,
      message: isRequest(status) ? 'Hello, may I add you?' : '',
      status,
      timestamp: moment,
      updatedAt: moment,
    })
  }
  const tie = (one: number, other: number, mine: number, theirs: number): void => {
    moment += DAY_MS / 24
    put(one, other, mine)
    put(other, one, theirs)
  }
  const befriend = (one: number, other: number): void =>
    tie(one, other, FRIENDSHIP.friends, FRIENDSHIP.friends)

  for (let id = MAX; id <= 32; id += 1) befriend(LIN, id)
  for (let id = 20; id <= 30; id += 1) befriend(MAX, id)
  for (const [friendId, mine, theirs] of STATES) tie(LIN, friendId, mine, theirs)
  for (let id = 100; id < PEOPLE; id += 3) befriend(id, id + 1)
  return friendships
}

/** The blacklists of a seed. Ending a friendship has put its other side on the list, too. */
export const makeBlacklists = (): Blacklists => {
  const blacklists: Blacklists = new Map()
  let timestamp = FIRST_TIE + 60 * DAY_MS
  const put = (ownerId: number, friendId: number, status: boolean): void => {
    timestamp += DAY_MS
    rowsOf(blacklists, ownerId).set(friendId, { friendId, status, timestamp })
  }
  for (const id of [TIES.ended, TIES.blockedFriend, TIES.blockedStranger, 47, 48]) put(LIN, id, true)
  put(LIN, TIES.unblocked, false)
  put(MAX, 49, true)
  return blacklists
}
