import type { OverloadSettings } from '../config/settings.ts'
import type { ErrorReply } from './error-reply.ts'

/** The load of the process, independent of any one request. */
export interface Load {
  /** Requests in progress: those that are executed, and those whose replies are not read yet. */
  readonly requests: () => number
  /** Requests that are executed. */
  readonly executing: () => number
  /** Cuts a client that reads its reply too slowly; false if there is none. */
  readonly makeRoom: () => boolean
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

export interface Overload {
  /** Whether a request that has a body to read would be rejected now. */
  foresee(): ErrorReply | undefined
  /** Whether a request that is complete is rejected. It counts as started. */
  check(): ErrorReply | undefined
}

/**
 * Rejects requests that would slow down those in progress too much, before their bodies are read where possible. A
 * rejection is cheap, and requests that have started are finished. A request counts once its body is there: whoever
 * sends one slowly, or reads a reply slowly, takes no room from others.
 */
export const createOverload = (
  { concurrentRequests, busyRequests, eventLoopDelayMs }: OverloadSettings,
  { requests, executing, makeRoom, delayMs, endOfTurn = setImmediate }: Load,
  onShed: (why: Shedding) => void,
): Overload => {
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

  /** @param more requests that are not counted yet */
  const refusalOf = (more: number): ErrorReply | undefined => {
    // A place that a slow reader holds is free for others.
    while (requests() + more > concurrentRequests) {
      if (!makeRoom()) return shed('requests', tooMany)
    }
    const isBusy = Math.max(executing(), started) + more > busyRequests
    return isBusy && delayMs() > eventLoopDelayMs ? shed('delay', tooLate) : undefined
  }

  return {
    foresee: () => refusalOf(1),
    check() {
      started += 1
      if (started === 1) endOfTurn(resetStarted)
      return refusalOf(0)
    },
  }
}
