import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBudgets } from '../../../../src/upstream/rate-limits/budget.ts'
import { outcomeOf } from './budget-calls.ts'
import { clockOf } from '../../../support/time.ts'

interface Arrival {
  readonly afterMs: number
  readonly caller: string
  readonly takesMs: number
}

const arrival: fc.Arbitrary<Arrival> = fc.record({
  afterMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 3_000 })),
  caller: fc.constantFrom('A', 'B', 'C'),
  takesMs: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 4_000 })),
})

const limits = fc.record({
  burst: fc.integer({ min: 1, max: 5 }),
  perSecond: fc.constantFrom(0.5, 2, 7, 30, 1_000),
  maxInFlight: fc.constantFrom(1, 2, 100),
})

interface Limits {
  readonly burst: number
  readonly perSecond: number
  readonly maxInFlight: number
}

/** When each call was sent. */
const play = async (
  arrivals: readonly Arrival[],
  { burst, perSecond, maxInFlight }: Limits,
): Promise<number[]> => {
  const budgets = createBudgets(clockOf(() => Date.now()))
  const limit = {
    name: 'a lookup',
    bucket: { burst, perSecond },
    maxInFlight,
    cooldown: { firstMs: 1_000, maxMs: 1_000 },
  }
  const sent: number[] = []
  const outcomes: Promise<string>[] = []
  for (const { afterMs, caller, takesMs } of arrivals) {
    await vi.advanceTimersByTimeAsync(afterMs)
    const call = () => {
      sent.push(Date.now())
      return new Promise<void>((resolve) => setTimeout(resolve, takesMs))
    }
    outcomes.push(outcomeOf(budgets.run(limit, { scope: 'bot:1', caller }, call, () => undefined)))
  }
  await vi.runAllTimersAsync()
  await Promise.all(outcomes)
  return sent
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('the limiter', () => {
  it('sends at most burst + rate × w calls in any window w, whatever their number and duration', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arrival, { minLength: 1, maxLength: 40 }),
        limits,
        async (arrivals, limit) => {
          const sent = await play(arrivals, limit)

          expect(sent.length).toBeGreaterThan(0)
          for (const [first, from] of sent.entries()) {
            for (const [last, to] of sent.entries()) {
              if (last < first) continue
              const allowed = limit.burst + (limit.perSecond * (to - from)) / 1_000
              expect(last - first + 1).toBeLessThanOrEqual(allowed + 1e-6)
            }
          }
        },
      ),
      { numRuns: 150, seed: 1 },
    )
  })

  it('settles every call and leaves no timer behind', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(arrival, { minLength: 1, maxLength: 30 }),
        limits,
        async (arrivals, limit) => {
          // `play` returns only after every call has settled.
          const sent = await play(arrivals, limit)

          expect(sent.length).toBeLessThanOrEqual(arrivals.length)
          expect(vi.getTimerCount()).toBe(0)
        },
      ),
      { numRuns: 50, seed: 1 },
    )
  })
})
