import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { isObject, parseJson } from '../../json.ts'
import type { Secret } from '../../secret.ts'

/** What signing in left behind, as it travels in the browser's cookie: sealed. */
export interface SessionContent {
  /** The upstream's own cookies, as its `Cookie` header takes them. */
  readonly cookie: string
  /** SealTalk's id of the account. */
  readonly userId: string
  /** Milliseconds since 1970. */
  readonly issuedAt: number
}

/** Turns sessions into texts that only gateways with the same secret can read or make. */
export interface Sealer {
  /** At most `MAX_SEALED_LENGTH` characters, of the base64url alphabet; undefined where it does not fit. */
  seal(content: SessionContent): string | undefined
  /** Undefined for a text that was not sealed here, or was touched since: a single bit is enough. */
  open(sealed: string): SessionContent | undefined
}

/** What browsers keep in one cookie, with room for its name. */
export const MAX_SEALED_LENGTH = 4_000

const CIPHER = 'aes-256-gcm'
const VERSION = Buffer.from([1])
const NONCE_BYTES = 12
const TAG_BYTES = 16

const toContent = (value: unknown): SessionContent | undefined => {
  if (!isObject(value)) return undefined
  const { cookie, userId, issuedAt } = value
  return typeof cookie === 'string' && typeof userId === 'string' && typeof issuedAt === 'number'
    ? { cookie, userId, issuedAt }
    : undefined
}

/**
 * Seals with AES-256-GCM: version, nonce, ciphertext, tag, as base64url. The upstream's cookie carries no
 * mark of authenticity of its own, so this is what keeps sessions apart.
 * @param secret random for the life of the process where left out
 */
export const createSealer = (secret?: Secret): Sealer => {
  const source = secret?.reveal() ?? randomBytes(32)
  const key = Buffer.from(hkdfSync('sha256', source, '', 'parley sealtalk session', 32))

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
      // One session has one spelling, or a logged-out one could come back as another text.
      if (bytes.toString('base64url') !== sealed) return undefined
      if (bytes.length < 1 + NONCE_BYTES + TAG_BYTES || bytes[0] !== VERSION[0]) return undefined
      const nonce = bytes.subarray(1, 1 + NONCE_BYTES)
      const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
      decipher.setAAD(VERSION).setAuthTag(bytes.subarray(-TAG_BYTES))
      try {
        const text = decipher.update(bytes.subarray(1 + NONCE_BYTES, -TAG_BYTES))
        return toContent(parseJson(Buffer.concat([text, decipher.final()]).toString('utf8')))
      } catch {
        return undefined
      }
    },
  }
}
