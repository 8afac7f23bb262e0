import { createClient } from '@redis/client'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { createPeople } from '../../../sandbox/mixin/people.ts'
import { createSeed } from '../../../sandbox/seed.ts'
import { type Fleet, startFleet } from '../../support/fleet.ts'
import { type Answer, codesOf, type TestGateway } from '../../support/gateway.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'

const PEOPLE = createPeople(createSeed(1)).filter(({ identityNumber }) => identityNumber !== '0')
const byId = (index: number) => `{ user(by: { mixinUserId: "${PEOPLE[index]?.userId}" }) { name } }`
const byNumber = (index: number) =>
  `{ user(by: { mixinIdentityNumber: "${PEOPLE[index]?.identityNumber}" }) { name } }`

/** A gateway's log lines about Redis: level and message. */
const redisLogOf = ({ logged }: TestGateway): string[] =>
  logged
    .map((line) => JSON.parse(line) as { level: string; msg: string })
    .filter(({ msg }) => msg.includes('Redis'))
    .map(({ level, msg }) => `${level}: ${msg}`)

const AVAILABLE = 'info: connected to Redis: state is shared with other gateways'
const UNAVAILABLE = 'warn: Redis is unavailable: this gateway uses its own state only'

const errorsOf = (answers: readonly Answer[]): string[] => answers.flatMap(codesOf)

