import { describe, expect, it } from 'vitest'
import { createOverload } from '../../../src/server/overload.ts'

const LIMITS = { concurrentRequests: 512, busyRequests: 64, eventLoopDelayMs: 200 }

/** Whether a request is refused, and why, with so many in progress and an event loop that is so late. */
const outcomeAt = (requests: number, delayMs: number): string => {
  const shed: string[] = []
  const refuse = createOverload(LIMITS, { requests: () => requests, delayMs: () => delayMs }, (why) =>
    shed.push(why),
  )
  const refusal = refuse()
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
    const refuse = createOverload(
      LIMITS,
      { requests: () => requests, delayMs: () => delayMs },
      () => undefined,
    )
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
    const refuse = createOverload(
      LIMITS,
      { requests: () => 1, delayMs: () => 300, endOfTurn: (callback) => void (turn = callback) },
      () => undefined,
    )
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
    expect(createOverload(LIMITS, { requests: () => 64, delayMs }, () => undefined)()).toBeUndefined()
  })
})
