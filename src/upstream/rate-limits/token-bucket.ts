/** Tokens: how many at once, and how many a second after that. */
export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

/** A token bucket that its owner counts in; see `fair-bucket.ts` and `attempt-limiter.ts`. */
export interface Bucket {
  readonly rate: Rate
  /** Below 0 where one was spent that is nearly there. */
  tokens: number
  /** Milliseconds since 1970. */
  filledAt: number
}

export const fullBucket = (rate: Rate, now: number): Bucket => ({ rate, tokens: rate.burst, filledAt: now })

/** Puts in what has come since the last time. */
export const refill = (bucket: Bucket, now: number): void => {
  const { burst, perSecond } = bucket.rate
  bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.filledAt) / 1000) * perSecond)
  bucket.filledAt = now
}

/** Milliseconds until there are as many tokens. */
export const waitFor = ({ tokens, rate }: Bucket, count: number): number =>
  Math.max(0, ((count - tokens) / rate.perSecond) * 1000)
