import { stored } from './database.ts'
import { pathId, userOf } from './endpoint.ts'
import type { Call, Endpoint, Endpoints } from './endpoint.ts'
import { idOf } from './body.ts'
import { listKey } from './list-cache.ts'
import { FRIENDSHIP, rowsOf } from './model.ts'
import type { Friendship } from './model.ts'
import { Refusal, crash, missing, ok } from './replies.ts'
import type { Reply } from './replies.ts'
import { escaped, hasLength } from './rules.ts'
import { bothSpellings } from './times.ts'
import type { World } from './world.ts'

const personOf = (world: World, userId: number) => {
  const { id, nickname, region, phone, portraitUri, gender, stAccount } = userOf(world, userId)
  return { id: world.ids.encode(id), nickname, region, phone, portraitUri, gender, stAccount }
}

const entryOf = (world: World, friendship: Friendship) => ({
  displayName: friendship.displayName,
  message: friendship.message,
  status: friendship.status,
  ...bothSpellings('updated', friendship.updatedAt),
  user: personOf(world, friendship.friendId),
})

const profile = (world: World, call: Call): Reply => {
  const friendId = pathId(world, call, 'friendId') ?? 0
  const friendship = rowsOf(world.state.friendships, call.userId).get(friendId)
  // The text names the caller by the raw number, as the server's does.
  const refusal = `Current user is not friend of user ${call.userId}.`
  if (friendship?.status !== FRIENDSHIP.friends) throw new Refusal(403, refusal)
  const { createdAt, updatedAt } = userOf(world, friendId)
  const times = { ...bothSpellings('created', createdAt), ...bothSpellings('updated', updatedAt) }
  return ok({ displayName: friendship.displayName, user: { ...personOf(world, friendId), ...times } })
}

const setDisplayName = (world: World, { body, userId }: Call): Reply => {
  const displayName = escaped(body, 'displayName', 64)
  if (!hasLength(displayName, 0, 32)) throw new Refusal(400, 'Length of displayName is out of limit.')
  const friendship = rowsOf(world.state.friendships, userId).get(idOf(body, 'friendId'))
  if (friendship?.status !== FRIENDSHIP.friends) {
    throw new Refusal(404, 'Unknown friend user or invalid status.')
  }
  const timestamp = world.stamp()
  Object.assign(friendship, {
    displayName: stored(world, 'displayName', displayName),
    timestamp,
    updatedAt: timestamp,
  })
  const versions = world.state.versions.get(userId)
  if (versions !== undefined) versions.friendship = timestamp
  world.lists.drop(listKey.friends(userId))
  return ok()
}

/** Who of a list of phone numbers is here. */
const contacts = (world: World, { body, userId }: Call): Reply => {
  const phones: unknown = body['contactList']
  if (!Array.isArray(phones))
    throw phones === undefined ? missing('map') : crash('contactList.map is not a function')
  const friendships = rowsOf(world.state.friendships, userId)
  const users = new Map([...world.state.users.values()].map((user) => [user.phone, user]))
  return ok(
    phones.map((phone: unknown) => {
      const user = users.get(String(phone))
      if (user === undefined) {
        const nobody = { stAccount: '', id: '', nickname: '', portraitUri: '' }
        return { registered: 0, relationship: 0, phone, ...nobody }
      }
      const { stAccount, nickname, portraitUri } = user
      const relationship = friendships.get(user.id)?.status === FRIENDSHIP.friends ? 1 : 0
      return {
        registered: 1,
        relationship,
        stAccount,
        phone,
        id: world.ids.encode(user.id),
        nickname,
        portraitUri,
      }
    }),
  )
}

/** Friendships as they are; see docs/networks/sealtalk.md#values for their states. */
export const friendListEndpoints: Endpoints = (world): Endpoint[] => [
  {
    method: 'GET',
    path: '/friendship/all',
    handle: ({ userId }) =>
      ok(
        world.lists.get(listKey.friends(userId), () =>
          [...rowsOf(world.state.friendships, userId).values()].map((row) => entryOf(world, row)),
        ),
      ),
  },
  { method: 'GET', path: '/friendship/:friendId/profile', handle: (call) => profile(world, call) },
  { method: 'POST', path: '/friendship/set_display_name', handle: (call) => setDisplayName(world, call) },
  { method: 'POST', path: '/friendship/get_contacts_info', handle: (call) => contacts(world, call) },
]
