import type { Clock } from '../../clock.ts'

/** Clock difference that may explain a refused token. */
const SKEW_MS = 30_000

/**
 * A clock whose date is Mixin's, taken from `X-Server-Time` of its responses. Tokens are signed with it, so that it does
 * not matter whether the machine's clock is right, nor that somebody sets it.
 */
export interface ServerClock extends Clock {
  /** The machine's. */
  readonly local: Clock
  /** Server time minus local time, in milliseconds. */
  readonly offsetMs: number
  /** @param header `X-Server-Time`: nanoseconds since 1970, which exceed the precision of a number */
  observe(header: string | string[] | undefined): void
  /** Whether a token signed with this offset was so far off that signing it again may help. */
  wasSkewed(offsetMs: number): boolean
}

export const createServerClock = (local: Clock): ServerClock => {
  /** The server's date when `local.now` was 0. */
  let origin: number | undefined
  const date = (): number => (origin === undefined ? local.date() : Math.floor(origin + local.now()))
  const offsetMs = (): number => date() - local.date()
  return {
    local,
    get offsetMs() {
      return offsetMs()
    },
    now: local.now,
    date,
    observe(header) {
      if (typeof header !== 'string' || !/^[0-9]{19}$/.test(header)) return
      // Without the last six digits, it is milliseconds.
      origin = Number(header.slice(0, -6)) - local.now()
    },
    wasSkewed: (signedWithMs) => Math.abs(offsetMs() - signedWithMs) > SKEW_MS,
  }
}
