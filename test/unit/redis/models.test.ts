import { describe, expect, it } from 'vitest'
import type { Clock } from '../../../src/clock.ts'
import type { FactCondition, SharedFacts, SharedFinding } from '../../../src/datasources/shared-store.ts'
import { Secret } from '../../../src/secret.ts'
import { createRedisModels } from '../../../src/redis/models.ts'
import { createVault } from '../../../src/redis/vault.ts'
import { clockOf } from '../../support/time.ts'

const DAY_MS = 24 * 60 * 60 * 1_000
const MODEL = { name: 'Mirel' }

/** Models of gateways with clocks of their own, over facts in memory. */
const setUp = () => {
  const stored = new Map<string, unknown>()
  const ttls: number[] = []
  let isFull = false
  const store = (
    kind: string,
    key: string,
    value: unknown,
    ttlMs: number,
    condition?: FactCondition,
  ): void => {
    const isThere = stored.has(`${kind} ${key}`)
    if ((condition === 'if-absent' && isThere) || (condition === 'if-present' && !isThere)) return
    if (isFull && kind !== 'dropped:lost') return
    stored.set(`${kind} ${key}`, value)
    ttls.push(ttlMs)
  }
  const facts: SharedFacts = {
    read: async (kind, key) => stored.get(`${kind} ${key}`),
    write: store,
    async insist(kind, key, value, ttlMs, condition) {
      store(kind, key, value, ttlMs, condition)
      return !isFull
    },
    forget: (kind, key) => void stored.delete(`${kind} ${key}`),
  }
  const vault = createVault(new Secret('a secret'))
  const create = (clock: Clock) =>
    createRedisModels({ connection: { run: async () => undefined }, facts, vault, clock })
  return { stored, ttls, create, fill: () => void (isFull = true) }
}

const modelsOf = (findings: ReadonlyMap<string, SharedFinding>) =>
  new Map([...findings].flatMap(([id, { model }]) => (model ? [[id, model] as const] : [])))
const idsOf = (findings: ReadonlyMap<string, SharedFinding>): string[] => [...modelsOf(findings).keys()]

