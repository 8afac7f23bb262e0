import type { Clock } from '../../clock.ts'
import { createClassState, holderOf, type StateOwner } from './class-state.ts'
import type { Bounds } from './expiring-map.ts'
import type { LimitClass } from './limit-class.ts'

interface Cooldown {
  readonly until: number
  /** Length of the next cooldown if the upstream gives none. */
  readonly nextMs: number
}

/** A pause of the calls of one class and scope. */
export interface ActiveCooldown {
  readonly name: string
  readonly scope: string
  readonly leftMs: number
}

/** Pauses after an upstream refused calls, by class and scope. None is forgotten before it ends. */
export interface Cooldowns {
  /** Milliseconds left; 0 if there is no cooldown. */
  leftMs(limit: LimitClass, scope: string): number
  /** Milliseconds until there is room for a cooldown of this owner; 0 if there is. */
  waitForRoom(limit: LimitClass, owner: StateOwner): number
  /** For each class that had a cooldown: how many there are now. */
  active(): ReadonlyMap<string, number>
  /** Those that have not ended. */
  all(): readonly ActiveCooldown[]
  /** The upstream refused a call, with or without `Retry-After`. */
  start(limit: LimitClass, owner: StateOwner, retryAfterMs: number | undefined): void
  /** Another gateway met a refusal that holds for so long. */
  adopt(limit: LimitClass, owner: StateOwner, forMs: number): void
  /** The upstream accepted a call: unless a cooldown is active, the next one starts at its first length again. */
  succeeded(limit: LimitClass, scope: string): void
}

/** For each class. At most 560 bytes each: 11 MB. */
const COOLDOWN_BOUNDS: Bounds = { maxEntries: 20_000, maxPerOwner: 500 }

export const createCooldowns = (clock: Clock, bounds: Bounds = COOLDOWN_BOUNDS): Cooldowns => {
  const cooldowns = createClassState<Cooldown>(clock, bounds)
  const find = (limit: LimitClass, scope: string) => cooldowns.mapOf(limit, scope).get(scope)

  const leftMs = (limit: LimitClass, scope: string): number => {
    const cooldown = find(limit, scope)
    return cooldown ? Math.max(0, cooldown.until - clock.now()) : 0
  }

  const set = (limit: LimitClass, owner: StateOwner, forMs: number, nextMs: number): void => {
    const { scope } = owner
    const until = clock.now() + Math.max(leftMs(limit, scope), forMs)
    const { firstMs, maxMs } = limit.cooldown
    // The length of the next one is remembered for a while after the end.
    const expiresAt = firstMs === maxMs ? until : until + maxMs
    cooldowns.mapOf(limit, scope).set(scope, holderOf(owner), { until, nextMs }, expiresAt)
  }

  return {
    leftMs,
    waitForRoom: (limit, owner) =>
      cooldowns.mapOf(limit, owner.scope).waitForRoom(owner.scope, holderOf(owner)),
    active() {
      const now = clock.now()
      const counts = new Map<string, number>()
      for (const { name, value } of cooldowns.values()) {
        counts.set(name, (counts.get(name) ?? 0) + (value.until > now ? 1 : 0))
      }
      return counts
    },
    all() {
      const now = clock.now()
      return [...cooldowns.values()]
        .map(({ name, scope, value }) => ({ name, scope, leftMs: value.until - now }))
        .filter(({ leftMs: left }) => left > 0)
    },
    start(limit, owner, retryAfterMs) {
      const { firstMs, maxMs } = limit.cooldown
      const nextMs = find(limit, owner.scope)?.nextMs ?? firstMs
      const isFixed = firstMs === maxMs
      // Concurrent calls are refused together: that counts as one refusal.
      const isSameRefusal = leftMs(limit, owner.scope) > 0 && !isFixed
      const isSetByUpstream = retryAfterMs !== undefined && !isFixed
      const ownMs = isSameRefusal || isSetByUpstream ? 0 : nextMs
      set(limit, owner, Math.max(ownMs, retryAfterMs ?? 0), ownMs > 0 ? Math.min(maxMs, ownMs * 2) : nextMs)
    },
    adopt(limit, owner, forMs) {
      set(limit, owner, forMs, find(limit, owner.scope)?.nextMs ?? limit.cooldown.firstMs)
    },
    succeeded(limit, scope) {
      if (leftMs(limit, scope) === 0) cooldowns.mapOf(limit, scope).delete(scope)
    },
  }
}
