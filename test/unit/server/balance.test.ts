import { describe, expect, it } from 'vitest'
import { balance, excessOf } from '../../../src/server/balance.ts'

describe('connections that a worker has too many', () => {
  it.each([
    ['none where all have as many', [16, 16, 16, 16], [0, 0, 0, 0]],
    ['none within a tenth of the average', [17, 16, 16, 15], [0, 0, 0, 0]],
    ['those above the average', [43, 8, 5, 8], [27, 0, 0, 0]],
    ['those of several', [20, 20, 2, 2], [9, 9, 0, 0]],
    ['one of two', [2, 0], [1, 0]],
    ['none of an odd one', [1, 0], [0, 0]],
    ['none of one worker', [9], [0]],
    ['none of unused ones', [0, 0], [0, 0]],
  ])('are %s: %j', (_, used, excess) => {
    expect(excessOf(used)).toEqual(excess)
  })
})

it('asks each worker, tells those that have too many, and leaves out one that does not answer', async () => {
  const shed: [number, number][] = []
  const worker = (number: number, used: () => Promise<number>) => ({
    used,
    shed: (count: number) => void shed.push([number, count]),
  })
  await balance([
    worker(1, async () => 30),
    worker(2, () => Promise.reject(new Error('no reply within 500 ms'))),
    worker(3, async () => 10),
  ])
  expect(shed).toEqual([[1, 10]])
})
