/** Tokens: how many at once, and how many are refilled per second. */
export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

/** State of a token bucket; see `fair-bucket.ts` and `attempt-limiter.ts`. */
export interface Bucket {
  rate: Rate
  /** Negative if a token was spent shortly before it was refilled. */
  tokens: number
  /** By `Clock.now`. */
  filledAt: number
}

export const fullBucket = (rate: Rate, now: number): Bucket => ({ rate, tokens: rate.burst, filledAt: now })

/**
 * Adds the tokens for the time since the last refill.
 * @param rate that holds from now on, which may have changed: the bucket keeps its tokens, as far as they fit
 */
export const refill = (bucket: Bucket, now: number, rate: Rate): void => {
  const { perSecond } = bucket.rate
  const tokens = bucket.tokens + (Math.max(0, now - bucket.filledAt) / 1000) * perSecond
  bucket.tokens = Math.min(rate.burst, bucket.rate.burst, tokens)
  bucket.rate = rate
  bucket.filledAt = now
}

/** Milliseconds until the bucket has so many tokens. */
export const waitFor = ({ tokens, rate }: Bucket, count: number): number =>
  Math.max(0, ((count - tokens) / rate.perSecond) * 1000)
