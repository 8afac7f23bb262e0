import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { AttemptLimit } from '../../../src/upstream/rate-limits/attempt-limiter.ts'
import { canTestRedis, redisNote } from '../../support/redis.ts'
import { type RedisCluster, startRedisCluster } from '../../support/redis-cluster.ts'
import { type RedisWithSentinels, startRedisWithSentinels } from '../../support/redis-sentinels.ts'
import { openStore } from './open-store.ts'

const TRIES: AttemptLimit = { name: 'tries', bucket: { burst: 5, perSecond: 5 / 3_600 } }

describe.skipIf(!canTestRedis)(`modes${redisNote}`, () => {
  let s: RedisWithSentinels
  let c: RedisCluster
  beforeAll(async () => {
    s = await startRedisWithSentinels()
    c = await startRedisCluster()
  }, 60_000)
  afterAll(async () => {
    await s.close()
    await c.close()
  })

  it.each([
    ['sentinel', () => s.url],
    ['cluster', () => c.url],
  ])('%s', async (mode, url) => {
    const [one, other] = [await openStore(url()), await openStore(url())]
    onTestFinished(async () => {
      await one.close()
      await other.close()
    })
    expect(one.state()).toEqual({ status: 'up' })
    expect((await one.budgets.take(TRIES, 'lin', 1))?.remaining).toBe(4)
    expect((await other.budgets.take(TRIES, 'lin', 1))?.remaining).toBe(3)
    const heard: unknown[] = []
    other.revocations.follow({ receive: (value) => heard.push(value) > 0, known: () => [] })
    expect(await one.revocations.put({ subject: 's', value: 'ended', expiresAt: Date.now() + 60_000 })).toBe(
      true,
    )
    await vi.waitFor(() => expect(heard).toContain('ended'))
    for (let i = 0; i < 100; i++) await one.facts.insist('kind', String(i), i, 60_000)
    expect(
      await Promise.all(Array.from({ length: 100 }, (_, i) => other.facts.read('kind', String(i)))),
    ).toEqual(Array.from({ length: 100 }, (_, i) => i))
  })
})
