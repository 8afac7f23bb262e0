import { useEffect, useState } from 'react'
import type { Problem } from './result.ts'
import { useSecondsUntil } from './useSecondsUntil.ts'

export interface OneRetry {
  /** Seconds until a retry is allowed; 0 if it is allowed now. */
  readonly seconds: number
  /** Whether the request will be retried automatically after that. */
  readonly isAutomatic: boolean
  /** Call it when the user sends a request: it may be retried once again. */
  reset(): void
}

/**
 * After `RATE_LIMITED`, waits as long as the gateway says and retries once. If the retry is limited as well, only the
 * user can send the request again.
 */
export const useOneRetry = (problem: Problem | undefined, retry: () => void): OneRetry => {
  const [isUsed, setUsed] = useState(false)
  /** The problem that the user has reacted to: it needs no automatic retry. */
  const [handled, setHandled] = useState<Problem>()
  const isLimited = problem?.code === 'RATE_LIMITED' && problem.retryable && problem !== handled
  const retryAt = isLimited ? problem.retryAt : undefined
  useEffect(() => {
    if (retryAt === undefined || isUsed) return undefined
    const timer = setTimeout(
      () => {
        setUsed(true)
        retry()
      },
      Math.max(0, retryAt - Date.now()),
    )
    return () => clearTimeout(timer)
  }, [retryAt, isUsed, retry])
  return {
    seconds: useSecondsUntil(retryAt),
    isAutomatic: retryAt !== undefined && !isUsed,
    reset() {
      setUsed(false)
      setHandled(problem)
    },
  }
}
