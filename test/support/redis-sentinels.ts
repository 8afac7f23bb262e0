import { vi } from 'vitest'
import { askRedis, startRedis, startSentinel, type TestRedis } from './redis.ts'

/** A primary with a replica, and sentinels that watch it. */
export interface RedisWithSentinels {
  readonly primary: TestRedis
  readonly replica: TestRedis
  readonly sentinels: readonly TestRedis[]
  /** The addresses of the sentinels, as `REDIS_URL` takes them. */
  readonly url: string
  close(): Promise<void>
}

export const MASTER = 'parley-test'

const until = (what: () => Promise<boolean>) => vi.waitUntil(what, { timeout: 20_000, interval: 20 })

/** Waits until a replica has all that its primary has. */
export const catchUp = async (replica: TestRedis, primary: TestRedis): Promise<void> => {
  const offsetOf = async (redis: TestRedis, name: string): Promise<string | undefined> =>
    new RegExp(`^${name}:(\\d+)`, 'm').exec(await askRedis(redis, 'INFO', 'replication'))?.[1]
  await until(
    async () =>
      (await offsetOf(replica, 'slave_repl_offset')) === (await offsetOf(primary, 'master_repl_offset')),
  )
}

/** Makes one server the replica of another and waits until it has its data. */
export const follow = async (replica: TestRedis, primary: TestRedis): Promise<void> => {
  await askRedis(replica, 'REPLICAOF', '127.0.0.1', String(primary.port))
  await until(async () => (await askRedis(replica, 'INFO', 'replication')).includes('master_link_status:up'))
}

export interface SentinelsOptions {
  /** Default: 3. */
  readonly count?: number
  /** Milliseconds after which sentinels take a primary for dead. Default: 500. */
  readonly downAfterMs?: number
  /** Options of the data servers. */
  readonly data?: Readonly<Record<string, string>>
  /** More lines of the sentinels' configuration. */
  readonly lines?: readonly string[]
}

/** Replicas get their data without waiting for others. */
export const startPair = async (data: Readonly<Record<string, string>> = {}) => {
  const [primary, replica] = await Promise.all([
    startRedis({ 'repl-diskless-sync-delay': '0', ...data }),
    startRedis({ 'repl-diskless-sync-delay': '0', ...data }),
  ])
  await follow(replica, primary)
  return { primary, replica }
}

export const startRedisWithSentinels = async (
  options: SentinelsOptions = {},
): Promise<RedisWithSentinels> => {
  const { count = 3, downAfterMs = 500, data, lines = [] } = options
  const { primary, replica } = await startPair(data)
  const quorum = Math.floor(count / 2) + 1
  const sentinels = await Promise.all(
    Array.from({ length: count }, () =>
      startSentinel([
        `sentinel monitor ${MASTER} 127.0.0.1 ${primary.port} ${quorum}`,
        `sentinel down-after-milliseconds ${MASTER} ${downAfterMs}`,
        `sentinel failover-timeout ${MASTER} 2000`,
        ...lines,
      ]),
    ),
  )
  // They find each other and the replica by what the primary tells.
  await Promise.all(
    sentinels.map((sentinel) =>
      until(async () => {
        const known = await askRedis<Record<string, string>>(sentinel, 'SENTINEL', 'MASTER', MASTER)
        return known['num-slaves'] === '1' && Number(known['num-other-sentinels']) === count - 1
      }),
    ),
  )
  return {
    primary,
    replica,
    sentinels,
    url: `redis://${sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    async close() {
      await Promise.all([...sentinels, primary, replica].map((server) => server.close()))
    },
  }
}
