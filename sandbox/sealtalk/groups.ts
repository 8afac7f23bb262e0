import { pathId } from './endpoint.ts'
import { joinedUser, NO_GROUP } from './nothing.ts'
import type { Call, Endpoint, Endpoints } from './endpoint.ts'
import { idOf } from './body.ts'
import type { Body } from './body.ts'
import { listKey } from './list-cache.ts'
import { ROLE, activeMembers, membershipOf } from './model.ts'
import type { Group, Member } from './model.ts'
import { Refusal, noRight, ok } from './replies.ts'
import type { Reply } from './replies.ts'
import { bothSpellings, toIso } from './times.ts'
import type { World } from './world.ts'

const unknownGroup = (): Refusal => new Refusal(404, 'Unknown group.')

/** The group a request names; 404 where it is unknown or dismissed. */
export const groupOf = (world: World, body: Body): Group => {
  const group = world.state.groups.get(idOf(body, 'groupId'))
  if (group === undefined || group.deletedAt !== null) throw unknownGroup()
  return group
}

/** Whether somebody may rule a group. */
export const isManager = (group: Group, userId: number): boolean => {
  const role = membershipOf(group, userId)?.role
  return role === ROLE.creator || role === ROLE.manager
}

/** Refuses who is no manager of a group, where the server asks. */
export const guardHole = (world: World, group: Group, userId: number): void => {
  if (!world.hasHoles && !isManager(group, userId)) throw noRight(403, 'Current user is not group manager.')
}

/** Moves the group's version for all who are in it. */
export const moveGroupVersion = (world: World, group: Group, timestamp: number): void => {
  for (const { memberId } of activeMembers(group)) {
    const versions = world.state.versions.get(memberId)
    if (versions !== undefined) versions.group = timestamp
  }
}

const detailOf = (world: World, group: Group) => {
  const { id, name, portraitUri, maxMemberCount, creatorId, deletedAt } = group
  const { isMute, certiStatus, memberProtection } = group
  return {
    id: world.ids.encode(id),
    name,
    portraitUri,
    memberCount: activeMembers(group).length,
    maxMemberCount,
    creatorId: world.ids.encode(creatorId),
    // Bulletins are in a table of their own.
    bulletin: null,
    deletedAt: deletedAt === null ? null : toIso(deletedAt),
    isMute,
    certiStatus,
    memberProtection,
  }
}

const memberOf = (world: World, member: Member) => {
  const { displayName, role, timestamp, groupNickname, createdAt, updatedAt, memberId } = member
  return {
    displayName,
    role,
    timestamp,
    groupNickname,
    ...bothSpellings('created', createdAt),
    ...bothSpellings('updated', updatedAt),
    user: joinedUser(world, memberId),
  }
}

const readGroup = (world: World, call: Call): Reply => {
  const group = world.state.groups.get(pathId(world, call, 'id') ?? 0)
  if (group === undefined && world.sendsNulls) return ok(NO_GROUP)
  if (group === undefined) throw unknownGroup()
  return ok(world.lists.get(listKey.group(group.id), () => detailOf(world, group)))
}

const readMembers = (world: World, call: Call): Reply => {
  const group = world.state.groups.get(pathId(world, call, 'id') ?? 0)
  if (group === undefined || activeMembers(group).length === 0) throw unknownGroup()
  if (membershipOf(group, call.userId) === undefined) {
    throw new Refusal(403, 'Only group member can get group member info.')
  }
  return ok(
    world.lists.get(listKey.members(group.id), () =>
      activeMembers(group).map((member) => memberOf(world, member)),
    ),
  )
}

const readBulletin = (world: World, call: Call): Reply => {
  const id = world.ids.decode(call.request.query.get('groupId') ?? '')
  const group = world.state.groups.get(id ?? 0)
  if (group === undefined || group.bulletin === null) throw new Refusal(402, 'No group bulletin.')
  const { bulletin, bulletinTimestamp } = group
  // The row's own id is a raw integer.
  return ok({
    id: group.id,
    groupId: world.ids.encode(group.id),
    content: bulletin,
    timestamp: bulletinTimestamp,
  })
}

/** Reads of groups; see docs/networks/sealtalk.md#users-and-groups. */
export const groupEndpoints: Endpoints = (world): Endpoint[] => [
  { method: 'GET', path: '/group/get_bulletin', handle: (call) => readBulletin(world, call) },
  { method: 'GET', path: '/group/:id', handle: (call) => readGroup(world, call) },
  { method: 'GET', path: '/group/:id/members', handle: (call) => readMembers(world, call) },
]
