import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { Secret } from '../../secret.ts'

/** A bot's keys as configured, in either format of docs/networks/mixin.md#keystores. */
export interface BotSettings {
  readonly appId: string
  readonly sessionId: string
  readonly sessionPrivateKey: Secret
  readonly serverPublicKey?: Secret | undefined
}

/** A bot's session with its keys decoded. */
export interface Keystore {
  readonly appId: string
  readonly sessionId: string
  /** Ed25519 key that signs tokens. */
  readonly signingKey: KeyObject
  /** X25519 form of the session key, for the key agreement that encrypts PINs. */
  readonly agreementKey: KeyObject
  /** The server's X25519 key. Without it, no PIN can be sent. */
  readonly serverKey?: KeyObject | undefined
}

const ED25519_PRIVATE = Buffer.from('302e020100300506032b657004220420', 'hex')
const X25519_PRIVATE = Buffer.from('302e020100300506032b656e04220420', 'hex')
const X25519_PUBLIC = Buffer.from('302a300506032b656e032100', 'hex')

const privateKey = (prefix: Buffer, raw: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([prefix, raw]), format: 'der', type: 'pkcs8' })

/** New format: hex of the 32-byte seed. Old format: base64 of seed and public key. */
const decodeSeed = (text: string): Buffer => {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')
  if (bytes.length !== 32 && bytes.length !== 64)
    throw new TypeError('a session private key must have 32 or 64 bytes')
  return bytes.subarray(0, 32)
}

const P = 2n ** 255n - 19n

const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n
  for (let b = base % P, e = exponent; e > 0n; e >>= 1n, b = (b * b) % P)
    if (e & 1n) result = (result * b) % P
  return result
}

/** Ed25519 point → X25519 coordinate: u = (1 + y) / (1 − y) mod 2²⁵⁵ − 19. */
const toMontgomery = (edwards: Buffer): Buffer => {
  const littleEndian = Buffer.from(edwards)
  littleEndian[31] = (littleEndian[31] ?? 0) & 0x7f
  const y = BigInt(`0x${Buffer.from(littleEndian).reverse().toString('hex')}`)
  const u = ((1n + y) * power((1n - y + P) % P, P - 2n)) % P
  return Buffer.from(u.toString(16).padStart(64, '0'), 'hex').reverse()
}

/** New format: hex of the Ed25519 key. Old format (`pin_token`): base64 of its X25519 form. */
const decodeServerKey = (text: string): KeyObject => {
  const isHex = /^[0-9a-f]{64}$/i.test(text)
  const raw = isHex ? toMontgomery(Buffer.from(text, 'hex')) : Buffer.from(text, 'base64')
  if (raw.length !== 32) throw new TypeError('a server public key must have 32 bytes')
  return createPublicKey({ key: Buffer.concat([X25519_PUBLIC, raw]), format: 'der', type: 'spki' })
}

/** Makes an Ed25519 private key from a 32-byte seed. */
export const ed25519FromSeed = (seed: Buffer): KeyObject => privateKey(ED25519_PRIVATE, seed)

/** Decodes the keys of a bot. @throws TypeError naming the key that cannot be decoded, never its value */
export const openKeystore = (bot: BotSettings): Keystore => {
  const seed = decodeSeed(bot.sessionPrivateKey.reveal())
  return {
    appId: bot.appId,
    sessionId: bot.sessionId,
    signingKey: ed25519FromSeed(seed),
    // Node clamps the scalar.
    agreementKey: privateKey(X25519_PRIVATE, createHash('sha512').update(seed).digest().subarray(0, 32)),
    serverKey: bot.serverPublicKey && decodeServerKey(bot.serverPublicKey.reveal()),
  }
}
