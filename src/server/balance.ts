/** Milliseconds between two rounds. */
const ROUND_MS = 1_000
/** Part of the average by which a worker may have more connections in use than that. */
const TOLERANCE = 0.1

/** A worker, as far as its connections go. */
export interface BalancedWorker {
  /** Connections on which a request has arrived in the last five rounds. Rejects where the worker does not answer. */
  used(): Promise<number>
  /** The worker closes so many connections, each behind its next response. */
  shed(count: number): void
}

/** How many of its connections each worker has too many. @param used of each worker */
export const excessOf = (used: readonly number[]): readonly number[] => {
  const mean = used.reduce((sum, count) => sum + count, 0) / used.length
  return used.map((count) => (count > mean * (1 + TOLERANCE) ? Math.floor(count - mean) : 0))
}

/**
 * Evens out the connections in use. New ones are dealt in turn, but to workers as they accept them: a burst, or the end
 * of a worker, leaves some with more. Their clients connect anew when a response tells them so, and are dealt again.
 */
export const balance = async (workers: readonly BalancedWorker[]): Promise<void> => {
  const counts = await Promise.all(workers.map(async (one) => one.used().catch(() => undefined)))
  const answered = workers.flatMap((worker, index) => {
    const used = counts[index]
    return used === undefined ? [] : [{ worker, used }]
  })
  const excess = excessOf(answered.map(({ used }) => used))
  for (const [index, { worker }] of answered.entries()) {
    const count = excess[index] ?? 0
    if (count > 0) worker.shed(count)
  }
}

/** @returns stops it */
export const startBalancing = (workers: () => readonly BalancedWorker[]): (() => void) => {
  const timer = setInterval(() => void balance(workers()), ROUND_MS)
  return () => clearInterval(timer)
}
