import type { Clock } from '../../clock.ts'

/** Difference from which a refused token may be the clock's fault. */
const SKEW_MS = 30_000

/** Mixin's clock, as its answers tell it in `X-Server-Time`: tokens are signed with it. */
export interface ServerClock extends Clock {
  /** Server time minus local time, in milliseconds. */
  readonly offsetMs: number
  /** Takes in `X-Server-Time`: nanoseconds since 1970, beyond what a number holds exactly. */
  observe(header: string | string[] | undefined): void
  /** Whether a token signed at `offsetMs` was off by so much that signing anew may help. */
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
