import { createClient } from '@redis/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RedisStore } from '../../../src/redis/index.ts'
import type { AttemptLimit } from '../../../src/upstream/rate-limits/attempt-limiter.ts'
import type { LimitClass } from '../../../src/upstream/rate-limits/limit-class.ts'
import { openStore } from '../../integration/redis/open-store.ts'
import { inFull } from '../../support/draws.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'
import { standingClock } from '../../support/time.ts'

const SUBJECTS = inFull(400_000, 10_000)
const AT_ONCE = 500
/** Less than the subjects need, in both runs. */
const SPARE_BYTES = inFull(24, 2) * 2 ** 20
const HOUR_MS = 60 * 60_000
const TIMEOUT_MS = inFull(300_000, 30_000)

const TRIES: AttemptLimit = { name: 'tries', bucket: { burst: 5, perSecond: 5 / 3_600 } }
const SEARCH: LimitClass = {
  name: 'mixin searchUser',
  bucket: { burst: 3, perSecond: 2 },
  cooldown: { firstMs: 12 * HOUR_MS, maxMs: 12 * HOUR_MS },
}

describe.skipIf(!canTestRedis)(`${SUBJECTS} other subjects in a Redis that they fill${redisNote}`, () => {
  let redis: TestRedis
  let client: Awaited<ReturnType<typeof open>>
  let store: RedisStore
  const clock = standingClock(Date.now())
  const open = async () => createClient({ url: redis.url }).connect()

  beforeEach(async () => {
    redis = await startRedis()
    client = await open()
    const used = Number(/^used_memory:(\d+)/m.exec(await client.info('memory'))?.[1])
    await client.configSet('maxmemory', String(used + SPARE_BYTES))
    store = await openStore(redis.url, 'a secret', { clock })
  })
  afterEach(async () => {
    await store.close()
    client.destroy()
    await redis.close()
  })

  const forEachSubject = async (run: (index: number) => Promise<unknown>): Promise<void> => {
    for (let index = 0; index < SUBJECTS; index += AT_ONCE) {
      await Promise.all(Array.from({ length: AT_ONCE }, (_, offset) => run(index + offset)))
    }
  }

  it(
    'give no phone an attempt back, end no cooldown and revive no session',
    async () => {
      const { budgets, facts, models } = store
      for (let time = 0; time < 5; time += 1) {
        expect(await budgets.take(TRIES, 'victim', 1)).toMatchObject({ waitMs: 0 })
      }
      budgets.startCooldown(SEARCH, 'bot:1', 12 * HOUR_MS)
      await facts.insist('sealtalk logout', 'victim', true, 30 * 24 * HOUR_MS)
      await vi.waitFor(async () =>
        expect((await budgets.take(SEARCH, 'bot:1', 0))?.cooldownMs).toBeGreaterThan(11 * HOUR_MS),
      )

      let refused = 0
      let counted = 0
      const model = { value: { text: 'x'.repeat(100) }, fetchedAt: clock.now() }
      await forEachSubject(async (index) => {
        if (index % 10 === 0) models.write('bot:1', 'user', String(index), model, HOUR_MS)
        const reply = await budgets.take(TRIES, `subject ${index}`, 1)
        if (reply?.waitMs === 0) counted += 1
        else if (reply?.waitMs === 60_000) refused += 1
      })

      expect(counted).toBeGreaterThan(1_000)
      expect(refused).toBeGreaterThan(1_000)
      expect(counted + refused).toBe(SUBJECTS)
      expect(await budgets.take(TRIES, 'victim', 1)).toMatchObject({
        waitMs: expect.toSatisfy((ms: unknown) => Number(ms) > 0 && Number(ms) <= 720_000),
      })
      expect((await budgets.take(SEARCH, 'bot:1', 1))?.cooldownMs).toBeGreaterThan(11 * HOUR_MS)
      expect(await facts.read('sealtalk logout', 'victim')).toBe(true)
      const stats = await client.info('stats')
      expect(/^evicted_keys:(\d+)/m.exec(stats)?.[1]).toBe('0')
    },
    TIMEOUT_MS,
  )
})
