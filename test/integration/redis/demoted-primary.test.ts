import { createClient } from '@redis/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RedisStore } from '../../../src/redis/index.ts'
import type { AttemptLimit } from '../../../src/upstream/rate-limits/attempt-limiter.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'
import { type RedisAddress, startRedisAddress } from '../../support/redis-address.ts'
import { openStore } from './open-store.ts'

const TRIES: AttemptLimit = { name: 'tries', bucket: { burst: 5, perSecond: 5 / 3_600 } }

const portOf = (redis: TestRedis): number => Number(new URL(redis.url).port)

const until = (what: () => Promise<void>) => vi.waitFor(what, { timeout: 15_000, interval: 20 })

describe.skipIf(!canTestRedis)(`gateways whose primary is demoted under open connections${redisNote}`, () => {
  let servers: TestRedis[]
  let address: RedisAddress
  let one: RedisStore
  let other: RedisStore

  const ask = async (redis: TestRedis, ...command: string[]): Promise<string> => {
    const client = await createClient({ url: redis.url }).connect()
    const reply = await client.sendCommand<string>(command)
    client.destroy()
    return reply
  }
  const follow = async (replica: TestRedis, primary: TestRedis): Promise<void> => {
    await ask(replica, 'REPLICAOF', '127.0.0.1', String(portOf(primary)))
  }
  const offsetOf = async (redis: TestRedis) =>
    /(?:slave|master)_repl_offset:(\d+)/.exec(await ask(redis, 'INFO', 'replication'))?.[1]
  const failOver = async (): Promise<void> => {
    const [old, fresh] = servers as [TestRedis, TestRedis]
    await until(async () => expect(await offsetOf(fresh)).toBe(await offsetOf(old)))
    await ask(fresh, 'REPLICAOF', 'NO', 'ONE')
    address.pointTo(fresh)
    await follow(old, fresh)
  }
  const remaining = async (store: RedisStore) => (await store.budgets.take(TRIES, 'lin', 1))?.remaining

  beforeEach(async () => {
    servers = await Promise.all([startRedis(), startRedis()])
    const [old, fresh] = servers as [TestRedis, TestRedis]
    await ask(old, 'CONFIG', 'SET', 'repl-diskless-sync-delay', '0')
    await follow(fresh, old)
    const isLinked = async () => (await ask(fresh, 'INFO', 'replication')).includes('master_link_status:up')
    await vi.waitUntil(isLinked, { timeout: 15_000, interval: 20 })
    address = await startRedisAddress()
    address.pointTo(old)
    one = await openStore(address.url)
    other = await openStore(address.url)
  })
  afterEach(async () => {
    await Promise.all([one.close(), other.close()])
    address.close()
    await Promise.all(servers.map((redis) => redis.close()))
  })

  it('count tries together on the new primary, the refused one included', async () => {
    expect([await remaining(one), await remaining(other)]).toEqual([4, 3])
    await failOver()
    expect([await remaining(one), await remaining(other)]).toEqual([2, 1])
  })

  it('count a first try on the new primary instead of taking the old one for full', async () => {
    await failOver()
    expect([await remaining(one), await remaining(other)]).toEqual([4, 3])
  })

  it('tell each other of a logout', async () => {
    const heard: unknown[] = []
    other.revocations.follow({ receive: (value) => heard.push(value) > 0, known: () => [] })
    await failOver()
    expect(await one.revocations.put({ subject: 's', value: 'ended', expiresAt: Date.now() + 60_000 })).toBe(
      true,
    )
    await until(async () => expect(heard).toContain('ended'))
  })

  it('leave a primary that became a replica without having been refused', async () => {
    await failOver()
    const subscribers = () => ask(servers[1] as TestRedis, 'CLIENT', 'LIST', 'TYPE', 'pubsub')
    await until(async () => expect((await subscribers()).trim().split('\n')).toHaveLength(2))
  })
})
