import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Fleet, startFleet } from '../../support/fleet.ts'
import { codesOf, type TestGateway } from '../../support/gateway.ts'
import { askRedis, canTestRedis, redisNote, type TestRedis } from '../../support/redis.ts'
import { startRedisAddress } from '../../support/redis-address.ts'
import { startRedisCluster } from '../../support/redis-cluster.ts'
import { catchUp, follow, MASTER, startPair, startRedisWithSentinels } from '../../support/redis-sentinels.ts'
import { loginOf, outcomeOf, phoneInput } from '../brute-force-guard/sign-in-harness.ts'

/** Redis as operators run it, and how it changes under open connections. */
interface Stage {
  readonly url: string
  /** Resolves once the change has begun; gateways may still have to notice. */
  change(): Promise<void>
  /** Resolves once gateways cannot be where they were. */
  settled(): Promise<void>
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
  (change: (primary: TestRedis, sentinel: TestRedis) => Promise<unknown>) => async (): Promise<Stage> => {
    const redis = await startRedisWithSentinels()
    return {
      url: redis.url,
      async change() {
        await catchUp(redis.replica, redis.primary)
        await change(redis.primary, redis.sentinels[0] as TestRedis)
      },
      async settled() {
        await until(async () => {
          const subscribers = await askRedis(redis.replica, 'CLIENT', 'LIST', 'TYPE', 'pubsub')
          expect(subscribers.match(/ sub=[1-9]/g)?.length).toBeGreaterThanOrEqual(2)
          expect(await askRedis(redis.replica, 'INFO', 'replication')).toContain('role:master')
        })
      },
      close: redis.close,
    }
  }

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

const STAGES: readonly (readonly [title: string, start: () => Promise<Stage>, withinMs: number])[] = [
  ['a primary is demoted', demotion, 2_000],
  [
    'sentinels are told to fail over',
    sentinels((_, sentinel) => askRedis(sentinel, 'SENTINEL', 'FAILOVER', MASTER)),
    10_000,
  ],
  ['a primary dies and sentinels name another', sentinels((primary) => primary.kill()), 15_000],
  ['slots of a cluster move', movedSlots, 2_000],
  ['a primary of a cluster dies and its replica takes its place', lostNode, 20_000],
]

describe.skipIf(!canTestRedis).each(STAGES)(`when %s${redisNote}, two gateways`, (_, start, withinMs) => {
  let stage: Stage
  let fleet: Fleet
  let one: TestGateway
  let other: TestGateway
  const open = async (env: Record<string, string> = {}): Promise<void> => {
    stage = await start()
    fleet = await startFleet({ redisUrl: stage.url, env })
    one = await fleet.start()
    other = await fleet.start()
  }
  afterEach(async () => {
    await fleet.close()
    await stage.close()
  })

  const login = async (gateway: TestGateway, index: 0 | 1, password?: string) => {
    const account = fleet.sandbox.sealtalk.credentials.accounts[index]
    return gateway.query(loginOf(phoneInput(account.region, account.phone), password ?? account.password))
  }
  const sessionOf = async (gateway: TestGateway, index: 0 | 1) => {
    const { headers } = await login(gateway, index)
    return {
      headers: { 'x-sealtalk-session': headers.get('set-cookie')?.split(';')[0]?.split('=')[1] ?? '' },
    }
  }
  const viewer = '{ viewer { sealtalk { user { id } } } }'
  const logout = 'mutation { logout { loggedOut } }'

  it('know of a logout at either, before and after', { timeout: 60_000 }, async () => {
    await open()
    const [first, second] = [await sessionOf(one, 0), await sessionOf(one, 1)]
    // Something to be remembered by the servers.
    const early = await sessionOf(other, 0)
    await other.query(logout, early)
    await until(async () =>
      expect(codesOf(await one.query(viewer, early))).toEqual(['viewer.sealtalk: UNAUTHENTICATED']),
    )
    expect(codesOf(await other.query(viewer, first))).toEqual([])

    await stage.change()
    expect(codesOf(await one.query(logout, first))).toEqual([])
    const refused = async (gateway: TestGateway, session: typeof first) =>
      expect(codesOf(await gateway.query(viewer, session))).toEqual(['viewer.sealtalk: UNAUTHENTICATED'])
    await until(() => refused(other, first), withinMs)

    await until(async () => expect(codesOf(await one.query(viewer, second))).toEqual([]))
    await other.query(logout, second)
    await until(() => refused(one, second))
    for (const gateway of [one, other]) await refused(gateway, early)
    await until(async () =>
      expect(await fetch(`${one.url}/health/ready`).then((r) => r.text())).toBe('ready\nredis: up\n'),
    )
  })

  it('count tries together', { timeout: 60_000 }, async () => {
    await open({ LIMIT_TRIES_PER_PHONE: '5', LIMIT_SIGN_INS_PER_ACCOUNT: '5' })
    const tryOnce = async (gateway: TestGateway) => outcomeOf(await login(gateway, 0, 'a-wrong-password'))
    const session = await sessionOf(one, 1)
    await one.query(logout, session)
    const before = [await tryOnce(one), await tryOnce(other)]
    await stage.change()
    await stage.settled()
    await until(async () => {
      const bodies = [one, other].map(async ({ url }) => (await fetch(`${url}/health/ready`)).text())
      expect(await Promise.all(bodies)).toEqual(Array(2).fill('ready\nredis: up\n'))
    })
    const after: string[] = []
    for (let time = 0; time < 6; time += 1) after.push(await tryOnce(time % 2 ? other : one))
    const counted = [...before, ...after].filter((outcome) => !outcome.includes('RATE_LIMITED'))
    expect(counted).toHaveLength(5)
    expect(after.slice(3).every((outcome) => outcome.includes('RATE_LIMITED'))).toBe(true)
  })
})
