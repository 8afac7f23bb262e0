import { describe, expect, it } from 'vitest'
import { UpstreamTime } from '../../../src/request/upstream-time.ts'

type Call = readonly [startedAt: number, endedAt: number]

const total = (calls: readonly Call[], begunAt = 0): number => {
  const time = new UpstreamTime(begunAt)
  for (const [startedAt, endedAt] of calls) time.add(startedAt, endedAt, 'mixin')
  return time.totalMs()
}

describe('the time that a request waited for upstream calls', () => {
  it.each<[string, Call[], number]>([
    ['no call', [], 0],
    ['one call', [[10, 15]], 5],
    [
      'one after the other',
      [
        [0, 5],
        [10, 12],
      ],
      7,
    ],
    [
      'two at the same time',
      [
        [0, 5],
        [0, 5],
      ],
      5,
    ],
    [
      'two that overlap',
      [
        [0, 6],
        [4, 10],
      ],
      10,
    ],
    [
      'two that touch',
      [
        [0, 5],
        [5, 10],
      ],
      10,
    ],
    [
      'one within another',
      [
        [4, 6],
        [0, 10],
      ],
      10,
    ],
    [
      'one around several apart',
      [
        [1, 2],
        [4, 5],
        [7, 8],
        [3, 10],
      ],
      8,
    ],
  ])('counts each moment once: %s', (_, calls, ms) => {
    expect(total(calls)).toBe(ms)
  })

  it('begins with the request, also where its call began before', () => {
    expect(total([[-10, 5]])).toBe(5)
    expect(
      total([
        [-10, 5],
        [3, 8],
      ]),
    ).toBe(8)
  })
})
