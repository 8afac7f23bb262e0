import { setTimeout as sleep } from 'node:timers/promises'

/** Last milliseconds of a deadline in which nothing but waiting is done. */
const GRACE_MS = 10

/**
 * What the promise settles to, if it does so in time; rejects otherwise. The end of the wait is waited for
 * anew: an answer that arrived while this process was busy is read then, and not held against the other side.
 */
export const within = async <Result>(timeoutMs: number, promise: Promise<Result>): Promise<Result> => {
  const late = Promise.withResolvers<never>()
  const giveUp = (): void => late.reject(new Error(`no answer within ${timeoutMs} ms`))
  let timer = setTimeout(() => (timer = setTimeout(giveUp, GRACE_MS)), timeoutMs - GRACE_MS)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

/** Waits, but not beyond the signal. */
export const pause = async (ms: number, signal: AbortSignal): Promise<void> => {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
