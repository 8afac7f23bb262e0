import { userOf } from './endpoint.ts'
import { membershipOf, rowsOf } from './model.ts'
import { ok } from './replies.ts'
import type { Reply } from './replies.ts'
import type { World } from './world.ts'

/**
 * `/user/sync/:version` as the published page prints it: ids as everywhere else, no users within
 * blacklist and friends, rows of those who left marked as deleted, and no crash.
 */
export const pageSync = (world: World, userId: number, version: number): Reply => {
  const { state, ids } = world
  const self = userOf(world, userId)
  const blacklist = [...rowsOf(state.blacklists, userId).values()].filter((row) => row.timestamp > version)
  const friends = [...rowsOf(state.friendships, userId).values()].filter((row) => row.timestamp > version)
  const moved = [...state.groups.values()].filter(
    (group) => group.timestamp > version && group.members.has(userId),
  )
  const members = moved
    .filter((group) => membershipOf(group, userId) !== undefined)
    .flatMap((group) => [...group.members.values()].map((member) => ({ group, member })))
    .filter(({ member }) => member.timestamp > version)

  const stamps = [self, ...blacklist, ...friends, ...moved, ...members.map(({ member }) => member)].map(
    (row) => row.timestamp,
  )
  return ok({
    version: Math.max(version, ...stamps),
    user:
      self.timestamp > version
        ? {
            id: ids.encode(userId),
            nickname: self.nickname,
            portraitUri: self.portraitUri,
            timestamp: self.timestamp,
          }
        : null,
    blacklist: blacklist.map(({ friendId, status, timestamp }) => ({
      friendId: ids.encode(friendId),
      status,
      timestamp,
    })),
    friends: friends.map(({ friendId, displayName, status, timestamp }) => ({
      friendId: ids.encode(friendId),
      displayName,
      status,
      timestamp,
    })),
    groups: moved.map((group) => {
      const own = group.members.get(userId)
      const { name, portraitUri, timestamp } = group
      return {
        displayName: own?.displayName ?? '',
        role: own?.role,
        isDeleted: own?.isDeleted === true,
        group: { id: ids.encode(group.id), name, portraitUri, timestamp },
      }
    }),
    group_members: members.map(({ group, member }) => {
      const { nickname, portraitUri } = userOf(world, member.memberId)
      const { displayName, role, isDeleted, timestamp } = member
      return {
        groupId: ids.encode(group.id),
        memberId: ids.encode(member.memberId),
        displayName,
        role,
        isDeleted,
        timestamp,
        user: { nickname, portraitUri },
      }
    }),
  })
}
