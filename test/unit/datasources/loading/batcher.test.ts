import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTrace } from '../../../../src/request/upstream-trace.ts'
import { GatewayError } from '../../../../src/errors.ts'
import { createBatcherStage, endTurns, fakeTurns, keysOf } from './batcher-stage.ts'

beforeEach(fakeTurns)
afterEach(() => void vi.useRealTimers())

const sizes = (sent: readonly (readonly string[])[]): number[] => sent.map((keys) => keys.length)

describe('keys of one turn', () => {
  it('share a batch that is sent when the turn ends, each key once', async () => {
    const stage = createBatcherStage()
    const answers = [stage.ask(['a', 'b']), stage.ask(['b', 'c']), stage.ask(['a'])]
    expect(stage.sent()).toEqual([])

    await endTurns()
    expect(stage.sent()).toEqual([['a', 'b', 'c']])
    stage.answerAll()
    expect(await Promise.all(answers)).toEqual([["A's a", "A's b"], ["A's b", "A's c"], ["A's a"]])
    expect(stage.shared()).toBe(2)
  })

  it('share no batch with those of another scope', async () => {
    const stage = createBatcherStage()
    const answers = [stage.ask(['a']), stage.ask(['a'], { scope: 'B' })]
    await endTurns()

    expect(stage.fetches.map(({ scope, keys }) => [scope, keys])).toEqual([
      ['A', ['a']],
      ['B', ['a']],
    ])
    stage.answerAll()
    expect(await Promise.all(answers)).toEqual([["A's a"], ["B's a"]])
  })

  it.each([
    [100, [100]],
    [101, [100, 1]],
    [250, [100, 100, 50]],
  ])('are split: %i of them are sent as %j, none later than the others', async (count, expected) => {
    const stage = createBatcherStage()
    const answers = stage.ask(keysOf(count))
    await endTurns()

    expect(sizes(stage.sent())).toEqual(expected)
    stage.answerAll()
    expect(await answers).toEqual(keysOf(count).map((key) => `A's ${key}`))
  })

  it('are sent at once, each on its own, where a call takes one', async () => {
    const stage = createBatcherStage(1)
    const answers = [stage.ask(['a', 'b']), stage.ask(['a'])]
    await Promise.resolve()

    expect(stage.sent()).toEqual([['a'], ['b']])
    stage.answerAll()
    expect(await Promise.all(answers)).toEqual([["A's a", "A's b"], ["A's a"]])
  })
})

describe('a key that is being fetched', () => {
  it('is not fetched again before the result is there', async () => {
    const stage = createBatcherStage()
    const early = stage.ask(['a'])
    await endTurns()
    vi.advanceTimersByTime(500)
    const late = stage.ask(['a'])
    await vi.advanceTimersByTimeAsync(500)

    stage.answerAll()
    expect([await early, await late]).toEqual([["A's a"], ["A's a"]])
    expect([stage.sent(), stage.shared()]).toEqual([[['a']], 1])
  })

  it('is fetched again after that, whether it failed or not', async () => {
    const stage = createBatcherStage()
    const failed = stage.ask(['a'])
    await endTurns()
    stage.fetches[0]?.fail(new Error('broken'))
    expect(await failed).toEqual([new Error('broken')])

    for (const count of [2, 3]) {
      vi.advanceTimersByTime(100)
      const again = stage.ask(['a'])
      await endTurns()
      stage.answerAll()
      expect(await again).toEqual(["A's a"])
      expect(stage.sent()).toHaveLength(count)
    }
  })
})

describe('a key that has changed', () => {
  it('is fetched again by later loads, in every scope; earlier loads get the earlier result', async () => {
    const stage = createBatcherStage(1)
    const early = [stage.ask(['a']), stage.ask(['a'], { scope: 'B' }), stage.ask(['aa'])]
    await endTurns()
    stage.invalidate('a')
    const late = [stage.ask(['a']), stage.ask(['a'], { scope: 'B' }), stage.ask(['aa'])]
    await endTurns()

    expect(stage.sent().flat().toSorted()).toEqual(['a', 'a', 'a', 'a', 'aa'])
    const times = new Map<string, number>()
    for (const { scope, keys, answer } of stage.fetches) {
      const name = `${scope} ${keys.join()}`
      times.set(name, (times.get(name) ?? 0) + 1)
      answer([`${name}, time ${times.get(name)}`])
    }
    expect(await Promise.all(early)).toEqual([['A a, time 1'], ['B a, time 1'], ['A aa, time 1']])
    expect(await Promise.all(late)).toEqual([['A a, time 2'], ['B a, time 2'], ['A aa, time 1']])
  })

  it('is fetched no third time once the fetch that began before has ended', async () => {
    const stage = createBatcherStage(1)
    const early = stage.ask(['a'])
    await endTurns()
    stage.invalidate('a')
    void stage.ask(['a'])
    await endTurns()
    stage.fetches[0]?.answer(['before'])
    await early
    void stage.ask(['a'])
    await endTurns()

    expect(stage.sent()).toEqual([['a'], ['a']])
  })

  it('is fetched once where its batch has not been sent yet', async () => {
    const stage = createBatcherStage()
    void stage.ask(['a', 'b'])
    stage.invalidate('a')
    void stage.ask(['a'])
    await endTurns()

    expect(stage.sent()).toEqual([['a', 'b']])
  })
})

