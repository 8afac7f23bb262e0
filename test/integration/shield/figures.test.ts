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

  it('joins 50 requests at once for 50 users of one viewer into one fetch', async () => {
    expect(await crowd()).toEqual({ limited: 0, fetches: 1, answered: 50 })
  })

  it('serves 10,000 lookups by number within the budget, and never fails for a number once seen', async () => {
    const { lookups, limited, distinct, seen, errorsOfSeen, upstream429 } = await zipf()

    expect({ lookups, errorsOfSeen, upstream429 }).toEqual({
      lookups: 10_000,
      errorsOfSeen: 0,
      upstream429: 0,
    })
    // Whoever was found was found by one limited call, never by two; and the budget was made use of.
    expect(limited).toBe(seen)
    expect(limited).toBeLessThanOrEqual(Math.min(distinct, 3 + 60 * 10))
    expect(limited).toBeGreaterThan(590)
  }, 60_000)

  it('sends no search for twelve hours after one was refused', async () => {
    expect(await searchStorm()).toEqual({ limited: 0, fetches: 0, shortestWaitMs: 12 * 60 * 60 * 1_000 })
  })

  it('answers for known users all through an outage, from labelled copies, and rests a dead upstream', async () => {
    const { callsPerSecond, slowestMs: _, ...rest } = await outage()

    expect(rest).toEqual({
      asked: 300,
      answered: 300,
      // All but the very first, whose refresh had not failed yet.
      labelled: 299,
      unknownFailed: 300,
      healed: true,
    })
    // Two fetches with their repeats, and two more, one of which opens the breaker; ten seconds later one probe.
    expect(callsPerSecond).toEqual([6, ...Array(9).fill(0), 1, ...Array(19).fill(0)])
  })
})
