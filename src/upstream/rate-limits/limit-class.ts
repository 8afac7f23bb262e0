import type { Rate } from './token-bucket.ts'

/** A class of calls that an upstream limits together. */
export interface LimitClass {
  /** Network and operation: `mixin readUser`. */
  readonly name: string
  /** Tokens: how many calls at once, and how many a second after that. Absent: the class is only ever closed. */
  readonly bucket?: Rate
  /** Calls under way at a time, so that the first refusal stops the rest. Default: any. */
  readonly maxInFlight?: number
  /** How long a refusal without a Retry-After closes the class: always so long, or doubling up to a maximum. */
  readonly cooldown: { readonly firstMs: number; readonly maxMs: number }
}
