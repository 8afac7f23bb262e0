import type { Rate } from './token-bucket.ts'

/** A class of calls that share a rate limit and a circuit breaker. */
export interface LimitClass {
  /** Network and operation, such as `mixin readUser`. */
  readonly name: string
  /** Burst and rate of calls. Absent: only the upstream's refusals limit the class. */
  readonly bucket?: Rate
  /** Concurrent calls, so that the first refusal stops the others. Default: unlimited. */
  readonly maxInFlight?: number
  /** How long the class pauses after a refusal without `Retry-After`: fixed, or doubling up to a maximum. */
  readonly cooldown: { readonly firstMs: number; readonly maxMs: number }
}
