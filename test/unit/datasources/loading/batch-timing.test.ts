import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MOST_TURNS } from '../../../../src/datasources/loading/batch-timing.ts'
import { createBatcherStage, endTurns, fakeTurns, keysOf, passTurn } from './batcher-stage.ts'

beforeEach(fakeTurns)
afterEach(() => void vi.useRealTimers())

type Stage = ReturnType<typeof createBatcherStage>

/** Asks for so many keys, each in a turn of its own. */
const askInTurns = async (stage: Stage, count: number, from = 0): Promise<Promise<unknown>[]> => {
  const answers: Promise<unknown>[] = []
  for (const key of keysOf(count, from)) {
    answers.push(stage.ask([key]))
    await endTurns()
  }
  return answers
}

/** A stage with eight fetches under way, of a key each. */
const openBusyStage = async () => {
  const stage = createBatcherStage()
  return { stage, early: await askInTurns(stage, 8) }
}

const sizes = (stage: Stage): number[] => stage.sent().map((keys) => keys.length)

const AN_HOUR_MS = 3_600_000

describe('while fewer than eight fetches of a scope are under way', () => {
  it('a caller that asks for one key after another never waits, and no timer is set', async () => {
    vi.useRealTimers()
    // A timer would have no time to fire.
    vi.useFakeTimers({ toFake: ['setImmediate'] })
    const stage = createBatcherStage()
    for (let count = 1; count <= 30; count += 1) {
      const answer = stage.ask([`key ${count}`])
      await passTurn()
      expect(stage.sent()).toHaveLength(count)
      stage.answerAll()
      expect(await answer).toEqual([`A's key ${count}`])
    }
    expect(vi.getTimerCount()).toBe(0)
  })

  it('one fetch makes the next batch wait for a turn without a key', async () => {
    const stage = createBatcherStage()
    void stage.ask(['first'])
    await passTurn()
    expect(stage.sent()).toEqual([['first']])
    for (const key of keysOf(5)) {
      void stage.ask([key])
      await passTurn()
      expect(stage.sent()).toEqual([['first']])
    }
    // The fetch that made it wait has ended, but keys still come.
    stage.answerAll()
    void stage.ask(['last'])
    await passTurn()
    expect(stage.sent()).toEqual([['first']])
    await passTurn()
    expect(stage.sent()).toEqual([['first'], [...keysOf(5), 'last']])
  })

  it('a batch is sent after so many turns even if all of them bring keys', async () => {
    const stage = createBatcherStage()
    for (const key of keysOf(2 * MOST_TURNS + 3)) {
      void stage.ask([key])
      await passTurn()
    }

    expect(sizes(stage)).toEqual([1, MOST_TURNS + 1, MOST_TURNS + 1])
  })

  it('eight callers at different moments each get a fetch at once', async () => {
    const { stage } = await openBusyStage()

    expect(sizes(stage)).toEqual(Array(8).fill(1))
  })
})

