import { TEST_CODE } from './credentials.ts'
import { stored } from './database.ts'
import type { Endpoint, Endpoints } from './endpoint.ts'
import type { Verification } from './model.ts'
import { Refusal, coded, crash, ok } from './replies.ts'
import type { Reply } from './replies.ts'
import { checkMobile, phoneOf } from './rules.ts'
import type { Body } from './body.ts'
import type { UpstreamRequest } from '../upstream.ts'
import type { World } from './world.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DEVELOPMENT_WAIT_MS = 5_000
const EXPIRY_MS = 2 * MINUTE_MS
const SENDS_PER_HOUR = 20
const KEPT_MESSAGES = 20

const keyOf = (region: string, phone: string): string => `${region} ${phone}`

/** Region and phone as the `_yp` routes take them: region of any type, with or without a plus. */
const looselyPhoneOf = (body: Body): { region: string; phone: string } => {
  const region = typeof body['region'] === 'number' ? String(body['region']) : body['region']
  const given = phoneOf({ ...body, region })
  return { ...given, region: given.region.slice(given.region.indexOf('+') + 1) }
}

/** First IPv4 address of X-Forwarded-For. All that come without the header count as one. */
const clientOf = (request: UpstreamRequest): string => {
  const forwarded = request.headers['x-forwarded-for']?.toString() ?? ''
  if (forwarded === '') return '127.0.0.1'
  const found = /\b\d{1,3}(?:\.\d{1,3}){3}\b/.exec(forwarded)?.[0]
  if (found === undefined) throw crash("Cannot read property '0' of null")
  return found
}

/** Keeps a new code for a phone and "sends" it. */
const send = (world: World, region: string, phone: string, digits: 4 | 6): void => {
  const { state, seed } = world
  const sentAt = world.clock()
  const least = 10 ** (digits - 1)
  const code = String(least + seed.number(`code ${region} ${phone} ${sentAt}`, 9 * least))
  const token = seed.uuid(`verification ${region} ${phone}`)
  // The message goes out first; only then does the database refuse a phone that is too long.
  state.messages = [...state.messages.slice(1 - KEPT_MESSAGES), { region, phone, code }]
  const row = { region: stored(world, 'region', region), phone: stored(world, 'phone', phone) }
  state.verifications.set(keyOf(region, phone), { ...row, code, token, sentAt })
}

const isTooSoon = (world: World, region: string, phone: string): boolean => {
  const last = world.state.verifications.get(keyOf(region, phone))
  const wait = world.isDevelopment ? DEVELOPMENT_WAIT_MS : MINUTE_MS
  return last !== undefined && world.clock() - last.sentAt < wait
}

const tooSoon = (): Reply => coded(5000, 'Throttle limit exceeded.')

/** Counts a message for a client; false where it had its share of the hour. */
const takeSend = (world: World, client: string): boolean => {
  const now = world.clock()
  const last = world.state.sends.get(client)
  const window = last !== undefined && now - last.since < HOUR_MS ? last : { since: now, count: 0 }
  if (window.count >= SENDS_PER_HOUR) return false
  world.state.sends.set(client, { ...window, count: window.count + 1 })
  return true
}

const TOO_MANY = 'Too many text messages for this address.'

const verify = (
  world: World,
  region: string,
  phone: string,
  isRight: (last: Verification) => boolean,
): Reply => {
  const last = world.state.verifications.get(keyOf(region, phone))
  if (last === undefined) throw new Refusal(404, 'Unknown phone number.')
  if (world.clock() - last.sentAt > EXPIRY_MS) return coded(2000, 'Verification code expired.')
  if (!isRight(last)) return coded(1000, 'Invalid verification code.')
  return ok({ verification_token: last.token })
}

/** The verification token of a phone that was sent a code at some time. */
export const verificationOf = (world: World, token: string): Verification => {
  const found = [...world.state.verifications.values()].find((each) => each.token === token.toLowerCase())
  if (found === undefined) throw new Refusal(404, 'Unknown verification_token.')
  return found
}

/** Text message codes; see docs/networks/sealtalk.md#codes-accounts-sessions. */
export const textCodeEndpoints: Endpoints = (world): Endpoint[] => [
  {
    method: 'POST',
    path: '/user/send_code',
    handle({ body }) {
      const { region, phone } = phoneOf(body)
      if (region !== '86') throw new Refusal(400, 'Invalid region and phone number.')
      checkMobile(region, phone)
      if (isTooSoon(world, region, phone)) return tooSoon()
      send(world, region, phone, 4)
      return ok()
    },
  },
  {
    method: 'POST',
    path: '/user/send_code_yp',
    handle({ body, request }) {
      const { region, phone } = looselyPhoneOf(body)
      if (isTooSoon(world, region, phone)) return tooSoon()
      if (!takeSend(world, clientOf(request))) return coded(3004, TOO_MANY, { code: 3004, msg: TOO_MANY })
      send(world, region, phone, 6)
      return ok()
    },
  },
  {
    method: 'POST',
    path: '/user/verify_code',
    handle({ body }) {
      const { region, phone } = phoneOf(body)
      return verify(world, region, phone, (last) =>
        [last.code, TEST_CODE].some((code) => code === body['code']),
      )
    },
  },
  {
    method: 'POST',
    path: '/user/verify_code_yp',
    handle({ body }) {
      const { region, phone } = looselyPhoneOf(body)
      const given = typeof body['code'] === 'number' ? String(body['code']) : body['code']
      return verify(world, region, phone, (last) => [last.code, TEST_CODE].some((code) => code === given))
    },
  },
]

/** Checks a code of `send_code_yp`, as signing in by text message does. */
export const isRightCode = (world: World, region: string, phone: string, code: unknown): boolean => {
  const last = world.state.verifications.get(keyOf(region, phone))
  if (last === undefined || world.clock() - last.sentAt > EXPIRY_MS) return false
  return code === last.code || code === TEST_CODE
}

/** Sends a code without any check, as the later server does once a picture code was right. */
export const sendCode = (world: World, region: string, phone: string): void => send(world, region, phone, 6)
