import { idOf } from './body.ts'
import type { Endpoint, Endpoints } from './endpoint.ts'
import { listKey } from './list-cache.ts'
import { FRIENDSHIP, rowsOf } from './model.ts'
import { joinedUser } from './nothing.ts'
import type { Friendship } from './model.ts'
import { Refusal, ok } from './replies.ts'
import { bothSpellings } from './times.ts'
import type { World } from './world.ts'

/** Puts somebody on a blacklist, whatever was before. */
export const putOnBlacklist = (world: World, ownerId: number, friendId: number, timestamp: number): void => {
  rowsOf(world.state.blacklists, ownerId).set(friendId, { friendId, status: true, timestamp })
  const versions = world.state.versions.get(ownerId)
  if (versions !== undefined) versions.blacklist = timestamp
  world.lists.drop(listKey.blacklist(ownerId), listKey.friends(ownerId))
}

const block = (world: World, ownerId: number, friendId: number): void => {
  const timestamp = world.stamp()
  putOnBlacklist(world, ownerId, friendId, timestamp)
  const friendship = rowsOf(world.state.friendships, ownerId).get(friendId)
  if (friendship?.status !== FRIENDSHIP.friends) return
  Object.assign(friendship, {
    status: FRIENDSHIP.blocked,
    displayName: '',
    timestamp,
    updatedAt: timestamp,
  } satisfies Partial<Friendship>)
  const versions = world.state.versions.get(ownerId)
  if (versions !== undefined) versions.friendship = timestamp
}

/** Lifts an entry. The friendship comes back without moving its timestamp. */
const unblock = (world: World, ownerId: number, friendId: number): void => {
  const timestamp = world.stamp()
  const row = rowsOf(world.state.blacklists, ownerId).get(friendId)
  if (row !== undefined) Object.assign(row, { status: false, timestamp })
  const versions = world.state.versions.get(ownerId)
  if (versions !== undefined) versions.blacklist = timestamp
  const friendship = rowsOf(world.state.friendships, ownerId).get(friendId)
  if (friendship?.status === FRIENDSHIP.blocked) friendship.status = FRIENDSHIP.friends
  world.lists.drop(listKey.blacklist(ownerId), listKey.friends(ownerId))
}

const entryOf = (world: World, friendId: number) => {
  const user = joinedUser(world, friendId)
  const updatedAt = world.state.users.get(friendId)?.updatedAt
  return { user: updatedAt === undefined ? user : { ...user, ...bothSpellings('updated', updatedAt) } }
}

/** The blacklist; see docs/networks/sealtalk.md#the-account. */
export const blacklistEndpoints: Endpoints = (world): Endpoint[] => [
  {
    method: 'GET',
    path: '/user/blacklist',
    handle: ({ userId }) =>
      ok(
        world.lists.get(listKey.blacklist(userId), () =>
          [...rowsOf(world.state.blacklists, userId).values()]
            .filter((row) => row.status)
            .map((row) => entryOf(world, row.friendId)),
        ),
      ),
  },
  {
    method: 'POST',
    path: '/user/add_to_blacklist',
    handle({ body, userId }) {
      const friendId = idOf(body, 'friendId')
      if (!world.state.users.has(friendId)) throw new Refusal(404, 'friendId is not an available userId.')
      block(world, userId, friendId)
      return ok()
    },
  },
  {
    method: 'POST',
    path: '/user/remove_from_blacklist',
    handle({ body, userId }) {
      unblock(world, userId, idOf(body, 'friendId'))
      return ok()
    },
  },
]
