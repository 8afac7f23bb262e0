import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startAdmin, type TestAdmin } from '../../support/admin.ts'
import { type Fleet, startFleet } from '../../support/fleet.ts'
import { codesOf, type TestGateway } from '../../support/gateway.ts'
import { askRedis, canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'

const MIREL = `{ user(by: { id: "mixin:user:${x.userId}" }) { name } }`
const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`
const VIEWER = '{ viewer { sealtalk { user { id } } } }'

describe.skipIf(!canTestRedis)(`the admin port of gateways on one Redis${redisNote}`, () => {
  let redis: TestRedis
  let fleet: Fleet
  let one: TestGateway
  let other: TestGateway
  let admin: TestAdmin

  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.close())
  beforeEach(async () => {
    fleet = await startFleet({ redisUrl: redis.url })
    one = await fleet.start()
    other = await fleet.start()
    admin = await startAdmin(one)
  })
  afterEach(async () => {
    admin.close()
    await fleet.close()
  })

  const signIn = async (gateway: TestGateway) => {
    const [account] = fleet.sandbox.sealtalk.credentials.accounts
    const { headers, data } = await gateway.query<string>(
      `mutation { login(input: { phone: { region: "${account.region}", number: "${account.phone}" }, password: "${account.password}" }) { userId } }`,
    )
    const { userId } = (data as { login: { userId: string } }).login
    return { userId, headers: { cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' } }
  }
  const entriesOf = async (gateway: TestGateway) =>
    (await gateway.gateway.control.state()).caches.models.entries
  const sealtalkCalls = (): string[] => {
    const { control } = fleet.sandbox.sealtalk
    const { recent } = control.calls()
    control.resetCalls()
    return recent.map(({ endpoint }) => endpoint)
  }

  it('drops the copies of a user in all gateways and in Redis, and no others', async () => {
    for (const gateway of [one, other]) for (const query of [MIREL, GROUP]) await gateway.query(query)
    expect(fleet.calls().toSorted()).toEqual(['GET /conversations/:id', 'POST /users/fetch'])

    const { body } = await admin.post('/copies/drop', { user: `mixin:user:${x.userId}` })

    expect(body).toMatchObject({ complete: true, sharedByRedis: true })
    // The other one hears of it within milliseconds.
    await vi.waitFor(async () => {
      await other.query(MIREL)
      expect(fleet.calls()).toEqual(['POST /users/fetch'])
    })
    for (const gateway of [one, await fleet.start()]) {
      await gateway.query(GROUP)
      expect(fleet.calls()).toEqual([])
    }
  })

  it('drops members of SealTalk groups in Redis too, also where no gateway has them', async () => {
    const own = await signIn(one)
    const members = `{ conversation(id: "sealtalk:conversation:${fleet.sandbox.sealtalk.examples.group60Id}") { participants(first: 60) { nodes { user { name } } } } }`
    await one.query(members, own)
    sealtalkCalls()
    const third = await fleet.start()
    await third.query(members, own)
    expect(sealtalkCalls()).toEqual([])

    await admin.post('/copies/drop', { user: own.userId })

    const fourth = await fleet.start()
    expect((await fourth.query(members, own)).errors).toEqual([])
    expect(sealtalkCalls()).toEqual(['GET /group/:id/members'])
  })

  it('drops everything in all gateways and in Redis', async () => {
    for (const gateway of [one, other]) for (const query of [MIREL, GROUP]) await gateway.query(query)
    fleet.calls()

    const { body } = await admin.post('/copies/drop', { everything: true })

    expect(body).toMatchObject({ action: 'drop-copies', complete: true, sharedByRedis: true })
    await vi.waitFor(async () => expect(await entriesOf(other)).toBe(0))
    await (await fleet.start()).query(MIREL)
    await (await fleet.start()).query(GROUP)
    expect(fleet.calls().toSorted()).toEqual(['GET /conversations/:id', 'POST /users/fetch'])
  })

  it('ends the sessions of a user at all gateways', async () => {
    const [first, second] = [await signIn(one), await signIn(other)]
    expect(codesOf(await other.query(VIEWER, first))).toEqual([])

    const { body } = await admin.post('/sessions/end', { user: first.userId })

    expect(body).toMatchObject({ complete: true, sharedByRedis: true })
    for (const own of [first, second]) {
      await vi.waitFor(async () =>
        expect(codesOf(await other.query(VIEWER, own))).toEqual(['viewer.sealtalk: UNAUTHENTICATED']),
      )
    }
    expect(codesOf(await other.query(VIEWER, await signIn(other)))).toEqual([])
  })

  it('closes a network at this gateway alone', async () => {
    await admin.post('/networks/close', { network: 'mixin' })
    expect(codesOf(await one.query(MIREL))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
    expect((await other.query(MIREL)).errors).toEqual([])
    // What the other has fetched is shown here, without a call.
    fleet.calls()
    expect((await one.query(MIREL)).errors).toEqual([])
    expect(fleet.calls()).toEqual([])
  })

  it('shows the mode and the state of Redis in the words of /health/ready', async () => {
    const readiness = async () => (await fetch(`${one.url}/health/ready`)).text()
    expect((await admin.state()).redis).toMatchObject({ mode: 'single', status: 'up', code: null })
    expect(await readiness()).toBe('ready\nredis: up\n')

    await askRedis(redis, 'CONFIG', 'SET', 'min-replicas-to-write', '1')
    const { body } = await admin.post('/sessions/end', { user: 'sealtalk:user:Abc123' })
    expect(body).toMatchObject({ complete: false, sharedByRedis: false })
    expect((await admin.state()).redis).toMatchObject({
      mode: 'single',
      status: 'refusing',
      code: 'NOREPLICAS',
      sinceMs: expect.any(Number) as number,
    })
    expect(await readiness()).toBe('ready\nredis: refusing (NOREPLICAS)\n')

    await askRedis(redis, 'CONFIG', 'SET', 'min-replicas-to-write', '0')
    await vi.waitFor(
      async () => expect((await admin.state()).redis).toMatchObject({ status: 'up', code: null }),
      5_000,
    )
  })

  it('says that others were not told while Redis is away, and shows it in the state', async () => {
    expect((await admin.state()).redis).toMatchObject({ status: 'up' })
    await redis.kill()
    await vi.waitFor(async () =>
      expect((await admin.state()).redis).toMatchObject({ mode: 'single', status: 'down', code: null }),
    )
    const dropped = await admin.post('/copies/drop', { everything: true })
    expect(dropped).toMatchObject({ status: 200, body: { complete: false, sharedByRedis: false } })
    const ended = await admin.post('/sessions/end', { user: 'sealtalk:user:Abc123' })
    expect(ended.body).toMatchObject({ complete: false, sharedByRedis: false })
    expect(one.logged.filter((line) => line.includes('"outcome":"incomplete"'))).toHaveLength(2)
    await redis.restart()
  })
})
