import { rmSync } from 'node:fs'
import { createClient } from '@redis/client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RedisStore } from '../../../src/redis/index.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import type { AttemptLimit } from '../../../src/upstream/rate-limits/attempt-limiter.ts'
import type { LimitClass } from '../../../src/upstream/rate-limits/limit-class.ts'
import { canTestRedis, elapse, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'
import { standingClock } from '../../support/time.ts'
import { openStore } from './open-store.ts'

const TRIES: AttemptLimit = { name: 'tries', bucket: { burst: 5, perSecond: 5 / 3_600 } }
const SEARCH: LimitClass = {
  name: 'mixin searchUser',
  bucket: { burst: 3, perSecond: 0.001 },
  cooldown: { firstMs: 60_000, maxMs: 60_000 },
}
const REQUESTS: AttemptLimit = { name: 'requests', bucket: { burst: 5, perSecond: 5 }, countsAlone: true }
/** The reply to an attempt that is not counted. */
const REFUSED = { cooldownMs: 0, waitMs: 60_000, remaining: 0 }
const UP = { mode: 'single', status: 'up' }
const REFUSES = 'Redis refuses writes: attempts at secrets that it cannot count are refused'
const ACCEPTS = 'Redis accepts writes again'
const DAY_MS = 24 * 60 * 60_000
const MINUTE_MS = 60_000

describe.skipIf(!canTestRedis)(`security state in Redis${redisNote}`, () => {
  let redis: TestRedis
  let client: Awaited<ReturnType<typeof open>>
  let stores: RedisStore[] = []
  let lines: string[] = []

  const open = async () => createClient({ url: redis.url }).connect()
  const openAt = async (clock = standingClock(Date.now())): Promise<RedisStore> => {
    const write = (line: string) => void (line.includes('connected to Redis') || lines.push(line))
    const log = createLog({ level: 'info', destination: { write } })
    const store = await openStore(redis.url, 'a secret', { clock, log })
    stores.push(store)
    return store
  }
  const messages = () => lines.map((line) => (JSON.parse(line) as { msg: string }).msg)
  const limitMemory = async (bytes: number): Promise<void> => {
    await client.configSet('maxmemory', String(bytes))
  }
  const usedBytes = async (): Promise<number> =>
    Number(/^used_memory:(\d+)/m.exec(await client.info('memory'))?.[1])

  beforeAll(async () => {
    redis = await startRedis()
    client = await open()
  })
  afterAll(async () => {
    client.destroy()
    await redis.close()
  })
  beforeEach(async () => {
    lines = []
    await limitMemory(0)
    await client.configSet('maxmemory-policy', 'noeviction')
    await client.flushAll()
  })
  afterEach(async () => {
    await Promise.all(stores.map((store) => store.close()))
    stores = []
  })

  /** Twelve minutes less what the test has taken so far. */
  const TWELVE_MINUTES = expect.toSatisfy((ms: unknown) => Number(ms) > 700_000 && Number(ms) <= 720_000)

  describe('is timed by Redis', () => {
    const takeAll = async ({ budgets }: RedisStore, count: number): Promise<number[]> => {
      const waits: number[] = []
      for (let time = 0; time < count; time += 1)
        waits.push((await budgets.take(TRIES, 'lin', 1))?.waitMs ?? -1)
      return waits
    }
    const cooldownOf = async ({ budgets }: RedisStore): Promise<number> =>
      (await budgets.take(SEARCH, 'bot:1', 0))?.cooldownMs ?? NaN

    it('so that tokens are refilled and cooldowns end', async () => {
      const store = await openAt()
      expect(await takeAll(store, 6)).toEqual([0, 0, 0, 0, 0, TWELVE_MINUTES])
      store.budgets.startCooldown(SEARCH, 'bot:1', MINUTE_MS)
      await vi.waitFor(async () => expect(await cooldownOf(store)).toBeGreaterThan(MINUTE_MS - 10_000))

      await elapse(redis.url, 12 * MINUTE_MS)
      expect(await takeAll(store, 2)).toEqual([0, TWELVE_MINUTES])
      expect(await store.budgets.take(SEARCH, 'bot:1', 0)).toMatchObject({ cooldownMs: 0, remaining: 3 })
    })

    it('and a gateway whose clock is an hour behind or ahead, or is set, changes nothing', async () => {
      const now = Date.now()
      const clocks = [0, -60 * MINUTE_MS, 60 * MINUTE_MS].map((by) => standingClock(now + by))
      const all = await Promise.all(clocks.map(openAt))
      const [right] = all as [RedisStore, ...RedisStore[]]
      expect((await takeAll(right, 6)).at(-1)).toEqual(TWELVE_MINUTES)
      right.budgets.startCooldown(SEARCH, 'bot:1', MINUTE_MS)

      for (const by of [0, -60 * MINUTE_MS, 120 * MINUTE_MS]) {
        for (const clock of clocks) clock.set(by)
        for (const store of all) {
          expect(await takeAll(store, 1)).toEqual([TWELVE_MINUTES])
          await vi.waitFor(async () => expect(await cooldownOf(store)).toBeGreaterThan(MINUTE_MS - 10_000))
          expect(await cooldownOf(store)).toBeLessThanOrEqual(MINUTE_MS)
        }
      }
    })
  })

  describe('if Redis is full', () => {
    it('goes on being counted; only new counts of attempts at secrets are refused', async () => {
      const { budgets, state } = await openAt()
      for (let time = 0; time < 2; time += 1) await budgets.take(TRIES, 'lin', 1)
      await limitMemory(1)

      expect(await budgets.take(TRIES, 'max', 1)).toEqual(REFUSED)
      expect(await budgets.take(REQUESTS, 'max', 1)).toBeUndefined()
      const waits: (number | undefined)[] = []
      for (let time = 0; time < 4; time += 1) waits.push((await budgets.take(TRIES, 'lin', 1))?.waitMs)
      expect(waits).toEqual([0, 0, 0, TWELVE_MINUTES])
      expect(await budgets.take(SEARCH, 'viewer:1', 1)).toBeUndefined()
      budgets.refund(TRIES, 'lin', 5)
      await vi.waitFor(async () => expect(await client.keys('*')).toEqual([]))

      expect(state()).toEqual({ mode: 'single', status: 'refusing', code: 'OOM' })
      await limitMemory(0)
      await vi.waitFor(() => expect(state()).toEqual(UP), { timeout: 5_000 })
      expect(await budgets.take(TRIES, 'max', 1)).toMatchObject({ remaining: 4 })
      expect(messages()).toEqual([REFUSES, ACCEPTS])
    })

    it('still tells of a cooldown that was stored before', async () => {
      const store = await openAt()
      store.budgets.startCooldown(SEARCH, 'bot:1', MINUTE_MS)
      const isStored = async (): Promise<boolean> =>
        ((await store.budgets.take(SEARCH, 'bot:1', 0))?.cooldownMs ?? 0) > 0
      await expect.poll(isStored).toBe(true)
      await limitMemory(1)

      expect(await store.budgets.take(SEARCH, 'bot:1', 1)).toEqual({
        cooldownMs: expect.toSatisfy((ms: unknown) => Number(ms) > MINUTE_MS - 10_000) as number,
        waitMs: 0,
        remaining: 0,
      })
      expect(await store.budgets.take(SEARCH, 'bot:2', 1)).toBeUndefined()
    })
  })

  describe('has a quarter of the memory for itself:', () => {
    const model = { value: { text: 'x'.repeat(10_000) }, fetchedAt: Date.now() }
    const modelsIn = async (): Promise<number> => (await client.keys('parley:1:model:*')).length

    it('cache entries are written below three quarters, and no longer above', async () => {
      await limitMemory((await usedBytes()) * 2)
      const { models, facts } = await openAt()
      for (let index = 0; index < 2_000; index += 1) {
        models.write('bot:1', 'user', String(index), model, DAY_MS)
        if (index % 100 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      await facts.insist('sealtalk logout', 'lin', true, DAY_MS)

      const [used, max] = [await usedBytes(), Number((await client.configGet('maxmemory'))['maxmemory'])]
      expect(await modelsIn()).toBeGreaterThan(10)
      expect(used).toBeLessThan(max * 0.85)
      expect(await facts.read('sealtalk logout', 'lin')).toBe(true)
      expect(lines).toEqual([])
    })

    it('above three quarters, logouts and limits are written and cache entries can be removed', async () => {
      const store = await openAt()
      store.models.write('bot:1', 'user', 'old', model, DAY_MS)
      await vi.waitFor(async () => expect(await modelsIn()).toBe(1))
      await limitMemory(Math.floor((await usedBytes()) / 0.8))
      const late = await openAt()
      late.models.write('bot:1', 'user', 'new', model, DAY_MS)
      await late.facts.insist('sealtalk logout', 'lin', true, DAY_MS)
      await late.budgets.take(TRIES, 'lin', 1)
      late.facts.write('model:user', 'bot:1\nold', model, 0)

      await vi.waitFor(async () =>
        expect(new Set((await client.keys('*')).map((key) => key.split(':')[2]))).toEqual(
          new Set(['count', 'dropped', 'sealtalk-logout']),
        ),
      )
    })

    it('this is looked at again and again, without a new connection', async () => {
      const { models } = await openAt()
      await limitMemory(await usedBytes())
      await vi.waitFor(
        async () => {
          await client.flushAll()
          models.write('bot:1', 'user', '1', model, DAY_MS)
          await models.read('bot:1', 'user', ['1'])
          expect(await modelsIn()).toBe(0)
        },
        { timeout: 5_000, interval: 200 },
      )
    })
  })

  it.each(['volatile-ttl', 'allkeys-lru'])(
    'causes one warning at the start if Redis has %s',
    async (policy) => {
      await client.configSet('maxmemory-policy', policy)
      await openAt()

      expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
        expect.objectContaining({
          level: 'warn',
          policy,
          msg: expect.stringMatching(/maxmemory-policy to noeviction/),
        }),
      ])
    },
  )

  it('refuses attempts if its disk fails, and counts them again when writes are accepted', async () => {
    const { budgets, facts, state } = await openAt()
    const take = () => budgets.take(TRIES, 'lin', 1)
    expect(await take()).toMatchObject({ remaining: 4 })
    // Redis stops writes after a snapshot that failed, which it does without its folder.
    rmSync((await client.configGet('dir'))['dir'] ?? '', { recursive: true })
    await client.configSet('save', '3600 1')
    await client.bgSave()
    await vi.waitFor(async () =>
      expect(await client.info('persistence')).toContain('rdb_last_bgsave_status:err'),
    )
    for (let time = 0; time < 2; time += 1) expect(await take()).toEqual(REFUSED)
    expect(state()).toEqual({ mode: 'single', status: 'refusing', code: 'MISCONF' })
    // A gateway that connects meanwhile knows it at once.
    const late = await openAt()
    expect(late.state()).toEqual({ mode: 'single', status: 'refusing', code: 'MISCONF' })
    expect(await late.budgets.take(TRIES, 'lin', 1)).toEqual(REFUSED)
    expect(await late.budgets.take(SEARCH, 'bot:1', 1)).toBeUndefined()
    await facts.insist('sealtalk logout', 'lin', true, DAY_MS)
    expect(messages()).toEqual([REFUSES, REFUSES])

    await client.configSet('save', '')
    await vi.waitFor(() => expect([state(), late.state()]).toEqual([UP, UP]), { timeout: 5_000 })
    expect(await take()).toMatchObject({ remaining: 3 })
    expect(messages()).toEqual([REFUSES, REFUSES, ACCEPTS, ACCEPTS])
    // What had to be written was kept.
    await vi.waitFor(async () => expect(await late.facts.read('sealtalk logout', 'lin')).toBe(true))
  })

  it('causes no warning with noeviction', async () => {
    await openAt()
    expect(lines).toEqual([])
  })
})
