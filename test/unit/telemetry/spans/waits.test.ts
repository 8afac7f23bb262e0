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

describe('the waits of one field', () => {
  it('last from the first start to the last end, gaps included', () => {
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

  it('have the outcome of the first failure', () => {
    const { waits, end } = beginNames(4)
    for (const [index, outcome] of ['ok', 'cancelled', 'FORBIDDEN', 'NOT_FOUND'].entries()) {
      end(index, outcome)
    }
    expect(waits.all()).toMatchObject([{ items: 4, outcome: 'FORBIDDEN' }])
  })

  it('are cancelled where one has not ended, unless another has failed', () => {
    const { begunAt, waits, end } = beginNames(3)
    end(1, 'ok')
    later(50)
    expect(waits.all()).toMatchObject([{ items: 3, endedAt: begunAt + 53, outcome: 'cancelled' }])

    end(0, 'FORBIDDEN')
    expect(waits.all()).toMatchObject([{ outcome: 'FORBIDDEN' }])
  })

  it('are separate for types with fields of the same name', () => {
    const waits = createWaits()
    waits.begin('User.name', nameOf(0), 0)('ok')
    waits.begin('App.name', nameOf(1), 0)('ok')
    expect(waits.all().map(({ field, items }) => [field, items])).toEqual([
      ['User.name', 1],
      ['App.name', 1],
    ])
  })
})

describe('the number of fields', () => {
  it('is at most 128; known fields are still counted', () => {
    const waits = createWaits()
    const begin = (index: number) => waits.begin('Query.user', { key: `u${index}`, prev: undefined }, 0)
    for (let index = 0; index < 200; index += 1) begin(index)('ok')
    begin(127)('ok')

    const all = waits.all()
    expect(all).toHaveLength(128)
    expect(all.at(-1)).toMatchObject({ path: 'u127', items: 2 })
  })
})
