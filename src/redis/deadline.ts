import { setTimeout as sleep } from 'node:timers/promises'

/** Last milliseconds of a deadline, which begin when the others are really over. */
const GRACE_MS = 10

/**
 * What the promise settles to, if it does so in time; rejects otherwise. An answer that arrived while this process
 * was busy is not held against the other side: the end of the wait is timed anew, and then what has come is read.
 */
export const within = async <Result>(timeoutMs: number, promise: Promise<Result>): Promise<Result> => {
  const late = Promise.withResolvers<never>()
  const giveUp = (): void => late.reject(new Error(`no answer within ${timeoutMs} ms`))
  const beginGrace = () => setTimeout(() => setImmediate(giveUp), GRACE_MS)
  let timer = setTimeout(() => (timer = beginGrace()), timeoutMs - GRACE_MS)
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
