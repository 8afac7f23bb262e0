import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Milliseconds between two samples, by which each is late at least. */
const RESOLUTION_MS = 20
/** Milliseconds after which a measurement starts over: what is told is of the last two to four seconds. */
const TURN_MS = 2_000

/** By how much the event loop has lately been late. */
export interface LoopDelay {
  /** Milliseconds that 99 of 100 samples keep below. */
  p99Ms(): number
  close(): void
}

/** Measures from now on. Keeps no process alive. */
export const createLoopDelay = (): LoopDelay => {
  // Two, started over by turns: one that has just been is blind until its second sample.
  let [current, next] = [
    monitorEventLoopDelay({ resolution: RESOLUTION_MS }),
    monitorEventLoopDelay({ resolution: RESOLUTION_MS }),
  ]
  current.enable()
  next.enable()
  const turn = setInterval(() => {
    current.reset()
    ;[current, next] = [next, current]
  }, TURN_MS).unref()

  return {
    p99Ms: () => Math.max(0, current.percentile(99) / 1e6 - RESOLUTION_MS),
    close() {
      clearInterval(turn)
      current.disable()
      next.disable()
    },
  }
}
