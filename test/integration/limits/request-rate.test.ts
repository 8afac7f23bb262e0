import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Fleet, startFleet } from '../../support/fleet.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'
import { type SandboxGateway, sandboxSettings, startSandboxGateway } from '../../support/sandbox.ts'
import { createWorkerGroup } from '../../support/worker-group.ts'
import { standingClock, type StandingClock } from '../../support/time.ts'

const SHOP = 'key-of-the-shop-with-its-rate'
const APP = 'key-of-the-app-without-a-rate'
const FREE = 'key-of-a-service-without-limit'
const API_KEYS = `shop:3=${SHOP},app=${APP},free:0=${FREE}`
const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`

let clock: StandingClock
let harness: SandboxGateway
const start = async (env: Record<string, string>): Promise<void> => {
  harness = await startSandboxGateway({
    clock,
    env: { API_KEYS, TRUST_PROXY: '127.0.0.1', LIMIT_REQUESTS_PER_SECOND: '2', ...env },
  })
}
beforeEach(() => void (clock = standingClock()))
afterEach(() => harness.close())

const ask = (headers: Record<string, string> = {}) => harness.gateway.query(GROUP, { headers })
const statuses = async (count: number, headers: Record<string, string> = {}): Promise<number[]> => {
  const found: number[] = []
  for (let asked = 0; asked < count; asked += 1) found.push((await ask(headers)).status)
  return found
}
const from = (address: string) => ({ 'x-forwarded-for': address })

describe('requests beyond the rate', () => {
  it('get 429 with the time to wait, before they are parsed, and are served after that time', async () => {
    await start({})
    expect(await statuses(2)).toEqual([200, 200])
    const calls = harness.calls()
    const refused = await harness.gateway.query('{ this is no document', {})
    expect(refused).toMatchObject({
      status: 429,
      data: undefined,
      errors: [
        {
          message: expect.stringContaining(
            'at most 2 per second from one address (LIMIT_REQUESTS_PER_SECOND)',
          ),
          extensions: {
            code: 'RATE_LIMITED',
            retryable: true,
            retryAfterMs: 500,
            requestId: refused.headers.get('x-request-id'),
          },
        },
      ],
    })
    expect(refused.headers.get('retry-after')).toBe('1')
    expect(refused.headers.get('content-type')).toMatch(/^application\/json/)

    expect(await statuses(3)).toEqual([429, 429, 429])
    expect(harness.calls()).toEqual(calls)

    clock.advance(499)
    expect(await statuses(1)).toEqual([429])
    clock.advance(1)
    expect(await statuses(2)).toEqual([200, 429])
    clock.advance(60_000)
    expect(await statuses(3)).toEqual([200, 200, 429])
  })

  it('are counted for each address block, and twice as many for an IPv6 /48', async () => {
    await start({})
    expect(await statuses(3, from('192.0.2.1'))).toEqual([200, 200, 429])
    expect(await statuses(1, from('192.0.2.2'))).toEqual([200])
    expect(await statuses(2, from('2001:db8:1:1::1'))).toEqual([200, 200])
    expect(await statuses(1, from('2001:db8:1:1::2'))).toEqual([429])
    expect(await statuses(2, from('2001:db8:1:2::1'))).toEqual([200, 200])
    expect(await statuses(1, from('2001:db8:1:3::1'))).toEqual([429])
    expect(await statuses(1, from('2001:db8:2:1::1'))).toEqual([200])
  })

  it('are counted for each key instead, whatever address they come from, by its own rate or the common one', async () => {
    await start({})
    expect(await statuses(3, from('192.0.2.1'))).toEqual([200, 200, 429])
    expect(await statuses(2, { ...from('192.0.2.1'), 'x-api-key': APP })).toEqual([200, 200])
    expect(await statuses(1, { ...from('192.0.2.9'), 'x-api-key': APP })).toEqual([429])
    expect(await statuses(4, { ...from('192.0.2.1'), 'x-api-key': SHOP })).toEqual([200, 200, 200, 429])
    expect(await statuses(9, { ...from('192.0.2.1'), 'x-api-key': FREE })).toEqual(Array(9).fill(200))
    const { errors } = await ask({ 'x-api-key': SHOP })
    expect(errors[0]?.message).toContain('at most 3 per second with this API key')
  })

  it('with made-up keys count at their address', async () => {
    await start({})
    expect(await statuses(1, { 'x-api-key': 'made-up-key-number-one' })).toEqual([200])
    expect(await statuses(1, { 'x-api-key': 'made-up-key-number-two' })).toEqual([200])
    expect(await statuses(1, { 'x-api-key': 'made-up-key-number-three' })).toEqual([429])
    expect(await statuses(1)).toEqual([429])
  })

  it('are refused before their bodies are read, and by GET too', async () => {
    await start({})
    await statuses(2)
    const { url } = harness.gateway
    const get = await fetch(`${url}/graphql?query=${encodeURIComponent('{ __typename }')}`)
    expect(get.status).toBe(429)
    const text = await fetch(`${url}/graphql`, { method: 'POST', body: 'x'.repeat(300_000) })
    expect(text.status).toBe(429)
  })

  it('do not stop health, metrics and preflights, and are counted', async () => {
    await start({})
    await statuses(4)
    await statuses(5, { 'x-api-key': SHOP })
    const { url } = harness.gateway
    for (let time = 0; time < 5; time += 1) {
      for (const path of ['/health/live', '/health/ready']) expect((await fetch(url + path)).status).toBe(200)
    }
    expect((await fetch(`${url}/graphql`, { method: 'OPTIONS' })).status).toBe(204)
    const metrics = await (await fetch(`${url}/metrics`)).text()
    expect(metrics).toContain('parley_requests_throttled_total{by="address"} 2')
    expect(metrics).toContain('parley_requests_throttled_total{by="key"} 2')
  })

  it('are not limited by default, except with a key that has a rate', async () => {
    await start({ LIMIT_REQUESTS_PER_SECOND: '0' })
    expect(await statuses(9)).toEqual(Array(9).fill(200))
    expect(await statuses(9, { 'x-api-key': APP })).toEqual(Array(9).fill(200))
    expect(await statuses(4, { 'x-api-key': SHOP })).toEqual([200, 200, 200, 429])
  })

  it('may be fewer than one a second', async () => {
    await start({ LIMIT_REQUESTS_PER_SECOND: '0.25' })
    expect(await statuses(2)).toEqual([200, 429])
    clock.advance(3_999)
    expect((await ask()).headers.get('retry-after')).toBe('1')
    clock.advance(1)
    expect(await statuses(2)).toEqual([200, 429])
    expect((await ask()).headers.get('retry-after')).toBe('4')
  })
})

describe('several workers', () => {
  it('count the requests of a key, and of an address, together', async () => {
    await start({})
    const group = createWorkerGroup(clock)
    const env = { ...sandboxSettings(harness.sandbox), API_KEYS, LIMIT_REQUESTS_PER_SECOND: '2' }
    const options = { env, clock, openWorkerStore: group.join }
    const [one, other] = [await startGateway(options), await startGateway(options)]
    const outcomes = async (headers: Record<string, string>): Promise<number[]> => {
      const found: number[] = []
      for (const gateway of [one, other, one, other]) {
        found.push((await gateway.query('{ __typename }', { headers })).status)
      }
      return found
    }

    expect(await outcomes({})).toEqual([200, 200, 429, 429])
    expect(await outcomes({ 'x-api-key': SHOP })).toEqual([200, 200, 200, 429])
    await one.close()
    await other.close()
  })
})

describe.skipIf(!canTestRedis)(`several gateways on one Redis${redisNote}`, () => {
  let redis: TestRedis
  let fleet: Fleet
  let gateways: [TestGateway, TestGateway]
  beforeEach(async () => {
    await start({})
    redis = await startRedis()
    // Slow enough that no token is refilled during the test.
    const env = { API_KEYS: `slow:0.01=${SHOP}`, TRUST_PROXY: '127.0.0.1', LIMIT_REQUESTS_PER_SECOND: '0.01' }
    fleet = await startFleet({ redisUrl: redis.url, env })
    gateways = [await fleet.start(), await fleet.start()]
  })
  afterEach(async () => {
    await fleet.close()
    await redis.close()
  })

  it('count the requests of a key, and of an address, together', async () => {
    const [one, other] = gateways
    const status = async (gateway: TestGateway, headers: Record<string, string>): Promise<number> =>
      (await gateway.query('{ __typename }', { headers })).status

    expect(await status(one, from('192.0.2.1'))).toBe(200)
    expect(await status(other, from('192.0.2.1'))).toBe(429)
    expect(await status(other, { 'x-api-key': SHOP })).toBe(200)
    expect(await status(one, { 'x-api-key': SHOP })).toBe(429)
    expect(await status(other, from('192.0.2.2'))).toBe(200)
  })
})
