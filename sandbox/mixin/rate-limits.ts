import { MixinError } from './errors.ts'

/** A token bucket per credential: `burst` calls at once, then `perSecond`. */
export type BucketLimit = { burst: number; perSecond: number }

/** The limits of the two rate-limited lookups. */
export type MixinLimits = {
  /** `GET /users/:identity_number`. Default 60 at once, then 2 per second. */
  identityNumber: BucketLimit
  /** `GET /search/:q`. Default 30 at once, then 0.5 per second; a refusal lasts `lockoutMs`, 12 hours. */
  search: BucketLimit & { lockoutMs: number }
}

/** Default limits: high enough for a page, low enough to stop a loop. */
export const DEFAULT_LIMITS: MixinLimits = {
  identityNumber: { burst: 60, perSecond: 2 },
  search: { burst: 30, perSecond: 0.5, lockoutMs: 12 * 3_600_000 },
}

type Bucket = { tokens: number; filledAt: number; closedUntil: number }

/** Takes a token of the credential's bucket or throws a 429. */
export type RateLimit = (credential: string) => void

/** Limits per credential, by the upstream's clock. */
export const createRateLimit = (limit: BucketLimit, lockoutMs: number, clock: () => number): RateLimit => {
  const buckets = new Map<string, Bucket>()
  return (credential) => {
    const now = clock()
    const bucket = buckets.get(credential) ?? { tokens: limit.burst, filledAt: now, closedUntil: 0 }
    buckets.set(credential, bucket)
    const refill = (Math.max(0, now - bucket.filledAt) / 1_000) * limit.perSecond
    bucket.tokens = Math.min(limit.burst, bucket.tokens + refill)
    bucket.filledAt = now
    if (now < bucket.closedUntil) throw new MixinError(429)
    if (bucket.tokens < 1) {
      bucket.closedUntil = now + lockoutMs
      throw new MixinError(429)
    }
    bucket.tokens -= 1
  }
}
