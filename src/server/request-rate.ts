import { createAddressLimits } from '../datasources/address-limits.ts'
import type { Caller } from '../request/request.ts'
import type { AttemptLimit, AttemptLimiter } from '../upstream/rate-limits/attempt-limiter.ts'
import type { ErrorReply } from './error-reply.ts'

/** Whose requests were too many. */
export type Throttled = 'key' | 'address'

export interface RequestRateOptions {
  /** Of one API key, or of one client address without one. 0: no limit. */
  readonly perSecond: number
  /** Counts for all gateways that share a store. */
  readonly attempts: AttemptLimiter
  readonly onThrottled: (caller: Caller, by: Throttled) => void
}

/** Limits how many requests a caller sends. */
export interface RequestRate {
  /** Counts a request; the reply where it is one too many. Undefined at once where this caller has no limit. */
  check(caller: Caller): Promise<ErrorReply | undefined> | undefined
}

/** A second's requests at once, and then so many per second. */
const perSecondOf = (name: string, perSecond: number): AttemptLimit => ({
  name,
  bucket: { burst: Math.max(1, Math.ceil(perSecond)), perSecond },
})

const tooMany = (perSecond: number, whose: string, waitMs: number): ErrorReply => ({
  status: 429,
  code: 'RATE_LIMITED',
  message: `Too many requests: at most ${perSecond} per second ${whose}. Retry after the time in retryAfterMs.`,
  retryAfterMs: Math.ceil(waitMs),
  headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
})

/** A known key counts for itself, whatever address it comes from. Everything else counts at its address. */
export const createRequestRate = ({ perSecond, attempts, onThrottled }: RequestRateOptions): RequestRate => {
  const ofAddresses = createAddressLimits({
    attempts,
    // The names stay in this process; a shared store digests them.
    nameOf: (text) => text,
    name: 'requests',
    perBlock: perSecond,
    toLimit: perSecondOf,
  })

  const checkKey = async (caller: Caller, rate: number): Promise<ErrorReply | undefined> => {
    const { identity } = caller
    const waitMs = await attempts.take(perSecondOf('requests by key', rate), identity, identity)
    if (waitMs === 0) return undefined
    onThrottled(caller, 'key')
    return tooMany(rate, 'with this API key', waitMs)
  }

  const checkAddress = async (caller: Caller): Promise<ErrorReply | undefined> => {
    const taken = await ofAddresses.take(caller.address)
    if ('giveBack' in taken) return undefined
    onThrottled(caller, 'address')
    return tooMany(perSecond, 'from one address (LIMIT_REQUESTS_PER_SECOND)', taken.waitMs)
  }

  return {
    check(caller) {
      const { apiKey, key } = caller
      const rate = key?.requestsPerSecond ?? perSecond
      if (rate === 0) return undefined
      return apiKey === 'known' ? checkKey(caller, rate) : checkAddress(caller)
    },
  }
}
