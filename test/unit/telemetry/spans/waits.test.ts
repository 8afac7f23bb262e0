import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createWaits } from '../../../../src/telemetry/spans/waits.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

const later = (ms: number) => vi.advanceTimersByTime(ms)
const nameOf = (index: number) => ({
  key: 'name',
  prev: { key: index, prev: { key: 'nodes', prev: undefined } },
})

/** Waits for the names of so many items, each a millisecond after the one before. */
const beginNames = (count: number) => {
  const begunAt = performance.now()
  const waits = createWaits()
  const ends = Array.from({ length: count }, (_, index) => {
    const end = waits.begin('User.name', nameOf(index), performance.now())
    later(1)
    return end
  })
  return { begunAt, waits, end: (index: number, outcome: string) => ends[index]?.(outcome) }
}

describe('what is waited for at one place', () => {
  it('lasts from the first beginning to the last end, also where none waited in between', () => {
    const begunAt = performance.now()
    const waits = createWaits()
    for (const index of [0, 1]) {
      const end = waits.begin('User.name', nameOf(index), performance.now())
      later(10)
      end('ok')
      later(100)
    }

    expect(waits.all()).toEqual([
      {
        field: 'User.name',
        path: 'nodes.*.name',
        items: 2,
        startedAt: begunAt,
        endedAt: begunAt + 120,
        outcome: 'ok',
      },
    ])
  })

  it('comes to its first failure, whatever ends before and after', () => {
    const { waits, end } = beginNames(4)
    for (const [index, outcome] of ['ok', 'cancelled', 'FORBIDDEN', 'NOT_FOUND'].entries()) {
      end(index, outcome)
    }
    expect(waits.all()).toMatchObject([{ items: 4, outcome: 'FORBIDDEN' }])
  })

  it('is cancelled where it is told of before all are there, unless one has failed', () => {
    const { begunAt, waits, end } = beginNames(3)
    end(1, 'ok')
    later(50)
    expect(waits.all()).toMatchObject([{ items: 3, endedAt: begunAt + 53, outcome: 'cancelled' }])

    end(0, 'FORBIDDEN')
    expect(waits.all()).toMatchObject([{ outcome: 'FORBIDDEN' }])
  })

  it('is told apart by types where their fields have one name', () => {
    const waits = createWaits()
    waits.begin('User.name', nameOf(0), 0)('ok')
    waits.begin('App.name', nameOf(1), 0)('ok')
    expect(waits.all().map(({ field, items }) => [field, items])).toEqual([
      ['User.name', 1],
      ['App.name', 1],
    ])
  })
})

describe('places', () => {
  it('are 128 at most; those that are known go on being counted', () => {
    const waits = createWaits()
    const begin = (index: number) => waits.begin('Query.user', { key: `u${index}`, prev: undefined }, 0)
    for (let index = 0; index < 200; index += 1) begin(index)('ok')
    begin(127)('ok')

    const all = waits.all()
    expect(all).toHaveLength(128)
    expect(all.at(-1)).toMatchObject({ path: 'u127', items: 2 })
  })
})
