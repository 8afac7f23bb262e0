import { expect, vi } from 'vitest'
import { askRedis, type TestRedis } from './redis.ts'
import { startRedisAddress } from './redis-address.ts'
import { startRedisCluster } from './redis-cluster.ts'
import {
  catchUp,
  follow,
  MASTER,
  type SentinelsOptions,
  startPair,
  startRedisWithSentinels,
} from './redis-sentinels.ts'

/** Redis as operators run it, and how it changes under open connections. */
export interface Stage {
  readonly url: string
  /** Resolves once the change has begun; gateways may still have to notice. */
  change(): Promise<void>
  /** Resolves once so many gateway processes are where they belong, if nothing but time leads them there. */
  settled(processes: number): Promise<void>
  close(): Promise<void>
}

const until = (what: () => Promise<void>, timeout = 20_000) => vi.waitFor(what, { timeout, interval: 10 })

const demotion = async (): Promise<Stage> => {
  const { primary, replica } = await startPair()
  const address = await startRedisAddress()
  address.pointTo(primary)
  return {
    url: address.url,
    async change() {
      await catchUp(replica, primary)
      await askRedis(replica, 'REPLICAOF', 'NO', 'ONE')
      address.pointTo(replica)
      await follow(primary, replica)
    },
    settled: async () => undefined,
    async close() {
      address.close()
      await Promise.all([primary.close(), replica.close()])
    },
  }
}

const sentinels =
  (change: (primary: TestRedis, sentinel: TestRedis) => Promise<unknown>, options: SentinelsOptions = {}) =>
  async (): Promise<Stage> => {
    const redis = await startRedisWithSentinels(options)
    return {
      url: redis.url,
      async change() {
        await catchUp(redis.replica, redis.primary)
        await change(redis.primary, redis.sentinels[0] as TestRedis)
      },
      async settled(processes) {
        await until(async () => {
          expect(await askRedis(redis.replica, 'INFO', 'replication')).toContain('role:master')
          // Sentinels subscribe too, but to other channels.
          const [channel = ''] = await askRedis<string[]>(redis.replica, 'PUBSUB', 'CHANNELS', 'parley:*')
          expect(await askRedis(redis.replica, 'PUBSUB', 'NUMSUB', channel)).toEqual([channel, processes])
        })
      },
      close: redis.close,
    }
  }

export const sentinelFailover = sentinels((_, sentinel) => askRedis(sentinel, 'SENTINEL', 'FAILOVER', MASTER))

/** The slot and the primary of the first key of a kind. */
const findKey = async (primaries: readonly TestRedis[], pattern: string) => {
  for (const node of primaries) {
    const [key] = await askRedis<string[]>(node, 'KEYS', pattern)
    if (key !== undefined) return { slot: await askRedis<number>(node, 'CLUSTER', 'KEYSLOT', key), node }
  }
  throw new Error(`no key is like ${pattern}`)
}

/** Moves the slots of the ended sessions and of the counts. */
const movedSlots = async (): Promise<Stage> => {
  const cluster = await startRedisCluster()
  return {
    url: cluster.url,
    async change() {
      for (const pattern of ['parley:1:revocations:*', 'parley:1:count:*']) {
        const { slot, node } = await findKey(cluster.primaries, pattern)
        const target = cluster.primaries.find((each) => each !== node) as TestRedis
        await cluster.moveSlot(slot, node, target)
      }
    },
    settled: async () => undefined,
    close: cluster.close,
  }
}

const lostNode = async (): Promise<Stage> => {
  const cluster = await startRedisCluster(true)
  let replica: TestRedis | undefined
  return {
    url: cluster.url,
    async change() {
      const { node } = await findKey(cluster.primaries, 'parley:1:revocations:*')
      await catchUp(cluster.replicas[cluster.primaries.indexOf(node)] as TestRedis, node)
      await node.kill()
      replica = cluster.replicas[cluster.primaries.indexOf(node)]
    },
    settled: () =>
      until(async () =>
        expect(await askRedis(replica as TestRedis, 'INFO', 'replication')).toContain('role:master'),
      ),
    close: cluster.close,
  }
}

/** What happens, how to bring it about, and milliseconds after which every gateway has to know of a logout. */
export const STAGES: readonly (readonly [title: string, start: () => Promise<Stage>, withinMs: number])[] = [
  ['a primary is demoted', demotion, 2_000],
  ['sentinels are told to fail over', sentinelFailover, 10_000],
  ['a primary dies and sentinels name another', sentinels((primary) => primary.kill()), 15_000],
  ['slots of a cluster move', movedSlots, 2_000],
  ['a primary of a cluster dies and its replica takes its place', lostNode, 20_000],
]
