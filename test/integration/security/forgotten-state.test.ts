import { afterEach, describe, expect, it } from 'vitest'
import type { StateBounds } from '../../../src/upstream/rate-limits/expiring-map.ts'
import { type TestParley, startParley } from '../../../testing/parley.ts'
import { standingClock } from '../../support/time.ts'
import { loginOf, outcomeOf, phoneInput } from '../brute-force-guard/sign-in-harness.ts'

const HOUR_MS = 60 * 60_000
const LOGIN = 'POST /user/login'
const SEARCH = 'GET /search/:q'

let parley: TestParley
afterEach(() => parley.close())

/** Rotating blocks of so many customers. */
const block = (site: number, index: number): string =>
  `2001:db8:${site.toString(16)}:${index.toString(16)}::${index}`
const strangersPhone = (index: number): string => phoneInput('86', `138${10_000_000 + index}`)

const start = async (stateBounds: StateBounds, env: Record<string, string> = {}) => {
  const clock = standingClock(Date.now())
  parley = await startParley({ env: { TRUST_PROXY: '127.0.0.1', ...env }, clock, stateBounds })
  const accounts = parley.sandbox.sealtalk.credentials.accounts
  const ask = (document: string, address: string, headers: Record<string, string> = {}) =>
    parley.query(document, { headers: { 'x-forwarded-for': address, ...headers } })
  return { clock, accounts, ask }
}

describe('wrong passwords from rotating /64 blocks', () => {
  const sealtalkCalls = () => parley.calls().sealtalk.filter((call) => call === LOGIN).length

  it('do not give a phone its tries back, and are refused once there is no room to count them', async () => {
    const { accounts, ask } = await start({ attempts: { maxEntries: 40, maxPerOwner: 10 } })
    const [lin] = accounts
    const victim = loginOf(phoneInput(lin.region, lin.phone), 'wrong-1')
    for (let time = 0; time < 5; time += 1) await ask(victim, block(0, 0))
    expect(outcomeOf(await ask(victim, block(0, 0)))).toBe('RATE_LIMITED')
    expect(sealtalkCalls()).toBe(5)

    parley.resetCalls()
    const outcomes: string[] = []
    for (let index = 0; index < 200; index += 1) {
      outcomes.push(
        outcomeOf(await ask(loginOf(strangersPhone(index), 'wrong-1'), block(1 + (index % 40), index))),
      )
    }
    expect(outcomes.slice(0, 39)).toEqual(Array(39).fill('VERIFICATION_FAILED'))
    expect(outcomes.slice(39)).toEqual(Array(161).fill('RATE_LIMITED'))
    expect(sealtalkCalls()).toBe(39)
    parley.resetCalls()
    const right = loginOf(phoneInput(lin.region, lin.phone), lin.password)
    for (const document of [victim, right]) {
      expect(outcomeOf(await ask(document, block(1, 0)))).toBe('RATE_LIMITED')
    }
    expect(sealtalkCalls()).toBe(0)
  })

  it('do not keep a user out who has signed in from the same address before, and give nobody more tries', async () => {
    const { accounts, ask } = await start({ attempts: { maxEntries: 40, maxPerOwner: 10 } })
    const [lin, max] = accounts
    const right = loginOf(phoneInput(lin.region, lin.phone), lin.password)
    const wrong = loginOf(phoneInput(lin.region, lin.phone), 'wrong-1')
    expect(outcomeOf(await ask(right, '192.0.2.7'))).toBe('ok')
    for (let index = 0; index < 100; index += 1)
      await ask(loginOf(strangersPhone(index), 'wrong-1'), block(1 + (index % 40), index))
    parley.resetCalls()

    expect(outcomeOf(await ask(right, '192.0.2.7'))).toBe('ok')
    const outcomes: string[] = []
    for (let time = 0; time < 7; time += 1) outcomes.push(outcomeOf(await ask(wrong, '192.0.2.7')))
    expect(outcomes).toEqual([...Array(5).fill('VERIFICATION_FAILED'), 'RATE_LIMITED', 'RATE_LIMITED'])
    // Others have no room, nor has this account elsewhere.
    const others = [
      await ask(right, '192.0.2.8'),
      await ask(loginOf(phoneInput(max.region, max.phone), max.password), '192.0.2.7'),
    ]
    expect(others.map(outcomeOf)).toEqual(['RATE_LIMITED', 'RATE_LIMITED'])
    expect(sealtalkCalls()).toBe(6)
  })

  it('of one /48 are refused when its share is used up, and others are not', async () => {
    const { clock, accounts, ask } = await start({ attempts: { maxEntries: 40, maxPerOwner: 10 } })
    const outcomes: string[] = []
    for (let index = 0; index < 30; index += 1) {
      outcomes.push(outcomeOf(await ask(loginOf(strangersPhone(index), 'wrong-1'), block(7, index))))
    }
    expect(outcomes.slice(0, 10)).toEqual(Array(10).fill('VERIFICATION_FAILED'))
    expect(outcomes.slice(10)).toEqual(Array(20).fill('RATE_LIMITED'))
    expect(sealtalkCalls()).toBe(10)

    const [lin] = accounts
    const right = loginOf(phoneInput(lin.region, lin.phone), lin.password)
    const refused = await ask(right, block(7, 99))
    expect(refused.errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: 3 * 60_000 })
    expect(outcomeOf(await ask(right, block(8, 0)))).toBe('ok')
    clock.advance(12 * 60_000)
    expect(outcomeOf(await ask(right, block(7, 99)))).toBe('ok')
  })
})

