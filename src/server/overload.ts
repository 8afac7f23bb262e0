import type { OverloadSettings } from '../config/settings.ts'
import type { ErrorReply } from './error-reply.ts'

/** The load of the process, independent of any one request. */
export interface Load {
  /** Requests in progress, including the current one. */
  readonly requests: () => number
  /** The recent delay of the event loop in milliseconds. */
  readonly delayMs: () => number
  /** Calls back at the end of the current turn of the event loop. Default: `setImmediate`. */
  readonly endOfTurn?: (callback: () => void) => void
}

/** Which limit was exceeded. */
export type Shedding = 'requests' | 'delay'

/** Most requests in progress end within this time. */
const RETRY_AFTER_MS = 1_000

const overloadReply = (message: string): ErrorReply => ({
  status: 503,
  // The code that tells clients that the request is valid and can be repeated later.
  code: 'RATE_LIMITED',
  message,
  retryAfterMs: RETRY_AFTER_MS,
  headers: { 'retry-after': String(RETRY_AFTER_MS / 1000) },
})

/**
 * Rejects requests, before they are read, that would slow down those in progress too much. A rejection is
 * cheap, and requests that have started are finished.
 */
export const createOverload = (
  { concurrentRequests, busyRequests, eventLoopDelayMs }: OverloadSettings,
  { requests, delayMs, endOfTurn = setImmediate }: Load,
  onShed: (why: Shedding) => void,
): (() => ErrorReply | undefined) => {
  const tooMany = overloadReply(
    `The gateway is overloaded: ${concurrentRequests} requests are in progress, which is the limit (LIMIT_CONCURRENT_REQUESTS). Retry in a second.`,
  )
  const tooLate = overloadReply(
    'The gateway is overloaded: its event loop is delayed (LIMIT_BUSY_REQUESTS, LIMIT_EVENT_LOOP_DELAY_MS). Retry in a second.',
  )
  const shed = (why: Shedding, reply: ErrorReply): ErrorReply => {
    onShed(why)
    return reply
  }

  /** Requests that started in this turn: those that end within it are never in progress at the same time. */
  let started = 0
  const resetStarted = (): void => {
    started = 0
  }

  return () => {
    started += 1
    if (started === 1) endOfTurn(resetStarted)
    const count = requests()
    if (count > concurrentRequests) return shed('requests', tooMany)
    const isBusy = Math.max(count, started) > busyRequests
    return isBusy && delayMs() > eventLoopDelayMs ? shed('delay', tooLate) : undefined
  }
}
