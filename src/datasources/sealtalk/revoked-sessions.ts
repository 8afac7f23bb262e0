import { createHash } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { type Bounds, createExpiringMap, type ExpiringMap } from '../../upstream/rate-limits/expiring-map.ts'
import type { SharedRevocations } from '../shared-store.ts'
import {
  type GroupEnd,
  isSame,
  mergeEnds,
  type Revocation,
  type SessionEnd,
  subjectOf,
  toRevocation,
} from './revocation.ts'

/** Milliseconds that a session is valid, the same as the upstream's cookie. */
export const SESSION_LIFETIME_MS = 30 * 24 * 60 * 60 * 1000

/** What identifies a session without its secret. */
export interface IssuedSession {
  /** The same for all seals of a session. */
  readonly id: string
  readonly userId: string
  /** The pseudonym of the phone that it was signed in with; undefined if unknown. */
  readonly phone?: string | undefined
  /** Milliseconds since 1970. */
  readonly issuedAt: number
}

/**
 * Sessions that were ended. The upstream still accepts their cookies, so the gateway must refuse them. No revocation
 * is forgotten while its session is valid, however many there are.
 */
export interface RevokedSessions {
  /** Revokes a session. Like all revocations, it takes effect at this gateway at once. */
  revoke(session: IssuedSession): Promise<void>
  /** Revokes all sessions of a user, or of a phone, that exist by now. False if other gateways learn of it later. */
  revokeAllOf(group: Pick<GroupEnd, 'kind' | 'id'>, except?: IssuedSession): Promise<boolean>
  isRevoked(session: IssuedSession): boolean
  /** False if other gateways may have revoked sessions that this one has not heard of. */
  isComplete(): boolean
  /** When a session that begins now is issued: later than whatever has ended sessions of its user or phone. */
  issueTime(session: Omit<IssuedSession, 'id' | 'issuedAt'>): number
}

/** Identifies a sealed session without revealing it. */
export const digestOf = (sealed: string): string => createHash('sha256').update(sealed).digest('base64url')

/**
 * A user's logouts are kept one by one up to `maxPerOwner`, then as one. At most 560 bytes for a session or a user:
 * 56 MB for all of either.
 */
const BOUNDS: Bounds = { maxEntries: 100_000, maxPerOwner: 32 }

/** Milliseconds after which sessions are refused if the revocations of other gateways are not known. */
const GRACE_MS = 5_000
/** Milliseconds by which the gateways' clocks may differ. */
const MAX_SKEW_MS = 1_000
/** Times that are further ahead come from a wrong clock: they must not move this gateway's. */
const MAX_AHEAD_MS = 60_000

const expiryOf = ({ issuedUntil }: Revocation): number => issuedUntil + SESSION_LIFETIME_MS

const toShared = (revocation: Revocation) => ({
  subject: subjectOf(revocation),
  value: revocation,
  expiresAt: expiryOf(revocation),
})

