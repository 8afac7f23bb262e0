import type { Ticker } from '../../src/server/ticker.ts'

/** Time that stands still until a test advances it, second by second, with all that is due. */
export interface TestTicker extends Ticker {
  advance(ms: number): void
}

export const createTestTicker = (): TestTicker => {
  const due = new Map<() => void, { readonly everyMs: number; nextAt: number }>()
  let now = 0
  return {
    now: () => now,
    every(everyMs, callback) {
      due.set(callback, { everyMs, nextAt: now + everyMs })
      return () => void due.delete(callback)
    },
    advance(ms) {
      for (const end = now + ms; now < end;) {
        now = Math.min(end, now + 1_000)
        for (const [callback, timer] of due) {
          if (timer.nextAt > now) continue
          timer.nextAt = now + timer.everyMs
          callback()
        }
      }
    },
  }
}
