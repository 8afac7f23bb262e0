import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  type BudgetStage,
  createBudgetStage,
  CROWDED,
  LOOKUP,
  NO_BUCKET,
  Refused,
  SEARCH,
  settled,
} from './budget-calls.ts'

let stage: BudgetStage
beforeEach(() => {
  stage = createBudgetStage()
})
afterEach(() => void vi.useRealTimers())

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const times = async (count: number, run: () => Promise<string>): Promise<string[]> => {
  const outcomes: string[] = []
  for (let index = 0; index < count; index += 1) outcomes.push(await run())
  return outcomes
}

describe('tokens', () => {
  it('allow a burst; the next call is refused with the time until a token is refilled', async () => {
    expect(await times(5, () => stage.run(LOOKUP))).toEqual([
      'sent',
      'sent',
      'sent',
      'refused for 500',
      'refused for 500',
    ])
  })

  it('are refilled one by one', async () => {
    await times(3, () => stage.run(LOOKUP))

    stage.clock.advance(400)
    expect(await stage.run(LOOKUP)).toBe('refused for 100')
    stage.clock.advance(100)
    expect(await times(2, () => stage.run(LOOKUP))).toEqual(['sent', 'refused for 500'])
  })

  it('never exceed the burst', async () => {
    stage.clock.advance(24 * HOUR_MS)

    expect(await times(4, () => stage.run(LOOKUP))).toEqual(['sent', 'sent', 'sent', 'refused for 500'])
  })

  it('are counted separately for each credential and class', async () => {
    await times(3, () => stage.run(LOOKUP))

    expect(await stage.run(LOOKUP)).toBe('refused for 500')
    expect(await stage.run(LOOKUP, { scope: 'viewer:2' })).toBe('sent')
    expect(await stage.run(SEARCH)).toBe('sent')
  })

  it('are not needed for a class without a bucket', async () => {
    expect(new Set(await times(50, () => stage.run(NO_BUCKET)))).toEqual(new Set(['sent']))
  })

  it('that are refilled soon are waited for', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout'] })
    const fast = { ...LOOKUP, bucket: { burst: 1, perSecond: 100 } }
    await stage.run(fast)

    const late = stage.open(fast)
    await vi.advanceTimersByTimeAsync(9)
    expect(late.isSent()).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(late.isSent()).toBe(true)
  })

  it('are spent when a call is sent, so that calls which waited for a slot do not exceed the rate', async () => {
    const hanging = [stage.open(LOOKUP), stage.open(LOOKUP)]
    // Ten seconds pass: the waiting calls must not save up the tokens of that time.
    const waiting: ReturnType<BudgetStage['open']>[] = []
    for (let second = 0; second < 10; second += 1) {
      for (let asked = 0; asked < 2; asked += 1) waiting.push(stage.open(LOOKUP))
      await settled()
      stage.clock.advance(1_000)
    }
    for (const call of [...hanging, ...waiting]) call.answer()
    const outcomes = await Promise.all(waiting.map(({ outcome }) => outcome))

    expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(3)
    expect(await stage.run(LOOKUP)).toBe('refused for 500')
  })
})