describe('a result', () => {
  it('can be an error or null for a key alone', async () => {
    const stage = createBatcherStage()
    const answer = stage.ask(['a', 'b', 'c'])
    await endTurns()
    stage.fetches[0]?.answer([new Error('unreadable'), null, 'C'])

    expect(await answer).toEqual([new Error('unreadable'), null, 'C'])
  })

  it('of a batch that fails is the error for each of its keys, and for none of another batch', async () => {
    const stage = createBatcherStage(2)
    const answer = stage.ask(['a', 'b', 'c'])
    await endTurns()
    stage.fetches[0]?.fail(new Error('broken'))
    stage.fetches[1]?.answer()

    expect(await answer).toEqual([new Error('broken'), new Error('broken'), "A's c"])
  })
})

describe('a key that may not cause a fetch', () => {
  it('fails alone, and for its own request only', async () => {
    const stage = createBatcherStage()
    let left = 1
    const admit = () => {
      if (left-- <= 0) throw new Error('used up')
    }
    const strict = stage.ask(['a', 'b'], { admit })
    const free = stage.ask(['b'])
    await endTurns()
    stage.answerAll()

    expect(await strict).toEqual(["A's a", new Error('used up')])
    expect(await free).toEqual(["A's b"])
    expect(stage.sent()).toEqual([['a', 'b']])
  })

  it('joins a fetch that is in flight without asking', async () => {
    const stage = createBatcherStage()
    const free = stage.ask(['a'])
    const admit = vi.fn()
    const strict = stage.ask(['a'], { admit })
    await endTurns()
    stage.answerAll()

    expect([await free, await strict]).toEqual([["A's a"], ["A's a"]])
    expect(admit).not.toHaveBeenCalled()
  })
})

describe('a caller that leaves', () => {
  const caller = () => {
    const leaving = new AbortController()
    return { context: { id: 'a caller', signal: leaving.signal }, leave: () => leaving.abort() }
  }

  it('leaves the call to the others, and the last one ends it', async () => {
    const stage = createBatcherStage()
    const [one, other] = [caller(), caller()]
    void stage.ask(['a'], one)
    void stage.ask(['a'], other)
    await endTurns()

    one.leave()
    expect(stage.fetches[0]?.context.signal?.aborted).toBe(false)
    other.leave()
    expect(stage.fetches[0]?.context.signal?.aborted).toBe(true)
  })

  it('gets an error at once, while the others wait on', async () => {
    const stage = createBatcherStage()
    const early = new AbortController()
    const left = stage.ask(['a', 'b'], { context: { id: 'one', signal: early.signal } })
    const stays = stage.ask(['a'], { context: { id: 'other', signal: new AbortController().signal } })
    await endTurns()
    early.abort()

    expect(await left).toEqual([expect.any(GatewayError), expect.any(GatewayError)])
    expect(stage.fetches[0]?.isOver()).toBe(false)
    stage.answerAll()
    expect(await stays).toEqual(["A's a"])
  })

  it('leaves no cancelled fetch behind that a later load could join', async () => {
    const stage = createBatcherStage()
    const one = caller()
    void stage.ask(['a'], one)
    await endTurns()
    one.leave()
    const next = stage.ask(['a'])
    await endTurns()
    stage.answerAll()

    expect(await next).toEqual(["A's a"])
    expect(stage.sent()).toEqual([['a'], ['a']])
  })

  it('before its batch is sent causes no fetch, and no later load joins that batch', async () => {
    const stage = createBatcherStage()
    const one = caller()
    const given = stage.ask(['a'], one)
    one.leave()
    const next = stage.ask(['b'])
    await endTurns()
    stage.answerAll()

    expect(await next).toEqual(["A's b"])
    expect(await given).toMatchObject([{ code: 'UPSTREAM_UNAVAILABLE' }])
    expect(stage.sent()).toEqual([['b']])
  })

  it('before it loads causes no fetch either', async () => {
    const stage = createBatcherStage()
    const one = caller()
    one.leave()

    expect(await stage.ask(['a'], one)).toMatchObject([{ code: 'UPSTREAM_UNAVAILABLE' }])
    await endTurns()
    expect(stage.sent()).toEqual([])
  })
})

describe('a trace', () => {
  it('shows the call as a miss for the first request and as coalesced for the others, each by its own clock', async () => {
    const stage = createBatcherStage()
    const traces = [100, 104.994, 130].map((begunAt) => createTrace(begunAt))
    const [first, second, late] = traces.map((trace) => ({ id: 'a caller', trace }))
    void stage.ask(['a'], { context: first ?? { id: '' } })
    void stage.ask(['b'], { context: second ?? { id: '' } })
    void stage.ask(['b'], { context: { id: 'untraced' } })
    await endTurns()
    void stage.ask(['a'], { context: late ?? { id: '' } })
    stage.fetches[0]?.context.trace?.call({
      network: 'mixin',
      operation: 'readUsers',
      method: 'POST',
      path: '/users/fetch',
      ids: 2,
      status: 200,
      startedAt: 110,
      durationMs: 50,
      cache: 'miss',
    })

    const told = traces.flatMap((trace) =>
      trace.report().calls.map(({ cache, startedMs }) => [cache, startedMs]),
    )
    expect(told).toEqual([
      ['miss', 10],
      ['coalesced', 5.01],
      ['coalesced', -20],
    ])
  })
})