/** A proxy that delays the replies of Redis. */
const startSlowProxy = async (url: string) => {
  let delayMs = 0
  const sockets = new Set<Socket>()
  const proxy = createServer((client) => {
    const server = connect(Number(new URL(url).port), '127.0.0.1')
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => [client, server].forEach((one) => one.destroy()))
    }
    client.pipe(server)
    server.on('data', (chunk) => void setTimeout(() => client.write(chunk), delayMs))
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  return {
    url: `redis://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    delayBy: (ms: number) => void (delayMs = ms),
    close() {
      for (const socket of sockets) socket.destroy()
      proxy.close()
    },
  }
}

const REFUSING = 'warn: Redis refuses writes: attempts at secrets that it cannot count are refused'

/** Waits until this is a gateway's last log line about Redis. */
const until = (gateway: TestGateway, line: string) =>
  vi.waitFor(() => expect(redisLogOf(gateway).at(-1)).toBe(line), { timeout: 15_000, interval: 10 })

describe.skipIf(!canTestRedis)(`a Redis that fails${redisNote}`, () => {
  let redis: TestRedis
  let fleet: Fleet

  beforeEach(async () => {
    redis = await startRedis()
    fleet = await startFleet({ redisUrl: redis.url })
  })
  afterEach(async () => {
    await fleet.close()
    await redis.close()
  })

  it('is told by the metrics and by the body of /health/ready until it is back', async () => {
    const gateway = await fleet.start()
    const line = async () => /^parley_redis_up .*$/m.exec((await gateway.gateway.metrics.render()).body)?.[0]
    const readiness = async () => {
      const response = await fetch(`${gateway.url}/health/ready`)
      return `${response.status} ${await response.text()}`
    }
    await until(gateway, AVAILABLE)
    expect(await line()).toBe('parley_redis_up 1')
    expect(await readiness()).toBe('200 ready\nredis: up\n')
    await redis.kill()
    await until(gateway, UNAVAILABLE)
    expect(await line()).toBe('parley_redis_up 0')
    expect(await readiness()).toBe('200 ready\nredis: down\n')
    await redis.restart()
    await until(gateway, AVAILABLE)
    await vi.waitFor(async () => expect(await line()).toBe('parley_redis_up 1'))
  })

  it('fails no request when it is killed under load, and is logged once', async () => {
    const gateways = [await fleet.start(), await fleet.start()]
    /** Asks both gateways for a hundred users that are not cached. */
    const load = async (from: number): Promise<Answer[]> => {
      const asked = Array.from({ length: 100 }, (_, index) => byId(from + index))
      return Promise.all(gateways.flatMap((gateway) => asked.map((document) => gateway.query(document))))
    }

    const before = await load(0)
    const meanwhile = load(100)
    await redis.kill()
    const after = await load(200)

    expect(errorsOf([...before, ...(await meanwhile), ...after])).toEqual([])
    for (const gateway of gateways) {
      await until(gateway, UNAVAILABLE)
      expect(redisLogOf(gateway)).toEqual([AVAILABLE, UNAVAILABLE])
    }
  })

  it('is used again when it is back, and receives the writes that must not be lost', async () => {
    const [one, other] = [await fleet.start(), await fleet.start()]
    await redis.kill()
    await Promise.all([until(one, UNAVAILABLE), until(other, UNAVAILABLE)])
    fleet.sandbox.mixin.control.setFault({ endpoint: 'GET /users/:id', kind: '429', times: 1 })
    expect(codesOf(await one.query(byNumber(1)))).toEqual(['user: RATE_LIMITED'])

    await redis.restart()
    await Promise.all([until(one, AVAILABLE), until(other, AVAILABLE)])
    await one.query(byId(2))
    fleet.calls()

    expect(errorsOf([await other.query(byId(2)), await other.query(byNumber(2))])).toEqual([])
    expect(codesOf(await other.query(byNumber(3)))).toEqual(['user: RATE_LIMITED'])
    expect(fleet.calls()).toEqual([])
    expect(redisLogOf(one)).toEqual([AVAILABLE, UNAVAILABLE, AVAILABLE])
  })

  it('delays no request when it hangs, and is used again when it recovers', async () => {
    const gateway = await fleet.start({}, 200)
    await until(gateway, AVAILABLE)
    redis.freeze()

    // They come although Redis does not.
    const answers = await Promise.all([0, 1, 2].map((index) => gateway.query(byId(index))))
    answers.push(await gateway.query(byNumber(3)))
    expect(errorsOf(answers)).toEqual([])
    expect(redisLogOf(gateway)).toEqual([AVAILABLE, UNAVAILABLE])

    redis.thaw()
    await until(gateway, AVAILABLE)
    expect(errorsOf([await gateway.query(byId(4))])).toEqual([])
  })

  it('is not used while it is too slow, not even for the first command', async () => {
    const proxy = await startSlowProxy(redis.url)
    onTestFinished(() => proxy.close())
    const gateway = await fleet.start({ REDIS_URL: proxy.url }, 200)
    await until(gateway, AVAILABLE)
    proxy.delayBy(400)

    expect(errorsOf([await gateway.query(byId(0)), await gateway.query(byNumber(1))])).toEqual([])
    expect(redisLogOf(gateway)).toEqual([AVAILABLE, UNAVAILABLE])
    const late = await fleet.start({ REDIS_URL: proxy.url }, 200)
    expect(redisLogOf(late)).toEqual([UNAVAILABLE])

    proxy.delayBy(0)
    await until(gateway, AVAILABLE)
    expect(redisLogOf(gateway)).toEqual([AVAILABLE, UNAVAILABLE, AVAILABLE])
  })

  it('is still read when it is full; refused writes are logged once', async () => {
    const [one, other] = [await fleet.start(), await fleet.start()]
    await one.query(byId(0))
    const client = await createClient({ url: redis.url }).connect()
    await client.configSet('maxmemory', '1')

    expect(
      errorsOf([await one.query(byId(1)), await one.query(byNumber(2)), await one.query(byId(3))]),
    ).toEqual([])
    expect(redisLogOf(one)).toEqual([AVAILABLE, REFUSING])
    expect(await (await fetch(`${one.url}/health/ready`)).text()).toBe('ready\nredis: refusing (OOM)\n')
    fleet.calls()

    await other.query(byId(0))
    expect(fleet.calls()).toEqual([])
    client.destroy()
  })

  it('that requires a password counts as unavailable', async () => {
    const client = await createClient({ url: redis.url }).connect()
    await client.configSet('requirepass', 'a password nobody knows')
    const gateway = await fleet.start()

    expect(errorsOf([await gateway.query(byId(0))])).toEqual([])
    expect(redisLogOf(gateway)).toEqual([UNAVAILABLE])
    expect(gateway.logged.join('')).toContain('NOAUTH')
    client.destroy()
  })
})

describe('a Redis that never replies', () => {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => sockets.add(socket))
  let fleet: Fleet

  beforeEach(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    fleet = await startFleet({ redisUrl: `redis://127.0.0.1:${(server.address() as AddressInfo).port}` })
  })
  afterEach(async () => {
    await fleet.close()
    for (const socket of sockets) socket.destroy()
    server.close()
  })

  it('delays no request and is connected to again and again', async () => {
    const gateway = await fleet.start()

    const answers = await Promise.all([0, 1, 2].map((index) => gateway.query(byId(index))))
    expect(errorsOf([...answers, await gateway.query(byNumber(3))])).toEqual([])
    expect(redisLogOf(gateway)).toEqual([UNAVAILABLE])
    await vi.waitFor(() => expect(sockets.size).toBeGreaterThan(1), { timeout: 10_000 })
    expect(redisLogOf(gateway)).toEqual([UNAVAILABLE])
  })
})

describe('a Redis that cannot be reached', () => {
  it('is logged once and fails no request', async () => {
    const fleet = await startFleet({ redisUrl: 'redis://127.0.0.1:1' })
    const gateway = await fleet.start()

    expect(errorsOf([await gateway.query(byId(0)), await gateway.query(byNumber(1))])).toEqual([])
    expect(redisLogOf(gateway)).toEqual([UNAVAILABLE])
    await fleet.close()
  })
})
