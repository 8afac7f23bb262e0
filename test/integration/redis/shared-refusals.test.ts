import { createClient } from '@redis/client'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Fleet, startFleet } from '../../support/fleet.ts'
import { codesOf, type TestGateway } from '../../support/gateway.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'
import { standingClock } from '../../support/time.ts'
import { valueAt } from '../../support/value-at.ts'

const HOUR_MS = 60 * 60_000
const MIREL = `{ user(by: { mixinUserId: "${x.userId}" }) { name } }`
const OTHER = `{ user(by: { mixinUserId: "${x.cnbBotId}" }) { name } }`
const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`
const FOLDER = `mutation { createCircle(input: { name: "New" }) { circle { id } } }`

describe.skipIf(!canTestRedis)(`a refusal that one of several gateways sees${redisNote}`, () => {
  let clock: ReturnType<typeof standingClock>
  let redis: TestRedis
  let fleet: Fleet
  let one: TestGateway
  let other: TestGateway

  beforeEach(async () => {
    clock = standingClock(Date.now())
    redis = await startRedis()
    fleet = await startFleet({ redisUrl: redis.url, clock })
    one = await fleet.start()
    other = await fleet.start()
  })
  afterEach(async () => {
    await fleet.close()
    await redis.close()
  })

  const fault = (kind: 'error' | '500', endpoint: string, code?: number): void =>
    fleet.sandbox.mixin.control.setFault({ kind, endpoint, ...(code !== undefined && { code }) })

  /** What a gateway shows while Mixin is down: the value or the code. */
  const seenInOutage = async (gateway: TestGateway, read: string, headers: Record<string, string>) => {
    fleet.sandbox.mixin.control.clearFaults()
    fault('500', '*')
    const answer = await gateway.query(read, { headers })
    fleet.sandbox.mixin.control.clearFaults()
    return (
      valueAt(answer.data, 'user.name') ?? valueAt(answer.data, 'conversation.name') ?? codesOf(answer).join()
    )
  }

  const UNAVAILABLE = expect.stringMatching(/^(user|conversation): UPSTREAM_UNAVAILABLE$/)

  it('of a credential, at a write, drops what the others show of its scope, and no other scope', async () => {
    const [alia, bo] = [fleet.as('Alia'), fleet.as('Bo')]
    for (const headers of [alia, bo]) await other.query(MIREL, { headers })
    clock.advance(HOUR_MS)

    fault('error', 'POST /circles', 401)
    expect(codesOf(await one.query(FOLDER, { headers: alia }))).toEqual(['createCircle: UNAUTHENTICATED'])

    await vi.waitFor(async () => expect(await seenInOutage(other, MIREL, alia)).toEqual(UNAVAILABLE))
    expect(await seenInOutage(await fleet.start(), MIREL, alia)).toEqual(UNAVAILABLE)
    expect(await seenInOutage(other, MIREL, bo)).toBe('Mirel Ostby')
  })

  it.each([403, 404])('of a thing with %d drops it at the others, and nothing else', async (code) => {
    const headers = fleet.as('Alia')
    for (const read of [GROUP, MIREL]) await other.query(read, { headers })
    clock.advance(HOUR_MS)

    fault('error', 'GET /conversations/:id', code)
    await one.query(GROUP, { headers })
    // An hour later nobody remembers for certain that there was no such group.
    clock.advance(HOUR_MS)

    await vi.waitFor(async () => expect(await seenInOutage(other, GROUP, headers)).toEqual(UNAVAILABLE))
    expect(await seenInOutage(await fleet.start(), GROUP, headers)).toEqual(UNAVAILABLE)
    expect(await seenInOutage(other, MIREL, headers)).toMatch(/^Mirel/)
  })

  it('of a batch drops what was in it, and nothing else', async () => {
    const headers = fleet.as('Alia')
    await other.query(`{ a: ${MIREL.slice(1, -1)} b: ${OTHER.slice(1, -1)} }`, { headers })
    clock.advance(HOUR_MS)
    fault('error', 'POST /users/fetch', 403)
    await one.query(OTHER, { headers })

    await vi.waitFor(async () => expect(await seenInOutage(other, OTHER, headers)).toEqual(UNAVAILABLE))
    expect(await seenInOutage(other, MIREL, headers)).toMatch(/^Mirel/)
  })

  it.each([401, 403, 404])('with %d drops it at the others at once, before Redis is lost', async (code) => {
    const headers = fleet.as('Alia')
    await other.query(GROUP, { headers })
    clock.advance(HOUR_MS)
    fault('error', 'GET /conversations/:id', code)
    await one.query(GROUP, { headers })
    fleet.sandbox.mixin.control.clearFaults()
    // Reads Redis through the connection by which the other gateway hears of the refusal.
    await other.query(OTHER, { headers })
    await redis.kill()

    expect(await seenInOutage(other, GROUP, headers)).toEqual(UNAVAILABLE)
  })

  it('of a made-up credential leaves nothing in Redis', async () => {
    const client = createClient({ url: redis.url })
    // Redis is stopped before the test is finished.
    client.on('error', () => undefined)
    onTestFinished(() => client.destroy())
    await client.connect()
    const keysOf = (kind: string) => client.keys(`parley:1:${kind}*`)
    await one.query(MIREL, { headers: fleet.as('Alia') })
    await vi.waitFor(async () => expect(await keysOf('dropped')).toHaveLength(1))
    const token = fleet.as('Alia')['authorization'] ?? ''

    for (let index = 0; index < 20; index += 1) {
      const headers = { authorization: `${token.slice(0, -8)}${`${index}`.padStart(8, 'A')}` }
      for (const operation of [MIREL, FOLDER]) {
        const [code = ''] = codesOf(await other.query(operation, { headers }))
        expect(code).toMatch(/UNAUTHENTICATED$/)
      }
    }
    // What is written later is there when the earlier is.
    await other.query(OTHER, { headers: fleet.as('Bo') })
    await vi.waitFor(async () => expect(await keysOf('model')).toHaveLength(2))

    expect(await keysOf('dropped')).toHaveLength(2)
  })

  it.each([
    ['of a credential', 401],
    ['of a thing', 403],
  ])('%s while Redis is away drops it at the others when Redis is back', async (_, code) => {
    const headers = fleet.as('Alia')
    for (const gateway of [one, other]) await gateway.query(GROUP, { headers })
    clock.advance(HOUR_MS)
    await redis.kill()
    fault('error', 'GET /conversations/:id', code)
    await one.query(GROUP, { headers })
    expect(await seenInOutage(one, GROUP, headers)).toEqual(UNAVAILABLE)

    await redis.restart()
    await vi.waitFor(
      async () => expect(await seenInOutage(other, GROUP, headers)).toEqual(UNAVAILABLE),
      15_000,
    )
  })
})