describe('while eight fetches of a scope are under way', () => {
  it('keys gather, however long, and are sent together when one of the eight ends', async () => {
    const { stage } = await openBusyStage()
    const late = await askInTurns(stage, 3, 8)
    await vi.advanceTimersByTimeAsync(AN_HOUR_MS)
    expect(sizes(stage)).toEqual(Array(8).fill(1))
    expect(vi.getTimerCount()).toBe(0)

    stage.fetches[5]?.answer()
    await endTurns()
    expect(stage.sent().slice(8)).toEqual([keysOf(3, 8)])
    stage.answerAll()
    expect(await Promise.all(late)).toEqual(keysOf(3, 8).map((key) => [`A's ${key}`]))
  })

  it('keys of the turn in which one ends are sent with those that gathered', async () => {
    const { stage } = await openBusyStage()
    void (await askInTurns(stage, 1, 8))
    stage.fetches[0]?.answer()
    stage.fetches[1]?.answer()
    void stage.ask(['the last'])
    await endTurns()

    expect(stage.sent().slice(8)).toEqual([['key 8', 'the last']])
  })

  it.each([
    ['fails', (stage: Stage) => stage.fetches[0]?.fail(new Error('broken'))],
    ['is rejected at once', (stage: Stage) => stage.fetches[7]?.fail(new TypeError('refused'))],
  ])('one that %s makes room as one that succeeds does', async (_, end) => {
    const { stage, early: answers } = await openBusyStage()
    const late = await askInTurns(stage, 2, 8)
    end(stage)
    await endTurns()

    expect(stage.sent().slice(8)).toEqual([keysOf(2, 8)])
    stage.answerAll()
    expect(await Promise.all(late)).toEqual([["A's key 8"], ["A's key 9"]])
    expect((await Promise.all(answers)).flat().filter((one) => one instanceof Error)).toHaveLength(1)
  })

  it('one that its caller has left makes room too, even if its connection hangs', async () => {
    const stage = createBatcherStage(100, true)
    const leaving = new AbortController()
    void stage.ask(['left'], { context: { id: 'leaving', signal: leaving.signal } })
    await endTurns()
    void (await askInTurns(stage, 7))
    void (await askInTurns(stage, 1, 7))
    expect(stage.sent()).toHaveLength(8)

    leaving.abort()
    await endTurns()
    expect(stage.sent().slice(8)).toEqual([['key 7']])
    stage.fetches[0]?.fail(new Error('cancelled, late'))
    void (await askInTurns(stage, 1, 8))
    expect(stage.sent()).toHaveLength(9)
  })

  it('50 requests of turns of their own share nine fetches, each key once', async () => {
    const stage = createBatcherStage()
    const answers = await askInTurns(stage, 50)
    stage.answerAll()
    await endTurns()
    stage.answerAll()

    expect(await Promise.all(answers)).toEqual(keysOf(50).map((key) => [`A's ${key}`]))
    expect(sizes(stage)).toEqual([...Array(8).fill(1), 42])
  })

  it('a key that is under way or gathered is not fetched again', async () => {
    const { stage } = await openBusyStage()
    const gathered = stage.ask(['new'])
    const again = [stage.ask(['key 3']), stage.ask(['new', 'key 3'])]
    await endTurns()
    stage.answerAll()
    await endTurns()
    stage.answerAll()

    expect(await Promise.all([gathered, ...again])).toEqual([
      ["A's new"],
      ["A's key 3"],
      ["A's new", "A's key 3"],
    ])
    expect(stage.sent().slice(8)).toEqual([['new']])
    expect(stage.shared()).toBe(2)
  })

  it('a batch that has become full has nothing to wait for', async () => {
    const { stage } = await openBusyStage()
    void stage.ask(keysOf(99, 100))
    await endTurns()
    expect(stage.sent()).toHaveLength(8)

    void stage.ask(keysOf(140, 200))
    await Promise.resolve()
    expect(sizes(stage).slice(8)).toEqual([100, 100])
    await endTurns()
    expect(sizes(stage).slice(8)).toEqual([100, 100])

    stage.fetches[8]?.answer()
    await endTurns()
    // Ten were under way, so this one makes no room yet.
    expect(sizes(stage).slice(8)).toEqual([100, 100])
    stage.fetches[0]?.answer()
    stage.fetches[1]?.answer()
    await endTurns()
    expect(sizes(stage).slice(8)).toEqual([100, 100, 39])
  })

  it('another scope’s keys wait for nothing, and no fetch has keys of two scopes', async () => {
    const { stage } = await openBusyStage()
    void stage.ask(['gathers'])
    const other = stage.ask(['key 0'], { scope: 'B' })
    await endTurns()

    expect(stage.fetches.slice(8).map(({ scope, keys }) => [scope, keys])).toEqual([['B', ['key 0']]])
    stage.fetches[8]?.answer()
    expect(await other).toEqual(["B's key 0"])
    await endTurns()
    // The other scope's fetch has ended, which makes no room in this one.
    expect(stage.sent()).toHaveLength(9)
  })
})

