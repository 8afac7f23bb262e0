import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createBudgets,
  type SharedBudgets,
  type SharedRemaining,
} from '../../../../src/upstream/rate-limits/budget.ts'
import { standingClock } from '../../../support/time.ts'
import { LOOKUP, outcomeOf, Refused } from './budget-calls.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const OPEN: SharedRemaining = { cooldownMs: 0, waitMs: 0, remaining: 2 }

/** A gateway whose shared store gives these results in order; the last one repeats. */
const createStage = (...answers: readonly (SharedRemaining | undefined)[]) => {
  const clock = standingClock()
  const asked: string[] = []
  const shared: SharedBudgets = {
    async take(_, scope, count) {
      asked.push(`${count === 1 ? 'take' : 'read'} ${scope}`)
      return answers[Math.min(asked.length, answers.length) - 1]
    },
    startCooldown: (_, scope, forMs) => void asked.push(`pause ${scope} for ${forMs}`),
  }
  const budgets = createBudgets(clock, shared)
  const who = { scope: 'bot:1', caller: 'somebody' }
  let sentAfterMs: number | undefined
  const run = async (error?: Error): Promise<string> => {
    const call = async (): Promise<void> => {
      sentAfterMs = performance.now() - askedAt
      if (error) throw error
    }
    const refusalOf = (thrown: unknown) => (thrown instanceof Refused ? {} : undefined)
    const askedAt = performance.now()
    const outcome = outcomeOf(budgets.run(LOOKUP, who, call, refusalOf))
    await vi.runAllTimersAsync()
    return outcome
  }
  return { clock, asked, run, sentAfterMs: () => sentAfterMs, peek: () => budgets.peekShared(LOOKUP, who) }
}

describe('a shared budget', () => {
  it('grants a token for each call', async () => {
    const { run, asked } = createStage(OPEN)

    expect([await run(), await run()]).toEqual(['sent', 'sent'])
    expect(asked).toEqual(['take bot:1', 'take bot:1'])
  })

  it('is not read when the gateway itself refuses', async () => {
    const { run, asked } = createStage(OPEN)
    for (let call = 0; call < 3; call += 1) await run()

    expect(await run()).toBe('refused for 500')
    expect(asked).toHaveLength(3)
  })

  it('refuses a call when other gateways have used it up', async () => {
    const { run } = createStage({ ...OPEN, waitMs: 300 })

    expect(await run()).toBe('refused for 300')
  })

  it('grants a token that is refilled soon; the gateway waits for it', async () => {
    const { run, asked, sentAfterMs } = createStage({ ...OPEN, waitMs: 20 })
    expect(await run()).toBe('sent')
    expect({ asked, after: sentAfterMs() }).toEqual({ asked: ['take bot:1'], after: 20 })
    expect(await createStage({ ...OPEN, waitMs: 51 }).run()).toBe('refused for 51')
  })

  it('passes a cooldown on to this gateway', async () => {
    const { run, asked, clock } = createStage({ ...OPEN, cooldownMs: 5_000 }, OPEN)

    expect([await run(), await run()]).toEqual(['refused for 5000', 'refused for 5000'])
    expect(asked).toEqual(['take bot:1'])
    clock.advance(5_000)
    expect(await run()).toBe('sent')
  })

  it('receives the cooldowns of this gateway', async () => {
    const { run, asked } = createStage(OPEN)
    await run(new Refused())

    expect(asked).toEqual(['take bot:1', 'pause bot:1 for 60000'])
  })

  it('has no effect while the store is not available', async () => {
    const { run, peek } = createStage(undefined)

    expect([await run(), await run(), await run(), await run()]).toEqual([
      'sent',
      'sent',
      'sent',
      'refused for 500',
    ])
    expect((await peek()).remaining).toBe(0)
  })

  it('can be read without taking a token; the smaller of both counts is reported', async () => {
    const { run, peek, asked } = createStage({ ...OPEN, remaining: 1 })
    expect(await peek()).toEqual({ remaining: 1, retryAtMs: null })
    expect(asked).toEqual(['read bot:1'])

    for (let call = 0; call < 3; call += 1) await run()
    expect((await peek()).remaining).toBe(0)
  })
})