/** @param shared makes several gateways know each other's revocations */
export const createRevokedSessions = (
  clock: Clock,
  shared?: SharedRevocations,
  bounds: Bounds = BOUNDS,
): RevokedSessions => {
  const skewMs = shared ? MAX_SKEW_MS : 0
  // Sessions end on a date.
  const dates = { now: clock.date }
  /** By session id. */
  const sessions = createExpiringMap<SessionEnd>(dates, bounds)
  /** By subject. */
  const groups = createExpiringMap<GroupEnd>(dates, { ...bounds, maxPerOwner: bounds.maxEntries })
  /** Sessions that were issued at this time or earlier are refused, whosoever they are. */
  let refusedUntil = -Infinity
  /** The latest time at which any session has ended. */
  let lastEnd = -Infinity

  /** If the map is full, all sessions as old as its oldest entry end: better than to accept a revoked one again. */
  const keep = <End extends Revocation>(
    map: ExpiringMap<End>,
    key: string,
    owner: string,
    end: End,
  ): void => {
    while (map.set(key, owner, end, expiryOf(end)) > 0) {
      const oldest = map.next()
      if (!oldest) return
      refusedUntil = Math.max(refusedUntil, oldest.value.issuedUntil)
      map.delete(oldest.key)
    }
  }

  /** Subjects that the shared store need not keep once it has the end that covers them. */
  const covered: string[] = []

  const isCovered = ({ id, issuedUntil }: SessionEnd, user: GroupEnd | undefined): boolean =>
    user !== undefined && user.except !== id && issuedUntil <= user.issuedUntil

  /** Removes the logouts of a user that the end of all earlier sessions covers. */
  const removeCovered = (user: GroupEnd): void => {
    if (user.kind !== 'user') return
    for (const { key, value } of sessions.entries(user.id)) {
      if (!isCovered(value, user)) continue
      sessions.delete(key)
      covered.push(subjectOf(value))
    }
  }

  const removeFromStore = (): void => {
    if (covered.length > 0) shared?.remove(covered.splice(0))
  }

  /** Merges the end of a group with what is known, and returns the result. */
  const keepGroup = (end: GroupEnd): GroupEnd => {
    const subject = subjectOf(end)
    const known = groups.get(subject)
    const merged = known ? mergeEnds(known, end) : end
    if (merged.issuedUntil <= clock.date() + MAX_AHEAD_MS) lastEnd = Math.max(lastEnd, merged.issuedUntil)
    keep(groups, subject, subject, merged)
    removeCovered(merged)
    return merged
  }

  /** Too many logouts of one user become the end of all earlier sessions. */
  const keepSession = (end: SessionEnd): Revocation => {
    const own = sessions.entries(end.userId)
    if (own.length < bounds.maxPerOwner || sessions.get(end.id)) {
      keep(sessions, end.id, end.userId, end)
      return end
    }
    const until = Math.max(end.issuedUntil, ...own.map(({ value }) => value.issuedUntil))
    return keepGroup({ kind: 'user', id: end.userId, issuedUntil: until, exceptFrom: until })
  }

  const put = async (revocation: Revocation): Promise<boolean> => {
    if (!shared) return true
    const isTold = await shared.put(toShared(revocation))
    if (isTold) removeFromStore()
    return isTold
  }

  const endOf = (kind: GroupEnd['kind'], id: string): GroupEnd | undefined =>
    groups.get(subjectOf({ kind, id }))

  shared?.follow({
    receive(value) {
      const received = toRevocation(value)
      if (!received || expiryOf(received) <= clock.date()) return false
      if (received.kind === 'session' && isCovered(received, endOf('user', received.userId))) return false
      const known =
        received.kind === 'session' ? sessions.get(received.id) : endOf(received.kind, received.id)
      const kept = received.kind === 'session' ? keepSession(received) : keepGroup(received)
      // The store has what was written last, but gateways that start later need to know all.
      if (isSame(kept, received)) removeFromStore()
      else void put(kept)
      return !known || !isSame(known, kept)
    },
    known: () => [...sessions.entries(), ...groups.entries()].map(({ value }) => toShared(value)),
  })

  const issuedUntil = (end: GroupEnd | undefined, sessionId: string): number => {
    if (!end) return -Infinity
    return end.except === sessionId ? end.exceptFrom : end.issuedUntil
  }

  const isRevoked = (session: IssuedSession): boolean => {
    const { id, userId, phone, issuedAt } = session
    if (sessions.get(id) !== undefined) return true
    const ofPhone = phone === undefined ? undefined : endOf('phone', phone)
    const until = Math.max(issuedUntil(endOf('user', userId), id), issuedUntil(ofPhone, id), refusedUntil)
    return issuedAt <= until
  }

  return {
    async revoke(session) {
      if (isRevoked(session)) return
      const { id, userId, issuedAt } = session
      // The session may have later seals, but none of the future.
      const until = Math.max(clock.date(), issuedAt)
      await put(keepSession({ kind: 'session', id, userId, issuedUntil: until }))
    },
    async revokeAllOf({ kind, id }, except) {
      // Later than any session so far, also of a gateway whose clock is ahead.
      const until = Math.max(clock.date() + skewMs, lastEnd + 1, except?.issuedAt ?? -Infinity)
      const exceptFrom = except ? -Infinity : until
      return put(keepGroup({ kind, id, issuedUntil: until, except: except?.id, exceptFrom }))
    },
    isRevoked,
    isComplete() {
      const lostAt = shared?.lostAt()
      return lostAt === undefined || clock.now() - lostAt < GRACE_MS
    },
    issueTime({ userId, phone }) {
      const ends = [endOf('user', userId), phone === undefined ? undefined : endOf('phone', phone)]
      return Math.max(clock.date(), ...ends.map((end) => (end ? end.issuedUntil + 1 : -Infinity)))
    },
  }
}
