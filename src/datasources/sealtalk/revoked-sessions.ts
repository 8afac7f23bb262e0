import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Clock } from '../../clock.ts'

/** Milliseconds that a session lives, as long as the upstream's own cookie. */
export const SESSION_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000

/** Sessions that were logged out. The upstream goes on accepting their cookies, so we must not. */
export interface RevokedSessions {
  /** For at least `SESSION_LIFETIME_MS`. */
  revoke(digest: string): void | Promise<void>
  isRevoked(digest: string): boolean | Promise<boolean>
}

/** Names a sealed session without giving it away. */
export const digestOf = (sealed: string): string => createHash('sha256').update(sealed).digest('base64url')

/** Digests kept, the least asked for forgotten first; some 20 MB. */
const MAX_DIGESTS = 100_000

/** Remembers for the life of this process: enough where no other gateway opens the same sessions. */
export const createRevokedSessions = (clock: Clock): RevokedSessions => {
  const digests = new LRUCache<string, true>({
    max: MAX_DIGESTS,
    ttl: SESSION_LIFETIME_MS,
    ttlResolution: 0,
    perf: { now: () => clock.now() },
  })
  return {
    revoke: (digest) => void digests.set(digest, true),
    isRevoked: (digest) => digests.get(digest) ?? false,
  }
}
