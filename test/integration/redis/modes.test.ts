import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { createRedisStore, type RedisStore } from '../../../src/redis/index.ts'
import { Secret } from '../../../src/secret.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import type { AttemptLimit } from '../../../src/upstream/rate-limits/attempt-limiter.ts'
import type { LimitClass } from '../../../src/upstream/rate-limits/limit-class.ts'
import {
  askRedis,
  canTestRedis,
  freePort,
  redisNote,
  startRedis,
  type TestRedis,
} from '../../support/redis.ts'
import { type RedisCluster, startRedisCluster } from '../../support/redis-cluster.ts'
import { MASTER, type RedisWithSentinels, startRedisWithSentinels } from '../../support/redis-sentinels.ts'
import { redisSettings } from './open-store.ts'

const TRIES: AttemptLimit = { name: 'tries', bucket: { burst: 50, perSecond: 50 / 3_600 } }
const SEARCH: LimitClass = {
  name: 'search',
  bucket: { burst: 3, perSecond: 0.001 },
  cooldown: { firstMs: 60_000, maxMs: 60_000 },
}
const MINUTE_MS = 60_000

/** The commands that the page grants to a Redis user, up to a word. */
const commandsOf = (from: RegExp): string[] => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/operating.md'), 'utf8')
  return (from.exec(page)?.[0].match(/`[A-Z]+(\|[A-Z]+)?`/g) ?? []).map(
    (name) => `+${name.slice(1, -1).toLowerCase()}`,
  )
}
const OF_DATA = commandsOf(/A user of its own needs[\s\S]*?Without `INFO`/)
const OF_SENTINELS = commandsOf(/A user for sentinels needs[\s\S]*?\n\n/)

