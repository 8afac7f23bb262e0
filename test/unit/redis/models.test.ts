import { describe, expect, it } from 'vitest'
import type { SharedFacts } from '../../../src/datasources/shared-store.ts'
import { Secret } from '../../../src/secret.ts'
import { createRedisModels } from '../../../src/redis/models.ts'
import { createVault } from '../../../src/redis/vault.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
const MODEL = { name: 'Mirel' }

/** Models of two gateways with clocks of their own, over facts that are simply kept. */
const setUp = () => {
  const kept = new Map<string, unknown>()
  const lasting: number[] = []
  const keep = (kind: string, key: string, value: unknown, ttlMs: number): void => {
    kept.set(`${kind} ${key}`, value)
    lasting.push(ttlMs)
  }
  const facts: SharedFacts = {
    read: async (kind, key) => kept.get(`${kind} ${key}`),
    write: keep,
    insist: async (kind, key, value, ttlMs) => keep(kind, key, value, ttlMs),
    forget: (kind, key) => void kept.delete(`${kind} ${key}`),
  }
  const vault = createVault(new Secret('a secret'))
  const create = (clock: { now(): number }) =>
    createRedisModels({ connection: { ask: async () => undefined }, facts, vault, clock })
  return { kept, lasting, create }
}

const idsOf = (copies: ReadonlyMap<string, unknown>): string[] => [...copies.keys()]

describe('copies of models', () => {
  it('come back with the time of their fetch, to their own scope and kind', async () => {
    const { create } = setUp()
    const models = create({ now: () => 5_000 })
    models.write('bot:1', 'user', 'a', { value: MODEL, fetchedAt: 4_000 }, DAY_MS)
    models.write('bot:1', 'user', 'nobody', { value: null, fetchedAt: 4_500 }, 1_000)

    expect(await models.read('bot:1', 'user', ['a', 'b', 'nobody'])).toEqual(
      new Map([
        ['a', { value: MODEL, fetchedAt: 4_000 }],
        ['nobody', { value: null, fetchedAt: 4_500 }],
      ]),
    )
    expect(idsOf(await models.read('viewer:1', 'user', ['a']))).toEqual([])
    expect(idsOf(await models.read('bot:1', 'number', ['a']))).toEqual([])
  })

  it('last a day at most', () => {
    const { create, lasting } = setUp()
    create({ now: () => 0 }).write('bot:1', 'user', 'a', { value: MODEL, fetchedAt: 0 }, 2 * DAY_MS)
    expect(lasting).toEqual([DAY_MS])
  })

  it.each([
    ['before', 9_000, []],
    ['at the time of', 10_000, []],
    ['by another clock a little after', 10_900, []],
    ['well after', 11_001, ['a']],
  ])('are believed or not when fetched %s a drop', async (_, fetchedAt, believed) => {
    const { create } = setUp()
    const now = { at: 10_000 }
    const models = create({ now: () => now.at })
    models.write('viewer:1', 'user', 'a', { value: MODEL, fetchedAt }, DAY_MS)
    models.drop({ kind: 'user', id: 'a' })
    now.at = 20_000

    expect(idsOf(await models.read('viewer:1', 'user', ['a']))).toEqual(believed)
  })

  it('go all at once where a whole scope is dropped, and only there', async () => {
    const { create } = setUp()
    const models = create({ now: () => 10_000 })
    for (const scope of ['viewer:1', 'viewer:2'] as const) {
      models.write(scope, 'user', 'a', { value: MODEL, fetchedAt: 5_000 }, DAY_MS)
    }
    models.drop({ scope: 'viewer:1' })

    expect(idsOf(await models.read('viewer:1', 'user', ['a']))).toEqual([])
    expect(idsOf(await models.read('viewer:2', 'user', ['a']))).toEqual(['a'])
  })

  it('are not believed where a clock has written them that is ahead', async () => {
    const { create } = setUp()
    const models = create({ now: () => 10_000 })
    models.write('bot:1', 'user', 'a', { value: MODEL, fetchedAt: 10_900 }, DAY_MS)
    models.write('bot:1', 'user', 'b', { value: MODEL, fetchedAt: 11_100 }, DAY_MS)

    expect(idsOf(await models.read('bot:1', 'user', ['a', 'b']))).toEqual(['a'])
  })

  it.each([['a text'], [42], [null], [[]], [{}], [{ value: MODEL }], [{ value: 'text', fetchedAt: 1 }]])(
    'are passed over where they are none: %j',
    async (rubbish) => {
      const { create, kept } = setUp()
      const models = create({ now: () => 10_000 })
      models.write('bot:1', 'user', 'a', { value: MODEL, fetchedAt: 5_000 }, DAY_MS)
      for (const key of kept.keys()) kept.set(key, rubbish)

      expect(idsOf(await models.read('bot:1', 'user', ['a']))).toEqual([])
    },
  )
})