describe('a caller whose keys gather', () => {
  const caller = () => {
    const leaving = new AbortController()
    return { context: { id: 'a caller', signal: leaving.signal }, leave: () => leaving.abort() }
  }

  it('gets an error at once when it leaves or its time is up, and its keys are not sent', async () => {
    const { stage } = await openBusyStage()
    const one = caller()
    const given = stage.ask(['a'], one)
    await endTurns()
    one.leave()

    expect(await given).toMatchObject([{ code: 'UPSTREAM_UNAVAILABLE' }])
    stage.answerAll()
    await endTurns()
    expect(stage.sent()).toHaveLength(8)
  })

  it('leaves the batch to those who gathered with it', async () => {
    const { stage } = await openBusyStage()
    const [one, other] = [caller(), caller()]
    const given = stage.ask(['a'], one)
    const stays = stage.ask(['a', 'b'], other)
    await endTurns()
    one.leave()
    expect(await given).toMatchObject([{ code: 'UPSTREAM_UNAVAILABLE' }])

    stage.fetches[0]?.answer()
    await endTurns()
    expect(stage.sent().slice(8)).toEqual([['a', 'b']])
    stage.answerAll()
    expect(await stays).toEqual(["A's a", "A's b"])
  })
})

describe('calls that take one key each', () => {
  it('leave in a microtask, as many as may be under way, and the others in their order as calls end', async () => {
    const stage = createBatcherStage(1, false, 10)
    const answer = stage.ask(keysOf(25))
    await Promise.resolve()
    expect(stage.sent().flat()).toEqual(keysOf(10))

    for (let ended = 0; ended < 25; ended += 1) {
      if (ended % 3 === 0) stage.fetches[ended]?.fail(new Error('broken'))
      else stage.fetches[ended]?.answer()
      await endTurns()
      expect(stage.sent().flat()).toEqual(keysOf(Math.min(25, 11 + ended)))
    }
    const expected = keysOf(25).map((key, index) => (index % 3 === 0 ? new Error('broken') : `A's ${key}`))
    expect(await answer).toEqual(expected)
  })

  it('of a caller that leaves while they wait are never made, and the next ones are', async () => {
    const stage = createBatcherStage(1, false, 2)
    const leaving = new AbortController()
    const first = stage.ask(['a', 'b'])
    void stage.ask(['c', 'd'], { context: { id: 'leaving', signal: leaving.signal } })
    const last = stage.ask(['e'])
    await endTurns()
    leaving.abort()
    stage.answerAll()
    await endTurns()
    stage.answerAll()

    expect([await first, await last]).toEqual([["A's a", "A's b"], ["A's e"]])
    expect(stage.sent()).toEqual([['a'], ['b'], ['e']])
  })
})

describe('at any moment', () => {
  const step = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ ask: fc.uniqueArray(fc.nat(400), { minLength: 1, maxLength: 60 }) }),
    },
    { weight: 3, arbitrary: fc.record({ end: fc.nat(), fails: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ leave: fc.nat() }) },
  )

  it('nothing waits without eight under way, and no batch is larger than a call may be', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.constantFrom(1, 30),
        fc.constantFrom(3, 12, Infinity),
        async (steps, maxBatchSize, maxFetches) => {
          const stage = createBatcherStage(maxBatchSize, false, maxFetches)
          const callers: { readonly keys: readonly string[]; readonly leaving: AbortController }[] = []
          for (const next of steps) {
            if ('ask' in next) {
              const one = { keys: next.ask.map((key) => `key ${key}`), leaving: new AbortController() }
              callers.push(one)
              void stage.ask(one.keys, { context: { id: 'a caller', signal: one.leaving.signal } })
            } else if ('leave' in next) callers[next.leave % callers.length]?.leaving.abort()
            else {
              const underWay = stage.underWay()
              const fetch = underWay[next.end % underWay.length]
              if (next.fails) fetch?.fail(new Error('broken'))
              else fetch?.answer()
            }
            await endTurns()

            const wanted = callers
              .filter(({ leaving }) => !leaving.signal.aborted)
              .flatMap(({ keys }) => keys)
            const sent = new Set(stage.sent().flat())
            const underWay = stage.underWay().length
            const limit = maxBatchSize === 1 ? maxFetches : Math.min(8, maxFetches)
            if (wanted.some((key) => !sent.has(key))) expect(underWay).toBeGreaterThanOrEqual(limit)
            expect(underWay).toBeLessThanOrEqual(maxFetches)
            expect(Math.max(0, ...sizes(stage))).toBeLessThanOrEqual(maxBatchSize)
          }
        },
      ),
      { numRuns: 150, seed: 1 },
    )
  })
})
