import { useEffect, useState } from 'react'
import type { Problem } from './answer.ts'
import { useSecondsUntil } from './useSecondsUntil.ts'

export interface OneRetry {
  /** Seconds to wait; 0 where nothing stands in the way. */
  readonly seconds: number
  /** Whether the question will be asked again at the end of them. */
  readonly byItself: boolean
  /** Somebody asks, the same or something else: after that answer it may be repeated once more. */
  reset(): void
}

/**
 * Waits as long as the gateway says after `RATE_LIMITED`, then asks again: once. Whoever is limited again is not
 * helped by a machine that goes on asking, so from then on it takes a person.
 */
export const useOneRetry = (problem: Problem | undefined, ask: () => void): OneRetry => {
  const [isUsed, setUsed] = useState(false)
  /** What somebody has answered by asking anew, and is not to be answered by the machine as well. */
  const [settled, setSettled] = useState<Problem>()
  const isLimited = problem?.code === 'RATE_LIMITED' && problem.retryable && problem !== settled
  const retryAt = isLimited ? problem.retryAt : undefined
  useEffect(() => {
    if (retryAt === undefined || isUsed) return undefined
    const timer = setTimeout(
      () => {
        setUsed(true)
        ask()
      },
      Math.max(0, retryAt - Date.now()),
    )
    return () => clearTimeout(timer)
  }, [retryAt, isUsed, ask])
  return {
    seconds: useSecondsUntil(retryAt),
    byItself: retryAt !== undefined && !isUsed,
    reset() {
      setUsed(false)
      setSettled(problem)
    },
  }
}
