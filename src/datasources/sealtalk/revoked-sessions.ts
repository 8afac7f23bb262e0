import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { type Bounds, createExpiringMap, type ExpiringMap } from '../../upstream/rate-limits/expiring-map.ts'
import type { SharedFacts } from '../shared-store.ts'

/** Milliseconds that a session is valid, the same as the upstream's cookie. */
export const SESSION_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000

/** What identifies a session without its secret. */
export interface IssuedSession {
  /** See `digestOf`. */
  readonly digest: string
  readonly userId: string
  /** Milliseconds since 1970. */
  readonly issuedAt: number
}

/**
 * Sessions that were logged out. The upstream still accepts their cookies, so the gateway must refuse them. No
 * revocation is forgotten while its session is valid, however many there are.
 */
export interface RevokedSessions {
  /** Revokes a session; takes effect at this gateway at once. */
  revoke(session: IssuedSession): Promise<void>
  /** Revokes all sessions of a user that were issued at this time or earlier. */
  revokeAllOf(userId: string, issuedUntil: number): Promise<void>
  /** A promise if other gateways have to be asked. */
  isRevoked(session: IssuedSession): boolean | Promise<boolean>
}

/** Identifies a sealed session without revealing it. */
export const digestOf = (sealed: string): string => createHash('sha256').update(sealed).digest('base64url')

/**
 * A user's logouts are kept one by one up to `maxPerOwner`, then as one. At most 560 bytes for a session or a user:
 * 56 MB for all of either.
 */
const BOUNDS: Bounds = { maxEntries: 100_000, maxPerOwner: 32 }

const ONE = 'sealtalk logout'
const ALL = 'sealtalk logout of all'

const toTime = (value: unknown): number => (typeof value === 'number' ? value : -Infinity)

/** @param shared shares logouts with other gateways */
export const createRevokedSessions = (
  clock: Clock,
  shared?: SharedFacts,
  bounds: Bounds = BOUNDS,
): RevokedSessions => {
  /** When a session was issued, by digest. Expires with the session. */
  const sessions = createExpiringMap<number>(clock, bounds)
  /** When a user's last revoked session was issued. All earlier ones are revoked, too. */
  const users = createExpiringMap<number>(clock, { ...bounds, maxPerOwner: bounds.maxEntries })
  /** Sessions that were issued at this time or earlier are refused, whosoever they are. */
  let refusedUntil = -Infinity

  const put = (map: ExpiringMap<number>, key: string, userId: string, issuedAt: number): number =>
    map.set(key, userId, issuedAt, issuedAt + SESSION_LIFETIME_MS)

  /** If the map is full, all sessions as old as its oldest entry end: better than to accept a revoked one again. */
  const keep = (map: ExpiringMap<number>, key: string, userId: string, issuedAt: number): void => {
    while (put(map, key, userId, issuedAt) > 0) {
      const oldest = map.next()
      if (!oldest) return
      refusedUntil = Math.max(refusedUntil, oldest.value)
      map.delete(oldest.key)
    }
  }

  const revokedUntil = (userId: string): number => Math.max(refusedUntil, users.get(userId) ?? -Infinity)

  const revokeAllOf = async (userId: string, issuedUntil: number): Promise<void> => {
    const until = Math.max(issuedUntil, users.get(userId) ?? -Infinity)
    const covered = sessions.entries(userId).filter(({ value }) => value <= until)
    for (const { key } of covered) sessions.delete(key)
    keep(users, userId, userId, until)
    if (!shared) return
    // Another gateway may have revoked later sessions.
    const known = toTime(await shared.read(ALL, userId))
    if (known < until) await shared.insist(ALL, userId, until, SESSION_LIFETIME_MS)
    for (const { key } of covered) shared.forget(ONE, key)
  }

  const isRevokedElsewhere = async (
    { digest, userId, issuedAt }: IssuedSession,
    facts: SharedFacts,
  ): Promise<boolean> => {
    const [one, all] = await Promise.all([facts.read(ONE, digest), facts.read(ALL, userId)])
    if (toTime(all) >= issuedAt) {
      put(users, userId, userId, toTime(all))
      return true
    }
    if (one !== true) return false
    put(sessions, digest, userId, issuedAt)
    return true
  }

  return {
    async revoke({ digest, userId, issuedAt }) {
      if (issuedAt <= (users.get(userId) ?? -Infinity)) return
      const own = sessions.entries(userId)
      if (own.length >= bounds.maxPerOwner && sessions.get(digest) === undefined) {
        await revokeAllOf(userId, Math.max(issuedAt, ...own.map(({ value }) => value)))
        return
      }
      keep(sessions, digest, userId, issuedAt)
      await shared?.insist(ONE, digest, true, SESSION_LIFETIME_MS)
    },
    revokeAllOf,
    isRevoked(session) {
      if (session.issuedAt <= revokedUntil(session.userId)) return true
      if (sessions.get(session.digest) !== undefined) return true
      return shared ? isRevokedElsewhere(session, shared) : false
    },
  }
}
