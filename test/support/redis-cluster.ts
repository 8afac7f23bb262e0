import { vi } from 'vitest'
import { askRedis, startRedis, type TestRedis } from './redis.ts'

/** Primaries that share the slots, each with replicas where asked for. */
export interface RedisCluster {
  readonly primaries: readonly TestRedis[]
  /** One of each primary, in the same order; none by default. */
  readonly replicas: readonly TestRedis[]
  /** The addresses of the primaries, as `REDIS_URL` takes them. */
  readonly url: string
  /** Moves a slot with all keys in it, step by step as `redis-cli --cluster reshard` does. @param between called while keys are moved */
  moveSlot(slot: number, from: TestRedis, to: TestRedis, between?: () => Promise<void>): Promise<void>
  /** The primary that serves a slot. */
  ownerOf(slot: number): Promise<TestRedis>
  close(): Promise<void>
}

const SLOTS = 16_384
/** Milliseconds after which nodes take another one for dead. */
const NODE_TIMEOUT_MS = '1000'

const until = (what: () => Promise<boolean>) => vi.waitUntil(what, { timeout: 20_000, interval: 20 })

const idOf = (node: TestRedis): Promise<string> => askRedis(node, 'CLUSTER', 'MYID')

const knows = async (node: TestRedis, count: number): Promise<boolean> => {
  const info = await askRedis(node, 'CLUSTER', 'INFO')
  return info.includes('cluster_state:ok') && info.includes(`cluster_known_nodes:${count}`)
}

/** @param hasReplicas whether each primary has a replica that can take its place */
export const startRedisCluster = async (hasReplicas = false, count = 3): Promise<RedisCluster> => {
  const nodes = await Promise.all(
    Array.from({ length: hasReplicas ? 2 * count : count }, () =>
      startRedis({
        'cluster-enabled': 'yes',
        'cluster-node-timeout': NODE_TIMEOUT_MS,
        'repl-diskless-sync-delay': '0',
        'cluster-replica-validity-factor': '0',
      }),
    ),
  )
  const [primaries, replicas] = [nodes.slice(0, count), nodes.slice(count)]
  const [first] = primaries as [TestRedis]
  await Promise.all(
    primaries.map((node, index) => {
      const slots = Array.from({ length: SLOTS }, (_, slot) => slot)
      const own = slots.filter((slot) => Math.floor((slot * count) / SLOTS) === index)
      return askRedis(node, 'CLUSTER', 'ADDSLOTS', ...own.map(String))
    }),
  )
  for (const node of nodes.slice(1)) await askRedis(first, 'CLUSTER', 'MEET', '127.0.0.1', String(node.port))
  await Promise.all(nodes.map((node) => until(() => knows(node, nodes.length))))
  for (const [index, replica] of replicas.entries()) {
    const id = await idOf(primaries[index] as TestRedis)
    await until(async () => (await askRedis(replica, 'CLUSTER', 'NODES')).includes(id))
    await askRedis(replica, 'CLUSTER', 'REPLICATE', id)
    await until(async () =>
      (await askRedis(replica, 'INFO', 'replication')).includes('master_link_status:up'),
    )
  }
  return {
    primaries,
    replicas,
    url: `redis://${primaries.map(({ port }) => `127.0.0.1:${port}`).join(',')}`,
    async moveSlot(slot, from, to, between) {
      const [fromId, toId] = [await idOf(from), await idOf(to)]
      await askRedis(to, 'CLUSTER', 'SETSLOT', String(slot), 'IMPORTING', fromId)
      await askRedis(from, 'CLUSTER', 'SETSLOT', String(slot), 'MIGRATING', toId)
      await between?.()
      for (;;) {
        const keys = await askRedis<string[]>(from, 'CLUSTER', 'GETKEYSINSLOT', String(slot), '1')
        if (keys.length === 0) break
        await askRedis(from, 'MIGRATE', '127.0.0.1', String(to.port), '', '0', '5000', 'KEYS', ...keys)
        await between?.()
      }
      for (const node of [to, from]) await askRedis(node, 'CLUSTER', 'SETSLOT', String(slot), 'NODE', toId)
    },
    async ownerOf(slot) {
      const slots = await askRedis<[number, number, [string, number]][]>(first, 'CLUSTER', 'SLOTS')
      const port = slots.find(([from, to]) => from <= slot && slot <= to)?.[2][1]
      return nodes.find((node) => node.port === port) as TestRedis
    },
    async close() {
      await Promise.all(nodes.map((node) => node.close()))
    },
  }
}
