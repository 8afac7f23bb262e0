import type { Call, Endpoint, Endpoints } from './endpoint.ts'
import { userOf } from './endpoint.ts'
import { activeMembers, groupsOf, rowsOf } from './model.ts'
import type { Group, Member } from './model.ts'
import { pageSync } from './page-sync.ts'
import { Refusal, crash, missing, ok } from './replies.ts'
import type { Reply } from './replies.ts'
import type { World } from './world.ts'

/** A user inside an entry; ids here are the raw numbers of the rows. */
const person = (world: World, userId: number) => {
  const { id, nickname, portraitUri } = userOf(world, userId)
  return { id, nickname, portraitUri }
}

const memberFields = ({ displayName, role }: Member) => ({ displayName, role, isDeleted: false })

const groupPart = (world: World, groups: readonly Group[], userId: number, version: number) => {
  const mine = groups.flatMap((group) => {
    const member = group.members.get(userId)
    if (member === undefined || member.timestamp <= version) return []
    const { id, name, portraitUri, timestamp } = group
    return [{ groupId: id, ...memberFields(member), group: { id, name, portraitUri, timestamp } }]
  })
  // The server takes the newest of them without a look whether there is one.
  if (mine.length === 0) throw missing('timestamp')
  const ids = new Set(mine.map((entry) => entry.groupId))
  const members = groups
    .filter((group) => ids.has(group.id))
    .flatMap((group) =>
      activeMembers(group)
        .filter((member) => member.timestamp > version)
        .map((member) => ({
          groupId: group.id,
          memberId: member.memberId,
          ...memberFields(member),
          timestamp: member.timestamp,
          user: person(world, member.memberId),
        })),
    )
  return { mine, members }
}

const sync = (world: World, userId: number, version: number): Reply => {
  const { state } = world
  const versions = state.versions.get(userId)
  if (versions === undefined) throw crash("Cannot read property 'userVersion' of null")
  const newer = <Row extends { timestamp: number }>(rows: Iterable<Row>): Row[] =>
    [...rows].filter((row) => row.timestamp > version)

  const self = userOf(world, userId)
  const user = versions.user > version ? { ...person(world, userId), timestamp: self.timestamp } : null
  const blacklist = versions.blacklist > version ? newer(rowsOf(state.blacklists, userId).values()) : []
  const friends = versions.friendship > version ? newer(rowsOf(state.friendships, userId).values()) : []
  const own = groupsOf(state, userId)
  // Who has left all groups is never told anything again: the server looks for the newest of them.
  const hasLeftAll = versions.group > 0 && own.length === 0
  const groups = versions.group > version || hasLeftAll ? groupPart(world, own, userId, version) : null

  const stamps = [
    ...(user === null ? [] : [user.timestamp]),
    ...[...blacklist, ...friends, ...(groups?.members ?? [])].map((row) => row.timestamp),
    ...(groups?.mine ?? []).map((entry) => entry.group.timestamp),
  ]
  return ok({
    version: stamps.length === 0 ? null : Math.max(...stamps),
    user,
    blacklist: blacklist.map((row) => ({ ...row, user: person(world, row.friendId) })),
    friends: friends.map(({ friendId, displayName, status, timestamp }) => ({
      friendId,
      displayName,
      status,
      timestamp,
      user: person(world, friendId),
    })),
    groups: groups?.mine ?? [],
    group_members: groups?.members ?? null,
  })
}

const versionOf = (call: Call): number => {
  const version = call.request.param('version')
  if (!/^[-+]?\d+$/.test(version)) throw new Refusal(400, 'Version parameter is not integer.')
  return Number(version)
}

/** What changed since a version; see docs/networks/sealtalk.md#sync. */
export const syncEndpoints: Endpoints = (world): Endpoint[] => [
  {
    method: world.traits.readsByPost ? 'POST' : 'GET',
    path: '/user/sync/:version',
    handle: (call) => (world.traits.hasPageSync ? pageSync : sync)(world, call.userId, versionOf(call)),
  },
]
