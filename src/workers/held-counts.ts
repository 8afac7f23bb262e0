import type { Clock } from '../clock.ts'
import type { SharedRemaining } from '../upstream/rate-limits/budget.ts'
import { type Bounds, createExpiringMap, type ExpiringMap } from '../upstream/rate-limits/expiring-map.ts'
import { MAX_TOKEN_WAIT_MS } from '../upstream/rate-limits/fair-bucket.ts'
import { type Bucket, fullBucket, refill, waitFor } from '../upstream/rate-limits/token-bucket.ts'
import type { Cooldown, CountName, Take } from './calls.ts'

/** Token buckets and cooldowns of all workers. None is forgotten before it is full, or over. */
export interface HeldCounts {
  /** Undefined where there is no room for a new bucket. */
  take(take: Take): SharedRemaining | undefined
  /** Returns the cooldown that holds now: a longer one stays. */
  startCooldown(cooldown: Cooldown): Cooldown
  cooldowns(): readonly Cooldown[]
}

/** Buckets of one limit, as many as one process may have. Workers bound those of each owner. */
const BUCKETS = 50_000
const BOUNDS: Bounds = { maxEntries: BUCKETS, maxPerOwner: BUCKETS }
/** Each worker has only so many. */
const UNBOUNDED: Bounds = { maxEntries: Infinity, maxPerOwner: Infinity }

export const keyOf = ({ name, scope }: CountName): string => `${name}\n${scope}`

export const createHeldCounts = (clock: Clock): HeldCounts => {
  const limits = new Map<string, ExpiringMap<Bucket>>()
  const cooldowns = createExpiringMap<CountName & { readonly until: number }>(clock, UNBOUNDED)

  const bucketsOf = (name: string): ExpiringMap<Bucket> => {
    const known = limits.get(name)
    if (known) return known
    const buckets = createExpiringMap<Bucket>(clock, BOUNDS)
    limits.set(name, buckets)
    return buckets
  }

  return {
    take({ name, scope, bucket: rate, count }) {
      const now = clock.now()
      const cooldown = cooldowns.get(keyOf({ name, scope }))
      if (cooldown) return { cooldownMs: cooldown.until - now, waitMs: 0, remaining: 0 }
      const buckets = bucketsOf(name)
      const bucket = buckets.get(scope) ?? fullBucket(rate, now)
      refill(bucket, now, rate)
      const waitMs = Math.ceil(waitFor(bucket, 1))
      if (count < 0 || (count > 0 && waitMs <= MAX_TOKEN_WAIT_MS)) {
        bucket.tokens = Math.min(rate.burst, bucket.tokens - count)
        const fullAt = now + waitFor(bucket, rate.burst)
        if (buckets.set(scope, scope, bucket, fullAt) > 0) return undefined
      }
      return { cooldownMs: 0, waitMs, remaining: Math.max(0, Math.floor(bucket.tokens)) }
    },
    startCooldown({ name, scope, forMs }) {
      const now = clock.now()
      const key = keyOf({ name, scope })
      const until = Math.max(now + forMs, cooldowns.get(key)?.until ?? -Infinity)
      cooldowns.set(key, key, { name, scope, until }, until)
      return { name, scope, forMs: until - now }
    },
    cooldowns() {
      const now = clock.now()
      return cooldowns
        .entries()
        .map(({ value: { name, scope, until } }) => ({ name, scope, forMs: until - now }))
    },
  }
}
