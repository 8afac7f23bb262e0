import { describe, expect, it } from 'vitest'
import { crowd, learned, outage, searchStorm, stampede, zipf } from './scenarios.ts'

describe('the shield', () => {
  it('makes one limited call when 1,000 callers ask for one unknown number', async () => {
    expect(await stampede()).toEqual({ limited: 1, fetches: 0, answered: 1_000 })
  })

  it('finds 60 known numbers by one fetch in the asking viewer’s own scope', async () => {
    const { limited, fetches, errors, data } = await learned()

    expect({ limited, fetches, errors }).toEqual({ limited: 0, fetches: 1, errors: 0 })
    expect(data).toMatchObject({
      users: expect.arrayContaining([expect.objectContaining({ id: expect.any(String) })]),
    })
  })

  it('joins 50 requests at once for 50 users of one viewer into at most five fetches', async () => {
    const { limited, fetches, answered } = await crowd()

    expect({ limited, answered }).toEqual({ limited: 0, answered: 50 })
    expect(fetches).toBeLessThanOrEqual(5)
  })

  it('serves 10,000 lookups by number within the budget, and never fails for a number once seen', async () => {
    const { limited, distinct, seen, errorsOfSeen, upstream429 } = await zipf()

    expect({ errorsOfSeen, upstream429 }).toEqual({ errorsOfSeen: 0, upstream429: 0 })
    expect(limited).toBeLessThanOrEqual(distinct)
    // Whoever was found was found by one limited call, never by two.
    expect(limited).toBe(seen)
  }, 120_000)

  it('sends no search for twelve hours after one was refused', async () => {
    expect(await searchStorm()).toEqual({ limited: 0, fetches: 0, shortestWaitMs: 12 * 60 * 60 * 1_000 })
  })

  it('answers for known users all through an outage, from labelled copies, and rests a dead upstream', async () => {
    const { asked, answered, labelled, unknownFailed, callsPerSecond, healed } = await outage()

    expect({ answered, unknownFailed, healed }).toEqual({
      answered: asked,
      unknownFailed: asked,
      healed: true,
    })
    // All but the very first, whose refresh had not failed yet.
    expect(labelled).toBeGreaterThanOrEqual(asked - 1)
    // The breaker opens within the first second; after that there is one probe per opening, with its repeat.
    expect(callsPerSecond[0]).toBeLessThanOrEqual(10)
    expect(callsPerSecond.slice(1, 10)).toEqual(Array(9).fill(0))
    expect(callsPerSecond.slice(1).reduce((sum, calls) => sum + calls, 0)).toBeLessThanOrEqual(4)
  }, 60_000)
})
