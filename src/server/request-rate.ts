import { rangeOf } from '../client-address.ts'
import { createAddressLimits } from '../datasources/address-limits.ts'
import { createGrowingLru } from '../lru.ts'
import { type Caller, keyNameOf } from '../request/caller.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import { type SecurityEvent, THROTTLED_LINE_MS } from '../telemetry/security-log.ts'
import type { AttemptLimit, AttemptLimiter } from '../upstream/rate-limits/attempt-limiter.ts'
import type { ErrorReply } from './error-reply.ts'

/** Whose requests were too many. */
export type Throttled = 'key' | 'address'

export interface RequestRateOptions {
  /** Of one API key, or of one client address without one. 0: no limit. */
  readonly perSecond: number
  /** Counts for all gateways that share a store. */
  readonly attempts: AttemptLimiter
  readonly onThrottled: (caller: Caller, by: Throttled, requestId: string) => void
}

/** Limits how many requests a caller sends. */
export interface RequestRate {
  /** Counts a request; the reply where it is one too many. Undefined at once where this caller has no limit. */
  check(caller: Caller, requestId: string): Promise<ErrorReply | undefined> | undefined
}

/** A second's requests at once, and then so many per second. */
const perSecondOf = (name: string, perSecond: number): AttemptLimit => ({
  name,
  bucket: { burst: Math.max(1, Math.ceil(perSecond)), perSecond },
  countsAlone: true,
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

  const checkKey = async (
    caller: Caller,
    rate: number,
    requestId: string,
  ): Promise<ErrorReply | undefined> => {
    const { identity } = caller
    const waitMs = await attempts.take(perSecondOf('requests by key', rate), identity, identity)
    if (waitMs === 0) return undefined
    onThrottled(caller, 'key', requestId)
    return tooMany(rate, 'with this API key', waitMs)
  }

  const checkAddress = async (caller: Caller, requestId: string): Promise<ErrorReply | undefined> => {
    const taken = await ofAddresses.take(caller.address)
    if ('giveBack' in taken) return undefined
    onThrottled(caller, 'address', requestId)
    return tooMany(perSecond, 'from one address (LIMIT_REQUESTS_PER_SECOND)', taken.waitMs)
  }

  return {
    check(caller, requestId) {
      const { apiKey, key } = caller
      const rate = key?.requestsPerSecond ?? perSecond
      if (rate === 0) return undefined
      return apiKey === 'known' ? checkKey(caller, rate, requestId) : checkAddress(caller, requestId)
    },
  }
}

/** Callers whose last line is remembered. */
const MAX_NOTED = 10_000

/** Counts requests that are one too many, and writes a line a minute for each caller of them. */
export const createThrottledNote = (
  metrics: Pick<Metrics, 'throttled'>,
  security: (event: SecurityEvent) => void,
): RequestRateOptions['onThrottled'] => {
  const noted = createGrowingLru<string, true>(MAX_NOTED, { ttl: THROTTLED_LINE_MS })
  return (caller, by, requestId) => {
    metrics.throttled(by)
    const { address, identity } = caller
    if (noted.has(identity)) return
    noted.set(identity, true)
    security({
      type: 'throttled',
      by,
      requestId,
      address: address && rangeOf(address),
      apiKeyName: keyNameOf(caller),
    })
  }
}
