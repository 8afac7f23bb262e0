import { putOnBlacklist } from './blacklist.ts'
import { idOf, idsOf } from './body.ts'
import { stored } from './database.ts'
import type { Call, Endpoint, Endpoints } from './endpoint.ts'
import { listKey } from './list-cache.ts'
import { FRIENDSHIP, rowsOf } from './model.ts'
import type { Friendship } from './model.ts'
import { Refusal, coded, missing, ok } from './replies.ts'
import type { Reply } from './replies.ts'
import { LONGEST, escaped, hasLength } from './rules.ts'
import type { World } from './world.ts'

const DAY_MS = 86_400_000

const sideOf = (world: World, ownerId: number, friendId: number): Friendship | undefined =>
  rowsOf(world.state.friendships, ownerId).get(friendId)

/** Writes one side of a friendship and moves its owner's version. */
const putSide = (
  world: World,
  ownerId: number,
  friendId: number,
  change: Partial<Friendship> & { timestamp: number },
): void => {
  const blank: Friendship = {
    friendId,
    displayName: '',
    message: '',
    status: FRIENDSHIP.asked,
    timestamp: 0,
    updatedAt: 0,
  }
  const before = sideOf(world, ownerId, friendId) ?? blank
  const row = { ...before, ...change, updatedAt: change.timestamp }
  rowsOf(world.state.friendships, ownerId).set(friendId, row)
  const versions = world.state.versions.get(ownerId)
  if (versions !== undefined) versions.friendship = change.timestamp
  world.lists.drop(listKey.friends(ownerId))
}

/** Takes two people off each other's blacklists, if they are on them. */
const reconcile = (world: World, one: number, other: number): void => {
  for (const [ownerId, friendId] of [
    [one, other],
    [other, one],
  ] as const) {
    const row = rowsOf(world.state.blacklists, ownerId).get(friendId)
    if (row !== undefined) row.status = false
    world.lists.drop(listKey.blacklist(ownerId))
  }
}

const befriend = (world: World, one: number, other: number, message?: string): void => {
  const timestamp = world.stamp()
  const change = { status: FRIENDSHIP.friends, timestamp, ...(message === undefined ? {} : { message }) }
  putSide(world, one, other, change)
  if (one !== other) putSide(world, other, one, change)
  reconcile(world, one, other)
}

const ask = (world: World, userId: number, friendId: number, message: string): void => {
  const timestamp = world.stamp()
  putSide(world, userId, friendId, { status: FRIENDSHIP.asked, timestamp })
  putSide(world, friendId, userId, { status: FRIENDSHIP.wasAsked, message, timestamp })
}

/** Whether asking again is more than a repetition. */
const mayAskAgain = (world: World, mine: Friendship, theirs: Friendship): boolean => {
  const age = world.clock() - mine.updatedAt
  const day = world.isDevelopment ? 1_000 : DAY_MS
  const hasEnded = mine.status === FRIENDSHIP.ended || mine.status === FRIENDSHIP.friends
  if (theirs.status === FRIENDSHIP.ended && hasEnded) return true
  if (mine.status !== FRIENDSHIP.asked) return false
  return (
    (theirs.status === FRIENDSHIP.ignored && age > day) ||
    (theirs.status === FRIENDSHIP.wasAsked && age > 3 * day)
  )
}

const inviteAction = (world: World, userId: number, friendId: number, message: string): string => {
  const friend = world.state.users.get(friendId)
  if (friend === undefined) throw missing('friVerify')
  const mine = sideOf(world, userId, friendId)
  const theirs = sideOf(world, friendId, userId)
  const isBlocked = rowsOf(world.state.blacklists, friendId).get(userId)?.status === true
  if (mine?.status === FRIENDSHIP.friends && theirs?.status === FRIENDSHIP.friends) {
    throw new Refusal(400, `User ${friendId} is already your friend.`)
  }
  if (friend.friVerify === 0 || friendId === userId) {
    befriend(world, userId, friendId, message)
    return friendId === userId ? 'Added' : 'AddDirectly'
  }
  if (mine !== undefined && theirs !== undefined) {
    if (theirs.status === FRIENDSHIP.asked || theirs.status === FRIENDSHIP.friends) {
      befriend(world, userId, friendId)
      return 'Added'
    }
    if (!mayAskAgain(world, mine, theirs)) return 'None'
  } else if (isBlocked) return 'None'
  ask(world, userId, friendId, message)
  return 'Sent'
}

const invite = (world: World, { body, userId }: Call): Reply => {
  const message = escaped(body, 'message', LONGEST.friendMessage)
  if (!hasLength(message, 0, LONGEST.friendMessage)) {
    throw new Refusal(400, 'Length of friend request message is out of limit.')
  }
  const text = stored(world, 'message', message)
  const action = inviteAction(world, userId, idOf(body, 'friendId'), text)
  const reply = coded(200, action === 'None' ? 'Do nothing.' : 'Request sent.', { action })
  return reply
}

const expectStatus = (row: Friendship | undefined, ...statuses: number[]): void => {
  if (row === undefined || !statuses.includes(row.status)) {
    throw new Refusal(404, 'Unknown friend user or invalid status.')
  }
}

const end = (world: World, userId: number, friendId: number): void => {
  const timestamp = world.stamp()
  putSide(world, userId, friendId, { status: FRIENDSHIP.ended, displayName: '', message: '', timestamp })
  putOnBlacklist(world, userId, friendId, timestamp)
}

/** Blocks in the IM cloud only: neither the blacklist nor a version changes. Returns how many were friends. */
const endMany = (world: World, userId: number, friendIds: readonly number[]): number => {
  const rows = friendIds.flatMap((friendId) => sideOf(world, userId, friendId) ?? [])
  const friends = rows.filter(({ status }) => status === FRIENDSHIP.friends)
  for (const row of friends) row.status = FRIENDSHIP.ended
  world.lists.drop(listKey.friends(userId))
  return friends.length
}

/** Making and ending friendships; see docs/networks/sealtalk.md#values for their states. */
export const friendRequestEndpoints: Endpoints = (world): Endpoint[] => [
  { method: 'POST', path: '/friendship/invite', handle: (call) => invite(world, call) },
  {
    method: 'POST',
    path: '/friendship/agree',
    handle({ body, userId }) {
      const friendId = idOf(body, 'friendId')
      // Before the state is looked at, as the server does: a refusal lifts blocks all the same.
      reconcile(world, userId, friendId)
      expectStatus(sideOf(world, userId, friendId), FRIENDSHIP.wasAsked, FRIENDSHIP.friends)
      befriend(world, userId, friendId)
      return ok()
    },
  },
  {
    method: 'POST',
    path: '/friendship/ignore',
    handle({ body, userId }) {
      const friendId = idOf(body, 'friendId')
      expectStatus(sideOf(world, userId, friendId), FRIENDSHIP.wasAsked)
      putSide(world, userId, friendId, { status: FRIENDSHIP.ignored, timestamp: world.stamp() })
      world.lists.drop(listKey.friends(friendId))
      return ok()
    },
  },
  {
    method: 'POST',
    path: '/friendship/delete',
    handle({ body, userId }) {
      const friendId = idOf(body, 'friendId')
      expectStatus(sideOf(world, userId, friendId), FRIENDSHIP.friends, FRIENDSHIP.blocked)
      end(world, userId, friendId)
      return ok()
    },
  },
  {
    method: 'POST',
    path: '/friendship/batch_delete',
    handle({ body, userId }) {
      return ok([endMany(world, userId, idsOf(body, 'friendIds'))])
    },
  },
]
