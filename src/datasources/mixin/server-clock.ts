import type { Clock } from '../../clock.ts'

/** Clock difference that may explain a refused token. */
const SKEW_MS = 30_000

/** Mixin's clock, taken from `X-Server-Time` of its responses. Tokens are signed with its time. */
export interface ServerClock extends Clock {
  /** Server time minus local time, in milliseconds. */
  readonly offsetMs: number
  /** @param header `X-Server-Time`: nanoseconds since 1970, which exceed the precision of a number */
  observe(header: string | string[] | undefined): void
  /** Whether a token signed with this offset was so far off that signing it again may help. */
  wasSkewed(offsetMs: number): boolean
}

export const createServerClock = (local: Clock): ServerClock => {
  let offsetMs = 0
  return {
    get offsetMs() {
      return offsetMs
    },
    now: () => local.now() + offsetMs,
    observe(header) {
      if (typeof header !== 'string' || !/^[0-9]{19}$/.test(header)) return
      offsetMs = Number(BigInt(header) / 1_000_000n) - local.now()
    },
    wasSkewed: (signedWithMs) => Math.abs(offsetMs - signedWithMs) > SKEW_MS,
  }
}
