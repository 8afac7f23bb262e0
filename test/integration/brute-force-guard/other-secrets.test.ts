import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSandboxGateway } from '../../support/sandbox.ts'
import { loginOf, MINUTE_MS, openSignInHarness, outcomeOf, type SignInHarness } from './sign-in-harness.ts'

const HOME = '192.0.2.1'
const ELSEWHERE = '198.51.100.7'
const TOKEN = '75dd9840-de34-11e5-afd4-1bd9ef8f26e5'

const times = (count: number, outcome: string): string[] => Array<string>(count).fill(outcome)

let harness: SignInHarness
beforeEach(async () => {
  harness = await openSignInHarness()
})
afterEach(() => harness.close())

const send = (service: string): string =>
  `mutation { sendVerificationCode(input: {phone: ${harness.linsPhone}, service: ${service}}) { sent } }`
const verify = (code: string, service = 'DEFAULT'): string =>
  `mutation { verifyCode(input: {phone: ${harness.linsPhone}, code: "${code}", service: ${service}}) { verificationToken } }`

describe('codes of text messages', () => {
  it('are tried five times for a phone, with whichever service, from wherever', async () => {
    expect(await harness.tell(1, send('DEFAULT'), HOME)).toEqual(['ok'])
    expect(await harness.tell(3, verify('0000'), HOME)).toEqual(times(3, 'VERIFICATION_FAILED'))
    expect(await harness.tell(2, verify('000000', 'YUNPIAN'), ELSEWHERE)).toEqual(
      times(2, 'VERIFICATION_FAILED'),
    )

    for (const service of ['DEFAULT', 'YUNPIAN']) {
      expect(await harness.tell(1, verify('9999', service), HOME)).toEqual(['RATE_LIMITED'])
    }
    const { byEndpoint } = harness.control.calls()
    expect(byEndpoint).toMatchObject({ 'POST /user/verify_code': 3, 'POST /user/verify_code_yp': 2 })
  })

  it('are not given anew by sending another', async () => {
    await harness.tell(1, send('DEFAULT'), HOME)
    await harness.tell(5, verify('0000'), HOME)
    harness.control.reset()

    expect(await harness.tell(1, send('DEFAULT'), HOME)).toEqual(['ok'])
    expect(await harness.tell(1, verify('9999'), HOME)).toEqual(['RATE_LIMITED'])
    expect(harness.calls('POST /user/verify_code')).toBe(0)
  })

  it('of phones that none was sent to are tries, too: they tell which phones there are', async () => {
    expect(await harness.tell(6, verify('0000'), HOME)).toEqual([...times(5, 'NOT_FOUND'), 'RATE_LIMITED'])
  })

  it('are counted apart from passwords', async () => {
    await harness.tell(1, send('DEFAULT'), HOME)
    await harness.tell(6, verify('0000'), HOME)

    expect(await harness.tell(1, loginOf(harness.linsPhone, harness.lin.password), HOME)).toEqual(['ok'])
  })
})

describe('an old password', () => {
  it('is tried five times for an account, with whichever of its sessions', async () => {
    const signIn = async () => {
      const { headers } = await harness.ask(loginOf(harness.linsPhone, harness.lin.password), HOME)
      return { cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' }
    }
    const sessions = [await signIn(), await signIn(), await signIn()]
    const change = async (index: number, address: string, old: string): Promise<string> => {
      const input = `{oldPassword: "${old}", newPassword: "secret-2"}`
      const document = `mutation { changePassword(input: ${input}) { changed } }`
      return outcomeOf(await harness.ask(document, address, sessions[index % 3]))
    }

    const outcomes: string[] = []
    for (let index = 0; index < 6; index += 1) outcomes.push(await change(index, ELSEWHERE, 'wrong-1'))
    expect(outcomes).toEqual([...times(5, 'VERIFICATION_FAILED'), 'RATE_LIMITED'])
    expect(await change(0, ELSEWHERE, harness.lin.password)).toBe('RATE_LIMITED')
    expect(harness.calls('POST /user/change_password')).toBe(5)
    harness.clock.advance(12 * MINUTE_MS)
    expect(await change(0, HOME, harness.lin.password)).toBe('ok')
  })
})

describe('verification tokens', () => {
  it.each([
    ['register', '{nickname: "A", password: "secret-1", verificationToken: "TOKEN"}', 'userId'],
    ['resetPassword', '{password: "secret-1", verificationToken: "TOKEN"}', 'changed'],
  ])('of %s are tried twenty times from one address', async (mutation, input, field) => {
    const document = `mutation { ${mutation}(input: ${input.replace('TOKEN', TOKEN)}) { ${field} } }`

    expect(await harness.tell(21, document, ELSEWHERE)).toEqual([
      ...times(20, 'VERIFICATION_FAILED'),
      'RATE_LIMITED',
    ])
    expect(await harness.tell(1, loginOf(harness.linsPhone, harness.lin.password), ELSEWHERE)).toEqual([
      'RATE_LIMITED',
    ])
    expect(harness.control.calls().total).toBe(20)
    harness.clock.advance(3 * MINUTE_MS)
    expect(await harness.tell(1, loginOf(harness.linsPhone, harness.lin.password), ELSEWHERE)).toEqual(['ok'])
  })
})

describe('authorization codes of Mixin', () => {
  it('are tried twenty times from one address', async () => {
    const mixin = await startSandboxGateway({ env: { TRUST_PROXY: '127.0.0.1' } })
    const trade = `mutation { authorizeToken(input: { code: "${'ab'.repeat(32)}" }) { scope } }`
    const outcomes: string[] = []
    for (let index = 0; index < 21; index += 1) {
      const headers = { 'x-forwarded-for': ELSEWHERE }
      outcomes.push(outcomeOf(await mixin.gateway.query(trade, { headers })))
    }

    expect(outcomes).toEqual([...times(20, outcomes[0] ?? ''), 'RATE_LIMITED'])
    expect(outcomes[0]).toBe('VERIFICATION_FAILED')
    expect(mixin.calls()).toEqual(times(20, 'POST /oauth/token'))
    const other = await mixin.gateway.query(trade, { headers: { 'x-forwarded-for': HOME } })
    expect(outcomeOf(other)).toBe('VERIFICATION_FAILED')
    await mixin.close()
  })
})
