/** The time of checks on slow clients; tests inject their own. */
export interface Ticker {
  /** Milliseconds since some moment; never goes back. */
  now(): number
  /** Calls back at intervals until the result is called. Does not keep the process alive. */
  every(ms: number, callback: () => void): () => void
}

export const systemTicker: Ticker = {
  now: () => performance.now(),
  every(ms, callback) {
    const timer = setInterval(callback, ms).unref()
    return () => clearInterval(timer)
  },
}
