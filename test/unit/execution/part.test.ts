import { describe, expect, it } from 'vitest'
import { each } from '../../../src/execution/part.ts'

describe('the items of a list', () => {
  it('are run in order, and wait together for one turn', async () => {
    const turns = [0, 1].map(() => Promise.withResolvers<void>())
    const run: number[] = []
    let asked = 0
    const pending = each(
      Array.from({ length: 1_000 }, (_, index) => index),
      (item) => void run.push(item),
      () => {
        asked += 1
        // The items 10 and 20: each is asked about again after its turn.
        if (asked === 11) return turns[0]?.promise
        return asked === 22 ? turns[1]?.promise : undefined
      },
    )
    expect(run).toHaveLength(10)
    expect(asked).toBe(11)

    turns[0]?.resolve()
    await turns[0]?.promise
    await Promise.resolve()
    expect(run).toHaveLength(20)
    expect(asked).toBe(22)

    turns[1]?.resolve()
    await pending
    expect(run).toEqual(Array.from({ length: 1_000 }, (_, index) => index))
  })

  it('that are promises may reject while they wait', async () => {
    const turn = Promise.withResolvers<void>()
    let isWaiting = true
    const items = [1, Promise.reject(new Error('an item')), Promise.reject(new Error('another'))]
    const pending = each(
      items,
      (item) => (item instanceof Promise ? item : undefined),
      () => (isWaiting ? turn.promise : undefined),
    )
    await new Promise(setImmediate)

    isWaiting = false
    turn.resolve()
    await expect(pending).rejects.toThrow('an item')
  })

  it('after one that throws are skipped, once those in progress have ended', async () => {
    const first = Promise.withResolvers<void>()
    const run: number[] = []
    let isSettled = false
    const pending = each([0, 1, 2], (item) => {
      run.push(item)
      if (item === 1) throw new Error('the second')
      return first.promise
    })
    pending?.catch(() => (isSettled = true))
    await new Promise(setImmediate)
    expect(isSettled).toBe(false)

    first.resolve()
    await expect(pending).rejects.toThrow('the second')
    expect(run).toEqual([0, 1])
  })
})
