import type { ServerResponse } from 'node:http'

/** For how long a request's answer is still wanted. */
export interface RequestDeadline {
  /** Fires when the client has gone or the time is up. Made when it is first asked for: most answers need none. */
  signal(): AbortSignal
}

/**
 * Waits as long as whoever waits for this response.
 * @param timeoutMs for the whole request; upstream calls under way then end
 * @param onGone the client has not waited for its answer
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
  const begin = (): AbortController => {
    const begun = new AbortController()
    if (response.closed) begun.abort()
    else timer = setTimeout(() => begun.abort(), startedAt + timeoutMs - performance.now())
    return begun
  }
  return {
    signal() {
      controller ??= begin()
      return controller.signal
    },
  }
}
