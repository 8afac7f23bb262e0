/** Milliseconds to wait before a retry, with full jitter between the two. */
const MIN_DELAY_MS = 50
const MAX_DELAY_MS = 250
/** Concurrent retries: a share of the running calls, and always a few. Without this, an outage doubles the load. */
const BUDGET_SHARE = 0.2
const BUDGET_MINIMUM = 3

export interface RetryOptions {
  /** 0 to 1. */
  readonly random: () => number
  readonly sleep: (ms: number) => Promise<void>
}

export interface Retry {
  /**
   * Makes an attempt, and a second one if the error is retryable and time is left.
   * @param attempt receives the milliseconds left and its index, from 0
   */
  run<Result>(
    timeoutMs: number,
    attempt: (leftMs: number, index: number) => Promise<Result>,
    isRetryable: (error: unknown) => boolean,
  ): Promise<Result>
}

export const createRetry = ({ random, sleep }: RetryOptions): Retry => {
  let running = 0
  let retrying = 0

  return {
    async run(timeoutMs, attempt, isRetryable) {
      const deadline = performance.now() + timeoutMs
      running += 1
      try {
        return await attempt(timeoutMs, 0)
      } catch (error) {
        const delay = MIN_DELAY_MS + random() * (MAX_DELAY_MS - MIN_DELAY_MS)
        const maxRetries = Math.max(BUDGET_MINIMUM, running * BUDGET_SHARE)
        if (!isRetryable(error) || retrying >= maxRetries || performance.now() + delay >= deadline)
          throw error
        retrying += 1
        try {
          await sleep(delay)
          return await attempt(Math.max(1, deadline - performance.now()), 1)
        } finally {
          retrying -= 1
        }
      } finally {
        running -= 1
      }
    },
  }
}
