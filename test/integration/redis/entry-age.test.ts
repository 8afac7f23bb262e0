import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Fleet, startFleet } from '../../support/fleet.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'
import { takeClock, type TestClock } from '../../support/time.ts'
import { valueAt } from '../../support/value-at.ts'

const MIREL = `{ user(by: { id: "mixin:user:${x.userId}" }) { name } }`
const NAMED = { user: { name: 'Mirel Ostby' } }
const TRACED = { headers: { 'x-parley-trace': '1' } }
const MINUTE_MS = 60_000

describe.skipIf(!canTestRedis)(`a cache entry of another gateway${redisNote}`, () => {
  let redis: TestRedis
  let fleet: Fleet
  let clock: TestClock

  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.close())
  beforeEach(async () => {
    clock = takeClock()
    fleet = await startFleet({ redisUrl: redis.url, clock, sandbox: { clock: clock.now } })
    await (await fleet.start()).query(MIREL)
    fleet.calls()
  })
  afterEach(async () => {
    await fleet.close()
    clock.release()
  })

  it('is as old as its fetch: once stale, it is served and revalidated in the background', async () => {
    const other = await fleet.start()
    clock.advance(MINUTE_MS)

    const { data, extensions } = await other.query(MIREL, TRACED)
    expect(data).toEqual(NAMED)
    expect(valueAt(extensions, 'upstream.summary')).toMatchObject({ cacheHits: 1 })
    await expect.poll(() => fleet.calls()).toEqual(['POST /users/fetch'])
  })

  it('says when the other gateway fetched it', async () => {
    const asked = `{ user(by: { id: "mixin:user:${x.userId}" }) { name asOf } }`
    const fetched = new Date(clock.date()).toISOString()
    const other = await fleet.start()
    clock.advance(20_000)

    expect((await other.query(asked)).data).toEqual({ user: { ...NAMED.user, asOf: fetched } })
    expect(fleet.calls()).toEqual([])
  })

  it('is revalidated by one gateway for all', async () => {
    const [one, other] = [await fleet.start(), await fleet.start()]
    for (const gateway of [one, other]) await gateway.query(MIREL)
    clock.advance(MINUTE_MS)
    await one.query(MIREL)
    await expect.poll(() => one.logged.join('')).toContain('"msg":"upstream call"')
    expect(fleet.calls()).toEqual(['POST /users/fetch'])

    expect((await other.query(MIREL)).data).toEqual(NAMED)
    expect((await other.query(MIREL)).data).toEqual(NAMED)
    expect(fleet.calls()).toEqual([])
  })

  it('is served with its age during an outage, even by a gateway that never reached the network', async () => {
    fleet.sandbox.mixin.control.setFault({ endpoint: '*', kind: 'hang-up-before' })
    clock.advance(15 * MINUTE_MS)
    const late = await fleet.start()

    const { data, errors, extensions } = await late.query(MIREL)
    expect({ data, errors }).toEqual({ data: NAMED, errors: [] })
    expect(extensions['stale']).toEqual([
      { path: ['user'], ageMs: 15 * MINUTE_MS, reason: 'UPSTREAM_UNAVAILABLE' },
    ])
  })

  it('expires after a day', async () => {
    fleet.sandbox.mixin.control.setFault({ endpoint: '*', kind: 'hang-up-before' })
    clock.advance(24 * 60 * MINUTE_MS)

    expect((await (await fleet.start()).query(MIREL)).data).toEqual({ user: null })
  })
})
