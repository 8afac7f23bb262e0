import { stored } from './database.ts'
import type { Call, Endpoint, Endpoints } from './endpoint.ts'
import { listKey } from './list-cache.ts'
import { FRIENDSHIP, groupsOf, rowsOf } from './model.ts'
import type { User } from './model.ts'
import { Refusal, coded, crash, ok } from './replies.ts'
import type { Reply } from './replies.ts'
import { LONGEST, escaped, hasLength, isSwitch, portraitOf } from './rules.ts'
import type { World } from './world.ts'

const ST_ACCOUNT = /^[A-Za-z][A-Za-z0-9_-]*$/

const PRIVACY_FIELDS = ['phoneVerify', 'stSearchVerify', 'friVerify', 'groupVerify'] as const

/**
 * Changes what others see of a user: moves the versions of the user and of the friends, and drops
 * the lists that the server drops. Blacklists are not among them, so they show the old name on.
 */
const changeFace = (
  world: World,
  user: User,
  change: Partial<Pick<User, 'nickname' | 'portraitUri'>>,
): void => {
  const { state } = world
  const timestamp = world.stamp()
  Object.assign(user, change, { timestamp, updatedAt: timestamp })
  const versions = state.versions.get(user.id)
  if (versions !== undefined) versions.user = timestamp
  for (const { friendId, status } of rowsOf(state.friendships, user.id).values()) {
    const theirs = state.versions.get(friendId)
    if (theirs !== undefined && status === FRIENDSHIP.friends) theirs.friendship = timestamp
    world.lists.drop(listKey.friends(friendId))
  }
  for (const group of groupsOf(state, user.id)) world.lists.drop(listKey.members(group.id))
}

/** Changes a setting, which moves no version. */
const changeSettings = (world: World, user: User, change: Partial<User>): void => {
  Object.assign(user, change, { updatedAt: world.clock() })
}

/** Changes the caller's own row. Where the user is gone no row is changed, which the server reports as done. */
const changeOwn = (world: World, call: Call, change: (user: User) => void): Reply => {
  const user = world.state.users.get(call.userId)
  if (user !== undefined) change(user)
  return ok()
}

const privacyOf = (user: User): Record<string, number> =>
  Object.fromEntries(PRIVACY_FIELDS.map((field) => [field, user[field]]))

const privacyChange = (body: Readonly<Record<string, unknown>>): Partial<User> => {
  const wrong = new Refusal(400, 'Parameter error.')
  const change: Partial<User> = {}
  for (const field of PRIVACY_FIELDS) {
    const value = body[field]
    if (value === undefined) continue
    if (!isSwitch(value)) throw wrong
    change[field] = value
  }
  const known: readonly string[] = PRIVACY_FIELDS
  const hasExtra = Object.entries(body).some(([field, value]) => !known.includes(field) && Boolean(value))
  if (hasExtra || Object.keys(change).length === 0) throw wrong
  return change
}

const setStAccount: Endpoints = (world) => [
  {
    method: 'POST',
    path: '/user/set_st_account',
    handle(call) {
      const stAccount = call.body['stAccount']
      if (typeof stAccount !== 'string') throw crash(`${String(stAccount)} is not a valid string`)
      if (!hasLength(stAccount, 6, 20)) throw new Refusal(400, 'Invalid stAccount length.')
      if (!ST_ACCOUNT.test(stAccount)) throw new Refusal(400, 'Invalid stAccount format.')
      const wanted = stAccount.toLowerCase()
      const isTaken = [...world.state.users.values()].some((each) => each.stAccount.toLowerCase() === wanted)
      if (isTaken) return coded(1000, 'stAccount has already existed.')
      return changeOwn(world, call, (user) => changeSettings(world, user, { stAccount }))
    },
  },
]

/** The caller's own profile and settings; see docs/networks/sealtalk.md#the-account. */
export const profileEndpoints: Endpoints = (world): Endpoint[] => [
  {
    method: 'POST',
    path: '/user/set_nickname',
    handle(call) {
      const nickname = escaped(call.body, 'nickname', LONGEST.nickname)
      if (!hasLength(nickname, 1, LONGEST.nickname)) throw new Refusal(400, 'Invalid nickname length.')
      const change = { nickname: stored(world, 'nickname', nickname) }
      return changeOwn(world, call, (user) => changeFace(world, user, change))
    },
  },
  {
    method: 'POST',
    path: '/user/set_portrait_uri',
    handle(call) {
      const portraitUri = portraitOf(call.body, 'Invalid portraitUri length.')
      const change = { portraitUri: stored(world, 'portraitUri', portraitUri) }
      return changeOwn(world, call, (user) => changeFace(world, user, change))
    },
  },
  {
    method: 'POST',
    path: '/user/set_gender',
    handle(call) {
      const gender = call.body['gender']
      if (gender !== 'male' && gender !== 'female') throw new Refusal(400, 'Parameter error.')
      return changeOwn(world, call, (user) => changeSettings(world, user, { gender }))
    },
  },
  ...setStAccount(world),
  {
    method: 'POST',
    path: '/user/set_privacy',
    handle(call) {
      const change = privacyChange(call.body)
      return changeOwn(world, call, (user) => changeSettings(world, user, change))
    },
  },
  {
    method: 'GET',
    path: '/user/get_privacy',
    handle({ userId }) {
      const user = world.state.users.get(userId)
      if (user === undefined) return ok()
      if (world.traits.hasBarePrivacy) return { kind: 'bare', value: privacyOf(user) }
      const id = world.traits.privacyHasId ? { id: world.ids.encode(userId) } : {}
      return ok({ ...id, ...privacyOf(user) })
    },
  },
  {
    method: 'POST',
    path: '/user/set_poke',
    handle(call) {
      const pokeStatus = call.body['pokeStatus']
      if (!isSwitch(pokeStatus)) throw new Refusal(400, 'Parameter error.')
      return changeOwn(world, call, (user) => changeSettings(world, user, { pokeStatus }))
    },
  },
  {
    method: 'GET',
    path: '/user/get_poke',
    handle({ userId }) {
      const user = world.state.users.get(userId)
      if (user === undefined) return ok()
      const value = { pokeStatus: user.pokeStatus }
      return world.traits.hasBarePrivacy ? { kind: 'bare', value } : ok(value)
    },
  },
]
