import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Milliseconds between two samples. Each measured delay includes them. */
const RESOLUTION_MS = 20
/** Milliseconds after which a histogram is reset, so that results cover the last two to four seconds. */
const RESET_MS = 2_000

/** The recent delay of the event loop. */
export interface LoopDelay {
  /** The 99th percentile in milliseconds. */
  p99Ms(): number
  close(): void
}

/** Starts measuring. Does not keep the process alive. */
export const createLoopDelay = (): LoopDelay => {
  // Two histograms, reset in turn, because a new one has no result before its second sample.
  let [current, next] = [
    monitorEventLoopDelay({ resolution: RESOLUTION_MS }),
    monitorEventLoopDelay({ resolution: RESOLUTION_MS }),
  ]
  current.enable()
  next.enable()
  const timer = setInterval(() => {
    current.reset()
    ;[current, next] = [next, current]
  }, RESET_MS).unref()

  return {
    p99Ms: () => Math.max(0, current.percentile(99) / 1e6 - RESOLUTION_MS),
    close() {
      clearInterval(timer)
      current.disable()
      next.disable()
    },
  }
}
