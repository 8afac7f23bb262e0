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

/** What a gateway has said of Redis: each line's level and message. */
const saidOfRedis = ({ logged }: TestGateway): string[] =>
  logged
    .map((line) => JSON.parse(line) as { level: string; msg: string })
    .filter(({ msg }) => msg.includes('Redis'))
    .map(({ level, msg }) => `${level}: ${msg}`)

const USED = 'info: Redis answers: what this gateway knows is shared'
const NOT_USED = 'warn: Redis cannot be used: this gateway keeps to what it knows itself'

const errorsOf = (answers: readonly Answer[]): string[] => answers.flatMap(codesOf)

/** Stands before a Redis and hands its answers on, as late as it is told to. */
const startSlowDoor = async (url: string) => {
  let delayMs = 0
  const sockets = new Set<Socket>()
  const door = createServer((client) => {
    const server = connect(Number(new URL(url).port), '127.0.0.1')
    for (const socket of [client, server]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => [client, server].forEach((one) => one.destroy()))
    }
    client.pipe(server)
    server.on('data', (chunk) => void setTimeout(() => client.write(chunk), delayMs))
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  return {
    url: `redis://127.0.0.1:${(door.address() as AddressInfo).port}`,
    delayBy: (ms: number) => void (delayMs = ms),
    close() {
      for (const socket of sockets) socket.destroy()
      door.close()
    },
  }
}

/** Until a gateway has said this of Redis, and nothing after it. */
const until = (gateway: TestGateway, line: string) =>
  vi.waitFor(() => expect(saidOfRedis(gateway).at(-1)).toBe(line), { timeout: 15_000, interval: 10 })

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

  it('costs no client an answer when it is killed under load, and the log one line', async () => {
    const gateways = [await fleet.start(), await fleet.start()]
    /** A hundred users that nobody has met, of both gateways at once. */
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
      await until(gateway, NOT_USED)
      expect(saidOfRedis(gateway)).toEqual([USED, NOT_USED])
    }
  })

  it('is used again when it is back, and told what must not be missed', async () => {
    const [one, other] = [await fleet.start(), await fleet.start()]
    await redis.kill()
    await Promise.all([until(one, NOT_USED), until(other, NOT_USED)])
    fleet.sandbox.mixin.control.setFault({ endpoint: 'GET /users/:id', kind: '429', times: 1 })
    expect(codesOf(await one.query(byNumber(1)))).toEqual(['user: RATE_LIMITED'])

    await redis.restart()
    await Promise.all([until(one, USED), until(other, USED)])
    await one.query(byId(2))
    fleet.calls()

    expect(errorsOf([await other.query(byId(2)), await other.query(byNumber(2))])).toEqual([])
    expect(codesOf(await other.query(byNumber(3)))).toEqual(['user: RATE_LIMITED'])
    expect(fleet.calls()).toEqual([])
    expect(saidOfRedis(one)).toEqual([USED, NOT_USED, USED])
  })

  it('holds nobody back when it stops answering, and is used again when it goes on', async () => {
    const gateway = await fleet.start({}, 200)
    await until(gateway, USED)
    redis.freeze()

    const startedAt = performance.now()
    const answers = await Promise.all([0, 1, 2].map((index) => gateway.query(byId(index))))
    answers.push(await gateway.query(byNumber(3)))
    // One command is waited for; whatever comes after it is not.
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    expect(errorsOf(answers)).toEqual([])
    expect(saidOfRedis(gateway)).toEqual([USED, NOT_USED])

    redis.thaw()
    await until(gateway, USED)
    expect(errorsOf([await gateway.query(byId(4))])).toEqual([])
  })

  it('is not used while it is too slow, not even for the first command', async () => {
    const door = await startSlowDoor(redis.url)
    onTestFinished(() => door.close())
    const gateway = await fleet.start({ REDIS_URL: door.url }, 200)
    await until(gateway, USED)
    door.delayBy(400)

    expect(errorsOf([await gateway.query(byId(0)), await gateway.query(byNumber(1))])).toEqual([])
    expect(saidOfRedis(gateway)).toEqual([USED, NOT_USED])
    const late = await fleet.start({ REDIS_URL: door.url }, 200)
    expect(saidOfRedis(late)).toEqual([NOT_USED])

    door.delayBy(0)
    await until(gateway, USED)
    expect(saidOfRedis(gateway)).toEqual([USED, NOT_USED, USED])
  })

  it('goes on being read when it is full, and the log says once that it takes nothing', async () => {
    const [one, other] = [await fleet.start(), await fleet.start()]
    await one.query(byId(0))
    const client = await createClient({ url: redis.url }).connect()
    await client.configSet('maxmemory', '1')

    expect(
      errorsOf([await one.query(byId(1)), await one.query(byNumber(2)), await one.query(byId(3))]),
    ).toEqual([])
    expect(saidOfRedis(one)).toEqual([USED, 'warn: Redis refuses commands of this kind'])
    fleet.calls()

    await other.query(byId(0))
    expect(fleet.calls()).toEqual([])
    client.destroy()
  })

  it('that wants a password is one that cannot be used', async () => {
    const client = await createClient({ url: redis.url }).connect()
    await client.configSet('requirepass', 'a password nobody knows')
    const gateway = await fleet.start()

    expect(errorsOf([await gateway.query(byId(0))])).toEqual([])
    expect(saidOfRedis(gateway)).toEqual([NOT_USED])
    expect(gateway.logged.join('')).toContain('NOAUTH')
    client.destroy()
  })
})

describe('a Redis that never says a word', () => {
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

  it('is not waited for by any request, and left and tried again', async () => {
    const gateway = await fleet.start()

    const answers = await Promise.all([0, 1, 2].map((index) => gateway.query(byId(index))))
    expect(errorsOf([...answers, await gateway.query(byNumber(3))])).toEqual([])
    expect(saidOfRedis(gateway)).toEqual([NOT_USED])
    await vi.waitFor(() => expect(sockets.size).toBeGreaterThan(1), { timeout: 10_000 })
    expect(saidOfRedis(gateway)).toEqual([NOT_USED])
  })
})

describe('a Redis that is not there', () => {
  it('is missed in one line, and by no client', async () => {
    const fleet = await startFleet({ redisUrl: 'redis://127.0.0.1:1' })
    const gateway = await fleet.start()

    expect(errorsOf([await gateway.query(byId(0)), await gateway.query(byNumber(1))])).toEqual([])
    expect(saidOfRedis(gateway)).toEqual([NOT_USED])
    await fleet.close()
  })
})
