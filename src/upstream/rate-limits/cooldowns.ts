import type { Clock } from '../../clock.ts'
import { createGrowingLru } from '../../lru.ts'
import type { LimitClass } from './limit-class.ts'

interface Cooldown {
  readonly until: number
  /** Length of the next cooldown if the upstream gives none. */
  readonly nextMs: number
}

/** Cooldowns kept; the least recently used is evicted first. */
const MAX_COOLDOWNS = 20_000

/** Pauses after an upstream refused calls, by key. */
export interface Cooldowns {
  /** Milliseconds left; 0 if there is no cooldown. */
  leftMs(key: string): number
  /** Keys with a cooldown now. */
  active(): readonly string[]
  /** The upstream refused a call, with or without `Retry-After`. */
  start(key: string, rule: LimitClass['cooldown'], retryAfterMs: number | undefined): void
  /** Another gateway met a refusal that holds for so long. */
  adopt(key: string, rule: LimitClass['cooldown'], forMs: number): void
  /** The upstream accepted a call: unless a cooldown is active, the next one starts at its first length again. */
  succeeded(key: string): void
}

export const createCooldowns = (clock: Clock): Cooldowns => {
  const cooldowns = createGrowingLru<string, Cooldown>(MAX_COOLDOWNS)

  const leftMs = (key: string): number => {
    const cooldown = cooldowns.get(key)
    return cooldown ? Math.max(0, cooldown.until - clock.now()) : 0
  }

  const set = (key: string, forMs: number, nextMs: number): void => {
    cooldowns.set(key, { until: clock.now() + Math.max(leftMs(key), forMs), nextMs })
  }

  return {
    leftMs,
    active() {
      const now = clock.now()
      return [...cooldowns.entries()].filter(([, { until }]) => until > now).map(([key]) => key)
    },
    start(key, { firstMs, maxMs }, retryAfterMs) {
      const nextMs = cooldowns.get(key)?.nextMs ?? firstMs
      const isFixed = firstMs === maxMs
      // Concurrent calls are refused together: that counts as one refusal.
      const isSameRefusal = leftMs(key) > 0 && !isFixed
      const isSetByUpstream = retryAfterMs !== undefined && !isFixed
      const ownMs = isSameRefusal || isSetByUpstream ? 0 : nextMs
      set(key, Math.max(ownMs, retryAfterMs ?? 0), ownMs > 0 ? Math.min(maxMs, ownMs * 2) : nextMs)
    },
    adopt(key, { firstMs }, forMs) {
      set(key, forMs, cooldowns.get(key)?.nextMs ?? firstMs)
    },
    succeeded(key) {
      if (cooldowns.has(key) && leftMs(key) === 0) cooldowns.delete(key)
    },
  }
}
