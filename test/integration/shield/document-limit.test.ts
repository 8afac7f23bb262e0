import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { valueAt } from '../../support/value-at.ts'
import { openStage, PEOPLE, personAt, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage({ env: { MIXIN_NUMBER_RATE: '1000', MIXIN_SEARCH_RATE: '1000' } })
})
afterEach(() => stage.close())

const USERS = 'query ($by: [UserBy!]!) { users(by: $by) { upstreamId } }'

const byNumber = (from: number, to: number) =>
  PEOPLE.slice(from, to).map(({ identityNumber }) => ({ mixinIdentityNumber: identityNumber }))

const ask = async (by: readonly object[]) => {
  const { data, errors } = await stage.ask(USERS, { variables: { by } })
  return {
    users: valueAt(data, 'users') as readonly (Readonly<Record<string, string>> | null)[],
    errors: errors.map(({ path, extensions }) => `${(path ?? []).join('.')}: ${String(extensions['code'])}`),
    details: errors[0]?.extensions,
    limited: stage.count().limited,
  }
}

const idsOf = (from: number, to: number) =>
  PEOPLE.slice(from, to).map(({ userId }) => ({ upstreamId: userId }))

describe('one document', () => {
  it('makes ten limited lookups; the eleventh is refused at its own place', async () => {
    expect(await ask(byNumber(0, 11))).toMatchObject({
      users: [...idsOf(0, 10), null],
      errors: ['users.10: RATE_LIMITED'],
      details: { network: 'MIXIN', retryable: false },
      limited: 10,
    })
  })

  it('makes ten anew each time', async () => {
    await ask(byNumber(0, 11))

    expect(await ask(byNumber(0, 21))).toMatchObject({
      users: [...idsOf(0, 20), null],
      errors: ['users.20: RATE_LIMITED'],
      limited: 10,
    })
  })

  it('may ask for any number of known ones besides, wherever they stand', async () => {
    await stage.ask(USERS, {
      variables: { by: PEOPLE.slice(100, 160).map(({ userId }) => ({ mixinUserId: userId })) },
    })
    stage.count()

    const answer = await ask([...byNumber(100, 160), ...byNumber(0, 10)])

    expect(answer).toMatchObject({ users: [...idsOf(100, 160), ...idsOf(0, 10)], errors: [], limited: 10 })
  })

  it('counts the same number once, also one that another document is asking for', async () => {
    const both = await Promise.all([
      ask([...byNumber(0, 10), ...byNumber(0, 10)]),
      ask([...byNumber(0, 10), ...byNumber(10, 12)]),
    ])

    expect(both.map(({ errors }) => errors)).toEqual([[], []])
    expect(both.reduce((sum, { limited }) => sum + limited, 0)).toBe(12)
  })

  it('counts numbers and phones together', async () => {
    const phones = PEOPLE.slice(20, 26).map(({ phone }) => ({
      mixinPhone: { region: '999', number: phone.replace('+999', '') },
    }))

    const { errors, limited } = await ask([...byNumber(0, 6), ...phones])

    expect(errors).toEqual([expect.stringMatching(/RATE_LIMITED$/), expect.stringMatching(/RATE_LIMITED$/)])
    expect(limited).toBe(10)
  })

  it('does not count numbers of nobody that were asked for lately', async () => {
    const nobody = Array.from({ length: 10 }, (_, index) => ({ mixinIdentityNumber: `9999${1000 + index}` }))
    expect(await ask(nobody)).toMatchObject({ users: Array(10).fill(null), errors: [], limited: 10 })

    expect(await ask([...nobody, ...byNumber(0, 10)])).toMatchObject({ errors: [], limited: 10 })
  })
})

describe('what is left, as Query.budgets tells it', () => {
  const BUDGETS = '{ budgets { network lookup remaining retryAt } }'
  const budgets = async (identity = 'a caller', as?: 'Alia') => {
    const { data } = await stage.ask(BUDGETS, { identity, as })
    return (valueAt(data, 'budgets') as readonly Readonly<Record<string, unknown>>[])
      .filter(({ network }) => network === 'MIXIN')
      .map(({ lookup, remaining, retryAt }) => [lookup, remaining, retryAt])
  }
  const lookUp = (index: number, identity = 'a caller') =>
    stage.ask(USERS, { variables: { by: byNumber(index, index + 1) }, identity })
  const at = (ms: number) => new Date(stage.clock.now() + ms).toISOString()

  beforeEach(async () => {
    await stage.close()
    stage = await openStage()
  })

  it('counts down to the time of the next lookup, and what is refused then says the same', async () => {
    const told = [(await budgets())[0]]
    for (let index = 0; index < 3; index += 1) {
      await lookUp(index)
      told.push((await budgets())[0])
    }

    expect(told).toEqual([
      ['IDENTITY_NUMBER', 3, null],
      ['IDENTITY_NUMBER', 2, null],
      ['IDENTITY_NUMBER', 1, null],
      ['IDENTITY_NUMBER', 0, at(500)],
    ])
    expect((await lookUp(3)).errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 500 })
    stage.clock.advance(500)
    expect((await budgets())[0]).toEqual(['IDENTITY_NUMBER', 1, null])
    expect((await lookUp(3)).errors).toEqual([])
  })

  it('is nothing for twelve hours after a search was refused, and numbers go on', async () => {
    stage.control.setFault({ endpoint: 'GET /search/:q', kind: '429', times: 1 })
    const { errors } = await stage.ask(USERS, {
      variables: { by: [{ mixinPhone: { region: '999', number: '1234567' } }] },
    })
    expect(errors[0]?.extensions['code']).toBe('RATE_LIMITED')

    expect(await budgets()).toEqual([
      ['IDENTITY_NUMBER', 3, null],
      ['SEARCH', 0, at(12 * 3_600_000)],
    ])
  })

  it('is each credential’s own, and shared by those who act as the bot', async () => {
    await lookUp(0, 'one')

    expect((await budgets('one', 'Alia'))[0]).toEqual(['IDENTITY_NUMBER', 3, null])
    expect((await budgets('one'))[0]).toEqual(['IDENTITY_NUMBER', 2, null])
    // Half of it, while somebody else asks.
    expect((await budgets('other'))[0]).toEqual(['IDENTITY_NUMBER', 1, null])
  })

  it('costs no call', async () => {
    await budgets()

    expect(stage.calls()).toEqual([])
    expect(personAt(0).identityNumber).toBe('30265')
  })
})
