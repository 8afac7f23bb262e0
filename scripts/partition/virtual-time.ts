import type { Clock } from '../../src/clock.ts'
import { Heap, type HeapNode } from '../../src/upstream/rate-limits/heap.ts'

interface Event extends HeapNode {
  readonly run: () => void
}

/** A clock that goes from one event to the next, without waiting. */
export interface VirtualTime extends Clock {
  at(ms: number, run: () => void): void
  sleep(ms: number): Promise<void>
  /** Runs all events until then, and whatever each of them makes ready. */
  runUntil(ms: number): Promise<void>
}

export const createVirtualTime = (): VirtualTime => {
  const events = new Heap<Event>()
  let now = 0
  const at: VirtualTime['at'] = (ms, run) => events.add({ order: Math.max(now, ms), index: 0, run })
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

  return {
    now: () => now,
    date: () => now,
    at,
    sleep: (ms) => new Promise((resolve) => at(now + ms, resolve)),
    async runUntil(ms) {
      for (let next = events.first(); next && next.order <= ms; next = events.first()) {
        events.remove(next)
        now = next.order
        next.run()
        await settled()
      }
      now = ms
    },
  }
}
