import { createClient } from '@redis/client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { LimitClass } from '../../../src/upstream/rate-limits/limit-class.ts'
import type { RedisStore } from '../../../src/redis/index.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'
import { openStore } from './open-store.ts'

/** A burst of three calls, then one in a thousand seconds. */
const SLOW: LimitClass = {
  name: 'mixin searchUser',
  bucket: { burst: 3, perSecond: 0.001 },
  cooldown: { firstMs: 60_000, maxMs: 60_000 },
}
const UNCOUNTED: LimitClass = { name: 'mixin readUsers', cooldown: { firstMs: 60_000, maxMs: 900_000 } }

describe.skipIf(!canTestRedis)(`budgets shared by several gateways${redisNote}`, () => {
  let redis: TestRedis
  let client: Awaited<ReturnType<typeof open>>
  let stores: RedisStore[] = []

  const open = async () => createClient({ url: redis.url }).connect()
  const openBudgets = async (secret?: string): Promise<RedisStore['budgets']> => {
    const store = await openStore(redis.url, secret)
    stores.push(store)
    return store.budgets
  }

  beforeAll(async () => {
    redis = await startRedis()
    client = await open()
  })
  afterAll(async () => {
    client.destroy()
    await redis.close()
  })
  beforeEach(() => client.flushAll())
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()))
    stores = []
  })

  it('are spent by all gateways; a refusal has the time to wait', async () => {
    const [one, other] = [await openBudgets(), await openBudgets()]

    expect(await one.take(SLOW, 'bot:1', 1)).toEqual({ cooldownMs: 0, waitMs: 0, remaining: 2 })
    expect(await other.take(SLOW, 'bot:1', 1)).toEqual({ cooldownMs: 0, waitMs: 0, remaining: 1 })
    expect(await one.take(SLOW, 'bot:1', 1)).toEqual({ cooldownMs: 0, waitMs: 0, remaining: 0 })
    const refused = await other.take(SLOW, 'bot:1', 1)
    expect(refused).toMatchObject({ cooldownMs: 0, remaining: 0 })
    expect(refused?.waitMs).toBeGreaterThan(990_000)
    expect(refused?.waitMs).toBeLessThanOrEqual(1_000_000)
  })

  it('are separate for each credential', async () => {
    const budgets = await openBudgets()
    for (let call = 0; call < 3; call += 1) await budgets.take(SLOW, 'bot:1', 1)

    expect(await budgets.take(SLOW, 'bot:2', 1)).toMatchObject({ waitMs: 0, remaining: 2 })
  })

  it('can be read without taking a token', async () => {
    const budgets = await openBudgets()
    for (let time = 0; time < 5; time += 1) {
      expect(await budgets.take(SLOW, 'bot:1', 0)).toEqual({ cooldownMs: 0, waitMs: 0, remaining: 3 })
    }
  })

  it('grant a token that is refilled soon, with the time to wait', async () => {
    const budgets = await openBudgets()
    const quick: LimitClass = { ...SLOW, bucket: { burst: 1, perSecond: 25 } }
    await budgets.take(quick, 'bot:1', 1)

    const second = await budgets.take(quick, 'bot:1', 1)
    expect(second?.waitMs).toBeLessThanOrEqual(40)
  })

  it('pause for all gateways during a cooldown, whatever tokens are left', async () => {
    const [one, other] = [await openBudgets(), await openBudgets()]
    one.startCooldown(SLOW, 'bot:1', 43_200_000)
    one.startCooldown(UNCOUNTED, 'bot:1', 5_000)

    const closed = await other.take(SLOW, 'bot:1', 1)
    expect(closed?.cooldownMs).toBeGreaterThan(43_000_000)
    expect((await other.take(UNCOUNTED, 'bot:1', 1))?.cooldownMs).toBeGreaterThan(0)
    expect(await other.take(SLOW, 'bot:2', 1)).toMatchObject({ cooldownMs: 0, remaining: 2 })
  })

  it('cannot be paused for ever, nor by gateways with another secret', async () => {
    const [one, stranger] = [await openBudgets(), await openBudgets('another secret')]
    one.startCooldown(SLOW, 'bot:1', Number.MAX_SAFE_INTEGER)

    expect((await one.take(SLOW, 'bot:1', 1))?.cooldownMs).toBeLessThanOrEqual(24 * 60 * 60 * 1_000)
    expect(await stranger.take(SLOW, 'bot:1', 1)).toMatchObject({ cooldownMs: 0 })
  })

  it.each([
    ['no numbers', { tokens: 'many', full_in: 'once' }],
    ['numbers that are none', { tokens: 'nan', full_in: 'nan' }],
    ['endless numbers', { tokens: 'inf', full_in: '-inf' }],
    ['a debt too deep', { tokens: '-1000000', full_in: '1' }],
    ['no end', { tokens: '0', full_in: '1000' }],
    ['other fields', { something: 'else' }],
  ])('are full if the stored state is malformed: %s', async (_, malformed) => {
    const budgets = await openBudgets()
    await budgets.take(SLOW, 'bot:1', 1)
    const [name = ''] = await client.keys('parley:1:count:*')
    await client.del(name)
    await client.hSet(name, malformed)

    expect(await budgets.take(SLOW, 'bot:1', 1)).toEqual({ cooldownMs: 0, waitMs: 0, remaining: 2 })
    expect(await client.pTTL(name)).toBeGreaterThan(0)
  })

  it('are full if the stored value has another type', async () => {
    const budgets = await openBudgets()
    await budgets.take(SLOW, 'bot:1', 1)
    const [name = ''] = await client.keys('parley:1:count:*')
    await client.set(name, 'a text')

    expect(await budgets.take(SLOW, 'bot:1', 1)).toEqual({ cooldownMs: 0, waitMs: 0, remaining: 2 })
  })
})
