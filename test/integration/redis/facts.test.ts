import { createClient } from '@redis/client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import type { Drop } from '../../../src/datasources/shared-store.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { Secret } from '../../../src/secret.ts'
import { createRedisStore, type RedisStore } from '../../../src/redis/index.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'
import { openStore } from './open-store.ts'

const MINUTE_MS = 60_000

describe.skipIf(!canTestRedis)(`a fact shared by gateways with the same Redis and secret${redisNote}`, () => {
  let redis: TestRedis
  let client: Awaited<ReturnType<typeof open>>
  let one: RedisStore
  let other: RedisStore
  let stranger: RedisStore

  const open = async () => createClient({ url: redis.url }).connect()
  /** How often Redis has run a command. */
  const timesOf = async (command: string): Promise<number> => {
    const stats = await client.info('commandstats')
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0)
  }

  beforeAll(async () => {
    redis = await startRedis()
    client = await open()
  })
  afterAll(async () => {
    client.destroy()
    await redis.close()
  })
  beforeEach(async () => {
    await client.flushAll()
    await client.configResetStat()
    ;[one, other, stranger] = await Promise.all([
      openStore(redis.url),
      openStore(redis.url),
      openStore(redis.url, 'another secret'),
    ])
  })
  afterEach(async () => {
    await Promise.all([one, other, stranger].map((store) => store.close()))
  })

  it('is readable by the others until it expires or is deleted', async () => {
    await one.facts.insist('kind', 'key', { some: 'value' }, MINUTE_MS)
    expect(await other.facts.read('kind', 'key')).toEqual({ some: 'value' })
    expect(await stranger.facts.read('kind', 'key')).toBeUndefined()
    expect(await other.facts.read('another kind', 'key')).toBeUndefined()
    const [name = ''] = await client.keys('*')
    expect(await client.pTTL(name)).toBeGreaterThan(MINUTE_MS - 10_000)
    expect(await client.pTTL(name)).toBeLessThanOrEqual(MINUTE_MS)

    one.facts.forget('kind', 'key')
    await vi.waitFor(async () => expect(await other.facts.read('kind', 'key')).toBeUndefined())
  })

  it('is read by one command, however many reads are concurrent', async () => {
    const keys = Array.from({ length: 50 }, (_, index) => `key ${index}`)
    await Promise.all(keys.map((key) => one.facts.insist('kind', key, key, MINUTE_MS)))

    const found = await Promise.all([...keys, ...keys].map((key) => other.facts.read('kind', key)))
    expect(found).toEqual([...keys, ...keys])
    expect(await timesOf('mget')).toBe(1)
  })

  it('is read again each time, since it may have changed', async () => {
    await one.facts.insist('kind', 'key', 1, MINUTE_MS)
    expect(await other.facts.read('kind', 'key')).toBe(1)
    await one.facts.insist('kind', 'key', 2, MINUTE_MS)
    expect(await other.facts.read('kind', 'key')).toBe(2)
  })

  it('is deleted when written without time left', async () => {
    await one.facts.insist('kind', 'key', 1, MINUTE_MS)
    await one.facts.insist('kind', 'key', 2, 0)
    expect(await client.keys('*')).toEqual([])
  })

  it('is written after an outage of Redis if it was marked as required, and only then', async () => {
    const lonely = await startRedis()
    onTestFinished(() => lonely.close())
    const log = createLog({ level: 'silent' })
    const [url, secret] = [new Secret(lonely.url), new Secret('a secret')]
    const store = createRedisStore({
      settings: { urls: [url] },
      secret,
      log,
      clock: systemClock,
      random: () => 0,
      timeoutMs: 2_000,
    })
    onTestFinished(() => store.close())
    await store.ready
    await lonely.kill()
    store.facts.write('kind', 'mentioned', true, MINUTE_MS)
    await store.facts.insist('kind', 'insisted on', true, MINUTE_MS)
    await store.facts.insist('kind', 'over by now', true, 1)

    await lonely.restart()
    await vi.waitFor(async () => expect(await store.facts.read('kind', 'insisted on')).toBe(true), 15_000)
    expect(await store.facts.read('kind', 'mentioned')).toBeUndefined()
    expect(await store.facts.read('kind', 'over by now')).toBeUndefined()
  })

  it('can be written on a condition: that there is none, or that there is one', async () => {
    one.facts.write('kind', 'key', 1, MINUTE_MS, 'if-absent')
    await one.facts.insist('kind', 'other', 1, MINUTE_MS, 'if-present')
    await vi.waitFor(async () => expect(await other.facts.read('kind', 'key')).toBe(1))
    expect(await other.facts.read('kind', 'other')).toBeUndefined()

    await one.facts.insist('kind', 'key', 2, MINUTE_MS, 'if-present')
    one.facts.write('kind', 'key', 3, 2 * MINUTE_MS, 'if-absent')
    const [name = ''] = await client.keys('*')
    await vi.waitFor(async () => expect(await client.pTTL(name)).toBeGreaterThan(MINUTE_MS))
    expect(await other.facts.read('kind', 'key')).toBe(2)
  })

  it('is lost only with a notice, while Redis is away and thousands wait: then all entries count as dropped', async () => {
    const lonely = await startRedis()
    onTestFinished(() => lonely.close())
    const store = await openStore(lonely.url)
    onTestFinished(() => store.close())
    const now = systemClock.now()
    await lonely.kill()
    await vi.waitFor(async () => expect(await store.facts.insist('kind', 'key', 1, MINUTE_MS)).toBe(true))
    for (let index = 0; index < 10_000; index += 1)
      store.models.drop({ scope: `viewer:made up ${index}` }, false)
    store.models.drop({ scope: 'viewer:1' })

    await lonely.restart()
    await vi.waitFor(async () => expect(await store.facts.read('kind', 'key')).toBe(1), 15_000)
    const { droppedAt = 0 } = (await store.models.read('viewer:1', 'user', ['a'])).get('a') ?? {}
    expect(droppedAt).toBeGreaterThanOrEqual(now)
  })

  it('can be a drop, which other gateways receive at once', async () => {
    const heard: [string, Drop][] = []
    for (const [name, store] of Object.entries({ one, other, stranger })) {
      store.models.onDrop((what) => void heard.push([name, what]))
    }
    one.models.drop({ kind: 'conversation', id: 'a' })
    one.models.drop({ scope: 'viewer:1' })
    one.models.drop({ scope: 'viewer:2', kind: 'user', ids: ['a', 'b'] })
    other.models.drop({ scope: 'bot:1' })

    await vi.waitFor(() => expect(heard).toHaveLength(4))
    expect(heard).toEqual(
      expect.arrayContaining([
        ['other', { kind: 'conversation', id: 'a' }],
        ['other', { scope: 'viewer:1' }],
        ['other', { scope: 'viewer:2', kind: 'user', ids: ['a', 'b'] }],
        ['one', { scope: 'bot:1' }],
      ]),
    )
  })
})
