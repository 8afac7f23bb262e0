import { idOf, idsOf } from './body.ts'
import { stored } from './database.ts'
import type { Call, Endpoint, Endpoints } from './endpoint.ts'
import { groupOf, guardHole, isManager, moveGroupVersion } from './groups.ts'
import { listKey } from './list-cache.ts'
import { ROLE, activeMembers, membershipOf } from './model.ts'
import type { Group } from './model.ts'
import { Hang, Refusal, coded, noRight, ok } from './replies.ts'
import type { Reply } from './replies.ts'
import { LONGEST, escaped, hasLength, portraitOf } from './rules.ts'
import type { World } from './world.ts'

const ownGroupOf = (world: World, { body, userId }: Call): Group => {
  const group = world.state.groups.get(idOf(body, 'groupId'))
  const isThere = group !== undefined && group.deletedAt === null
  if (!isThere) throw new Refusal(400, 'Unknown group or not creator.')
  const mayChange = group.creatorId === userId || (world.traits.managersRename && isManager(group, userId))
  if (!mayChange) throw noRight(400, 'Unknown group or not creator.')
  return group
}

/** Moves the group's version without any membership: what makes the next sync crash. */
const changeFace = (
  world: World,
  group: Group,
  change: Partial<Pick<Group, 'name' | 'portraitUri'>>,
): void => {
  const timestamp = world.stamp()
  Object.assign(group, change, { timestamp, updatedAt: timestamp })
  moveGroupVersion(world, group, timestamp)
  for (const { memberId } of activeMembers(group)) world.lists.drop(listKey.groups(memberId))
  world.lists.drop(listKey.group(group.id))
}

/** Changes a setting; `/user/groups` keeps showing the former one from its cache. */
const changeSettings = (world: World, group: Group, change: Partial<Group>): Reply => {
  Object.assign(group, change, { updatedAt: world.clock() })
  world.lists.drop(listKey.group(group.id))
  return ok()
}

const setRoles = (world: World, { body, userId }: Call, role: number): Reply => {
  const group = groupOf(world, body)
  const memberIds = idsOf(body, 'memberIds')
  const own = membershipOf(group, userId)
  if (own === undefined) throw noRight(402, 'Not in the group.')
  if (own.role !== ROLE.creator) throw noRight(401, 'No permission to set up an manager.')
  if (memberIds.includes(group.creatorId)) throw new Refusal(403, 'Cannot set the group creator.')
  for (const id of memberIds) {
    const member = membershipOf(group, id)
    if (member !== undefined) member.role = role
  }
  moveGroupVersion(world, group, world.stamp())
  world.lists.drop(listKey.group(group.id), listKey.members(group.id))
  return ok()
}

const setBulletin = (world: World, { body, userId }: Call): Reply => {
  const field = body['content'] === undefined ? 'bulletin' : 'content'
  const bulletin = escaped(body, field, LONGEST.bulletin)
  if (!hasLength(bulletin, 0, LONGEST.bulletin)) throw new Refusal(400, 'Length of bulletin invalid.')
  const group = groupOf(world, body)
  guardHole(world, group, userId)
  const content = stored(world, 'content', bulletin)
  for (const { memberId } of activeMembers(group)) world.lists.drop(listKey.groups(memberId))
  return changeSettings(world, group, {
    bulletin: content === '' ? null : content,
    bulletinTimestamp: world.stamp(),
  })
}

const setDisplayName = (world: World, { body, userId }: Call): Reply => {
  const displayName = escaped(body, 'displayName', LONGEST.groupDisplayName)
  if (!hasLength(displayName, 0, LONGEST.groupDisplayName)) {
    throw new Refusal(400, 'Length of display name invalid.')
  }
  const group = groupOf(world, body)
  const member = membershipOf(group, userId)
  if (member === undefined) throw new Refusal(404, 'Unknown group.')
  const timestamp = world.stamp()
  Object.assign(member, {
    displayName: stored(world, 'displayName', displayName),
    timestamp,
    updatedAt: timestamp,
  })
  moveGroupVersion(world, group, timestamp)
  world.lists.drop(listKey.members(group.id))
  return ok()
}

const favouriteEndpoints: Endpoints = (world) => [
  {
    method: 'POST',
    path: '/group/fav',
    handle({ body, userId }) {
      const groupId = idOf(body, 'groupId')
      const marked = world.state.favourites.get(userId) ?? []
      if (marked.includes(groupId)) throw new Refusal(405, 'Group already exists.')
      world.state.favourites.set(userId, [...marked, groupId])
      return ok()
    },
  },
  {
    method: 'DELETE',
    path: '/group/fav',
    handle({ body, userId }) {
      const groupId = idOf(body, 'groupId')
      const marked = world.state.favourites.get(userId) ?? []
      world.state.favourites.set(
        userId,
        marked.filter((id) => id !== groupId),
      )
      return ok()
    },
  },
]

/** Names, settings and marks of groups; see docs/networks/sealtalk.md#values. */
export const groupSettingEndpoints: Endpoints = (world): Endpoint[] => [
  ...favouriteEndpoints(world),
  {
    method: 'POST',
    path: '/group/rename',
    handle(call) {
      const name = escaped(call.body, 'name', LONGEST.groupName)
      if (!hasLength(name, 2, LONGEST.groupName)) throw new Refusal(400, 'Length of name invalid.')
      const group = ownGroupOf(world, call)
      changeFace(world, group, { name: stored(world, 'name', name) })
      return ok()
    },
  },
  {
    method: 'POST',
    path: '/group/set_portrait_uri',
    handle(call) {
      const portraitUri = portraitOf(call.body, 'Length of portraitUri invalid.')
      const group = ownGroupOf(world, call)
      changeFace(world, group, { portraitUri: stored(world, 'portraitUri', portraitUri) })
      return ok()
    },
  },
  { method: 'POST', path: '/group/set_manager', handle: (call) => setRoles(world, call, ROLE.manager) },
  { method: 'POST', path: '/group/remove_manager', handle: (call) => setRoles(world, call, ROLE.member) },
  { method: 'POST', path: '/group/set_bulletin', handle: (call) => setBulletin(world, call) },
  {
    method: 'POST',
    path: '/group/set_certification',
    handle({ body, userId }) {
      const group = groupOf(world, body)
      if (!isManager(group, userId)) {
        return world.dialect === 'later' ? coded(1_006, 'No permission') : coded(20_001, 'No permission')
      }
      return changeSettings(world, group, { certiStatus: Number(body['certiStatus']) })
    },
  },
  {
    method: 'POST',
    path: '/group/mute_all',
    handle({ body, userId }) {
      const isMute = Number(body['muteStatus'])
      if (isMute !== 0 && isMute !== 1) throw new Refusal(400, 'Illegal parameter .')
      const group = groupOf(world, body)
      guardHole(world, group, userId)
      // The server waits for what the IM cloud has refused.
      if (world.isImCloudDown) throw new Hang()
      return changeSettings(world, group, { isMute })
    },
  },
  {
    method: 'POST',
    path: '/group/set_member_protection',
    handle({ body, userId }) {
      const group = groupOf(world, body)
      guardHole(world, group, userId)
      return changeSettings(world, group, { memberProtection: Number(body['memberProtection']) })
    },
  },
  { method: 'POST', path: '/group/set_display_name', handle: (call) => setDisplayName(world, call) },
]
