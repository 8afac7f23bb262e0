import type { Seed } from '../seed.ts'
import { makeFavourites, makeGroups, makeNotices } from './generated-groups.ts'
import { makePeople } from './generated-people.ts'
import { makeBlacklists, makeFriendships } from './generated-relations.ts'
import { groupsOf } from './model.ts'
import type { DataVersions, State } from './model.ts'

const newest = (rows: Iterable<{ timestamp: number }> | undefined): number =>
  [...(rows ?? [])].reduce((latest, row) => Math.max(latest, row.timestamp), 0)

const versionsOf = (state: State, userId: number): DataVersions => {
  const groups = groupsOf(state, userId)
  return {
    user: state.users.get(userId)?.timestamp ?? 0,
    blacklist: newest(state.blacklists.get(userId)?.values()),
    friendship: newest(state.friendships.get(userId)?.values()),
    group: newest(groups.flatMap((group) => [group, ...group.members.values()])),
  }
}

/** All that a server of a seed starts with; fresh objects at each call. */
export const makeState = (seed: Seed): State => {
  const users = makePeople(seed)
  const groups = makeGroups()
  const state: State = {
    users,
    groups,
    notices: makeNotices(groups),
    friendships: makeFriendships(),
    blacklists: makeBlacklists(),
    favourites: makeFavourites(),
    versions: new Map(),
    verifications: new Map(),
    sends: new Map(),
    messages: [],
    sentMessages: [],
    nextUserId: users.size + 1,
    nextGroupId: groups.size + 1,
  }
  for (const userId of users.keys()) state.versions.set(userId, versionsOf(state, userId))
  return state
}