describe('a refusal of the upstream', () => {
  const refuse = (limit = LOOKUP, retryAfterMs?: number) => stage.run(limit, {}, new Refused(retryAfterMs))

  it('pauses searches for twelve hours, whatever Retry-After says', async () => {
    await refuse(SEARCH, 1_000)

    expect(await stage.run(SEARCH)).toBe(`refused for ${12 * HOUR_MS}`)
    stage.clock.advance(12 * HOUR_MS - 1)
    expect(await stage.run(SEARCH)).toBe('refused for 1')
    stage.clock.advance(1)
    expect(await refuse(SEARCH)).toBe('too many calls')
    expect(await stage.run(SEARCH)).toBe(`refused for ${12 * HOUR_MS}`)
  })

  it('pauses other classes for the time in Retry-After', async () => {
    await refuse(LOOKUP, 7_000)

    expect(await stage.run(LOOKUP)).toBe('refused for 7000')
    stage.clock.advance(7_000)
    expect(await stage.run(LOOKUP)).toBe('sent')
  })

  it('pauses them for a minute without Retry-After, then twice as long each time, up to 15 minutes', async () => {
    const cooldowns: string[] = []
    for (let round = 0; round < 6; round += 1) {
      await refuse()
      cooldowns.push(await stage.run(LOOKUP))
      stage.clock.advance(15 * MINUTE_MS)
    }

    expect(cooldowns).toEqual([1, 2, 4, 8, 15, 15].map((minutes) => `refused for ${minutes * MINUTE_MS}`))
  })

  it('no longer counts once a call succeeds', async () => {
    await refuse()
    stage.clock.advance(MINUTE_MS)
    await refuse()
    stage.clock.advance(2 * MINUTE_MS)
    await stage.run(LOOKUP)

    await refuse()
    expect(await stage.run(LOOKUP)).toBe(`refused for ${MINUTE_MS}`)
  })

  it('counts once if concurrent calls are refused together', async () => {
    const [one, other] = [stage.open(LOOKUP), stage.open(LOOKUP)]
    one.fail(new Refused())
    other.fail(new Refused())
    await Promise.all([one.outcome, other.outcome])

    expect(await stage.run(LOOKUP)).toBe(`refused for ${MINUTE_MS}`)
    stage.clock.advance(MINUTE_MS)
    await refuse()
    expect(await stage.run(LOOKUP)).toBe(`refused for ${2 * MINUTE_MS}`)
  })

  it('still counts after the success of a call that was sent earlier', async () => {
    const [early, refused] = [stage.open(LOOKUP), stage.open(LOOKUP)]
    refused.fail(new Refused())
    await refused.outcome
    early.answer()
    await early.outcome
    stage.clock.advance(MINUTE_MS)

    await refuse()
    expect(await stage.run(LOOKUP)).toBe(`refused for ${2 * MINUTE_MS}`)
  })

  it('pauses a class without a bucket too, for one credential only', async () => {
    await refuse(NO_BUCKET)

    expect(await stage.run(NO_BUCKET)).toBe(`refused for ${MINUTE_MS}`)
    expect(await stage.run(NO_BUCKET, { scope: 'viewer:2' })).toBe('sent')
  })

  it('differs from other failures, which pause nothing', async () => {
    expect(await stage.run(LOOKUP, {}, new Error('broken'))).toBe('broken')
    expect(await stage.run(LOOKUP)).toBe('sent')
  })
})

describe('a cooldown', () => {
  it('is kept, however many other credentials are used', async () => {
    await stage.run(SEARCH, {}, new Refused())

    for (let index = 0; index < 25_000; index += 1) {
      await stage.run(index % 2 === 0 ? SEARCH : NO_BUCKET, { scope: `viewer:${index}` })
    }

    expect(await stage.run(SEARCH)).toBe(`refused for ${12 * HOUR_MS}`)
  })
})

describe('slots', () => {
  it('limit concurrent calls to two; the third is sent when one ends', async () => {
    const [one, two, three] = [stage.open(CROWDED), stage.open(CROWDED), stage.open(CROWDED)]
    await settled()
    expect([one, two, three].map(({ isSent }) => isSent())).toEqual([true, true, false])

    two.answer()
    await settled()
    expect(three.isSent()).toBe(true)
  })

  it('are released by a failed call too', async () => {
    const calls = [stage.open(CROWDED), stage.open(CROWDED), stage.open(CROWDED)]
    calls[0]?.fail(new Error('broken'))
    await settled()

    expect(calls[2]?.isSent()).toBe(true)
  })

  it('go to the call that has waited longest, not to a new one', async () => {
    const [one, , waiting] = [stage.open(CROWDED), stage.open(CROWDED), stage.open(CROWDED)]
    one.answer()
    const late = stage.open(CROWDED)
    await settled()

    expect([waiting.isSent(), late.isSent()]).toEqual([true, false])
  })

  it('are not used after a refusal: no waiting call is sent, and no token is lost', async () => {
    const [one, two, ...waiting] = Array.from({ length: 20 }, () => stage.open(CROWDED))
    one?.fail(new Refused(5_000))
    await settled()
    two?.answer()
    const outcomes = await Promise.all(waiting.map(({ outcome }) => outcome))

    expect(waiting.some(({ isSent }) => isSent())).toBe(false)
    expect(new Set(outcomes)).toEqual(new Set(['refused for 5000']))
    stage.clock.advance(100_000)
    expect(stage.peek(CROWDED)).toEqual({ remaining: 100, retryAtMs: null })
  })
})

describe('the count of cooldowns', () => {
  it('is by class over all credentials, and drops when a cooldown ends', async () => {
    expect(stage.budgets.cooldowns()).toEqual(new Map())

    await stage.run(LOOKUP, { scope: 'bot:1' }, new Refused())
    await stage.run(LOOKUP, { scope: 'viewer:2' }, new Refused())
    await stage.run(LOOKUP, { scope: 'viewer:3' })
    await stage.run(SEARCH)
    expect(stage.budgets.cooldowns()).toEqual(
      new Map([
        ['a lookup', 2],
        ['a search', 0],
      ]),
    )

    stage.clock.advance(MINUTE_MS)
    expect(stage.budgets.cooldowns().get('a lookup')).toBe(0)
  })

  it('does not include used-up tokens', async () => {
    await times(4, () => stage.run(LOOKUP))

    expect(stage.budgets.cooldowns().get('a lookup')).toBe(0)
  })
})
