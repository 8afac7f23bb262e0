import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { createGrowingLru } from '../../lru.ts'
import type { SharedFacts } from '../shared-store.ts'

/** Milliseconds that a session lives, as long as the upstream's own cookie. */
export const SESSION_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000

/** Sessions that were logged out. The upstream goes on accepting their cookies, so we must not. */
export interface RevokedSessions {
  /** For `SESSION_LIFETIME_MS`, and here at once. */
  revoke(digest: string): Promise<void>
  /** At once where this gateway knows; a promise where others have to be asked. */
  isRevoked(digest: string): boolean | Promise<boolean>
}

/** Names a sealed session without giving it away. */
export const digestOf = (sealed: string): string => createHash('sha256').update(sealed).digest('base64url')

/** Digests kept here, the least asked for forgotten first; some 20 MB. */
const MAX_DIGESTS = 100_000

const KIND = 'sealtalk logout'

/** @param shared tells other gateways, and knows what they were told */
export const createRevokedSessions = (clock: Clock, shared?: SharedFacts): RevokedSessions => {
  const digests = createGrowingLru<string, true>(MAX_DIGESTS, {
    ttl: SESSION_LIFETIME_MS,
    ttlResolution: 0,
    perf: { now: () => clock.now() },
  })

  const askOthers = async (digest: string, facts: SharedFacts): Promise<boolean> => {
    if ((await facts.read(KIND, digest)) !== true) return false
    digests.set(digest, true)
    return true
  }

  return {
    async revoke(digest) {
      digests.set(digest, true)
      await shared?.insist(KIND, digest, true, SESSION_LIFETIME_MS)
    },
    isRevoked: (digest) => digests.get(digest) ?? (shared ? askOthers(digest, shared) : false),
  }
}
