import { pause } from './deadline.ts'

/** Milliseconds between attempts to connect, doubling; they start over after a connection that lasted. */
const MIN_PAUSE_MS = 100
const MAX_PAUSE_MS = 5_000
const STEADY_MS = 30_000
/** The same where servers replace each other. */
const MAX_FAILOVER_PAUSE_MS = 1_000
/** A connection that was in use for so long, and was left for another server, is replaced at once. */
const FOLLOWED_MS = 1_000

/** How the last attempt to connect has ended. */
export interface Attempt {
  /** Milliseconds from its begin until its connection ended. */
  readonly lastedMs: number
  /** Whether it was left for another server. */
  readonly isLeft: boolean
  /** Whether another server can take the place of one that fails. */
  readonly hasFailover: boolean
}

/**
 * Waits between attempts to connect.
 * @param random 0 to 1: pauses are half to whole as long, so that gateways do not connect all at once
 * @param signal ends a pause
 */
export const createBackoff = (random: () => number, signal: AbortSignal) => {
  let pauseMs = MIN_PAUSE_MS
  return async ({ lastedMs, isLeft, hasFailover }: Attempt): Promise<void> => {
    if (isLeft && lastedMs > FOLLOWED_MS) {
      pauseMs = MIN_PAUSE_MS
      return
    }
    const maxPauseMs = hasFailover ? MAX_FAILOVER_PAUSE_MS : MAX_PAUSE_MS
    pauseMs = lastedMs > STEADY_MS ? MIN_PAUSE_MS : Math.min(maxPauseMs, pauseMs * 2)
    await pause(pauseMs * (0.5 + random() / 2), signal)
  }
}
