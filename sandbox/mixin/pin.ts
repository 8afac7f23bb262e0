import { createDecipheriv, createHash, diffieHellman, verify } from 'node:crypto'
import type { UpstreamRequest } from '../upstream.ts'
import type { BotSession } from './credentials.ts'
import { x25519Private, x25519Public } from './ed25519.ts'
import { MixinError } from './errors.ts'
import type { World } from './world.ts'

const SIX_DIGITS = 6
const TIP_SIGNATURE = 64
const TAIL = 16
const MAX_CLOCK_SKEW_SECONDS = 300

type OpenedPin = { pin: Buffer; seconds: number; iterator: bigint }

/** Decrypts with the key both sides can compute; null where it is no such thing. */
const decrypt = (bot: BotSession, pinBase64: string): Buffer | null => {
  // Older clients send plain base64; both are taken.
  if (!/^[A-Za-z0-9+/_-]+=*$/.test(pinBase64)) return null
  const sealed = Buffer.from(pinBase64, 'base64')
  if (sealed.length < 32 || sealed.length % 16 !== 0) return null
  const key = diffieHellman({
    privateKey: x25519Private(bot.server.seed),
    publicKey: x25519Public(bot.session.publicBytes),
  })
  try {
    const decipher = createDecipheriv('aes-256-cbc', key, sealed.subarray(0, 16))
    return Buffer.concat([decipher.update(sealed.subarray(16)), decipher.final()])
  } catch {
    return null
  }
}

const open = (bot: BotSession, pinBase64: string): OpenedPin | null => {
  const plain = decrypt(bot, pinBase64)
  if (plain === null) return null
  const pin = plain.subarray(0, -TAIL)
  if (pin.length !== SIX_DIGITS && pin.length !== TIP_SIGNATURE) return null
  return {
    pin,
    seconds: Number(plain.readBigUInt64LE(pin.length)),
    iterator: plain.readBigUInt64LE(pin.length + 8),
  }
}

const isRight = (bot: BotSession, pin: Buffer, tipMessage: Buffer): boolean =>
  bot.spend === null
    ? pin.equals(Buffer.from(bot.pin))
    : pin.length === TIP_SIGNATURE && verify(null, tipMessage, bot.spend.publicKey, pin)

/** What a TIP PIN signs to give consent to an authorization. */
export const oauthTipMessage = (authorizationId: string): Buffer =>
  createHash('sha256').update(`TIP:OAUTH:APPROVE:${authorizationId}`).digest()

/**
 * Checks an encrypted PIN. Throws 20118 where it cannot be read, 20119 where it is wrong, stale
 * or its iterator spent, 429 after five wrong ones. A spent iterator does not count as wrong.
 */
export const checkPin = (
  world: World,
  request: UpstreamRequest,
  appId: string,
  pinBase64: unknown,
  tipMessage: Buffer,
): void => {
  const bot = world.bots.get(appId)
  if (bot === undefined) throw new MixinError(403)
  world.pinGuard.admit(appId)
  const opened = typeof pinBase64 === 'string' ? open(bot, pinBase64) : null
  if (opened === null) throw new MixinError(20118)
  const refuse = (why: string): MixinError => {
    request.remark(`20119: ${why}`)
    return new MixinError(20119)
  }
  if (Math.abs(world.clock() / 1_000 - opened.seconds) > MAX_CLOCK_SKEW_SECONDS) {
    throw refuse('the time inside is not the present')
  }
  if (!world.pinGuard.spend(appId, opened.iterator)) throw refuse('the iterator did not grow')
  if (!isRight(bot, opened.pin, tipMessage)) {
    world.pinGuard.wrong(appId)
    throw refuse('the PIN is wrong')
  }
  world.pinGuard.right(appId)
}
