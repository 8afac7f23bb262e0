import type { Clock } from '../../clock.ts'
import { createGrowingLru } from '../../lru.ts'
import { type Bucket, fullBucket, type Rate, refill, waitFor } from './token-bucket.ts'

/** Milliseconds: a token that is as near as this is waited for rather than refused. */
export const PATIENCE_MS = 50
/** Callers that have asked within this time count as others. */
const FAIRNESS_MS = 10_000
const MAX_CALLERS = 1_000

/** A token that is promised to one call. */
export interface Claim {
  /** Takes the token, at the moment of sending. Whole milliseconds until it is really there, mostly 0. */
  spend(): number
  /** Gives the promise back: nothing is sent. */
  drop(): void
}

/**
 * A token bucket that several callers share. One that is alone may take all of it; while others ask, nobody
 * takes more than half. Tokens are promised first and spent when the call leaves, so that calls which had to
 * wait for something else never leave faster than the rate.
 */
export interface FairBucket {
  /** Milliseconds to wait where there is no token for this caller, nor soon. */
  claim(caller: string): Claim | number
  left(caller: string): { readonly remaining: number; readonly waitMs: number }
  /** Takes all tokens out. */
  empty(): void
}

/** A bucket out of which tokens are promised before they are spent. */
interface ClaimedBucket extends Bucket {
  claimed: number
}

const half = ({ burst, perSecond }: Rate): Rate => ({
  burst: Math.max(1, Math.floor(burst / 2)),
  perSecond: perSecond / 2,
})

const full = (rate: Rate, now: number): ClaimedBucket => ({ ...fullBucket(rate, now), claimed: 0 })

export const createFairBucket = (rate: Rate, clock: Clock): FairBucket => {
  const whole = full(rate, clock.now())
  /** Half a bucket for each caller; who asked last comes first. */
  const shares = createGrowingLru<string, ClaimedBucket & { askedAt: number }>(MAX_CALLERS)

  const shareOf = (caller: string, now: number) =>
    shares.peek(caller) ?? { ...full(half(rate), now), askedAt: now }

  const isAlone = (caller: string, now: number): boolean => {
    for (const [other, { askedAt }] of shares.entries()) {
      if (other !== caller) return now - askedAt >= FAIRNESS_MS
    }
    return true
  }

  /** Milliseconds; 0 where there is a token, or is one so soon that it can be waited for. */
  const waitOf = (share: ClaimedBucket | undefined, now: number): number => {
    refill(whole, now)
    if (share) refill(share, now)
    const waitMs = waitFor(whole, whole.claimed + 1)
    // One's own half is not waited for: whoever does would hold a token of everybody's meanwhile.
    const shareMs = share ? waitFor(share, share.claimed + 1) : 0
    return shareMs === 0 && waitMs <= PATIENCE_MS ? 0 : Math.max(waitMs, shareMs)
  }

  return {
    claim(caller) {
      const now = clock.now()
      const share = shareOf(caller, now)
      const alone = isAlone(caller, now)
      share.askedAt = now
      shares.set(caller, share)
      const waitMs = waitOf(alone ? undefined : share, now)
      if (waitMs > 0) return waitMs
      const drawn = alone ? [whole] : [whole, share]
      for (const bucket of drawn) bucket.claimed += 1
      const drop = (): void => {
        for (const bucket of drawn) bucket.claimed -= 1
      }
      return {
        drop,
        spend() {
          drop()
          const sentAt = clock.now()
          for (const bucket of [whole, share]) refill(bucket, sentAt)
          whole.tokens -= 1
          // What one takes alone is not held against it later.
          share.tokens = Math.max(0, share.tokens - 1)
          const untilThenMs = Math.ceil(waitFor(whole, 0))
          if (untilThenMs > 0) whole.tokens = (-untilThenMs / 1000) * rate.perSecond
          return untilThenMs
        },
      }
    },

    left(caller) {
      const now = clock.now()
      const share = isAlone(caller, now) ? undefined : shareOf(caller, now)
      const waitMs = waitOf(share, now)
      const free = Math.min(
        ...[whole, ...(share ? [share] : [])].map(({ tokens, claimed }) => tokens - claimed),
      )
      return { remaining: waitMs > 0 ? 0 : Math.max(1, Math.floor(free)), waitMs }
    },

    empty() {
      whole.tokens = Math.min(0, whole.tokens)
    },
  }
}
