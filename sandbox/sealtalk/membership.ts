import { moveGroupVersion } from './groups.ts'
import { listKey } from './list-cache.ts'
import { ROLE, activeMembers, membershipOf } from './model.ts'
import type { Group } from './model.ts'
import { Refusal } from './replies.ts'
import type { World } from './world.ts'

const forget = (world: World, group: Group, userIds: readonly number[]): void => {
  for (const userId of userIds) {
    const marked = world.state.favourites.get(userId) ?? []
    world.state.favourites.set(
      userId,
      marked.filter((id) => id !== group.id),
    )
  }
}

const dropLists = (world: World, group: Group, userIds: readonly number[]): void => {
  world.lists.drop(listKey.group(group.id), listKey.members(group.id))
  for (const userId of userIds) world.lists.drop(listKey.groups(userId))
}

/** Puts people into a group; 400 where one is in it already. */
export const putMembers = (
  world: World,
  group: Group,
  userIds: readonly number[],
  timestamp: number,
): void => {
  if (userIds.some((id) => membershipOf(group, id) !== undefined)) {
    throw new Refusal(400, 'Should not add exist member to the group.')
  }
  for (const memberId of userIds) {
    const isCreator = memberId === group.creatorId
    group.members.set(memberId, {
      memberId,
      displayName: '',
      groupNickname: '',
      role: isCreator ? ROLE.creator : ROLE.member,
      isDeleted: false,
      timestamp,
      createdAt: timestamp,
      updatedAt: timestamp,
    })
  }
  Object.assign(group, { timestamp, updatedAt: timestamp })
  moveGroupVersion(world, group, timestamp)
  dropLists(world, group, userIds)
}

/** Takes people out of a group: their rows stay, marked deleted, and their marks go. */
export const removeMembers = (
  world: World,
  group: Group,
  userIds: readonly number[],
  timestamp: number,
): void => {
  for (const userId of userIds) {
    const member = group.members.get(userId)
    if (member !== undefined) Object.assign(member, { isDeleted: true, timestamp, updatedAt: timestamp })
  }
  Object.assign(group, { timestamp, updatedAt: timestamp })
  moveGroupVersion(world, group, timestamp)
  forget(world, group, userIds)
  dropLists(world, group, userIds)
}

/** Ends a group. Nobody is left in it whose version could move, so it vanishes from sync without a trace. */
export const dismiss = (world: World, group: Group): void => {
  const timestamp = world.stamp()
  const memberIds = activeMembers(group).map((member) => member.memberId)
  removeMembers(world, group, memberIds, timestamp)
  group.deletedAt = timestamp
}

/** Makes a member the creator and the former one a member. */
export const crown = (group: Group, userId: number, timestamp: number): void => {
  const [former, next] = [group.members.get(group.creatorId), group.members.get(userId)]
  if (former !== undefined) Object.assign(former, { role: ROLE.member, timestamp, updatedAt: timestamp })
  if (next !== undefined) Object.assign(next, { role: ROLE.creator, timestamp, updatedAt: timestamp })
  Object.assign(group, { creatorId: userId, timestamp, updatedAt: timestamp })
}
