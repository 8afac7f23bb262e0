import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { createGrowingLru } from '../../lru.ts'
import type { SharedFacts } from '../shared-store.ts'

/** Milliseconds that a session is valid, the same as the upstream's cookie. */
export const SESSION_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000

/** Sessions that were logged out. The upstream still accepts their cookies, so the gateway must refuse them. */
export interface RevokedSessions {
  /** Revokes a session for `SESSION_LIFETIME_MS`; takes effect at this gateway at once. */
  revoke(digest: string): Promise<void>
  /** A promise if other gateways have to be asked. */
  isRevoked(digest: string): boolean | Promise<boolean>
}

/** Identifies a sealed session without revealing it. */
export const digestOf = (sealed: string): string => createHash('sha256').update(sealed).digest('base64url')

/** Digests kept; the least recently used is evicted first. About 20 MB. */
const MAX_DIGESTS = 100_000

const KIND = 'sealtalk logout'

/** @param shared shares logouts with other gateways */
export const createRevokedSessions = (clock: Clock, shared?: SharedFacts): RevokedSessions => {
  const digests = createGrowingLru<string, true>(MAX_DIGESTS, {
    ttl: SESSION_LIFETIME_MS,
    ttlResolution: 0,
    perf: { now: () => clock.now() },
  })

  const isRevokedElsewhere = async (digest: string, facts: SharedFacts): Promise<boolean> => {
    if ((await facts.read(KIND, digest)) !== true) return false
    digests.set(digest, true)
    return true
  }

  return {
    async revoke(digest) {
      digests.set(digest, true)
      await shared?.insist(KIND, digest, true, SESSION_LIFETIME_MS)
    },
    isRevoked: (digest) => digests.get(digest) ?? (shared ? isRevokedElsewhere(digest, shared) : false),
  }
}
