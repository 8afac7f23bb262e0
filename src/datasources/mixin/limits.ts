import type { LimitClass } from '../../upstream/rate-limits/limit-class.ts'

const MINUTE_MS = 60_000
const TWELVE_HOURS_MS = 12 * 60 * MINUTE_MS

/** Size of the token bucket, which is refilled at the configured rate. */
const BURST = 3
/** Concurrent limited calls, so that the first refusal stops the classes. */
const MAX_IN_FLIGHT = 2

/** For endpoints without a documented limit: 60 s, doubling to 15 minutes. */
const COOLDOWN = { firstMs: MINUTE_MS, maxMs: 15 * MINUTE_MS }

export interface MixinRates {
  /** Lookups by identity number per second and credential. */
  readonly numberRatePerSecond: number
  /** Searches per second and credential. */
  readonly searchRatePerSecond: number
}

/** Mixin's limit classes, by operation. @see docs/networks/mixin.md#users */
export interface MixinLimits {
  readonly number: LimitClass
  readonly search: LimitClass
  of(operation: string): LimitClass
}

/** @param rates in force: they may change */
export const createMixinLimits = (rates: () => MixinRates): MixinLimits => {
  const number: LimitClass = {
    name: 'mixin readUser',
    get bucket() {
      return { burst: BURST, perSecond: rates().numberRatePerSecond }
    },
    maxInFlight: MAX_IN_FLIGHT,
    cooldown: COOLDOWN,
  }
  const search: LimitClass = {
    name: 'mixin searchUser',
    get bucket() {
      return { burst: BURST, perSecond: rates().searchRatePerSecond }
    },
    maxInFlight: MAX_IN_FLIGHT,
    // As documented; an earlier attempt restarts the time.
    cooldown: { firstMs: TWELVE_HOURS_MS, maxMs: TWELVE_HOURS_MS },
  }
  const classes = new Map<string, LimitClass>([
    ['readUser', number],
    ['searchUser', search],
  ])
  return {
    number,
    search,
    of(operation) {
      const known = classes.get(operation)
      if (known) return known
      const limit: LimitClass = { name: `mixin ${operation}`, cooldown: COOLDOWN }
      classes.set(operation, limit)
      return limit
    },
  }
}
