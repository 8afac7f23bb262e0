import { describe, expect, it } from 'vitest'
import { createBudgetStage, LOOKUP, NO_BUCKET, Refused, SEARCH, settled } from './budget-calls.ts'

const HOUR_MS = 60 * 60_000
const BOUNDS = { maxEntries: 10, maxPerOwner: 4 }

const viewer = (index: number, caller = `site ${index}`) => ({ scope: `viewer:${index}`, caller })

describe('cooldowns', () => {
  it('of many callers do not end the one of a credential that all share, in the same class', async () => {
    const stage = createBudgetStage({ cooldowns: BOUNDS })
    await stage.run(SEARCH, { scope: 'bot:1' }, new Refused())
    for (let index = 0; index < 1_000; index += 1) await stage.run(SEARCH, viewer(index), new Refused())

    expect(await stage.run(SEARCH, { scope: 'bot:1' })).toBe(`refused for ${12 * HOUR_MS}`)
    expect(stage.budgets.cooldowns()).toEqual(new Map([['a search', 11]]))
    expect(await stage.run(SEARCH, { scope: 'bot:2' })).toBe('sent')
  })

  it('without room refuse callers before they are sent, and only new ones of the same class', async () => {
    const stage = createBudgetStage({ cooldowns: BOUNDS })
    const outcomes: string[] = []
    for (let index = 0; index < 12; index += 1) {
      stage.clock.advance(1_000)
      outcomes.push(await stage.run(SEARCH, viewer(index), new Refused()))
    }

    const roomAt = 12 * HOUR_MS + 1_000
    expect(outcomes.slice(0, 10)).toEqual(Array(10).fill('too many calls'))
    expect(outcomes.slice(10)).toEqual([`refused for ${roomAt - 11_000}`, `refused for ${roomAt - 12_000}`])
    expect(await stage.run(SEARCH, viewer(3))).toBe(`refused for ${12 * HOUR_MS - 8_000}`)
    expect(await stage.run(NO_BUCKET, viewer(99))).toBe('sent')
    stage.clock.advance(12 * HOUR_MS)
    expect(await stage.run(SEARCH, viewer(99))).toBe('sent')
  })

  it('of one caller leave room for those of others', async () => {
    const stage = createBudgetStage({ cooldowns: BOUNDS })
    for (let index = 0; index < 4; index += 1)
      await stage.run(SEARCH, viewer(index, 'one site'), new Refused())

    expect(await stage.run(SEARCH, viewer(5, 'one site'))).toBe(`refused for ${12 * HOUR_MS}`)
    expect(await stage.run(SEARCH, viewer(5, 'another site'))).toBe('sent')
  })
})

describe('tokens', () => {
  it('that are spent stay spent, however many other credentials are used', async () => {
    const stage = createBudgetStage({ quotas: BOUNDS })
    for (let call = 0; call < 3; call += 1) await stage.run(LOOKUP, { scope: 'bot:1' })
    for (let call = 0; call < 3; call += 1) await stage.run(LOOKUP, viewer(0))
    const others: string[] = []
    for (let index = 1; index < 50; index += 1) others.push(await stage.run(LOOKUP, viewer(index)))

    expect(others.slice(0, 9)).toEqual(Array(9).fill('sent'))
    expect(new Set(others.slice(9))).toEqual(new Set(['refused for 11000']))
    expect(await stage.run(LOOKUP, { scope: 'bot:1' })).toBe('refused for 500')
    expect(await stage.run(LOOKUP, viewer(0))).toBe('refused for 500')
    stage.clock.advance(11_000)
    expect(await stage.run(LOOKUP, viewer(50))).toBe('sent')
  })

  it('are counted for as long as calls are in flight or wait', async () => {
    const stage = createBudgetStage({ quotas: BOUNDS })
    const calls = [0, 1, 2].map(() => stage.open(LOOKUP, viewer(0)))
    await settled()
    stage.clock.advance(HOUR_MS)
    expect(calls.map(({ isSent }) => isSent())).toEqual([true, true, false])
    const next = stage.open(LOOKUP, viewer(0))
    await settled()

    expect(next.isSent()).toBe(false)
    for (const call of [...calls, next]) call.answer()
    expect(await next.outcome).toBe('sent')
  })

  it('of one caller’s many credentials leave room for those of others', async () => {
    const stage = createBudgetStage({ quotas: BOUNDS })
    const outcomes: string[] = []
    for (let index = 0; index < 5; index += 1)
      outcomes.push(await stage.run(LOOKUP, viewer(index, 'one site')))

    expect(outcomes).toEqual(['sent', 'sent', 'sent', 'sent', 'refused for 11000'])
    expect(await stage.run(LOOKUP, viewer(9, 'another site'))).toBe('sent')
  })
})
