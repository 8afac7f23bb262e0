/** Milliseconds to wait before the one repeat of a read: full jitter between these. */
const MIN_DELAY_MS = 50
const MAX_DELAY_MS = 250
/** Repeats at a time: a share of the calls under way, and always a few. Without it an outage doubles the load. */
const BUDGET_SHARE = 0.2
const BUDGET_MINIMUM = 3

export interface RetryOptions {
  /** 0 to 1. */
  readonly random: () => number
  readonly sleep: (ms: number) => Promise<void>
}

export interface Retry {
  /**
   * Runs a read, and once more if its error is worth it and there is time.
   * @param attempt is given the milliseconds left, and which one it is, from 0.
   */
  run<Result>(
    timeoutMs: number,
    attempt: (leftMs: number, index: number) => Promise<Result>,
    isWorthIt: (error: unknown) => boolean,
  ): Promise<Result>
}

export const createRetry = ({ random, sleep }: RetryOptions): Retry => {
  let underWay = 0
  let repeating = 0

  return {
    async run(timeoutMs, attempt, isWorthIt) {
      const deadline = performance.now() + timeoutMs
      underWay += 1
      try {
        return await attempt(timeoutMs, 0)
      } catch (error) {
        const delay = MIN_DELAY_MS + random() * (MAX_DELAY_MS - MIN_DELAY_MS)
        const allowed = Math.max(BUDGET_MINIMUM, underWay * BUDGET_SHARE)
        if (!isWorthIt(error) || repeating >= allowed || performance.now() + delay >= deadline) throw error
        repeating += 1
        try {
          await sleep(delay)
          return await attempt(Math.max(1, deadline - performance.now()), 1)
        } finally {
          repeating -= 1
        }
      } finally {
        underWay -= 1
      }
    },
  }
}
