import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts'
import { codesOf, startGateway, type TestGateway } from '../../support/gateway.ts'
import { sandboxSettings } from '../../support/sandbox.ts'
import { standingClock, type StandingClock } from '../../support/time.ts'
import { valueAt } from '../../support/value-at.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const USERS = 'POST /users/fetch'
const NUMBER = 'GET /users/:id'
const LOGIN = 'POST /user/login'
const MIREL = `{ user(by: { mixinUserId: "${x.userId}" }) { name } }`
const BOT = `{ user(by: { mixinUserId: "${x.cnbBotId}" }) { name } }`
const BUDGETS = '{ budgets { lookup remaining retryAt } }'

let sandbox: Sandbox
let gateway: TestGateway
let clock: StandingClock

beforeEach(async () => {
  clock = standingClock(Date.now())
  sandbox = await startSandbox({ clock: clock.now })
  gateway = await startGateway({
    env: { ...sandboxSettings(sandbox.mixin), SEALTALK_API_URL: sandbox.sealtalk.url },
    clock,
    sleep: () => Promise.resolve(),
  })
})
afterEach(async () => {
  await gateway.close()
  await sandbox.close()
})

type Network = 'mixin' | 'sealtalk'

/** Calls of an endpoint since the last time that it was asked. */
const calls = (endpoint: string, network: Network = 'mixin'): number => {
  const { control } = sandbox[network]
  const count = control.calls().byEndpoint[endpoint] ?? 0
  control.resetCalls()
  return count
}

const outcome = async (document: string, headers: Record<string, string> = {}): Promise<string> =>
  codesOf(await gateway.query(document, { headers }))[0]?.split(': ')[1] ?? 'ok'

/** Looks up numbers that nobody asked for yet. */
const numbers = (from: number, count: number): Promise<string[]> =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      outcome(`{ user(by: { mixinIdentityNumber: "${99_000_000 + from + index}" }) { name } }`),
    ),
  )

const login = (password?: string): string => {
  const { region, phone, password: right } = sandbox.sealtalk.credentials.accounts[0]
  return `mutation { login(input: { phone: { region: "${region}", number: "${phone}" }, password: "${password ?? right}" }) { userId } }`
}

describe.each([
  ['an hour back', -HOUR_MS],
  ['an hour ahead', HOUR_MS],
])('a clock that is set %s', (_, byMs) => {
  it('neither prolongs nor ends a cooldown', async () => {
    const { control } = sandbox.mixin
    control.setFault({ kind: 'error', endpoint: USERS, code: 429 })
    expect(await outcome(MIREL)).toBe('RATE_LIMITED')
    control.clearFaults()
    calls(USERS)

    clock.set(byMs)
    clock.advance(MINUTE_MS - 1)
    expect(await outcome(MIREL)).toBe('RATE_LIMITED')
    expect(calls(USERS)).toBe(0)
    clock.advance(1)
    expect(await outcome(MIREL)).toBe('ok')
    expect(calls(USERS)).toBe(1)
  })

  it('neither refills a budget nor keeps it from being refilled, and retryAt is a date of the new time', async () => {
    expect(await numbers(0, 4)).toEqual(['ok', 'ok', 'ok', 'RATE_LIMITED'])
    calls(NUMBER)

    clock.set(byMs)
    expect(await numbers(10, 1)).toEqual(['RATE_LIMITED'])
    expect(calls(NUMBER)).toBe(0)
    const { data } = await gateway.query(BUDGETS)
    expect(valueAt(data, 'budgets.0')).toEqual({
      lookup: 'IDENTITY_NUMBER',
      remaining: 0,
      retryAt: new Date(clock.date() + 500).toISOString(),
    })
    clock.advance(500)
    expect(await numbers(20, 2)).toEqual(['ok', 'RATE_LIMITED'])
    expect(calls(NUMBER)).toBe(1)
  })

  it('makes no cache entry older or younger', async () => {
    await gateway.query(MIREL)
    expect(calls(USERS)).toBe(1)

    clock.set(byMs)
    const { data, extensions } = await gateway.query(MIREL)
    expect(valueAt(data, 'user.name')).toBe('Mirel Ostby')
    expect(extensions).toEqual({})
    expect(calls(USERS)).toBe(0)
    for (const made of [1, 0]) {
      await gateway.query(BOT)
      expect(calls(USERS)).toBe(made)
    }
    clock.advance(HOUR_MS)
    for (const read of [MIREL, BOT]) {
      await gateway.query(read)
      expect(calls(USERS)).toBe(1)
    }
  })

  it('neither closes an open circuit early nor keeps it open', async () => {
    const { control } = sandbox.mixin
    // By whose answer the gateway knows Mixin's clock.
    expect(await numbers(0, 1)).toEqual(['ok'])
    control.setFault({ kind: '500', endpoint: USERS })
    for (let caller = 0; caller < 10; caller += 1) {
      await outcome(
        `{ user(by: { mixinUserId: "00000000-0000-4000-8000-00000000000${caller}" }) { name } }`,
        { 'x-forwarded-for': `192.0.2.${caller}` },
      )
    }
    control.clearFaults()
    calls(USERS)
    const isOpen = async () => (await outcome(MIREL)) === 'UPSTREAM_UNAVAILABLE' && calls(USERS) === 0
    if (!(await isOpen())) throw new Error('the circuit is not open')

    clock.set(byMs)
    expect(await isOpen()).toBe(true)
    clock.advance(MINUTE_MS)
    expect(await outcome(MIREL)).toBe('ok')
    expect(calls(USERS)).toBe(1)
  })

  it('gives no try to sign in back early or late', async () => {
    for (let time = 0; time < 5; time += 1)
      expect(await outcome(login('wrong-1'))).toBe('VERIFICATION_FAILED')
    calls(LOGIN, 'sealtalk')

    clock.set(byMs)
    clock.advance(12 * MINUTE_MS - 1)
    expect(await outcome(login())).toBe('RATE_LIMITED')
    expect(calls(LOGIN, 'sealtalk')).toBe(0)
    clock.advance(1)
    expect(await outcome(login())).toBe('ok')
    expect(calls(LOGIN, 'sealtalk')).toBe(1)
  })
})

it('a session ends on its date, whatever time has passed here', async () => {
  const { headers } = await gateway.query(login())
  const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const whoAmI = () => outcome('{ viewer { sealtalk { user { name } } } }', { cookie })
  expect(await whoAmI()).toBe('ok')

  clock.set(30 * DAY_MS - MINUTE_MS)
  expect(await whoAmI()).toBe('ok')
  clock.set(MINUTE_MS)
  expect(await whoAmI()).toBe('UNAUTHENTICATED')
})
