import { createCipheriv, createDecipheriv, createHash, randomInt } from 'node:crypto'
import { crash, notLoggedIn } from './replies.ts'

/** How the upstream identifies its callers; see docs/networks/sealtalk.md#session. */
export type Sessions = {
  /** A new cookie value for a user. */
  open(userId: number): string
  /** The user of a cookie value; throws the server's refusal of an invalid one. */
  userOf(value: string): number
  /** Called at logout. */
  end(value: string): void
  /** Forgets all sessions it keeps. */
  reset(): void
  /** Lifetime that the cookie announces, in seconds. */
  maxAgeSeconds: number
}

const md5 = (...parts: Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest()

/** Key and IV of a passphrase by OpenSSL's old scheme: the same for every cookie. */
const keyOf = (passphrase: string): { key: Buffer; iv: Buffer } => {
  const phrase = Buffer.from(passphrase)
  const first = md5(phrase)
  const second = md5(first, phrase)
  return { key: Buffer.concat([first, second]), iv: md5(second, phrase) }
}

/**
 * Sessions that live in the cookie alone: AES-256-CTR without a MAC over `salt|userId|moment`, so
 * that one flipped bit makes one somebody else. They never end, and logout changes nothing.
 */
export const createStatelessSessions = (passphrase: string, clock: () => number): Sessions => {
  const { key, iv } = keyOf(passphrase)
  return {
    open(userId) {
      const cipher = createCipheriv('aes-256-ctr', key, iv)
      const text = `${randomInt(1_000, 10_000)}|${userId}|${clock()}`
      return cipher.update(text, 'utf8', 'hex') + cipher.final('hex')
    },
    userOf(value) {
      if (!/^(?:[0-9a-f]{2})+$/i.test(value)) throw crash('Bad input string')
      const decipher = createDecipheriv('aes-256-ctr', key, iv)
      const parts = (decipher.update(value, 'hex', 'utf8') + decipher.final('utf8')).split('|')
      if (parts.length !== 3) throw crash('Invalid cookie value!')
      const userId = Number(parts[1])
      if (!Number.isSafeInteger(userId) || userId <= 0) throw notLoggedIn()
      return userId
    },
    end() {},
    reset() {},
    maxAgeSeconds: 2_592_000,
  }
}
