import { describe, expect, it } from 'vitest'
import type { Reply } from './sealtalk-client.ts'
import { useSealTalk } from './sealtalk-fixture.ts'

const fixture = useSealTalk()
const NEW = { region: '86', phone: '13912345678' }
const MINUTE = 60_000

const sendCode = (body: unknown = NEW) => fixture.guest.post('/user/send_code', body)
const verify = (code: unknown, body: object = NEW) =>
  fixture.guest.post('/user/verify_code', { ...body, code })
const tokenOf = (answer: Reply): string =>
  (answer.result as { verification_token: string }).verification_token

const lastMessage = async (): Promise<{ phone: string; code: string }> => {
  const { json } = await fixture.send('GET', '/__sandbox')
  return (
    (json as { textMessages: { phone: string; code: string }[] }).textMessages.at(-1) ?? {
      phone: '',
      code: '',
    }
  )
}

describe('Text message codes', () => {
  it('come once a minute and phone, by either service', async () => {
    expect((await sendCode()).json).toEqual({ code: 200 })
    fixture.advance(MINUTE - 1)
    expect((await sendCode()).json).toEqual({ code: 5000 })
    expect((await fixture.guest.post('/user/send_code_yp', NEW)).json).toEqual({ code: 5000 })
    fixture.advance(1)
    expect((await sendCode()).json).toEqual({ code: 200 })
  })

  it('go to Chinese numbers only, except by the other service', async () => {
    for (const body of [
      { region: '1', phone: '2025550199' },
      { region: '86', phone: '12' },
    ]) {
      const answer = await sendCode(body)
      expect([answer.status, answer.text]).toEqual([400, 'Invalid region and phone number.'])
    }
    const answer = await fixture.guest.post('/user/send_code_yp', { region: '+1', phone: '2025550199' })
    expect(answer.code).toBe(200)
    expect((await verify('9999', { region: '1', phone: '2025550199' })).code).toBe(200)
  })

  it('are right as sent and as the test code, wrong otherwise', async () => {
    await sendCode()
    const { phone, code } = await lastMessage()
    expect([phone, code]).toEqual([NEW.phone, expect.stringMatching(/^\d{4}$/)])
    const [bySent, byTest] = [await verify(code), await verify(fixture.upstream.credentials.testCode)]
    expect(tokenOf(bySent)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(tokenOf(byTest)).toBe(tokenOf(bySent))
    expect((await verify('0000')).json).toEqual({ code: 1000 })
    expect((await verify(Number(code))).json).toEqual({ code: 1000 })
  })

  it('of the other service have six digits and may be numbers, as the region may', async () => {
    await fixture.guest.post('/user/send_code_yp', { ...NEW, region: 86 })
    const { code } = await lastMessage()
    expect(code).toMatch(/^\d{6}$/)
    const answer = await fixture.guest.post('/user/verify_code_yp', { ...NEW, code: Number(code) })
    expect(answer.code).toBe(200)
  })

  it('expire after two minutes, and a new one keeps the token', async () => {
    await sendCode()
    const token = tokenOf(await verify('9999'))
    fixture.advance(2 * MINUTE + 1)
    expect((await verify('9999')).json).toEqual({ code: 2000 })
    await sendCode()
    expect(tokenOf(await verify('9999'))).toBe(token)
  })

  it('are unknown for a phone that was sent none', async () => {
    const answer = await verify('9999')
    expect([answer.status, answer.text]).toEqual([404, 'Unknown phone number.'])
  })

  it('are limited to 20 an hour and client address', async () => {
    const from = (address: string | null, index: number) =>
      fixture.send('POST', '/user/send_code_yp', {
        body: { region: '86', phone: `139000000${String(index).padStart(2, '0')}` },
        ...(address === null ? {} : { headers: { 'x-forwarded-for': address } }),
      })
    for (let index = 0; index < 20; index += 1)
      expect((await from('203.0.113.7, 10.0.0.1', index)).code).toBe(200)
    const refused = await from('203.0.113.7', 20)
    expect([refused.status, refused.code, refused.result]).toEqual([
      200,
      3004,
      { code: 3004, msg: expect.any(String) },
    ])
    expect((await from('203.0.113.8', 21)).code).toBe(200)
    expect((await from(null, 22)).code).toBe(200)
    expect((await from('2001:db8::9', 24)).status).toBe(500)
    fixture.advance(60 * MINUTE)
    expect((await from('203.0.113.7', 23)).code).toBe(200)
  })
})

describe('Registration', () => {
  const verified = async (): Promise<string> => {
    await sendCode()
    return tokenOf(await verify('9999'))
  }
  const register = (body: object) => fixture.guest.post('/user/register', body)

  it('makes an account and a session', async () => {
    expect((await fixture.guest.post('/user/check_phone_available', NEW)).json).toEqual({
      code: 200,
      result: true,
    })
    const verification_token = await verified()
    const answer = await register({ nickname: '<Ada>', password: 'secret-ada', verification_token })
    const { id } = answer.result as { id: string }
    expect(answer.headers['set-cookie']?.[0]).toContain('rong_auth_cookie=')
    expect((await fixture.lin.get(`/user/${id}`)).result).toEqual({
      id,
      nickname: '&lt;Ada&gt;',
      portraitUri: '',
      gender: 'male',
      stAccount: '',
      phone: NEW.phone,
    })
    expect((await fixture.guest.post('/user/check_phone_available', NEW)).result).toBe(false)
    const taken = await register({ nickname: 'Eve', password: 'secret-eve', verification_token })
    expect([taken.status, taken.text]).toEqual([400, 'Phone number has already existed.'])
  })

  it('lets a password begin with a space and a nickname be a number', async () => {
    const verification_token = await verified()
    const answer = await register({ nickname: 42, password: ' secret', verification_token })
    const { id } = answer.result as { id: string }
    expect((await fixture.lin.get(`/user/${id}`)).result).toMatchObject({ nickname: '42' })
  })

  it.each([
    [{ nickname: 'x'.repeat(33) }, 400, 'Length of nickname invalid.'],
    [{ password: '12345' }, 400, 'Length of password invalid.'],
    [{ password: 'with space' }, 400, 'Password must have no space.'],
    [{ verification_token: 'none' }, 400, 'Invalid verification_token.'],
    [{ verification_token: '75dd0f90-9b0d-11e5-803f-59b82644bc50' }, 404, 'Unknown verification_token.'],
    [{ nickname: undefined }, 500, "Cannot read property 'length' of undefined"],
    [{ password: undefined }, 500, "Cannot read property 'indexOf' of undefined"],
  ])('refuses %j', async (part, status, text) => {
    const verification_token = await verified()
    const answer = await register({ nickname: 'Ada', password: 'secret-ada', verification_token, ...part })
    expect([answer.status, answer.text]).toEqual([status, text])
  })

  it('counts characters, not bytes', async () => {
    const verification_token = await verified()
    const nickname = '林'.repeat(32)
    expect((await register({ nickname, password: 'secret-ada', verification_token })).code).toBe(200)
  })
})

describe('Resetting a password', () => {
  it('works for the phone of the token, and silently for a phone without account', async () => {
    const { region, phone } = fixture.upstream.credentials.accounts[0]
    await sendCode({ region, phone })
    const verification_token = tokenOf(await verify('9999', { region, phone }))
    const reset = { password: 'brand-new-1', verification_token }
    expect((await fixture.guest.post('/user/reset_password', reset)).json).toEqual({ code: 200 })
    const login = { region, phone, password: 'brand-new-1' }
    expect((await fixture.guest.post('/user/login', login)).code).toBe(200)

    await sendCode()
    const nobody = { password: 'brand-new-1', verification_token: tokenOf(await verify('9999')) }
    expect((await fixture.guest.post('/user/reset_password', nobody)).json).toEqual({ code: 200 })
  })
})
