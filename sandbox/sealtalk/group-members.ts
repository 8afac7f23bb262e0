import { idOf, idsOf } from './body.ts'
import type { Body } from './body.ts'
import { stored } from './database.ts'
import { userOf } from './endpoint.ts'
import type { Call, Endpoint, Endpoints } from './endpoint.ts'
import { groupOf, isManager, moveGroupVersion } from './groups.ts'
import { listKey } from './list-cache.ts'
import { crown, dismiss, putMembers, removeMembers } from './membership.ts'
import { NOTICE, ROLE, activeMembers, groupsOf, membershipOf } from './model.ts'
import type { Group } from './model.ts'
import { addNotices } from './notices.ts'
import { Hang, Refusal, coded, noRight, ok } from './replies.ts'
import type { Reply } from './replies.ts'
import { LONGEST, escaped, hasLength } from './rules.ts'
import type { World } from './world.ts'

const MOST_MEMBERS = 500
const MOST_GROUPS = 500

/** What became of an invitation to a group. */
const ADDED = { added: 1, waitsForManager: 2, waitsForMember: 3 } as const

const checkCapacity = (group: Group, more: number): void => {
  if (activeMembers(group).length + more > group.maxMemberCount) {
    const limit = `Group's member count is out of max group member count limit (${group.maxMemberCount}).`
    throw new Refusal(400, limit)
  }
}

const statusList = (world: World, userIds: readonly number[], status: number) =>
  userIds.map((id) => ({ id: world.ids.encode(id), status }))

/** The group of an invitation. A server that does not find it never answers. */
const invitedTo = (world: World, body: Body): Group => {
  const group = world.state.groups.get(idOf(body, 'groupId'))
  if (group === undefined || group.deletedAt !== null) throw new Hang()
  return group
}

/** Those who join at once, and those who want to be asked first. */
const byConsent = (world: World, userIds: readonly number[]) => ({
  willing: userIds.filter((id) => userOf(world, id).groupVerify === 1),
  reserved: userIds.filter((id) => userOf(world, id).groupVerify === 0),
})

const create = (world: World, { body, userId }: Call): Reply => {
  const name = escaped(body, 'name', LONGEST.groupName)
  const memberIds = idsOf(body, 'memberIds')
  if (!hasLength(name, 2, LONGEST.groupName)) throw new Refusal(400, 'Length of group name is out of limit.')
  if (memberIds.length === 1) {
    throw new Refusal(400, "Group's member count should be greater than 1 at least.")
  }
  if (memberIds.length > MOST_MEMBERS) {
    throw new Refusal(400, `Group's member count is out of max group member count limit (${MOST_MEMBERS}).`)
  }
  const { state } = world
  if (groupsOf(state, userId).length >= MOST_GROUPS) return coded(1000, 'Too many groups.')
  const { willing, reserved } = byConsent(
    world,
    memberIds.filter((id) => id !== userId),
  )
  const timestamp = world.stamp()
  const portraitUri = typeof body['portraitUri'] === 'string' ? body['portraitUri'] : ''
  const group: Group = {
    id: state.nextGroupId,
    name: stored(world, 'name', name),
    portraitUri: stored(world, 'portraitUri', portraitUri),
    creatorId: userId,
    maxMemberCount: MOST_MEMBERS,
    bulletin: null,
    bulletinTimestamp: 0,
    isMute: 0,
    certiStatus: 1,
    memberProtection: 0,
    deletedAt: null,
    timestamp,
    createdAt: timestamp,
    updatedAt: timestamp,
    members: new Map(),
  }
  state.nextGroupId += 1
  state.groups.set(group.id, group)
  putMembers(world, group, [...willing, userId], timestamp)
  addNotices(world, group, { requesterId: userId, receiverIds: reserved, type: NOTICE.asksReceiver })
  const userStatus = [
    ...statusList(world, [...willing, userId], ADDED.added),
    ...statusList(world, reserved, ADDED.waitsForMember),
  ]
  return ok({ id: world.ids.encode(group.id), userStatus })
}

