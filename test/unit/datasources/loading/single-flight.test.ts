import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBatcherStage, endTurns, fakeTurns } from './batcher-stage.ts'

beforeEach(fakeTurns)
afterEach(() => void vi.useRealTimers())

type Step =
  | { readonly kind: 'ask'; readonly scope: string; readonly keys: readonly string[] }
  /** The caller of so many loads ago leaves. */
  | { readonly kind: 'leave'; readonly back: number }
  | { readonly kind: 'wait'; readonly ms: number }
  /** The oldest fetch under way ends. */
  | { readonly kind: 'answer' }
  | { readonly kind: 'fail' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('ask' as const),
      scope: fc.constantFrom('A', 'A', 'A', 'B'),
      keys: fc.uniqueArray(fc.constantFrom('a', 'b'), { minLength: 1 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('leave' as const), back: fc.nat(3) }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(0, 1, 30, 30) }),
  },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ kind: 'answer' }, { kind: 'fail' }) },
)

interface Caller {
  readonly scope: string
  readonly keys: readonly string[]
  readonly leaving: AbortController
  isAnswered: boolean
  readonly answers: Promise<readonly (string | null | Error)[]>
}

/** Whatever promises do within a turn. */
const promisesSettle = async (): Promise<void> => {
  for (let step = 0; step < 20; step += 1) await Promise.resolve()
}

const createPlay = (maxBatchSize: number, cancelsLate: boolean) => {
  const stage = createBatcherStage(maxBatchSize, cancelsLate)
  const callers: Caller[] = []
  const unanswered = () => stage.fetches.filter((fetch) => !fetch.isOver())
  const underWay = () => unanswered().filter(({ context }) => !context.signal?.aborted)

  const take = async (next: Step): Promise<void> => {
    if (next.kind === 'wait') await vi.advanceTimersByTimeAsync(next.ms)
    else if (next.kind === 'leave') callers.at(-1 - next.back)?.leaving.abort()
    else if (next.kind === 'answer') unanswered()[0]?.answer()
    else if (next.kind === 'fail') unanswered()[0]?.fail(new Error('broken'))
    else {
      const leaving = new AbortController()
      const context = { id: `caller ${callers.length}`, signal: leaving.signal }
      const answers = stage.ask(next.keys, { scope: next.scope, context })
      const caller: Caller = { ...next, leaving, isAnswered: false, answers }
      callers.push(caller)
      void answers.then(() => (caller.isAnswered = true))
    }
    await promisesSettle()
  }

  const finish = async (): Promise<void> => {
    await vi.runAllTimersAsync()
    stage.answerAll()
    await endTurns()
  }
  return { stage, callers, underWay, take, finish }
}

describe('a fetch that callers share and leave at random', () => {
  const sizes = fc.constantFrom(1, 2, 100)

  it('is never cancelled while somebody waits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        sizes,
        fc.boolean(),
        async (steps, size, cancelsLate) => {
          const { callers, take, finish } = createPlay(size, cancelsLate)
          for (const next of steps) await take(next)
          await finish()

          for (const { scope, keys, leaving, answers } of callers) {
            if (leaving.signal.aborted) continue
            const answered = await answers
            expect(answered).toHaveLength(keys.length)
            for (const [index, answer] of answered.entries()) {
              // Its own value, or the failure that the fetch really had.
              if (answer instanceof Error) expect(answer.message).toBe('broken')
              else expect(answer).toBe(`${scope}'s ${keys[index]}`)
            }
          }
        },
      ),
      { numRuns: 300, seed: 1 },
    )
  })

  it('ends when everyone has left, runs once at a time per key, and resolves for everyone', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        sizes,
        fc.boolean(),
        async (steps, size, cancelsLate) => {
          const { callers, underWay, take, finish } = createPlay(size, cancelsLate)
          for (const next of steps) {
            await take(next)
            const names = underWay().flatMap(({ scope, keys }) => keys.map((key) => `${scope} ${key}`))
            expect(new Set(names).size).toBe(names.length)
            for (const { scope, keys } of underWay()) {
              const waits = callers.some(
                (caller) =>
                  !caller.leaving.signal.aborted &&
                  !caller.isAnswered &&
                  caller.scope === scope &&
                  caller.keys.some((key) => keys.includes(key)),
              )
              expect(waits).toBe(true)
            }
          }
          await finish()

          expect(callers.filter(({ isAnswered }) => !isAnswered)).toEqual([])
        },
      ),
      { numRuns: 300, seed: 1 },
    )
  })
})
