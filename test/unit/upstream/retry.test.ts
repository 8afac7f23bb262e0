import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRetry, type Retry } from '../../../src/upstream/retry.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

const isWorthIt = (error: unknown): boolean => error instanceof Error && error.message === 'passing'

/** A retry whose waits take no time but are written down. */
const createStage = (random: () => number = () => 0) => {
  const waits: number[] = []
  const sleep = async (ms: number): Promise<void> => {
    waits.push(ms)
    vi.advanceTimersByTime(ms)
  }
  return { retry: createRetry({ random, sleep }), waits }
}

/** Attempts that end like this, one after the other, each after so many milliseconds. */
const attempts = (ends: readonly string[], takesMs = 0) => {
  const given: number[] = []
  const attempt = async (leftMs: number): Promise<string> => {
    given.push(leftMs)
    vi.advanceTimersByTime(takesMs)
    const end = ends[given.length - 1] ?? 'too many attempts'
    if (end === 'answer') return end
    throw new Error(end)
  }
  return { attempt, given }
}

const run = (
  retry: Retry,
  attempt: (leftMs: number) => Promise<string>,
  timeoutMs = 4_000,
): Promise<string> => retry.run(timeoutMs, attempt, isWorthIt).catch((error: Error) => error.message)

describe('a repeat', () => {
  it('is not made of what succeeds', async () => {
    const { retry, waits } = createStage()
    const { attempt, given } = attempts(['answer'])

    expect(await run(retry, attempt)).toBe('answer')
    expect({ given, waits }).toEqual({ given: [4_000], waits: [] })
  })

  it('is made once of a failure that may pass, with the time that is left', async () => {
    const { retry, waits } = createStage()
    const { attempt, given } = attempts(['passing', 'answer'], 100)

    expect(await run(retry, attempt)).toBe('answer')
    expect({ given, waits }).toEqual({ given: [4_000, 4_000 - 100 - 50], waits: [50] })
  })

  it('is the last one, however it ends', async () => {
    const { retry } = createStage()
    const { attempt, given } = attempts(['passing', 'passing', 'answer'])

    expect(await run(retry, attempt)).toBe('passing')
    expect(given).toHaveLength(2)
  })

  it('is not made of any other failure', async () => {
    const { retry, waits } = createStage()
    const { attempt, given } = attempts(['final', 'answer'])

    expect(await run(retry, attempt)).toBe('final')
    expect({ calls: given.length, waits }).toEqual({ calls: 1, waits: [] })
  })

  it.each([
    [0, 50],
    [0.5, 150],
    [1, 250],
  ])('waits between 50 and 250 ms: for a random number of %f, %i', async (random, waitMs) => {
    const { retry, waits } = createStage(() => random)

    await run(retry, attempts(['passing', 'answer']).attempt)

    expect(waits).toEqual([waitMs])
  })

  it.each([
    [149, ['answer', 2]],
    [150, ['passing', 1]],
  ])('is made only if it fits into the deadline: after %i of 200 ms', async (takesMs, [end, calls]) => {
    const { retry } = createStage()
    const { attempt, given } = attempts(['passing', 'answer'], takesMs)

    expect([await run(retry, attempt, 200), given.length]).toEqual([end, calls])
  })
})

describe('repeats at a time', () => {
  /** So many calls under way, all of which fail at once; how many are repeated before any repeat has ended. */
  const repeatsOf = async (callsUnderWay: number) => {
    const end = Promise.withResolvers<never>()
    const sleep = Promise.withResolvers<void>()
    let repeats = 0
    const retry = createRetry({
      random: () => 0,
      sleep() {
        repeats += 1
        return sleep.promise
      },
    })
    let isFirst = true
    const attempt = () => (isFirst ? end.promise : Promise.resolve('answer'))
    const running = Array.from({ length: callsUnderWay }, () => run(retry, attempt))
    isFirst = false
    end.reject(new Error('passing'))
    await new Promise((resolve) => setImmediate(resolve))
    const atOnce = repeats
    sleep.resolve()
    const ends = await Promise.all(running)
    return { atOnce, answered: ends.filter((one) => one === 'answer').length, retry }
  }

  it.each([
    [1, 1],
    [4, 3],
    [15, 3],
    [20, 4],
    [100, 20],
  ])('are a fifth of the calls under way, and three at least: of %i calls %i', async (calls, repeats) => {
    const { atOnce, answered } = await repeatsOf(calls)

    expect({ atOnce, answered }).toEqual({ atOnce: repeats, answered: repeats })
  })

  it('are possible again when earlier ones have ended', async () => {
    const { retry } = createStage()
    for (let round = 0; round < 10; round += 1) {
      expect(await run(retry, attempts(['passing', round % 2 ? 'answer' : 'passing']).attempt)).toBe(
        round % 2 ? 'answer' : 'passing',
      )
    }
  })
})
