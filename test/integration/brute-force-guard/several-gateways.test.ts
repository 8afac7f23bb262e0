import { createClient } from '@redis/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Fleet, startFleet } from '../../support/fleet.ts'
import type { TestGateway } from '../../support/gateway.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'
import { loginOf, outcomeOf, phoneInput, strangersPhone } from './sign-in-harness.ts'

const LOGIN = 'POST /user/login'
const CONSENT = 'POST /oauth/authorize'
const HOME = '192.0.2.1'
const ELSEWHERE = '198.51.100.7'

describe.skipIf(!canTestRedis)(`several gateways on one Redis${redisNote}`, () => {
  let redis: TestRedis
  let fleet: Fleet
  let one: TestGateway
  let other: TestGateway
  beforeEach(async () => {
    redis = await startRedis()
    fleet = await startFleet({ redisUrl: redis.url, env: { TRUST_PROXY: '127.0.0.1' } })
    one = await fleet.start()
    other = await fleet.start()
  })
  afterEach(async () => {
    await fleet.close()
    await redis.close()
  })

  const accounts = () => fleet.sandbox.sealtalk.credentials.accounts
  const login = async (gateway: TestGateway, address: string, password?: string): Promise<string> => {
    const [lin] = accounts()
    const document = loginOf(phoneInput(lin.region, lin.phone), password ?? lin.password)
    return outcomeOf(await gateway.query(document, { headers: { 'x-forwarded-for': address } }))
  }
  const logins = (): number => fleet.sandbox.sealtalk.control.calls().byEndpoint[LOGIN] ?? 0

  const consent = async (gateway: TestGateway, pin: string): Promise<string> =>
    outcomeOf(
      await gateway.query(
        `mutation { authorizeApp(input: {
          clientId: "${x.cnbBotId}", scopes: ["PROFILE:READ"], pin: "${pin}"
        }) { authorization { codeId } } }`,
      ),
    )

  describe('text messages', () => {
    const sendFrom = async (gateway: TestGateway, address: string, from: number): Promise<void> => {
      const fields = Array.from({ length: 15 }, (_, index) => {
        const service = index % 2 ? 'YUNPIAN' : 'DEFAULT'
        const phone = strangersPhone(from + index)
        return `send${index}: sendVerificationCode(input: {phone: ${phone}, service: ${service}}) { sent }`
      })
      await gateway.query(`mutation { ${fields.join(' ')} }`, { headers: { 'x-forwarded-for': address } })
    }
    const sent = (): number => {
      const { byEndpoint } = fleet.sandbox.sealtalk.control.calls()
      return (byEndpoint['POST /user/send_code'] ?? 0) + (byEndpoint['POST /user/send_code_yp'] ?? 0)
    }

    it('are counted together, by address, by /48 and in all', async () => {
      await Promise.all([sendFrom(one, HOME, 0), sendFrom(other, HOME, 20)])
      expect(sent()).toBe(20)
      const { data } = await one.query('{ budgets { lookup remaining } }', {
        headers: { 'x-forwarded-for': HOME },
      })
      expect(data).toMatchObject({
        budgets: expect.arrayContaining([{ lookup: 'VERIFICATION_CODE', remaining: 0 }]),
      })

      for (let block = 0; block < 6; block += 1) {
        await sendFrom(block % 2 ? one : other, `2001:db8:1:${block}::1`, 100 + block * 20)
      }
      expect(sent()).toBe(20 + 40)
    })

    it('are counted together for all clients', async () => {
      const env = { TRUST_PROXY: '127.0.0.1', LIMIT_TEXT_MESSAGES_PER_HOUR: '25' }
      const bounded = await startFleet({ redisUrl: redis.url, env })
      const gateways = [await bounded.start(), await bounded.start()]
      for (const [index, gateway] of [...gateways, ...gateways].entries()) {
        await sendFrom(gateway, `198.51.100.${index}`, 300 + index * 20)
      }
      const { byEndpoint } = bounded.sandbox.sealtalk.control.calls()
      await bounded.close()

      expect((byEndpoint['POST /user/send_code'] ?? 0) + (byEndpoint['POST /user/send_code_yp'] ?? 0)).toBe(
        25,
      )
    })
  })

  describe('passwords', () => {
    it('are tried five times at all of them together, one that starts later included', async () => {
      for (const gateway of [one, other, one, other, one]) {
        expect(await login(gateway, ELSEWHERE, 'wrong-1')).toBe('VERIFICATION_FAILED')
      }

      for (const gateway of [one, other, await fleet.start()]) {
        expect(await login(gateway, HOME)).toBe('RATE_LIMITED')
      }
      expect(logins()).toBe(5)
    })

    it('do not slip through in a crowd', async () => {
      const crowd = Array.from({ length: 20 }, (_, index) =>
        login(index % 2 ? one : other, `203.0.113.${index}`, 'wrong-1'),
      )
      const outcomes = await Promise.all(crowd)

      expect(outcomes.filter((outcome) => outcome === 'VERIFICATION_FAILED')).toHaveLength(5)
      expect(logins()).toBe(5)
    })

    it('are forgiven for all by the right one', async () => {
      for (let time = 0; time < 4; time += 1) await login(one, HOME, 'wrong-1')
      expect(await login(one, HOME)).toBe('ok')

      for (let time = 0; time < 5; time += 1) {
        expect(await login(other, ELSEWHERE, 'wrong-1')).toBe('VERIFICATION_FAILED')
      }
      expect(await login(other, ELSEWHERE, 'wrong-1')).toBe('RATE_LIMITED')
    })

    it('are counted apart for all where one of them was right before', async () => {
      expect(await login(one, HOME)).toBe('ok')
      for (let time = 0; time < 5; time += 1) await login(other, ELSEWHERE, 'wrong-1')

      expect(await login(other, ELSEWHERE)).toBe('RATE_LIMITED')
      expect(await login(await fleet.start(), HOME)).toBe('ok')
    })

    it('are counted by each for itself while Redis is away', async () => {
      for (let time = 0; time < 3; time += 1) await login(one, HOME, 'wrong-1')
      await redis.kill()
      await vi.waitFor(() => expect(one.logged.join('')).toContain('Redis is unavailable'))

      const outcomes: string[] = []
      for (let time = 0; time < 4; time += 1) outcomes.push(await login(one, ELSEWHERE, 'wrong-1'))
      expect(outcomes).toEqual(['VERIFICATION_FAILED', 'VERIFICATION_FAILED', 'RATE_LIMITED', 'RATE_LIMITED'])
      expect(logins()).toBe(5)
    })

    it('leave neither phones nor addresses in Redis', async () => {
      await login(one, HOME)
      await login(one, ELSEWHERE, 'wrong-1')
      const client = await createClient({ url: redis.url }).connect()
      const names = await client.keys('*')
      const told: string[] = [...names]
      for (const name of names) {
        const isHash = (await client.type(name)) === 'hash'
        told.push(isHash ? JSON.stringify(await client.hGetAll(name)) : String(await client.get(name)))
        expect(await client.pTTL(name)).toBeGreaterThan(0)
      }
      client.destroy()

      const kinds = names.map((name) => name.slice(0, name.lastIndexOf(':'))).toSorted()
      expect(kinds).toEqual([
        'parley:1:count:sign-ins-by-address',
        'parley:1:count:sign-ins-sealtalk-login',
        'parley:1:count:tries-by-address',
        'parley:1:count:tries-sealtalk-login',
        'parley:1:familiar-address',
      ])
      for (const secret of [accounts()[0].phone, HOME, ELSEWHERE]) expect(told.join()).not.toContain(secret)
    })
  })

  describe('wrong PINs', () => {
    it('are stopped after three at all of them together, one that starts later included', async () => {
      const { pin } = fleet.sandbox.mixin.credentials
      const wrong = pin === '111111' ? '222222' : '111111'
      for (const gateway of [one, other, one]) {
        expect(await consent(gateway, wrong)).toBe('VERIFICATION_FAILED')
      }

      for (const gateway of [one, other, await fleet.start()]) {
        for (const given of [wrong, pin]) expect(await consent(gateway, given)).toBe('VERIFICATION_FAILED')
      }
      const calls = fleet.calls()
      expect(calls.filter((call) => call === CONSENT)).toHaveLength(3)
      expect(calls.filter((call) => call !== CONSENT)).toHaveLength(3)
    })

    it('that come at once do not slip through: three of twelve reach Mixin', async () => {
      const crowd = Array.from({ length: 12 }, (_, index) => consent(index % 2 ? one : other, '111111'))

      expect(new Set(await Promise.all(crowd))).toEqual(new Set(['VERIFICATION_FAILED']))
      expect(fleet.calls().filter((call) => call === CONSENT)).toHaveLength(3)
    })

    it('are still counted where Redis has forgotten them', async () => {
      for (let time = 0; time < 3; time += 1) await consent(one, '111111')
      const client = await createClient({ url: redis.url }).connect()
      await client.flushAll()
      client.destroy()
      fleet.calls()

      expect(await consent(one, '111111')).toBe('VERIFICATION_FAILED')
      expect(fleet.calls()).toEqual([])
    })
  })
})
