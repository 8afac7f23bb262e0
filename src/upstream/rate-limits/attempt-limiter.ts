import type { Clock } from '../../clock.ts'
import { createGrowingLru } from '../../lru.ts'
import { type Bucket, fullBucket, type Rate, refill, waitFor } from './token-bucket.ts'
import type { SharedRemaining } from './budget.ts'
import { PATIENCE_MS } from './fair-bucket.ts'

/** How often something may be tried: a bucket for each scope of a name. */
export interface AttemptLimit {
  readonly name: string
  readonly bucket: Rate
}

/** Tries that several gateways count together. Says nothing, soon, where nobody can tell. Rejects never. */
export interface SharedAttempts {
  /** Takes a token, if it is there or nearly so; 0 only looks. */
  take(limit: AttemptLimit, scope: string, count: 0 | 1): Promise<SharedRemaining | undefined>
  give(limit: AttemptLimit, scope: string, count: number): void
}

/**
 * Counts tries, each before it is made, so that none of many at once slips through. This process counts for
 * itself, whatever becomes of the shared store, and the stricter count decides.
 */
export interface AttemptLimiter {
  /** Takes a try. Milliseconds to wait where there is none, and nothing is taken then; 0 where it may be made. */
  take(limit: AttemptLimit, scope: string): Promise<number>
  /** The same without taking any. */
  look(limit: AttemptLimit, scope: string): Promise<number>
  /** One try counts as not made. */
  giveBack(limit: AttemptLimit, scope: string): void
  /** Whatever was tried so far is forgotten. */
  forgive(limit: AttemptLimit, scope: string): void
}

/** Buckets kept here, the one used least forgotten first; some 20 MB. */
const MAX_BUCKETS = 50_000

export const createAttemptLimiter = (clock: Clock, shared?: SharedAttempts): AttemptLimiter => {
  const buckets = createGrowingLru<string, Bucket>(MAX_BUCKETS)
  const keyOf = ({ name }: AttemptLimit, scope: string): string => `${name}\n${scope}`

  const bucketOf = (limit: AttemptLimit, scope: string): Bucket => {
    const now = clock.now()
    const bucket = buckets.get(keyOf(limit, scope)) ?? fullBucket(limit.bucket, now)
    refill(bucket, now)
    return bucket
  }

  const give = (limit: AttemptLimit, scope: string, count: number): void => {
    const bucket = bucketOf(limit, scope)
    bucket.tokens = Math.min(limit.bucket.burst, bucket.tokens + count)
    // A full one is as good as none.
    if (bucket.tokens === limit.bucket.burst) buckets.delete(keyOf(limit, scope))
  }

  return {
    async take(limit, scope) {
      const bucket = bucketOf(limit, scope)
      const waitMs = waitFor(bucket, 1)
      if (waitMs > 0) return Math.ceil(waitMs)
      bucket.tokens -= 1
      buckets.set(keyOf(limit, scope), bucket)
      const left = await shared?.take(limit, scope, 1)
      if (!left || left.waitMs <= PATIENCE_MS) return 0
      give(limit, scope, 1)
      return left.waitMs
    },
    async look(limit, scope) {
      const left = await shared?.take(limit, scope, 0)
      return Math.max(Math.ceil(waitFor(bucketOf(limit, scope), 1)), left?.waitMs ?? 0)
    },
    giveBack(limit, scope) {
      give(limit, scope, 1)
      shared?.give(limit, scope, 1)
    },
    forgive(limit, scope) {
      give(limit, scope, limit.bucket.burst)
      shared?.give(limit, scope, limit.bucket.burst)
    },
  }
}
