import type { Call, Endpoint, Endpoints } from './endpoint.ts'
import { listKey } from './list-cache.ts'
import { activeMembers, groupsOf, membershipOf } from './model.ts'
import type { Group } from './model.ts'
import { crash, ok } from './replies.ts'
import type { Reply } from './replies.ts'
import { bothSpellings } from './times.ts'
import type { World } from './world.ts'

/** The fields of a group that every list has. */
const groupFields = (world: World, group: Group) => ({
  id: world.ids.encode(group.id),
  name: group.name,
  portraitUri: group.portraitUri,
  creatorId: world.ids.encode(group.creatorId),
  memberCount: activeMembers(group).length,
})

const ownGroup = (world: World, userId: number, group: Group) => {
  const { isMute, certiStatus, maxMemberCount } = group
  if (world.traits.hasFlatGroups) return { ...groupFields(world, group), isMute, certiStatus }
  const role = membershipOf(group, userId)?.role
  return { role, group: { ...groupFields(world, group), maxMemberCount, isMute, certiStatus } }
}

const favourite = (world: World, group: Group) => {
  const { isMute, certiStatus, memberProtection, maxMemberCount, createdAt, updatedAt } = group
  return {
    ...groupFields(world, group),
    isMute,
    certiStatus,
    memberProtection,
    maxMemberCount,
    ...bothSpellings('created', createdAt),
    ...bothSpellings('updated', updatedAt),
  }
}

/** Limit and offset count only together and as numbers; a limit of 0 asks for everything. */
const pageOf = (call: Call): { limit: number; offset: number } | null => {
  const { query } = call.request
  const [limit, offset] = [query.get('limit'), query.get('offset')].map((text) =>
    text !== null && /^-?\d+$/.test(text) ? Number(text) : null,
  )
  if (limit === null || limit === undefined || offset === null || offset === undefined) return null
  if (limit < 0 || offset < 0) throw crash(`You have an error in your SQL syntax near '${offset}, ${limit}'`)
  return limit === 0 ? null : { limit, offset }
}

const favourites = (world: World, call: Call): Reply => {
  const page = pageOf(call)
  const groups = (world.state.favourites.get(call.userId) ?? [])
    .map((id) => world.state.groups.get(id))
    .filter((group): group is Group => group !== undefined && group.deletedAt === null)
  const shown = page === null ? groups : groups.slice(page.offset, page.offset + page.limit)
  const echo = ['limit', 'offset'].flatMap((name) => {
    const text = call.request.query.get(name)
    if (text === null) return []
    return [[name, world.dialect === 'later' ? Number(text) : text] as const]
  })
  return ok({
    list: shown.map((group) => favourite(world, group)),
    total: groups.length,
    ...Object.fromEntries(echo),
  })
}

/** The caller's groups; see docs/networks/sealtalk.md#the-account. */
export const ownGroupEndpoints: Endpoints = (world): Endpoint[] => [
  {
    method: world.traits.readsByPost ? 'POST' : 'GET',
    path: '/user/groups',
    handle: ({ userId }) =>
      ok(
        world.lists.get(listKey.groups(userId), () =>
          groupsOf(world.state, userId).map((group) => ownGroup(world, userId, group)),
        ),
      ),
  },
  { method: 'GET', path: '/user/favgroups', handle: (call) => favourites(world, call) },
]
