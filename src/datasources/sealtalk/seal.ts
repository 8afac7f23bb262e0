import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { isObject, parseJson } from '../../json.ts'
import type { Secret } from '../../secret.ts'

/** The content of the session cookie, before it is sealed. */
export interface SessionContent {
  /** The upstream's cookies, in the form of its `Cookie` header. */
  readonly cookie: string
  /** SealTalk's id of the account. */
  readonly userId: string
  /** Milliseconds since 1970. */
  readonly issuedAt: number
  /** Identifies the session, however often it is sealed. Sessions of version 0.1 have none. */
  readonly id?: string | undefined
  /** A pseudonym of the phone number that was used to sign in; undefined if unknown. */
  readonly phone?: string | undefined
}

/** Encrypts sessions so that only gateways with the same secret can read or create them. */
export interface Sealer {
  /** Base64url text of at most `MAX_SEALED_LENGTH` characters; undefined if the content is too long. */
  seal(content: SessionContent): string | undefined
  /** Undefined for a text that was not sealed with one of the secrets, or was modified. */
  open(sealed: string): SessionContent | undefined
}

/** Browsers limit a cookie, with its name, to 4,096 bytes. */
export const MAX_SEALED_LENGTH = 4_000

const CIPHER = 'aes-256-gcm'
const VERSION = Buffer.from([1])
const NONCE_BYTES = 12
const TAG_BYTES = 16

const isOptionalText = (value: unknown): value is string | undefined =>
  value === undefined || typeof value === 'string'

const toContent = (value: unknown): SessionContent | undefined => {
  if (!isObject(value)) return undefined
  const { cookie, userId, issuedAt, id, phone } = value
  return typeof cookie === 'string' &&
    typeof userId === 'string' &&
    typeof issuedAt === 'number' &&
    isOptionalText(id) &&
    isOptionalText(phone)
    ? { cookie, userId, issuedAt, id, phone }
    : undefined
}

const keyOf = (source: string | Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', source, '', 'parley sealtalk session', 32))

/** Undefined if it was encrypted with another key. */
const decrypt = (bytes: Buffer, key: Buffer): string | undefined => {
  const nonce = bytes.subarray(1, 1 + NONCE_BYTES)
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(VERSION).setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    const text = decipher.update(bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES))
    return Buffer.concat([text, decipher.final()]).toString('utf8')
  } catch {
    return undefined
  }
}

/**
 * Seals with AES-256-GCM: version, nonce, ciphertext and tag, as base64url. The upstream does not authenticate its
 * cookie, so this is what prevents forged sessions.
 * @param secret seals; default: random for the lifetime of the process
 * @param formerSecrets what they sealed is opened too
 */
export const createSealer = (secret?: Secret, formerSecrets: readonly Secret[] = []): Sealer => {
  const key = keyOf(secret?.reveal() ?? randomBytes(32))
  const keys = [key, ...formerSecrets.map((former) => keyOf(former.reveal()))]

  return {
    seal(content) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv(CIPHER, key, nonce).setAAD(VERSION)
      const text = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()])
      const sealed = Buffer.concat([VERSION, nonce, text, cipher.getAuthTag()]).toString('base64url')
      return sealed.length > MAX_SEALED_LENGTH ? undefined : sealed
    },

    open(sealed) {
      if (sealed.length > MAX_SEALED_LENGTH) return undefined
      const bytes = Buffer.from(sealed, 'base64url')
      // Accept the canonical encoding only: else a revoked session could be reused in another spelling.
      if (bytes.toString('base64url') !== sealed) return undefined
      if (bytes.length < 1 + NONCE_BYTES + TAG_BYTES || bytes[0] !== VERSION[0]) return undefined
      for (const each of keys) {
        const text = decrypt(bytes, each)
        if (text !== undefined) return toContent(parseJson(text))
      }
      return undefined
    },
  }
}