describe('shared cache entries', () => {
  it('are read with the time of their fetch, by their scope and kind only', async () => {
    const { create } = setUp()
    const models = create(clockOf(() => 5_000))
    models.write('bot:1', 'user', 'a', { value: MODEL, fetchedAt: 4_000 }, DAY_MS)
    models.write('bot:1', 'user', 'nobody', { value: null, fetchedAt: 4_500 }, 1_000)

    expect(modelsOf(await models.read('bot:1', 'user', ['a', 'b', 'nobody']))).toEqual(
      new Map([
        ['a', { value: MODEL, fetchedAt: 4_000 }],
        ['nobody', { value: null, fetchedAt: 4_500 }],
      ]),
    )
    expect(idsOf(await models.read('viewer:1', 'user', ['a']))).toEqual([])
    expect(idsOf(await models.read('bot:1', 'number', ['a']))).toEqual([])
  })

  it('are kept for a day at most', () => {
    const { create, ttls } = setUp()
    create(clockOf(() => 0)).write('bot:1', 'user', 'a', { value: MODEL, fetchedAt: 0 }, 2 * DAY_MS)
    expect(ttls).toEqual([DAY_MS, DAY_MS])
  })

  it.each([
    ['before', 9_000, []],
    ['at the time of', 10_000, []],
    ['by another clock a little after', 10_900, []],
    ['well after', 11_001, ['a']],
  ])('are used or not when fetched %s a drop', async (_, fetchedAt, used) => {
    const { create } = setUp()
    const now = { at: 10_000 }
    const models = create(clockOf(() => now.at))
    models.write('viewer:1', 'user', 'a', { value: MODEL, fetchedAt }, DAY_MS)
    models.drop({ kind: 'user', id: 'a' })
    now.at = 20_000

    expect(idsOf(await models.read('viewer:1', 'user', ['a']))).toEqual(used)
  })

  it('are dropped together with their scope, and no other scope’s', async () => {
    const { create } = setUp()
    const models = create(clockOf(() => 10_000))
    for (const scope of ['viewer:1', 'viewer:2'] as const) {
      models.write(scope, 'user', 'a', { value: MODEL, fetchedAt: 5_000 }, DAY_MS)
    }
    models.drop({ scope: 'viewer:1' })

    expect(idsOf(await models.read('viewer:1', 'user', ['a']))).toEqual([])
    expect(idsOf(await models.read('viewer:2', 'user', ['a']))).toEqual(['a'])
  })

  it('of a scope that neither a gateway nor the store has leave no record', async () => {
    const { create, stored } = setUp()
    create(clockOf(() => 10_000)).drop({ scope: 'viewer:made-up' }, false)
    await Promise.resolve()

    expect([...stored.keys()]).toEqual([])
  })

  it('are dropped with their scope at a gateway that has none of them, and stay dropped when others follow', async () => {
    const { create } = setUp()
    const now = { at: 10_000 }
    const models = create(clockOf(() => now.at))
    models.write('viewer:1', 'user', 'a', { value: MODEL, fetchedAt: 5_000 }, DAY_MS)
    create(clockOf(() => now.at)).drop({ scope: 'viewer:1' }, false)
    now.at = 20_000
    models.write('viewer:1', 'user', 'b', { value: MODEL, fetchedAt: 20_000 }, DAY_MS)

    expect(idsOf(await models.read('viewer:1', 'user', ['a', 'b']))).toEqual(['b'])
  })

  it('count as dropped, all of them, after a drop that could not be recorded', async () => {
    const { create, fill } = setUp()
    const now = { at: 10_000 }
    const models = create(clockOf(() => now.at))
    for (const scope of ['viewer:1', 'viewer:2'] as const)
      models.write(scope, 'user', 'a', { value: MODEL, fetchedAt: 5_000 }, DAY_MS)
    expect(idsOf(await models.read('viewer:2', 'user', ['a']))).toEqual(['a'])
    fill()
    models.drop({ scope: 'viewer:1' })
    await Promise.resolve()

    for (const scope of ['viewer:1', 'viewer:2'] as const)
      expect((await models.read(scope, 'user', ['a'])).get('a')).toEqual({
        model: undefined,
        droppedAt: 10_000,
      })
  })

  it('are withdrawn from one scope, which is known until something newer is fetched', async () => {
    const { create } = setUp()
    const now = { at: 10_000 }
    const models = create(clockOf(() => now.at))
    for (const scope of ['viewer:1', 'viewer:2'] as const) {
      models.write(scope, 'user', 'a', { value: MODEL, fetchedAt: 5_000 }, DAY_MS)
    }
    models.withdraw('viewer:1', 'user', 'a')

    const withdrawn = { model: undefined, droppedAt: 10_000 }
    expect((await models.read('viewer:1', 'user', ['a'])).get('a')).toEqual(withdrawn)
    expect(idsOf(await models.read('viewer:2', 'user', ['a']))).toEqual(['a'])
    models.write('viewer:1', 'user', 'a', { value: MODEL, fetchedAt: 9_999 }, DAY_MS)
    expect(idsOf(await models.read('viewer:1', 'user', ['a']))).toEqual(['a'])
  })

  it('keep their age and that of drops between gateways that count time from different moments', async () => {
    const { create } = setUp()
    const writer = create({ now: () => 5_000, date: () => 1_000_000 })
    const reader = create({ now: () => 77, date: () => 1_000_500 })
    writer.write('bot:1', 'user', 'a', { value: MODEL, fetchedAt: 4_000 }, DAY_MS)
    writer.write('bot:1', 'user', 'b', { value: MODEL, fetchedAt: 4_000 }, DAY_MS)
    writer.drop({ kind: 'user', id: 'b' })

    expect(await reader.read('bot:1', 'user', ['a', 'b'])).toEqual(
      new Map([
        ['a', { model: { value: MODEL, fetchedAt: 77 - 1_500 }, droppedAt: -Infinity }],
        ['b', { model: undefined, droppedAt: 77 - 500 }],
      ]),
    )
  })

  it('are not used if they come from the future by this gateway’s clock', async () => {
    const { create } = setUp()
    const models = create(clockOf(() => 10_000))
    models.write('bot:1', 'user', 'a', { value: MODEL, fetchedAt: 10_900 }, DAY_MS)
    models.write('bot:1', 'user', 'b', { value: MODEL, fetchedAt: 11_100 }, DAY_MS)

    expect(idsOf(await models.read('bot:1', 'user', ['a', 'b']))).toEqual(['a'])
  })

  it.each([['a text'], [42], [null], [[]], [{}], [{ value: MODEL }], [{ value: 'text', fetchedAt: 1 }]])(
    'are ignored if they are malformed: %j',
    async (malformed) => {
      const { create, stored } = setUp()
      const models = create(clockOf(() => 10_000))
      models.write('bot:1', 'user', 'a', { value: MODEL, fetchedAt: 5_000 }, DAY_MS)
      for (const key of stored.keys()) stored.set(key, malformed)

      expect(idsOf(await models.read('bot:1', 'user', ['a']))).toEqual([])
    },
  )
})