describe.skipIf(!canTestRedis)(`gateways on Redis with sentinels or a cluster${redisNote}`, () => {
  let withSentinels: RedisWithSentinels
  let cluster: RedisCluster
  beforeAll(async () => {
    withSentinels = await startRedisWithSentinels()
    cluster = await startRedisCluster()
    const { sentinels, primary, replica } = withSentinels
    const toData = ['ACL', 'SETUSER', 'parley', 'on', '>data', '~parley:*', '&parley:*', ...OF_DATA]
    const toSentinels = ['ACL', 'SETUSER', 'watcher', 'on', '>watch', 'allchannels', ...OF_SENTINELS]
    for (const node of [primary, replica, ...cluster.primaries]) await askRedis(node, ...toData)
    for (const node of sentinels) await askRedis(node, ...toSentinels)
  }, 60_000)
  afterAll(async () => {
    await withSentinels.close()
    await cluster.close()
  })

  const open = async (
    url: string,
    more: Record<string, string> = {},
    lines: string[] = [],
  ): Promise<RedisStore> => {
    const store = createRedisStore({
      settings: redisSettings(url, more),
      secret: new Secret('a secret'),
      log: createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } }),
      clock: systemClock,
      random: () => 0.5,
      timeoutMs: 2_000,
    })
    onTestFinished(() => store.close())
    return store
  }
  const withUser = (url: string, user: string): string => url.replace('//', `//${user}@`)
  const refusalOf = async (url: string, more: Record<string, string>): Promise<string | undefined> =>
    (await (await open(url, more)).ready)?.message

  const MODES: [string, () => [string, Record<string, string>], () => readonly TestRedis[]][] = [
    ['sentinel', () => [withSentinels.url, {}], () => [withSentinels.primary]],
    ['cluster', () => [cluster.url, {}], () => cluster.primaries],
    [
      'sentinel',
      () => [
        withUser(withSentinels.url, 'parley:data'),
        { REDIS_MASTER_NAME: MASTER, REDIS_SENTINEL_USERNAME: 'watcher', REDIS_SENTINEL_PASSWORD: 'watch' },
      ],
      () => [withSentinels.primary, ...withSentinels.sentinels],
    ],
    ['cluster', () => [withUser(cluster.url, 'parley:data'), {}], () => cluster.primaries],
  ]

  it.each(MODES)(
    'find out that it is a %s, and share all of their state',
    async (mode, settings, servers) => {
      for (const server of servers()) await askRedis(server, 'ACL', 'LOG', 'RESET').catch(() => undefined)
      for (const server of servers())
        if (mode === 'cluster' || server === withSentinels.primary) await askRedis(server, 'FLUSHALL')
      const lines: string[] = []
      const [one, other] = [await open(...settings(), lines), await open(...settings())]
      expect([await one.ready, await other.ready]).toEqual([undefined, undefined])
      expect(lines.map((line) => JSON.parse(line) as unknown)).toContainEqual(
        expect.objectContaining({ msg: 'connected to Redis: state is shared with other gateways', mode }),
      )

      expect((await one.budgets.take(TRIES, 'lin', 1))?.remaining).toBe(49)
      expect((await other.budgets.take(TRIES, 'lin', 1))?.remaining).toBe(48)
      one.budgets.startCooldown(SEARCH, 'bot:1', MINUTE_MS)
      await vi.waitFor(async () =>
        expect((await other.budgets.take(SEARCH, 'bot:1', 1))?.cooldownMs).toBeGreaterThan(50_000),
      )

      const heard: unknown[] = []
      other.revocations.follow({ receive: (value) => heard.push(value) > 0, known: () => [] })
      const expiresAt = Date.now() + MINUTE_MS
      expect(await one.revocations.put({ subject: 's', value: 'ended', expiresAt })).toBe(true)
      await vi.waitFor(() => expect(heard).toContain('ended'))

      const dropped: unknown[] = []
      other.models.onDrop((what) => dropped.push(what))
      const ids = Array.from({ length: 100 }, (_, index) => String(index))
      for (const id of ids)
        one.models.write('bot:1', 'user', id, { value: { id }, fetchedAt: systemClock.now() }, MINUTE_MS)
      await vi.waitFor(async () => {
        const found = await other.models.read('bot:1', 'user', ids)
        expect(ids.map((id) => found.get(id)?.model?.value)).toEqual(ids.map((id) => ({ id })))
      })
      one.models.drop({ kind: 'user', id: '1' })
      await vi.waitFor(() => expect(dropped).toEqual([{ kind: 'user', id: '1' }]))

      if (settings()[0].includes('@')) {
        for (const server of servers())
          expect(await askRedis(server, 'ACL', 'LOG').catch(() => [])).toEqual([])
      }
    },
  )

  it('count on while the slot of a count is moved, key by key', async () => {
    const store = await open(cluster.url)
    await store.ready
    const take = async (): Promise<number | undefined> =>
      (await store.budgets.take(TRIES, 'moved', 1))?.remaining
    const before = await Promise.all(
      cluster.primaries.map((node) => askRedis<string[]>(node, 'KEYS', '*:count:*')),
    )
    expect(await take()).toBe(49)
    const after = await Promise.all(
      cluster.primaries.map((node) => askRedis<string[]>(node, 'KEYS', '*:count:*')),
    )
    const index = after.findIndex((keys, at) => keys.length > (before[at]?.length ?? 0))
    const [from, to] = [cluster.primaries[index], cluster.primaries[(index + 1) % 3]] as [
      TestRedis,
      TestRedis,
    ]
    const key = after[index]?.find((each) => !before[index]?.includes(each)) ?? ''
    const slot = await askRedis<number>(from, 'CLUSTER', 'KEYSLOT', key)

    const left: (number | undefined)[] = []
    await cluster.moveSlot(slot, from, to, async () => void left.push(await take(), await take()))
    left.push(await take(), await take())

    expect(left).toEqual(left.map((_, at) => 48 - at))
    expect(left.length).toBeGreaterThan(4)
    expect(await askRedis(to, 'EXISTS', key)).toBe(1)
  })

  it.each([
    ['is not there', async () => freePort()],
    [
      'refuses the password',
      async () => {
        const other = await startRedis({ requirepass: 'canary' })
        onTestFinished(() => other.close())
        return other.port
      },
    ],
  ])('start although the first of several addresses %s', async (_, toPort) => {
    const first = `redis://127.0.0.1:${await toPort()},`
    for (const url of [withSentinels.url, cluster.url]) {
      const store = await open(url.replace('redis://', first))
      expect(await store.ready).toBeUndefined()
      expect(store.state().status).toBe('up')
    }
  })

  it.each([
    [
      'a wrong password of sentinels',
      { REDIS_SENTINEL_USERNAME: 'watcher', REDIS_SENTINEL_PASSWORD: 'canary' },
      /sentinels refuse REDIS_SENTINEL_USERNAME/,
    ],
    [
      'a name that no sentinel knows',
      { REDIS_MASTER_NAME: 'nobody' },
      /no primary of the name in REDIS_MASTER_NAME/,
    ],
    ['another mode', { REDIS_MODE: 'cluster' }, /REDIS_MODE is cluster, but it leads to sentinels/],
  ])('do not start with %s', async (_, more, why) => {
    const refusal = await refusalOf(withSentinels.url, more)
    expect(refusal).toMatch(why)
    expect(refusal).not.toContain('canary')
  })

  it('do not start where sentinels watch several primaries and none is named', async () => {
    const [sentinel] = withSentinels.sentinels as [TestRedis]
    await askRedis(
      sentinel,
      'SENTINEL',
      'MONITOR',
      'another',
      '127.0.0.1',
      String(withSentinels.primary.port),
      '2',
    )
    expect(await refusalOf(sentinel.url, {})).toMatch(
      /watch several primaries \(.*another.*\): set REDIS_MASTER_NAME/,
    )
    expect(await refusalOf(sentinel.url, { REDIS_MASTER_NAME: MASTER })).toBeUndefined()
    await askRedis(sentinel, 'SENTINEL', 'REMOVE', 'another')
  })
})
