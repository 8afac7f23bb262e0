import type { ServerResponse } from 'node:http'

/** The time limit of a request. */
export interface RequestDeadline {
  /**
   * Fires when the client disconnects or the time is up. Created on first use, since most requests need none.
   */
  signal(): AbortSignal
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
  let controller: AbortController | undefined
  let timer: NodeJS.Timeout | undefined
  const startedAt = performance.now()
  response.once('close', () => {
    clearTimeout(timer)
    if (response.writableFinished) return
    onGone()
    controller?.abort()
  })
  const start = (): AbortController => {
    const created = new AbortController()
    if (response.closed) created.abort()
    else timer = setTimeout(() => created.abort(), startedAt + timeoutMs - performance.now())
    return created
  }
  return {
    signal() {
      controller ??= start()
      return controller.signal
    },
  }
}
