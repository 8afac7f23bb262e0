import type { Clock } from '../../clock.ts'
import { createGrowingLru } from '../../lru.ts'
import { type Bucket, fullBucket, type Rate, refill, waitFor } from './token-bucket.ts'
import type { SharedRemaining } from './budget.ts'
import { MAX_TOKEN_WAIT_MS } from './fair-bucket.ts'

/** How many attempts are allowed: one token bucket per name and scope. */
export interface AttemptLimit {
  readonly name: string
  readonly bucket: Rate
}

/** Attempts counted by several gateways. Undefined, without delay, if the store is not available. Never rejects. */
export interface SharedAttempts {
  /** Takes a token if there is one now or soon; a count of 0 only reads. */
  take(limit: AttemptLimit, scope: string, count: 0 | 1): Promise<SharedRemaining | undefined>
  refund(limit: AttemptLimit, scope: string, count: number): void
}

/**
 * Counts each attempt before it is made, so that concurrent attempts cannot exceed the limit. This process keeps
 * its own count as well as the shared one; the stricter decides.
 */
export interface AttemptLimiter {
  /** Counts an attempt and returns 0; if none is left, returns the milliseconds to wait and counts nothing. */
  take(limit: AttemptLimit, scope: string): Promise<number>
  /** Like `take`, without counting an attempt. */
  check(limit: AttemptLimit, scope: string): Promise<number>
  /** Uncounts one attempt. */
  refund(limit: AttemptLimit, scope: string): void
  /** Uncounts all attempts. */
  reset(limit: AttemptLimit, scope: string): void
}

/** Buckets kept; the least recently used is evicted first. About 20 MB. */
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

  const refund = (limit: AttemptLimit, scope: string, count: number): void => {
    const bucket = bucketOf(limit, scope)
    bucket.tokens = Math.min(limit.bucket.burst, bucket.tokens + count)
    // A missing bucket counts as full.
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
      if (!left || left.waitMs <= MAX_TOKEN_WAIT_MS) return 0
      refund(limit, scope, 1)
      return left.waitMs
    },
    async check(limit, scope) {
      const left = await shared?.take(limit, scope, 0)
      return Math.max(Math.ceil(waitFor(bucketOf(limit, scope), 1)), left?.waitMs ?? 0)
    },
    refund(limit, scope) {
      refund(limit, scope, 1)
      shared?.refund(limit, scope, 1)
    },
    reset(limit, scope) {
      refund(limit, scope, limit.bucket.burst)
      shared?.refund(limit, scope, limit.bucket.burst)
    },
  }
}
