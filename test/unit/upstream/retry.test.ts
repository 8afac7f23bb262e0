import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRetry, type Retry } from '../../../src/upstream/retry.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

const isRetryable = (error: unknown): boolean => error instanceof Error && error.message === 'transient'

/** A retry whose waits take no time and are recorded. */
const createStage = (random: () => number = () => 0) => {
  const waits: number[] = []
  const sleep = async (ms: number): Promise<void> => {
    waits.push(ms)
    vi.advanceTimersByTime(ms)
  }
  return { retry: createRetry({ random, sleep }), waits }
}

/** Attempts with these outcomes, in order, each of the given duration. */
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
): Promise<string> => retry.run(timeoutMs, attempt, isRetryable).catch((error: Error) => error.message)

describe('a retry', () => {
  it('is not made after a success', async () => {
    const { retry, waits } = createStage()
    const { attempt, given } = attempts(['answer'])

    expect(await run(retry, attempt)).toBe('answer')
    expect({ given, waits }).toEqual({ given: [4_000], waits: [] })
  })

  it('is made once after a transient failure, with the time left', async () => {
    const { retry, waits } = createStage()
    const { attempt, given } = attempts(['transient', 'answer'], 100)

    expect(await run(retry, attempt)).toBe('answer')
    expect({ given, waits }).toEqual({ given: [4_000, 4_000 - 100 - 50], waits: [50] })
  })

  it('is not followed by another, whatever its outcome', async () => {
    const { retry } = createStage()
    const { attempt, given } = attempts(['transient', 'transient', 'answer'])

    expect(await run(retry, attempt)).toBe('transient')
    expect(given).toHaveLength(2)
  })

  it('is not made after any other failure', async () => {
    const { retry, waits } = createStage()
    const { attempt, given } = attempts(['final', 'answer'])

    expect(await run(retry, attempt)).toBe('final')
    expect({ calls: given.length, waits }).toEqual({ calls: 1, waits: [] })
  })

  it.each([
    [0, 50],
    [0.5, 150],
    [1, 250],
  ])('starts after 50 to 250 ms: for the random number %f, after %i', async (random, waitMs) => {
    const { retry, waits } = createStage(() => random)

    await run(retry, attempts(['transient', 'answer']).attempt)

    expect(waits).toEqual([waitMs])
  })

  it.each([
    [149, ['answer', 2]],
    [150, ['transient', 1]],
  ])('is made only before the deadline: after %i of 200 ms', async (takesMs, [end, calls]) => {
    const { retry } = createStage()
    const { attempt, given } = attempts(['transient', 'answer'], takesMs)

    expect([await run(retry, attempt, 200), given.length]).toEqual([end, calls])
  })
})

describe('concurrent retries', () => {
  /** Runs so many calls that fail at the same time; counts the retries before the first one ends. */
  const retriesOf = async (callCount: number) => {
    const end = Promise.withResolvers<never>()
    const sleep = Promise.withResolvers<void>()
    let retries = 0
    const retry = createRetry({
      random: () => 0,
      sleep() {
        retries += 1
        return sleep.promise
      },
    })
    let isFirst = true
    const attempt = () => (isFirst ? end.promise : Promise.resolve('answer'))
    const running = Array.from({ length: callCount }, () => run(retry, attempt))
    isFirst = false
    end.reject(new Error('transient'))
    await new Promise((resolve) => setImmediate(resolve))
    const concurrent = retries
    sleep.resolve()
    const ends = await Promise.all(running)
    return { concurrent, answered: ends.filter((one) => one === 'answer').length, retry }
  }

  it.each([
    [1, 1],
    [4, 3],
    [15, 3],
    [20, 4],
    [100, 20],
  ])('are at most a fifth of the running calls, or three: of %i calls %i', async (calls, retries) => {
    const { concurrent, answered } = await retriesOf(calls)

    expect({ concurrent, answered }).toEqual({ concurrent: retries, answered: retries })
  })

  it('are possible again once earlier ones have ended', async () => {
    const { retry } = createStage()
    for (let round = 0; round < 10; round += 1) {
      expect(await run(retry, attempts(['transient', round % 2 ? 'answer' : 'transient']).attempt)).toBe(
        round % 2 ? 'answer' : 'transient',
      )
    }
  })
})
