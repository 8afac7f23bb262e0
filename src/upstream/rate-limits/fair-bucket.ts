import type { Clock } from '../../clock.ts'
import { createGrowingLru } from '../../lru.ts'
import { type Bucket, fullBucket, type Rate, refill, waitFor } from './token-bucket.ts'

/** Milliseconds to wait for a token at most; a call that would wait longer is refused. */
export const MAX_TOKEN_WAIT_MS = 50
/** A caller is active if it claimed a token within this time. */
const ACTIVE_MS = 10_000
const MAX_CALLERS = 1_000

/** A token reserved for one call. */
export interface Claim {
  /** Takes the token when the call is sent. Returns milliseconds until the token is refilled, usually 0. */
  spend(): number
  /** Releases the reservation: nothing is sent. */
  drop(): void
}

/**
 * A token bucket shared by several callers. A single active caller may use all of it; while others are active, each
 * may use at most half. Tokens are reserved first and spent when the call is sent, so that calls which waited for
 * something else are never sent faster than the rate.
 */
export interface FairBucket {
  /** Returns the milliseconds to wait if this caller gets no token soon. */
  claim(caller: string): Claim | number
  left(caller: string): { readonly remaining: number; readonly waitMs: number }
  /** Removes all tokens. */
  empty(): void
}

/** A bucket whose tokens are reserved before they are spent. */
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
  /** Half a bucket for each caller, most recently active first. */
  const shares = createGrowingLru<string, ClaimedBucket & { claimedAt: number }>(MAX_CALLERS)

  const shareOf = (caller: string, now: number) =>
    shares.peek(caller) ?? { ...full(half(rate), now), claimedAt: now }

  const isAlone = (caller: string, now: number): boolean => {
    for (const [other, { claimedAt }] of shares.entries()) {
      if (other !== caller) return now - claimedAt >= ACTIVE_MS
    }
    return true
  }

  /** Milliseconds; 0 if there is a token now or within `MAX_TOKEN_WAIT_MS`. */
  const waitOf = (share: ClaimedBucket | undefined, now: number): number => {
    refill(whole, now)
    if (share) refill(share, now)
    const waitMs = waitFor(whole, whole.claimed + 1)
    // Never wait for the caller's share: meanwhile the call would hold a token of the shared bucket.
    const shareMs = share ? waitFor(share, share.claimed + 1) : 0
    return shareMs === 0 && waitMs <= MAX_TOKEN_WAIT_MS ? 0 : Math.max(waitMs, shareMs)
  }

  return {
    claim(caller) {
      const now = clock.now()
      const share = shareOf(caller, now)
      const alone = isAlone(caller, now)
      share.claimedAt = now
      shares.set(caller, share)
      const waitMs = waitOf(alone ? undefined : share, now)
      if (waitMs > 0) return waitMs
      const claimedFrom = alone ? [whole] : [whole, share]
      for (const bucket of claimedFrom) bucket.claimed += 1
      const drop = (): void => {
        for (const bucket of claimedFrom) bucket.claimed -= 1
      }
      return {
        drop,
        spend() {
          drop()
          const sentAt = clock.now()
          for (const bucket of [whole, share]) refill(bucket, sentAt)
          whole.tokens -= 1
          // Tokens taken while alone do not make the share negative later.
          share.tokens = Math.max(0, share.tokens - 1)
          const untilRefilledMs = Math.ceil(waitFor(whole, 0))
          if (untilRefilledMs > 0) whole.tokens = (-untilRefilledMs / 1000) * rate.perSecond
          return untilRefilledMs
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
