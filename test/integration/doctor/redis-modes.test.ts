import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from '../../../src/config/index.ts'
import { checkRedis } from '../../../src/doctor/redis.ts'
import { askRedis, canTestRedis, redisNote } from '../../support/redis.ts'
import { type RedisCluster, startRedisCluster } from '../../support/redis-cluster.ts'
import { MASTER, type RedisWithSentinels, startRedisWithSentinels } from '../../support/redis-sentinels.ts'

const look = async (url: string, more: Record<string, string> = {}): Promise<string> => {
  const env = { SANDBOX: '0', REDIS_URL: url, SESSION_SECRET: 's'.repeat(32), ...more }
  const { verdict, text, advice } = await checkRedis(readSettings(env))
  return `${verdict}: ${text}${advice === undefined ? '' : ` → ${advice}`}`
}

/** Slow machines are warned of. */
const FINE =
  '^(ok: (version|Valkey) \\d+\\.\\d+\\.\\d+ responds in \\d+\\.\\d ms|warning: (version|Valkey) .* responds in .*)'

describe.skipIf(!canTestRedis)(`the doctor tells what Redis is${redisNote}`, () => {
  let redis: RedisWithSentinels
  let cluster: RedisCluster
  beforeAll(async () => {
    redis = await startRedisWithSentinels()
    cluster = await startRedisCluster()
  }, 60_000)
  afterAll(async () => {
    await redis.close()
    await cluster.close()
  })

  it('a single server', async () => {
    expect(await look(redis.primary.url)).toMatch(new RegExp(`${FINE} \\(a single server\\)|${FINE}`))
  })

  it('a replica, which no gateway uses', async () => {
    const line = await look(redis.replica.url)
    expect(line).toMatch(
      /^failure: (version|Valkey) \S+ is a replica \(its primary: 127\.0\.0\.1:\d+\): .* → give REDIS_URL/,
    )
    expect(line).toContain(`:${redis.primary.port})`)
  })

  it('sentinels', async () => {
    expect(await look(redis.url)).toMatch(
      /\(the primary that sentinels name, with 1 replica\)|^warning: .*responds in/,
    )
  })

  it('a cluster', async () => {
    expect(await look(cluster.url)).toMatch(
      /\(a cluster of 3 primaries and 0 replicas\)|^warning: .*responds in/,
    )
  })

  it.each([
    [
      'REDIS_MODE=single, but a cluster',
      () => [cluster.url.split(',')[0] ?? '', { REDIS_MODE: 'single' }],
      /REDIS_MODE is single, but it leads to a cluster.*does not start → set REDIS_MODE=cluster/,
    ],
    [
      'REDIS_MODE=cluster, but sentinels',
      () => [redis.url, { REDIS_MODE: 'cluster' }],
      /REDIS_MODE is cluster, but it leads to sentinels.* → set REDIS_MODE=sentinel/,
    ],
    [
      'REDIS_MODE=sentinel, but a single server',
      () => [redis.primary.url, { REDIS_MODE: 'sentinel' }],
      /REDIS_MODE is sentinel, but it leads to a single server/,
    ],
    [
      'a name for sentinels, but a cluster',
      () => [cluster.url, { REDIS_MASTER_NAME: MASTER }],
      /settings for sentinels, but leads to a cluster/,
    ],
    [
      'several addresses of single servers',
      () => [`${redis.primary.url},${redis.replica.url}`, {}],
      /several addresses, but leads to a single server.* → keep the address/,
    ],
    [
      'a database of a cluster',
      () => [`${cluster.url}/3`, {}],
      /names a database, but leads to a cluster.* → remove it/,
    ],
    [
      'an unknown name',
      () => [redis.url, { REDIS_MASTER_NAME: 'nobody' }],
      /no primary of the name in REDIS_MASTER_NAME: .*does not start → correct REDIS_MASTER_NAME/,
    ],
  ] as [string, () => [string, Record<string, string>], RegExp][])(
    'and that settings do not fit to it: %s',
    async (_, toSettings, expected) => {
      const [url, more] = toSettings()
      const line = await look(url, more)
      expect(line).toMatch(/^failure: not usable/)
      expect(line).toMatch(expected)
    },
  )

  it('a cluster that lacks slots', async () => {
    const [first] = cluster.primaries
    if (!first) throw new Error('no node')
    await askRedis(first, 'CLUSTER', 'DELSLOTS', '0')
    expect(await look(cluster.url)).toMatch(/^failure: not usable \(CLUSTERDOWN\).* → repair the cluster/)
    await askRedis(first, 'CLUSTER', 'ADDSLOTS', '0')
  })
})
