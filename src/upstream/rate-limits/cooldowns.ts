import type { Clock } from '../../clock.ts'
import { createGrowingLru } from '../../lru.ts'
import type { LimitClass } from './limit-class.ts'

interface Cooldown {
  readonly until: number
  /** How long the next refusal closes it. */
  readonly nextMs: number
}

/** Refusals that hold, the one looked at least forgotten first. */
const MAX_COOLDOWNS = 20_000

/** Classes of calls that an upstream has refused, each by a key of its own. */
export interface Cooldowns {
  /** Milliseconds until it opens; 0 for open. */
  leftMs(key: string): number
  /** Keys of what is closed now. */
  closed(): readonly string[]
  /** The upstream has refused, and may have said for how long. */
  close(key: string, rule: LimitClass['cooldown'], retryAfterMs: number | undefined): void
  /** Others have met with a refusal that holds so long. */
  learn(key: string, rule: LimitClass['cooldown'], forMs: number): void
  /** The upstream has answered: once it is open, the next refusal is a first one again. */
  answered(key: string): void
}

export const createCooldowns = (clock: Clock): Cooldowns => {
  const cooldowns = createGrowingLru<string, Cooldown>(MAX_COOLDOWNS)

  const leftMs = (key: string): number => {
    const cooldown = cooldowns.get(key)
    return cooldown ? Math.max(0, cooldown.until - clock.now()) : 0
  }

  const keep = (key: string, forMs: number, nextMs: number): void => {
    cooldowns.set(key, { until: clock.now() + Math.max(leftMs(key), forMs), nextMs })
  }

  return {
    leftMs,
    closed() {
      const now = clock.now()
      return [...cooldowns.entries()].filter(([, { until }]) => until > now).map(([key]) => key)
    },
    close(key, { firstMs, maxMs }, retryAfterMs) {
      const nextMs = cooldowns.get(key)?.nextMs ?? firstMs
      const isAlwaysSo = firstMs === maxMs
      // Calls that were under way together are refused together: that is one refusal, not several.
      const isKnown = leftMs(key) > 0 && !isAlwaysSo
      const isTold = retryAfterMs !== undefined && !isAlwaysSo
      const ownMs = isKnown || isTold ? 0 : nextMs
      keep(key, Math.max(ownMs, retryAfterMs ?? 0), ownMs > 0 ? Math.min(maxMs, ownMs * 2) : nextMs)
    },
    learn(key, { firstMs }, forMs) {
      keep(key, forMs, cooldowns.get(key)?.nextMs ?? firstMs)
    },
    answered(key) {
      if (cooldowns.has(key) && leftMs(key) === 0) cooldowns.delete(key)
    },
  }
}