describe('refused requests for codes', () => {
  it('do not end the pause of the bot’s search', async () => {
    const bounds = { maxEntries: 20, maxPerOwner: 5 }
    const { clock, ask } = await start({ cooldowns: bounds, quotas: bounds })
    const search = '{ user(by: { mixinPhone: { region: "1", number: "2025550123" } }) { name } }'
    const { mixin, sealtalk } = parley.sandbox
    mixin.control.setFault({ endpoint: SEARCH, kind: '429' })
    expect(outcomeOf(await ask(search, block(0, 0)))).toBe('RATE_LIMITED')
    mixin.control.clearFaults()

    sealtalk.control.setFault({ endpoint: 'POST /user/send_code', kind: '429', times: 1_000 })
    for (let index = 0; index < 100; index += 1) {
      const send = `mutation { sendVerificationCode(input: {phone: ${strangersPhone(index)}}) { sent } }`
      expect(outcomeOf(await ask(send, block(index, 0)))).toBe('RATE_LIMITED')
    }
    parley.resetCalls()
    clock.advance(11 * HOUR_MS)
    const { errors } = await ask(search, block(0, 0))

    expect(errors[0]?.extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: HOUR_MS })
    expect(parley.calls().mixin).toEqual([])
  })
})

describe('many logouts of an account', () => {
  it('revive no session, neither of others nor of this account', async () => {
    const { clock, accounts, ask } = await start(
      { revokedSessions: { maxEntries: 20, maxPerOwner: 4 } },
      { LIMIT_SIGN_INS_PER_ACCOUNT: '1000', LIMIT_SIGN_INS_PER_ADDRESS: '1000' },
    )
    const ME = '{ viewer { sealtalk { acceptsPokes } } }'
    const [lin, max] = accounts
    const signIn = async ({ region, phone, password }: typeof lin) => {
      const { headers } = await ask(loginOf(phoneInput(region, phone), password), '192.0.2.1')
      clock.advance(1_000)
      return { cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' }
    }
    const signOut = (session: { cookie: string }) =>
      ask('mutation { logout { loggedOut } }', '192.0.2.1', session)

    const bystander = await signIn(lin)
    const victim = await signIn(lin)
    await signOut(victim)
    const ended: { cookie: string }[] = []
    for (let time = 0; time < 60; time += 1) {
      const session = await signIn(max)
      expect(outcomeOf(await signOut(session))).toBe('ok')
      ended.push(session)
    }
    const current = await signIn(max)

    for (const session of [victim, ...ended]) {
      expect(outcomeOf(await ask(ME, '192.0.2.1', session))).toBe('UNAUTHENTICATED')
    }
    for (const session of [bystander, current]) {
      expect(outcomeOf(await ask(ME, '192.0.2.1', session))).toBe('ok')
    }
  })
})
