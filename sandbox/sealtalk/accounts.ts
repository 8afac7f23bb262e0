import { stored } from './database.ts'
import type { Endpoint, Endpoints } from './endpoint.ts'
import { callerOf } from './endpoint.ts'
import type { User } from './model.ts'
import { Refusal, coded, missing, ok } from './replies.ts'
import type { Reply } from './replies.ts'
import { LONGEST, checkMobile, checkPassword, checkPasswordLength, escaped, hasLength } from './rules.ts'
import { phoneOf, tokenOf } from './rules.ts'
import { verificationOf } from './text-codes.ts'
import type { World } from './world.ts'

/** The user of a phone, if there is one. */
export const userByPhone = (world: World, region: string, phone: string): User | undefined =>
  [...world.state.users.values()].find((user) => user.region === region && user.phone === phone)

/** A reply that opens a session: the cookie has neither Secure nor SameSite. */
export const withSession = (world: World, userId: number, result: Record<string, unknown>): Reply => {
  const { maxAgeSeconds } = world.sessions
  const setCookie = [
    `${world.cookieName}=${world.sessions.open(userId)}`,
    `Max-Age=${maxAgeSeconds}`,
    `Domain=${world.cookieDomain}`,
    'Path=/',
    `Expires=${new Date(world.clock() + maxAgeSeconds * 1_000).toUTCString()}`,
    'HttpOnly',
  ].join('; ')
  return { kind: 'envelope', code: 200, result, message: null, setCookie }
}

/** A new token of the IM cloud; the former one ends. */
export const renewToken = (world: World, user: User): string => {
  const random = world.seed.bytes(`token ${user.id} ${world.stamp()}`).toString('base64')
  user.imToken = `${random}@sandbox.cn.rongnav.example`
  return user.imToken
}

/** The token of the IM cloud, made at the first login. */
export const tokenOfUser = (world: World, user: User): string =>
  user.imToken === '' ? renewToken(world, user) : user.imToken

/** Adds a user of a phone that is free. */
export const addUser = (
  world: World,
  given: Pick<User, 'region' | 'phone' | 'nickname' | 'password'>,
): User => {
  const { state } = world
  const now = world.clock()
  const user: User = {
    id: state.nextUserId,
    ...given,
    portraitUri: '',
    gender: 'male',
    stAccount: '',
    imToken: '',
    phoneVerify: 1,
    stSearchVerify: 1,
    friVerify: 1,
    groupVerify: 1,
    pokeStatus: 1,
    timestamp: 0,
    createdAt: now,
    updatedAt: now,
  }
  state.nextUserId += 1
  state.users.set(user.id, user)
  state.versions.set(user.id, { user: 0, blacklist: 0, friendship: 0, group: 0 })
  return user
}

const register = (world: World, body: Readonly<Record<string, unknown>>): Reply => {
  const nickname = escaped(body, 'nickname', LONGEST.nickname)
  const password = checkPassword(body['password'], { leadingSpacePasses: true, label: 'Password' })
  if (!hasLength(nickname, 1, LONGEST.nickname)) throw new Refusal(400, 'Length of nickname invalid.')
  checkPasswordLength(password, 'Length of password invalid.')
  const { region, phone } = verificationOf(world, tokenOf(body))
  if (userByPhone(world, region, phone) !== undefined) {
    throw new Refusal(400, 'Phone number has already existed.')
  }
  const user = addUser(world, { region, phone, nickname: stored(world, 'nickname', nickname), password })
  return withSession(world, user.id, { id: world.ids.encode(user.id) })
}

const login = (world: World, body: Readonly<Record<string, unknown>>): Reply => {
  const { region, phone } = phoneOf(body)
  checkMobile(region, phone)
  const user = userByPhone(world, region, phone)
  if (user === undefined) return coded(1000, 'Phone number not found.')
  if (user.password !== body['password']) return coded(world.traits.wrongPasswordCode, 'Wrong password.')
  return withSession(world, user.id, { id: world.ids.encode(user.id), token: tokenOfUser(world, user) })
}

const resetPassword = (world: World, body: Readonly<Record<string, unknown>>): Reply => {
  const password = checkPassword(body['password'], { leadingSpacePasses: false, label: 'Password' })
  checkPasswordLength(password, 'Length of password invalid.')
  const { region, phone } = verificationOf(world, tokenOf(body))
  const user = userByPhone(world, region, phone)
  if (user !== undefined) user.password = password
  return ok()
}

const clearedCookie = (world: World): string =>
  `${world.cookieName}=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT`

/** Accounts and sessions; see docs/networks/sealtalk.md#codes-accounts-sessions. */
export const accountEndpoints: Endpoints = (world): Endpoint[] => [
  {
    method: 'POST',
    path: '/user/check_phone_available',
    handle({ body }) {
      const { region, phone } = phoneOf(body)
      checkMobile(region, phone)
      return ok(userByPhone(world, region, phone) === undefined)
    },
  },
  { method: 'POST', path: '/user/register', handle: ({ body }) => register(world, body) },
  { method: 'POST', path: '/user/login', handle: ({ body }) => login(world, body) },
  {
    method: 'POST',
    path: '/user/logout',
    handle({ cookie }) {
      world.sessions.end(cookie)
      return { kind: 'envelope', code: 200, message: null, setCookie: clearedCookie(world) }
    },
  },
  { method: 'POST', path: '/user/reset_password', handle: ({ body }) => resetPassword(world, body) },
  {
    method: 'POST',
    path: '/user/change_password',
    handle(call) {
      const label = 'New password'
      const password = checkPassword(call.body['newPassword'], { leadingSpacePasses: false, label })
      checkPasswordLength(password, 'Invalid new password length.')
      const user = callerOf(world, call)
      if (call.body['oldPassword'] === undefined) throw missing('toString')
      if (user.password !== call.body['oldPassword']) return coded(1000, 'Wrong old password.')
      user.password = password
      return ok()
    },
  },
]
