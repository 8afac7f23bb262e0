import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type BucketCaller, createFairBucket } from '../../../../src/upstream/rate-limits/fair-bucket.ts'
import { standingClock } from '../../../support/time.ts'

const TICK_MS = 10
const RATE = { burst: 3, perSecond: 2 }
/** How long the greedy callers are there before the ordinary one. */
const BEFORE_MS = 20_000
const LOOKUPS = 12

const openBucket = () => {
  const clock = standingClock(0)
  const bucket = createFairBucket(() => RATE, clock)
  return {
    clock,
    bucket,
    /** Whether the caller gets a token. */
    ask(who: BucketCaller): boolean {
      const claim = bucket.claim(who)
      if (typeof claim === 'number') return false
      claim.spend()
      return true
    },
  }
}

/** Who calls at a tick. */
type Crowd = (tick: number) => readonly BucketCaller[]

/** How many of twelve lookups an ordinary caller gets, which it makes one after the other beside a crowd. */
const lookupsBeside = (crowd: Crowd, everyMs: number): number => {
  const { clock, ask } = openBucket()
  let sent = 0
  for (let tick = 0; tick * TICK_MS < BEFORE_MS + LOOKUPS * everyMs; tick += 1) {
    for (const who of crowd(tick)) ask(who)
    const sinceMs = tick * TICK_MS - BEFORE_MS
    if (sinceMs >= 0 && sinceMs % everyMs === 30 && ask({ caller: 'ordinary' })) sent += 1
    clock.advance(TICK_MS)
  }
  return sent
}

const addresses =
  (count: number): Crowd =>
  () =>
    Array.from({ length: count }, (_, index) => ({ caller: `address ${index}` }))

/** A new /64 block for each call, of this many sites. */
const rotating =
  (sites: number): Crowd =>
  (tick) =>
    Array.from({ length: 5 }, (_, index) => ({
      caller: `block ${tick} ${index}`,
      group: `site ${index % sites}`,
    }))

const blocksOfOneSite =
  (count: number): Crowd =>
  () =>
    Array.from({ length: count }, (_, index) => ({ caller: `block ${index}`, group: 'site' }))

describe('a caller who wants all that there is', () => {
  // At two tokens a second, twelve lookups are half a second apart, and n callers get 12 / n each.
  it.each<[string, Crowd, number]>([
    ['one greedy address: a half', addresses(1), 6],
    ['two: a third', addresses(2), 4],
    ['three: a quarter', addresses(3), 3],
    ['four: a fifth', addresses(4), 2],
    ['eleven: a twelfth', addresses(11), 1],
    ['blocks that rotate within a /48: a half', rotating(1), 6],
    ['blocks that rotate within two /48: a third', rotating(2), 4],
    ['four blocks of a /48: a half, since that makes five callers', blocksOfOneSite(4), 6],
    ['three blocks of a /48: a quarter', blocksOfOneSite(3), 3],
  ])('gets an equal share beside %s', (_, crowd, expected) => {
    expect(lookupsBeside(crowd, 500)).toBe(expected)
  })
})

describe('a caller who wants less than an equal share', () => {
  // Only the first lookup is refused: before it, the greedy ones were entitled to everything.
  it.each<[string, Crowd, number]>([
    ['one greedy address', addresses(1), 1_000],
    ['two', addresses(2), 2_000],
    ['four', addresses(4), 3_000],
    ['blocks that rotate within a /48', rotating(1), 1_000],
    ['blocks that rotate within two /48', rotating(2), 2_000],
  ])('gets what it wants beside %s', (_, crowd, everyMs) => {
    expect(lookupsBeside(crowd, everyMs)).toBe(LOOKUPS - 1)
  })

  it('is not shut out by names that are never used again', () => {
    const strangers: Crowd = (tick) => [{ caller: `stranger ${tick}` }]

    expect(lookupsBeside(strangers, 2_000)).toBeGreaterThanOrEqual(LOOKUPS - 3)
  })
})

it('shares equally and wastes nothing, whoever calls how often', () => {
  const caller = fc.record({ everyTicks: fc.integer({ min: 1, max: 20 }), offset: fc.nat(19) })
  fc.assert(
    fc.property(fc.array(caller, { minLength: 1, maxLength: 8 }), (callers) => {
      const { clock, ask } = openBucket()
      const sent = callers.map(() => 0)
      const seconds = 100
      for (let tick = 0; tick < seconds * 100; tick += 1) {
        for (const [index, { everyTicks, offset }] of callers.entries()) {
          if (tick % everyTicks !== offset % everyTicks) continue
          if (ask({ caller: `caller ${index}` })) sent[index] = (sent[index] ?? 0) + 1
        }
        clock.advance(TICK_MS)
      }
      const total = sent.reduce((sum, count) => sum + count, 0)
      const most = RATE.burst + RATE.perSecond * seconds

      expect(total).toBeLessThanOrEqual(most)
      // A token that is kept for a caller waits for at most one of its calls.
      expect(total).toBeGreaterThanOrEqual(most * 0.8)
      expect(Math.max(...sent) - Math.min(...sent)).toBeLessThanOrEqual(4)
    }),
    { numRuns: 30, seed: 1 },
  )
})

it('never lets more through than the rate, whoever asks and drops', () => {
  const step = fc.record({
    caller: fc.integer({ min: 0, max: 12 }),
    afterMs: fc.integer({ min: 0, max: 400 }),
    isDropped: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const { clock, bucket } = openBucket()
      let spent = 0
      for (const { caller, afterMs, isDropped } of steps) {
        clock.advance(afterMs)
        const who = { caller: `caller ${caller}`, group: `group ${caller % 5}` }
        const { remaining, waitMs } = bucket.left(who)
        const claim = bucket.claim(who)
        expect(typeof claim === 'number' ? claim : 0).toBe(waitMs)
        expect(remaining > 0).toBe(typeof claim !== 'number')
        if (typeof claim === 'number') continue
        if (isDropped) claim.drop()
        else {
          spent += 1
          clock.advance(claim.spend())
        }
        expect(spent).toBeLessThanOrEqual(RATE.burst + (clock.now() / 1000) * RATE.perSecond + 1e-6)
      }
    }),
    { numRuns: 200, seed: 1 },
  )
})

it('knows a thousand callers; more take turns as one', () => {
  const { clock, ask, bucket } = openBucket()
  for (let index = 0; index < 5_000; index += 1) ask({ caller: `stranger ${index}` })
  clock.advance(5_000)
  expect(ask({ caller: 'one more' })).toBe(true)
  expect(ask({ caller: 'another' })).toBe(false)

  clock.advance(10_000)
  expect(bucket.left({ caller: 'another' })).toEqual({ remaining: 3, waitMs: 0 })
})
