import { setTimeout as sleep } from 'node:timers/promises'

/** The last milliseconds of a deadline, timed separately. */
const GRACE_MS = 10

/** Nothing has come within the time. */
export class LateReply extends Error {
  override readonly name = 'LateReply'

  constructor(timeoutMs: number) {
    super(`no reply within ${timeoutMs} ms`)
  }
}

/**
 * Settles like the promise, or rejects with `LateReply` after the time-out. If this process was busy, a reply may have arrived without
 * having been read; so the last milliseconds are timed anew, and pending input is read before the time-out.
 */
export const within = async <Result>(timeoutMs: number, promise: Promise<Result>): Promise<Result> => {
  const late = Promise.withResolvers<never>()
  const timeOut = (): void => late.reject(new LateReply(timeoutMs))
  const beginGrace = () => setTimeout(() => setImmediate(timeOut), GRACE_MS)
  let timer = setTimeout(() => (timer = beginGrace()), timeoutMs - GRACE_MS)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Waits, or returns early when the signal aborts. */
export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
