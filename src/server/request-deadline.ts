import type { ServerResponse } from 'node:http'
import { type Cancellation, Canceller } from '../cancellation.ts'

/** The time limit of a request. */
export interface RequestDeadline {
  /**
   * Fires when the client disconnects or the time is up. Created on first use, since most requests need none.
   */
  signal(): Cancellation
}

/**
 * @param timeoutMs for the whole request; aborts upstream calls in progress
 * @param onGone called where the client disconnects before the response is written
 */
export const createRequestDeadline = (
  response: ServerResponse,
  timeoutMs: number,
  onGone: () => void,
): RequestDeadline => {
  let canceller: Canceller | undefined
  let timer: NodeJS.Timeout | undefined
  const startedAt = performance.now()
  response.once('close', () => {
    clearTimeout(timer)
    if (response.writableFinished) return
    onGone()
    canceller?.abort()
  })
  const start = (): Canceller => {
    const created = new Canceller()
    if (response.closed) created.abort()
    else timer = setTimeout(() => created.abort(), Math.ceil(startedAt + timeoutMs - performance.now()))
    return created
  }
  return {
    signal() {
      canceller ??= start()
      return canceller
    },
  }
}
