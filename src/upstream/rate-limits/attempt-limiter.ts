import type { Clock } from '../../clock.ts'
import { type Bucket, fullBucket, type Rate, refill, waitFor } from './token-bucket.ts'
import type { SharedRemaining } from './budget.ts'
import { type Bounds, createExpiringMap, type ExpiringMap } from './expiring-map.ts'
import { MAX_TOKEN_WAIT_MS } from './fair-bucket.ts'

/** How many attempts are allowed: one token bucket per name and scope. */
export interface AttemptLimit {
  readonly name: string
  readonly bucket: Rate
  /**
   * Whether each gateway counts for itself where a shared store refuses to count. Default: such an attempt is refused,
   * since it may be one to guess a secret.
   */
  readonly countsAlone?: boolean
}

/** Attempts counted by several gateways. Undefined, without delay, if the store is not available. Never rejects. */
export interface SharedAttempts {
  /** Takes a token if there is one now or soon; a count of 0 only reads. */
  take(limit: AttemptLimit, scope: string, count: 0 | 1): Promise<SharedRemaining | undefined>
  refund(limit: AttemptLimit, scope: string, count: number): void
}

/**
 * Counts each attempt before it is made, so that concurrent attempts cannot exceed the limit. This process keeps
 * its own count as well as the shared one; the stricter decides. No count is forgotten before it is back at zero.
 */
export interface AttemptLimiter {
  /**
   * Counts an attempt and returns 0; if none is left, or a new count has no room, returns the milliseconds to wait
   * and counts nothing.
   * @param owner who makes the attempt, such as a network; may have only so many counts at a time
   */
  take(limit: AttemptLimit, scope: string, owner: string): Promise<number>
  /** Like `take`, without counting an attempt. */
  check(limit: AttemptLimit, scope: string): Promise<number>
  /** Attempts left, and milliseconds until one is. */
  left(limit: AttemptLimit, scope: string): Promise<{ readonly remaining: number; readonly waitMs: number }>
  /** Milliseconds until the owner may have this count; 0 if it may, or if the count exists. */
  waitForRoom(limit: AttemptLimit, scope: string, owner: string): number
  /** Uncounts one attempt. */
  refund(limit: AttemptLimit, scope: string): void
  /** Uncounts all attempts. */
  reset(limit: AttemptLimit, scope: string): void
}

/** Counts of one limit. At most 560 bytes each: 28 MB. */
const BOUNDS: Bounds = { maxEntries: 50_000, maxPerOwner: 500 }

export const createAttemptLimiter = (
  clock: Clock,
  shared?: SharedAttempts,
  bounds: Bounds = BOUNDS,
): AttemptLimiter => {
  /** By limit, so that many attempts of one kind leave the others alone. */
  const counts = new Map<string, ExpiringMap<Bucket>>()

  const bucketsOf = ({ name }: AttemptLimit): ExpiringMap<Bucket> => {
    const known = counts.get(name)
    if (known) return known
    const buckets = createExpiringMap<Bucket>(clock, bounds)
    counts.set(name, buckets)
    return buckets
  }

  const bucketOf = (limit: AttemptLimit, scope: string): Bucket => {
    const now = clock.now()
    const bucket = bucketsOf(limit).get(scope) ?? fullBucket(limit.bucket, now)
    refill(bucket, now, limit.bucket)
    return bucket
  }

  /** Keeps a bucket until it is full again: a missing one counts as full. */
  const keep = (limit: AttemptLimit, scope: string, owner: string, bucket: Bucket): number => {
    const fullAt = clock.now() + waitFor(bucket, limit.bucket.burst)
    return bucketsOf(limit).set(scope, owner, bucket, fullAt)
  }

  const refund = (limit: AttemptLimit, scope: string, count: number): void => {
    if (bucketsOf(limit).get(scope) === undefined) return
    const bucket = bucketOf(limit, scope)
    bucket.tokens = Math.min(limit.bucket.burst, bucket.tokens + count)
    keep(limit, scope, '', bucket)
  }

  const left: AttemptLimiter['left'] = async (limit, scope) => {
    const ofAll = await shared?.take(limit, scope, 0)
    const own = bucketOf(limit, scope)
    return {
      remaining: Math.min(Math.max(0, Math.floor(own.tokens)), ofAll?.remaining ?? Infinity),
      waitMs: Math.max(Math.ceil(waitFor(own, 1)), ofAll?.waitMs ?? 0),
    }
  }

  return {
    async take(limit, scope, owner) {
      const bucket = bucketOf(limit, scope)
      const waitMs = waitFor(bucket, 1)
      if (waitMs > 0) return Math.ceil(waitMs)
      bucket.tokens -= 1
      const roomMs = keep(limit, scope, owner, bucket)
      if (roomMs > 0) return roomMs
      const left = await shared?.take(limit, scope, 1)
      if (!left || left.waitMs <= MAX_TOKEN_WAIT_MS) return 0
      refund(limit, scope, 1)
      return left.waitMs
    },
    check: async (limit, scope) => (await left(limit, scope)).waitMs,
    left,
    waitForRoom: (limit, scope, owner) => bucketsOf(limit).waitForRoom(scope, owner),
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
