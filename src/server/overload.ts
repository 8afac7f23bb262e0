import type { OverloadSettings } from '../config/settings.ts'
import type { ErrorReply } from './error-reply.ts'

/** How much there is to do, as far as it can be told without looking at a request. */
export interface Load {
  /** Requests in progress, the one that asks included. */
  readonly requests: () => number
  /** Milliseconds by which the event loop has lately been late. */
  readonly delayMs: () => number
  /** Calls back once the event loop has been through what lay ready. Default: `setImmediate`. */
  readonly endOfTurn?: (callback: () => void) => void
}

/** Which limit was passed. */
export type Shedding = 'requests' | 'delay'

/** Clients may come back at once: whatever is in progress then has mostly ended. */
const RETRY_AFTER_MS = 1_000

const refusalOf = (message: string): ErrorReply => ({
  status: 503,
  // Of the codes that there are, the one that says: nothing is wrong with it, send it again after a while.
  code: 'RATE_LIMITED',
  message,
  retryAfterMs: RETRY_AFTER_MS,
  headers: { 'retry-after': String(RETRY_AFTER_MS / 1000) },
})

/**
 * Refuses requests that would make those in progress too slow, before anything of them is read: a refusal is
 * cheap, and what is begun gets finished.
 */
export const createOverload = (
  { concurrentRequests, busyRequests, eventLoopDelayMs }: OverloadSettings,
  { requests, delayMs, endOfTurn = setImmediate }: Load,
  onShed: (why: Shedding) => void,
): (() => ErrorReply | undefined) => {
  const tooMany = refusalOf(
    `The gateway has ${concurrentRequests} requests in progress and takes no more (LIMIT_CONCURRENT_REQUESTS).`,
  )
  const tooLate = refusalOf(
    'The gateway has more to do than it can keep up with (LIMIT_BUSY_REQUESTS, LIMIT_EVENT_LOOP_DELAY_MS).',
  )
  const shed = (why: Shedding, refusal: ErrorReply): ErrorReply => {
    onShed(why)
    return refusal
  }

  /** Requests of this turn: one that is answered at once is never seen in progress, however many there are. */
  let begun = 0
  const beginAnew = (): void => {
    begun = 0
  }

  return () => {
    begun += 1
    if (begun === 1) endOfTurn(beginAnew)
    const count = requests()
    if (count > concurrentRequests) return shed('requests', tooMany)
    const isBusy = Math.max(count, begun) > busyRequests
    return isBusy && delayMs() > eventLoopDelayMs ? shed('delay', tooLate) : undefined
  }
}
