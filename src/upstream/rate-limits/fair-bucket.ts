import type { Clock } from '../../clock.ts'
import { type Bucket, fullBucket, type Rate, refill, waitFor } from './token-bucket.ts'
import { Turns } from './turns.ts'

/** Milliseconds to wait for a token at most; a call that would wait longer is refused. */
export const MAX_TOKEN_WAIT_MS = 50
/** Milliseconds that rounding can amount to. */
const ROUNDING_MS = 0.001
/** If more callers are active, those of one group count as one. */
const MAX_UNGROUPED = 4

/** Who asks for a token. */
export interface BucketCaller {
  readonly caller: string
  /** The same for several callers that may be one client. Default: the caller alone. */
  readonly group?: string | undefined
}

/** A token reserved for one call. */
export interface Claim {
  /** Takes the token when the call is sent. Returns milliseconds until the token is refilled, usually 0. */
  spend(): number
  /** Releases the reservation: nothing is sent. */
  drop(): void
}

/**
 * A token bucket shared by several callers, who take turns. A caller leaves a token for each active caller whose turn
 * comes first, as far as the bucket holds so many: nobody gets more than an equal share while others want theirs, and
 * what nobody wants is available to all. Tokens are reserved first and spent when the call is sent, so that calls
 * which waited for something else are never sent faster than the rate.
 */
export interface FairBucket {
  /** Returns the milliseconds to wait if this caller gets no token soon. */
  claim(caller: BucketCaller): Claim | number
  left(caller: BucketCaller): { readonly remaining: number; readonly waitMs: number }
  /** Removes all tokens. */
  empty(): void
}

/** @param rate in force: it may change */
export const createFairBucket = (rate: () => Rate, clock: Clock): FairBucket => {
  const whole: Bucket & { claimed: number } = { ...fullBucket(rate(), clock.now()), claimed: 0 }
  const callers = new Turns()
  const groups = new Turns()

  /** @param more tokens that the caller takes before this one */
  const waitOf = ({ caller, group = caller }: BucketCaller, now: number, more = 0): number => {
    refill(whole, now, rate())
    // One token is always for whoever asks.
    const maxReserved = Math.max(0, Math.floor(whole.rate.burst) - 1)
    const reserved =
      callers.count(caller, now) > MAX_UNGROUPED
        ? groups.countAhead(group, now, maxReserved, more)
        : callers.countAhead(caller, now, maxReserved, more)
    const waitMs = waitFor(whole, whole.claimed + more + 1 + reserved)
    // Never wait for another caller's token: meanwhile the call would hold one.
    return waitMs <= (reserved + more > 0 ? ROUNDING_MS : MAX_TOKEN_WAIT_MS) ? 0 : waitMs
  }

  return {
    claim(asking) {
      const { caller, group = caller } = asking
      const now = clock.now()
      const waitMs = waitOf(asking, now)
      callers.ask(caller, now)
      groups.ask(group, now)
      if (waitMs > 0) return waitMs
      whole.claimed += 1
      callers.take(caller)
      groups.take(group)
      return {
        drop() {
          whole.claimed -= 1
          callers.drop(caller)
          groups.drop(group)
        },
        spend() {
          whole.claimed -= 1
          refill(whole, clock.now(), rate())
          whole.tokens -= 1
          const untilRefilledMs = Math.ceil(waitFor(whole, 0))
          if (untilRefilledMs > 0) whole.tokens = (-untilRefilledMs / 1000) * whole.rate.perSecond
          return untilRefilledMs
        },
      }
    },

    left(asking) {
      const now = clock.now()
      const waitMs = waitOf(asking, now)
      let remaining = waitMs > 0 ? 0 : 1
      while (remaining > 0 && remaining < whole.rate.burst && waitOf(asking, now, remaining) === 0)
        remaining += 1
      return { remaining, waitMs }
    },

    empty() {
      whole.tokens = Math.min(0, whole.tokens)
    },
  }
}
