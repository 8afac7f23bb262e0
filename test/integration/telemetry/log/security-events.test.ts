import { afterEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../../sandbox/mixin/examples.ts'
import { type LogLine, linesOf } from '../../../support/log-lines.ts'
import { type SandboxGateway, startSandboxGateway } from '../../../support/sandbox.ts'
import { standingClock, type StandingClock } from '../../../support/time.ts'
import {
  loginOf,
  openSignInHarness,
  type SignInHarness,
  strangersPhone,
} from '../../brute-force-guard/sign-in-harness.ts'

const HOME = '203.0.113.77'
const DIGEST = expect.stringMatching(/^[\w-]{16}$/)

let sealtalk: SignInHarness | undefined
let mixin: SandboxGateway | undefined
afterEach(async () => {
  await sealtalk?.close()
  await mixin?.close()
  sealtalk = mixin = undefined
})

/** The security events of a gateway so far. */
const eventsOf = (gateway: { readonly logged: readonly string[] }): LogLine[] =>
  linesOf(gateway, { event: 'security' })

describe('an account of SealTalk', () => {
  const start = async (env: Record<string, string> = {}) => (sealtalk = await openSignInHarness(env))

  it('has a line when it signs in, with the digest that its access lines have, and when it signs out', async () => {
    const { ask, linsPhone, lin, gateway } = await start()
    const answer = await ask(loginOf(linsPhone, lin.password), HOME)
    const session = answer.headers.get('set-cookie')?.split(/[=;]/)[1] ?? ''
    const as = { 'x-sealtalk-session': session }
    const viewed = await ask('{ viewer { sealtalk { user { id } } } }', HOME, as)
    const left = await ask('mutation { logout { isDone: __typename } }', HOME, as)
    const [signIn, logout, ...others] = eventsOf(gateway)

    const who = { network: 'sealtalk', address: '203.0.113.0/24', account: DIGEST }
    expect(others).toEqual([])
    expect(signIn).toMatchObject({
      level: 'info',
      type: 'sign-in',
      operation: 'login',
      requestId: answer.headers.get('x-request-id'),
      subject: DIGEST,
      ...who,
    })
    expect(logout).toMatchObject({
      level: 'info',
      type: 'logout',
      operation: 'logout',
      requestId: left.headers.get('x-request-id'),
      ...who,
    })
    const [line] = linesOf(gateway, { event: 'request', requestId: viewed.headers.get('x-request-id') })
    expect(line).toMatchObject({ accounts: { sealtalk: signIn?.['account'] } })
    expect(logout?.['account']).toBe(signIn?.['account'])
  })

  it('has a line for each wrong password, and each attempt that is not made since there were too many', async () => {
    const { ask, linsPhone, gateway } = await start({ LIMIT_TRIES_PER_PHONE: '2' })
    for (let time = 0; time < 3; time += 1) await ask(loginOf(linsPhone, 'wrong-password'), HOME)
    await ask(loginOf(strangersPhone(1), 'wrong-password'), HOME)

    const events = eventsOf(gateway)
    expect(events.map(({ level, type, code, operation }) => [level, type, code, operation])).toEqual([
      ['info', 'refused', 'VERIFICATION_FAILED', 'login'],
      ['info', 'refused', 'VERIFICATION_FAILED', 'login'],
      ['warn', 'throttled', undefined, 'login'],
      ['info', 'refused', expect.any(String), 'login'],
    ])
    const [first, second, third, stranger] = events.map(({ subject }) => subject)
    expect([second, third]).toEqual([first, first])
    expect(stranger).not.toBe(first)
    expect(events[2]?.['retryAfterMs']).toBe(1_800_000)
    expect(gateway.logged.join('')).not.toMatch(/wrong-password|1380000/)
  })

  it('has a line when its password is changed', async () => {
    const { ask, linsPhone, lin, gateway } = await start()
    const answer = await ask(loginOf(linsPhone, lin.password), HOME)
    const as = { 'x-sealtalk-session': answer.headers.get('set-cookie')?.split(/[=;]/)[1] ?? '' }
    const change = (old: string) =>
      ask(
        `mutation { changePassword(input: { oldPassword: "${old}", newPassword: "another-1" }) { __typename } }`,
        HOME,
        as,
      )
    await change('not-the-password')
    await change(lin.password)
    expect(eventsOf(gateway).slice(1)).toMatchObject([
      { type: 'refused', operation: 'changePassword', account: DIGEST },
      { type: 'password-changed', operation: 'changePassword', account: DIGEST },
    ])
    expect(gateway.logged.join('')).not.toMatch(/another-1|not-the-password/)
  })
})

describe('the gateway', () => {
  let clock: StandingClock
  const start = async (env: Record<string, string> = {}): Promise<SandboxGateway> => {
    clock = standingClock(Date.now())
    mixin = await startSandboxGateway({ clock, env })
    return mixin
  }

  it('has a line for each refused PIN, and when it sends no more of them', async () => {
    const { gateway } = await start()
    const consent = `mutation { authorizeApp(input: {
      clientId: "${x.cnbBotId}", scopes: ["PROFILE:READ"], pin: "000000" }) { authorization { codeId } } }`
    for (let time = 0; time < 4; time += 1) await gateway.query(consent)
    const who = { network: 'mixin', operation: 'authorizeApp', account: 'bot', requestId: expect.any(String) }
    expect(eventsOf(gateway)).toMatchObject([
      { level: 'info', type: 'refused', ...who },
      { level: 'info', type: 'refused', ...who },
      { level: 'info', type: 'refused', ...who },
      { level: 'warn', type: 'pin-stopped', ...who, retryAfterMs: 86_400_000 },
    ])
    expect(gateway.logged.join('')).not.toContain('"000000"')
  })

  it('has a line when a circuit opens and closes', async () => {
    const { gateway, sandbox } = await start()
    const ask = (id: number) =>
      gateway.query(
        `{ user(by: { mixinUserId: "e8e8cd79-cd40-4796-8c54-${String(id).padStart(12, '0')}" }) { name } }`,
      )
    sandbox.control.setFault({ endpoint: 'POST /users/fetch', kind: 'html', status: 502 })
    for (let id = 1; id <= 5; id += 1) await ask(id)
    sandbox.control.clearFaults()
    clock.advance(10_000)
    await ask(6)
    expect(eventsOf(gateway)).toMatchObject([
      { level: 'warn', type: 'breaker-opened', circuit: 'mixin readUsers', reason: 'outage' },
      { level: 'info', type: 'breaker-closed', circuit: 'mixin readUsers', openedForMs: 10_000 },
    ])
  })

  it('has a line when a cooldown opens, and at the first call after its end', async () => {
    const { gateway, sandbox } = await start()
    const ask = (number: number) =>
      gateway.query(`{ user(by: { mixinIdentityNumber: "${number}" }) { name } }`)
    sandbox.control.setFault({ kind: '429' })
    await ask(7_000_104_017)
    await ask(7_000_104_018)
    sandbox.control.clearFaults()
    expect(eventsOf(gateway)).toMatchObject([
      {
        level: 'warn',
        type: 'cooldown-opened',
        calls: expect.stringMatching(/^mixin /),
        account: 'bot',
        forMs: 60_000,
      },
    ])
    clock.advance(60_000)
    await ask(7_000_104_019)
    expect(eventsOf(gateway).slice(1)).toMatchObject([
      { level: 'info', type: 'cooldown-closed', calls: eventsOf(gateway)[0]?.['calls'], account: 'bot' },
    ])
  })

  it('has one line for a caller that goes on sending too many requests', async () => {
    const { gateway } = await start({
      LIMIT_REQUESTS_PER_SECOND: '1',
      API_KEYS: 'shop=a-key-of-sixteen-characters',
    })
    for (const headers of [{}, { 'x-api-key': 'a-key-of-sixteen-characters' }]) {
      for (let time = 0; time < 4; time += 1) await gateway.query('{ __typename }', { headers })
    }
    expect(eventsOf(gateway)).toMatchObject([
      { level: 'warn', type: 'throttled', by: 'address', address: '127.0.0.0/24' },
      { level: 'warn', type: 'throttled', by: 'key', apiKeyName: 'shop' },
    ])
  })
})
