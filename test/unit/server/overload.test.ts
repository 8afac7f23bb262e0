import { describe, expect, it } from 'vitest'
import { createOverload } from '../../../src/server/overload.ts'

/** A process that executes so many requests, all of whose replies are read at once. */
const loadOf = (requests: () => number, delayMs: () => number) => ({
  requests,
  executing: requests,
  makeRoom: () => false,
  delayMs,
})

const LIMITS = { concurrentRequests: 512, busyRequests: 64, eventLoopDelayMs: 200 }

/** Whether a request is refused, and why, with so many in progress and an event loop that is so late. */
const outcomeAt = (requests: number, delayMs: number): string => {
  const shed: string[] = []
  const load = loadOf(
    () => requests,
    () => delayMs,
  )
  const overload = createOverload(LIMITS, load, (why) => shed.push(why))
  const refusal = overload.check()
  expect(shed).toHaveLength(refusal ? 1 : 0)
  return shed[0] ?? 'taken'
}

describe('a request', () => {
  it.each([
    [1, 0, 'taken'],
    [1, 60_000, 'taken'],
    [64, 60_000, 'taken'],
    [65, 200, 'taken'],
    [65, 201, 'delay'],
    [512, 0, 'taken'],
    [512, 201, 'delay'],
    [513, 0, 'requests'],
    [513, 201, 'requests'],
  ])('as one of %i, with the event loop %i ms late: %s', (requests, delayMs, outcome) => {
    expect(outcomeAt(requests, delayMs)).toBe(outcome)
  })

  it('is accepted again as soon as the load falls', () => {
    let [requests, delayMs] = [600, 300]
    const load = loadOf(
      () => requests,
      () => delayMs,
    )
    const { check: refuse } = createOverload(LIMITS, load, () => undefined)
    expect(refuse()).toMatchObject({
      status: 503,
      code: 'RATE_LIMITED',
      retryAfterMs: 1_000,
      headers: { 'retry-after': '1' },
    })

    requests = 100
    expect(refuse()).toBeDefined()
    delayMs = 100
    expect(refuse()).toBeUndefined()
  })

  it('counts together with the others of its turn of the event loop, even those that end at once', () => {
    let turn = (): void => undefined
    const load = loadOf(
      () => 1,
      () => 300,
    )
    const endOfTurn = (callback: () => void): void => void (turn = callback)
    const { check: refuse } = createOverload(LIMITS, { ...load, endOfTurn }, () => undefined)
    const refusalsOf = (count: number): number =>
      Array.from({ length: count }, refuse).filter((refusal) => refusal !== undefined).length

    expect(refusalsOf(70)).toBe(6)
    turn()
    expect(refusalsOf(64)).toBe(0)
    expect(refusalsOf(1)).toBe(1)
  })

  it('does not read the delay while few requests are in progress', () => {
    const delayMs = (): number => {
      throw new Error('looked up')
    }
    const { check } = createOverload(
      LIMITS,
      loadOf(() => 64, delayMs),
      () => undefined,
    )
    expect(check()).toBeUndefined()
  })

  it('that has a body to read is one more, but has not started', () => {
    const load = loadOf(
      () => 512,
      () => 0,
    )
    const { foresee, check } = createOverload(LIMITS, load, () => undefined)

    expect(check()).toBeUndefined()
    expect(foresee()).toMatchObject({ status: 503 })
  })
})

describe('replies that are not read', () => {
  it('count as in progress, and give way to a new request as far as they are slow', () => {
    let [unread, slow] = [512, 2]
    const shed: string[] = []
    const { check } = createOverload(
      LIMITS,
      {
        requests: () => 2 + unread,
        executing: () => 2,
        delayMs: () => 0,
        makeRoom() {
          if (slow === 0) return false
          slow -= 1
          unread -= 1
          return true
        },
      },
      (why) => shed.push(why),
    )

    expect(check()).toBeUndefined()
    expect([unread, slow]).toEqual([510, 0])
    unread = 511
    expect(check()).toMatchObject({ status: 503 })
    expect(shed).toEqual(['requests'])
  })

  it('keep nothing busy', () => {
    const load = {
      ...loadOf(
        () => 400,
        () => 60_000,
      ),
      executing: () => 64,
    }
    const { check } = createOverload(LIMITS, load, () => undefined)

    expect(check()).toBeUndefined()
  })
})
