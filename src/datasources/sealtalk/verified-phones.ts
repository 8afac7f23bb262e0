import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { createGrowingLru } from '../../lru.ts'
import type { Pseudonym } from '../../request/scope.ts'
import type { SharedFacts } from '../shared-store.ts'
import { SESSION_LIFETIME_MS } from './revoked-sessions.ts'

/**
 * Phones by their verification tokens, so that a call with a token is known to be about a phone. Neither the token
 * nor the number is kept.
 */
export interface VerifiedPhones {
  /**
   * The pseudonyms of a phone, the same at all gateways: one per secret, the current one first.
   *
   * @param name see `phoneNameOf`
   */
  pseudonymsOf(name: string): readonly string[]
  remember(token: string, phone: readonly string[]): void
  /** The pseudonyms of a token's phone; none if it was verified elsewhere or too long ago. */
  find(token: string): Promise<readonly string[]>
}

/** Each costs a text message, so nobody can fill this with phones of their own. About 20 MB. */
const MAX_PHONES = 100_000

const KIND = 'sealtalk verified phone'
const SEPARATOR = ' '

export const createVerifiedPhones = (
  clock: Clock,
  pseudonyms: readonly Pseudonym[],
  facts?: SharedFacts,
): VerifiedPhones => {
  const phones = createGrowingLru<string, string>(MAX_PHONES, {
    ttl: SESSION_LIFETIME_MS,
    ttlResolution: 0,
    perf: { now: () => clock.now() },
  })
  const keyOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

  return {
    pseudonymsOf: (name) => pseudonyms.map((pseudonymOf) => pseudonymOf(name)),
    remember(token, phone) {
      const text = phone.join(SEPARATOR)
      phones.set(keyOf(token), text)
      void facts?.insist(KIND, keyOf(token), text, SESSION_LIFETIME_MS)
    },
    async find(token) {
      const known = phones.get(keyOf(token))
      const found = known ?? (await facts?.read(KIND, keyOf(token)))
      return typeof found === 'string' ? found.split(SEPARATOR) : []
    },
  }
}
