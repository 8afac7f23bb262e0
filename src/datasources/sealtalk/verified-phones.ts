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
  /** A pseudonym of a phone, the same at all gateways. @param name see `phoneNameOf` */
  pseudonymOf(name: string): string
  remember(token: string, phone: string): void
  /** The pseudonym of a token's phone; undefined if it was verified elsewhere or too long ago. */
  find(token: string): Promise<string | undefined>
}

/** Each costs a text message, so nobody can fill this with phones of their own. About 20 MB. */
const MAX_PHONES = 100_000

const KIND = 'sealtalk verified phone'

export const createVerifiedPhones = (
  clock: Clock,
  pseudonymOf: Pseudonym,
  facts?: SharedFacts,
): VerifiedPhones => {
  const phones = createGrowingLru<string, string>(MAX_PHONES, {
    ttl: SESSION_LIFETIME_MS,
    ttlResolution: 0,
    perf: { now: () => clock.now() },
  })
  const keyOf = (token: string): string => createHash('sha256').update(token).digest('base64url')

  return {
    pseudonymOf,
    remember(token, phone) {
      phones.set(keyOf(token), phone)
      void facts?.insist(KIND, keyOf(token), phone, SESSION_LIFETIME_MS)
    },
    async find(token) {
      const known = phones.get(keyOf(token))
      if (known !== undefined || !facts) return known
      const shared = await facts.read(KIND, keyOf(token))
      return typeof shared === 'string' ? shared : undefined
    },
  }
}
