import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type BudgetStage, createBudgetStage, LOOKUP, Refused, SEARCH } from './budget-calls.ts'

const A = { caller: 'A' }
const B = { caller: 'B' }

/** Every caller calls every 10 ms; returns how many calls of each were sent. */
const compete = async (stage: BudgetStage, callers: readonly string[], seconds: number) => {
  const sent = new Map(callers.map((caller) => [caller, 0]))
  const asked: Promise<void>[] = []
  const ask = async (caller: string): Promise<void> => {
    if ((await stage.run(LOOKUP, { caller })) === 'sent') sent.set(caller, (sent.get(caller) ?? 0) + 1)
  }
  for (let tick = 0; tick < seconds * 100; tick += 1) {
    asked.push(...callers.map(ask))
    await vi.advanceTimersByTimeAsync(10)
    stage.clock.advance(10)
  }
  await vi.runAllTimersAsync()
  await Promise.all(asked)
  return Object.fromEntries(sent)
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('a budget with several callers', () => {
  it('is fully available to a single active caller', async () => {
    expect(await compete(createBudgetStage(), ['A'], 10)).toEqual({ A: 3 + 2 * 10 })
  })

  it('grants each of two callers at most half', async () => {
    const { A = 0, B = 0 } = await compete(createBudgetStage(), ['A', 'B'], 100)

    // Calls before the other caller's first one do not count against a caller's half.
    expect(A).toBeLessThanOrEqual(101 + 1)
    expect(B).toBeLessThanOrEqual(101)
    expect(A + B).toBeGreaterThan(190)
  })

  it('grants a second caller a token within a second, however often the first one calls', async () => {
    const stage = createBudgetStage()
    await compete(stage, ['A'], 10)

    const { B = 0 } = await compete(stage, ['A', 'B'], 1)

    expect(B).toBeGreaterThanOrEqual(1)
  })

  it('is fully available to one caller again after the others have been idle for ten seconds', async () => {
    const stage = createBudgetStage()
    await stage.run(LOOKUP, B)
    stage.clock.advance(9_999)
    expect([await stage.run(LOOKUP, A), await stage.run(LOOKUP, A)]).toEqual(['sent', 'sent'])
    // The third token is for the other caller.
    expect(await stage.run(LOOKUP, A)).toBe('refused for 500')

    stage.clock.advance(1)
    expect(await stage.run(LOOKUP, A)).toBe('sent')
  })
})

describe('the reported rest of a budget', () => {
  it('counts down, then gives the time of the next token', async () => {
    const stage = createBudgetStage()
    const reported = [stage.peek(LOOKUP)]
    for (let asked = 0; asked < 3; asked += 1) {
      await stage.run(LOOKUP)
      reported.push(stage.peek(LOOKUP))
    }

    expect(reported).toEqual([
      { remaining: 3, retryAtMs: null },
      { remaining: 2, retryAtMs: null },
      { remaining: 1, retryAtMs: null },
      { remaining: 0, retryAtMs: stage.clock.now() + 500 },
    ])
  })

  it('is zero during a cooldown', async () => {
    const stage = createBudgetStage()
    await stage.run(SEARCH, {}, new Refused())

    expect(stage.peek(SEARCH)).toEqual({ remaining: 0, retryAtMs: stage.clock.now() + 12 * 3_600_000 })
  })

  it('is half for a new caller while another is active', async () => {
    const stage = createBudgetStage()
    await stage.run(LOOKUP, A)

    expect(stage.peek(LOOKUP, A).remaining).toBe(2)
    expect(stage.peek(LOOKUP, B).remaining).toBe(1)
  })

  it('excludes tokens reserved for calls that wait for a slot', async () => {
    const stage = createBudgetStage()
    const calls = [stage.open(LOOKUP), stage.open(LOOKUP), stage.open(LOOKUP)]

    expect(calls[2]?.isSent()).toBe(false)
    expect(stage.peek(LOOKUP).remaining).toBe(0)
  })

  it('predicts the outcome of the next call, whatever calls came before', async () => {
    const step = fc.record({
      caller: fc.constantFrom('A', 'B', 'C'),
      afterMs: fc.integer({ min: 0, max: 1_500 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        const stage = createBudgetStage()
        for (const { caller, afterMs } of steps) {
          stage.clock.advance(afterMs)
          const { remaining, retryAtMs } = stage.peek(LOOKUP, { caller })
          const running = stage.run(LOOKUP, { caller })
          await vi.runAllTimersAsync()
          const outcome = await running
          if (remaining > 0) expect({ retryAtMs, outcome }).toEqual({ retryAtMs: null, outcome: 'sent' })
          else expect(outcome).toBe(`refused for ${Number(retryAtMs) - stage.clock.now()}`)
        }
      }),
      { numRuns: 100, seed: 1 },
    )
  })
})
