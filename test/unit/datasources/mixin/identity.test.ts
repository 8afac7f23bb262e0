import { describe, expect, it } from 'vitest'
import { createIdentityMap } from '../../../../src/datasources/mixin/identity.ts'
import type { SharedFacts } from '../../../../src/datasources/shared-store.ts'

const USER_ID = 'e8e8cd79-cd40-4796-8c54-3a13cfe50115'
const OTHER_ID = '11efbb75-e7fe-44d7-a14f-698535289310'

/** Shared facts in memory, with a record of the reads. */
const createFacts = () => {
  const kept = new Map<string, unknown>()
  const log: string[] = []
  const facts: SharedFacts = {
    async read(_, key) {
      log.push(`read ${key}`)
      return kept.get(key)
    },
    write(_, key, value, ttlMs) {
      log.push(`write ${key} for ${ttlMs / 86_400_000} days`)
      kept.set(key, value)
    },
    insist: async () => true,
    forget(_, key) {
      log.push(`forget ${key}`)
      kept.delete(key)
    },
  }
  return { facts, kept, log }
}

describe('the identity map', () => {
  it('knows the numbers it has learned without asking other gateways', () => {
    const map = createIdentityMap()
    map.learn({ upstreamId: USER_ID, identityNumber: '30265' })

    expect(map.userIdOf('30265')).toBe(USER_ID)
    expect(map.userIdOf('30266')).toBeUndefined()
  })

  it('learns nothing from users without a number', () => {
    const { facts, log } = createFacts()
    const map = createIdentityMap(facts)
    for (const identityNumber of ['0', '', null]) map.learn({ upstreamId: USER_ID, identityNumber })
    map.learn({ upstreamId: USER_ID })

    expect(log).toEqual([])
  })

  it('keeps so many numbers: the oldest is forgotten, and learned again', () => {
    const map = createIdentityMap(undefined, 3)
    const learn = (...numbers: readonly string[]) => {
      for (const identityNumber of numbers)
        map.learn({ upstreamId: `user ${identityNumber}`, identityNumber })
    }
    const known = () => ['1', '2', '3', '4', '5', '6'].filter((number) => map.userIdOf(number) !== undefined)
    learn('1', '2', '3', '4')
    expect(known()).toEqual(['2', '3', '4'])

    map.forget('3')
    learn('5', '2', '6')
    expect(known()).toEqual(['4', '5', '6'])
    for (let turn = 0; turn < 10; turn += 1) learn('1', '2', '3', '4')

    expect(known()).toEqual(['2', '3', '4'])
    expect(map.userIdOf('4')).toBe('user 4')
  })

  it('keeps a number that is asked for longer than those that are not', () => {
    const map = createIdentityMap(undefined, 3)
    const learn = (identityNumber: string) =>
      map.learn({ upstreamId: `user ${identityNumber}`, identityNumber })
    for (const number of ['1', '2', '3']) learn(number)
    expect(map.userIdOf('1')).toBe('user 1')
    learn('2')
    learn('4')

    expect(map.userIdOf('2')).toBeUndefined()
    expect(map.userIdOf('1')).toBe('user 1')
  })

  it('shares a number once, and returns known numbers at once', () => {
    const { facts, log } = createFacts()
    const map = createIdentityMap(facts)
    for (let time = 0; time < 3; time += 1) map.learn({ upstreamId: USER_ID, identityNumber: '30265' })

    expect(map.userIdOf('30265')).toBe(USER_ID)
    expect(log).toEqual(['write 30265 for 90 days'])
  })

  it('reads unknown numbers from other gateways and keeps them', async () => {
    const { facts, kept, log } = createFacts()
    kept.set('30265', USER_ID)
    const map = createIdentityMap(facts)

    expect(await map.userIdOf('30265')).toBe(USER_ID)
    expect(map.userIdOf('30265')).toBe(USER_ID)
    expect(log).toEqual(['read 30265'])
  })

  it.each([['no uuid'], [''], [42], [null], [{ userId: USER_ID }]])('does not believe %j', async (fact) => {
    const { facts, kept } = createFacts()
    kept.set('30265', fact)

    expect(await createIdentityMap(facts).userIdOf('30265')).toBeUndefined()
  })

  it('forgets a wrong number for all gateways and learns the right one', async () => {
    const { facts, log } = createFacts()
    const map = createIdentityMap(facts)
    map.learn({ upstreamId: USER_ID, identityNumber: '30265' })
    map.forget('30265')
    expect(await map.userIdOf('30265')).toBeUndefined()
    map.learn({ upstreamId: OTHER_ID, identityNumber: '30265' })

    expect(map.userIdOf('30265')).toBe(OTHER_ID)
    expect(log).toEqual(['write 30265 for 90 days', 'forget 30265', 'read 30265', 'write 30265 for 90 days'])
  })
})