const add = (world: World, { body, userId }: Call): Reply => {
  const memberIds = idsOf(body, 'memberIds')
  const group = invitedTo(world, body)
  if (!world.hasHoles && membershipOf(group, userId) === undefined) {
    throw noRight(403, 'Current user is not group member.')
  }
  const { willing, reserved } = byConsent(world, memberIds)
  const waits = statusList(world, reserved, ADDED.waitsForMember)
  const asked = { requesterId: userId, receiverIds: reserved, type: NOTICE.asksReceiver }
  addNotices(world, group, asked)
  if (willing.length === 0) return ok(waits)
  if (group.certiStatus === 0 && !isManager(group, userId)) {
    addNotices(world, group, { ...asked, receiverIds: willing, type: NOTICE.asksManagers })
    return ok([...waits, ...statusList(world, willing, ADDED.waitsForManager)])
  }
  checkCapacity(group, willing.length)
  putMembers(world, group, willing, world.stamp())
  return ok([...waits, ...statusList(world, willing, ADDED.added)])
}

const kick = (world: World, { body, userId }: Call): Reply => {
  const memberIds = idsOf(body, 'memberIds')
  if (memberIds.includes(userId)) throw new Refusal(400, 'Can not kick yourself.')
  const group = groupOf(world, body)
  if (memberIds.includes(group.creatorId)) throw new Refusal(405, 'Can not kick the host.')
  if (!isManager(group, userId)) throw noRight(403, 'Current user is not group manager.')
  const isPeer = (id: number): boolean => membershipOf(group, id)?.role === ROLE.manager
  if (world.traits.managersRename && group.creatorId !== userId && memberIds.some(isPeer)) {
    throw noRight(403, 'Can not kick a manager.')
  }
  if (memberIds.some((id) => membershipOf(group, id) === undefined)) {
    throw new Refusal(400, 'Can not kick none-member from the group.')
  }
  removeMembers(world, group, memberIds, world.stamp())
  return ok()
}

const quit = (world: World, { body, userId }: Call): Reply => {
  const group = groupOf(world, body)
  if (membershipOf(group, userId) === undefined) throw new Refusal(403, 'Current user is not group member.')
  const heir = activeMembers(group).find((member) => member.memberId !== userId)
  if (heir === undefined) {
    dismiss(world, group)
    return coded(200, 'Quit and group dismissed.')
  }
  const timestamp = world.stamp()
  if (group.creatorId === userId) crown(group, heir.memberId, timestamp)
  removeMembers(world, group, [userId], timestamp)
  return coded(200, 'Quit.')
}

const transfer = (world: World, { body, userId }: Call): Reply => {
  const heirId = idOf(body, 'userId')
  if (heirId === userId) throw new Refusal(403, 'Can not transfer creator role to yourself.')
  const group = world.state.groups.get(idOf(body, 'groupId'))
  if (group === undefined || [userId, heirId].some((id) => membershipOf(group, id) === undefined)) {
    throw new Refusal(400, 'Invalid groupId or userId.')
  }
  if (group.creatorId !== userId) throw new Refusal(400, 'Current user is not group creator.')
  const timestamp = world.stamp()
  crown(group, heirId, timestamp)
  moveGroupVersion(world, group, timestamp)
  world.lists.drop(listKey.group(group.id), listKey.members(group.id))
  return ok()
}

/** Who is in a group; see docs/networks/sealtalk.md#users-and-groups. */
export const groupMemberEndpoints: Endpoints = (world): Endpoint[] => [
  { method: 'POST', path: '/group/create', handle: (call) => create(world, call) },
  { method: 'POST', path: '/group/add', handle: (call) => add(world, call) },
  { method: 'POST', path: '/group/kick', handle: (call) => kick(world, call) },
  {
    method: 'POST',
    path: '/group/join',
    handle({ body, userId }) {
      const group = groupOf(world, body)
      checkCapacity(group, 1)
      putMembers(world, group, [userId], world.stamp())
      return ok()
    },
  },
  { method: 'POST', path: '/group/quit', handle: (call) => quit(world, call) },
  {
    method: 'POST',
    path: '/group/dismiss',
    handle({ body, userId }) {
      const group = world.state.groups.get(idOf(body, 'groupId'))
      if (group === undefined || group.deletedAt !== null || group.creatorId !== userId) {
        throw new Refusal(400, 'Unknown group or not creator.')
      }
      if (world.isImCloudDown) return coded(500, 'IM server error.')
      dismiss(world, group)
      return ok()
    },
  },
  { method: 'POST', path: '/group/transfer', handle: (call) => transfer(world, call) },
]
