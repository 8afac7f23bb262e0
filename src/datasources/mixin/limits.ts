import type { LimitClass } from '../../upstream/rate-limits/limit-class.ts'

const MINUTE_MS = 60_000
const TWELVE_HOURS_MS = 12 * 60 * MINUTE_MS

/** Tokens that may be spent at once; then they come back at the rate of the settings. */
const BURST = 3
/** Limited calls under way at a time, so that the first refusal stops the rest. */
const MAX_IN_FLIGHT = 2

/** Refusals of endpoints that nobody documents a limit for: 60 s, doubling to 15 minutes. */
const COOLDOWN = { firstMs: MINUTE_MS, maxMs: 15 * MINUTE_MS }

export interface MixinRates {
  /** Lookups by identity number per second and credential. */
  readonly numberRatePerSecond: number
  /** Searches per second and credential. */
  readonly searchRatePerSecond: number
}

/** What Mixin limits, by the operation that it limits. @see docs/networks/mixin.md#users */
export interface MixinLimits {
  readonly number: LimitClass
  readonly search: LimitClass
  of(operation: string): LimitClass
}

export const createMixinLimits = ({ numberRatePerSecond, searchRatePerSecond }: MixinRates): MixinLimits => {
  const number: LimitClass = {
    name: 'mixin readUser',
    bucket: { burst: BURST, perSecond: numberRatePerSecond },
    maxInFlight: MAX_IN_FLIGHT,
    cooldown: COOLDOWN,
  }
  const search: LimitClass = {
    name: 'mixin searchUser',
    bucket: { burst: BURST, perSecond: searchRatePerSecond },
    maxInFlight: MAX_IN_FLIGHT,
    // The documentation says to wait so long, and an earlier try starts the time anew.
    cooldown: { firstMs: TWELVE_HOURS_MS, maxMs: TWELVE_HOURS_MS },
  }
  const others = new Map<string, LimitClass>([
    ['readUser', number],
    ['searchUser', search],
  ])
  return {
    number,
    search,
    of(operation) {
      const known = others.get(operation)
      if (known) return known
      const limit: LimitClass = { name: `mixin ${operation}`, cooldown: COOLDOWN }
      others.set(operation, limit)
      return limit
    },
  }
}
