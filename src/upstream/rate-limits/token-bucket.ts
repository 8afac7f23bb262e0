/** Tokens: how many at once, and how many are refilled per second. */
export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

/** State of a token bucket; see `fair-bucket.ts` and `attempt-limiter.ts`. */
export interface Bucket {
  readonly rate: Rate
  /** Negative if a token was spent shortly before it was refilled. */
  tokens: number
  /** By `Clock.now`. */
  filledAt: number
}

export const fullBucket = (rate: Rate, now: number): Bucket => ({ rate, tokens: rate.burst, filledAt: now })

/** Adds the tokens for the time since the last refill. */
export const refill = (bucket: Bucket, now: number): void => {
  const { burst, perSecond } = bucket.rate
  bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.filledAt) / 1000) * perSecond)
  bucket.filledAt = now
}

/** Milliseconds until the bucket has so many tokens. */
export const waitFor = ({ tokens, rate }: Bucket, count: number): number =>
  Math.max(0, ((count - tokens) / rate.perSecond) * 1000)
