import { describe, expect, it } from 'vitest'
import { startSealTalkUpstream } from '../../../sandbox/sealtalk/index.ts'
import { send } from './sealtalk-client.ts'
import type { Reply } from './sealtalk-client.ts'
import { useSealTalk } from './sealtalk-fixture.ts'

const fixture = useSealTalk()
const account = () => fixture.upstream.credentials.accounts[0]

const login = (password = account().password): Promise<Reply> => {
  const { region, phone } = account()
  return fixture.guest.post('/user/login', { region, phone, password })
}

const setCookie = (answer: Reply): string => answer.headers['set-cookie']?.[0] ?? ''
const cookieOf = (answer: Reply): string => setCookie(answer).split(';')[0] ?? ''
const get = (path: string, cookie: string) => send(fixture.upstream.url, 'GET', path, { cookie })

describe('Login', () => {
  it('gives id, token and a cookie for 30 days', async () => {
    const answer = await login()
    const again = await login()
    expect(answer.result).toEqual({ id: account().userId, token: expect.stringMatching(/^\S{40,}$/) })
    expect(again.result).toEqual(answer.result)
    expect(setCookie(answer)).toMatch(
      /^rong_auth_cookie=[0-9a-f]+; Max-Age=2592000; Domain=sealtalk\.example; Path=\/; Expires=Sat, 14 Feb 2026 12:00:00 GMT; HttpOnly$/,
    )
    expect((await get('/user/get_privacy', cookieOf(answer))).result).toMatchObject({ id: account().userId })
  })

  it('works for the second demo account, whose region is not checked', async () => {
    const { region, phone, password, userId } = fixture.upstream.credentials.accounts[1]
    expect(region).not.toBe('86')
    const answer = await fixture.guest.post('/user/login', { region, phone, password })
    expect(answer.result).toMatchObject({ id: userId })
  })

  it('tells a wrong password from an unknown phone', async () => {
    const wrong = await login('not-the-password')
    expect([wrong.status, wrong.json, setCookie(wrong)]).toEqual([200, { code: 1001 }, ''])
    const unknown = { region: '86', phone: '13900000000', password: 'whatever' }
    expect((await fixture.guest.post('/user/login', unknown)).json).toEqual({ code: 1000 })
  })

  it('refuses a number that cannot be Chinese', async () => {
    const answer = await fixture.guest.post('/user/login', {
      region: '86',
      phone: '123',
      password: 'whatever',
    })
    expect([answer.status, answer.text]).toEqual([400, 'Invalid region and phone number.'])
  })
})

describe('A session', () => {
  it.each(['', 'rong_auth_cookie=', 'other=abc'])('is needed: %j is 403', async (cookie) => {
    const answer = await get('/user/groups', cookie)
    expect([answer.status, answer.text]).toEqual([403, 'Not loged in.'])
  })

  it.each([
    ['zz-not-hex', 'Bad input string'],
    ['abc', 'Bad input string'],
    ['00ff00ff00ff', 'Invalid cookie value!'],
  ])('that is damaged is 500: %s', async (value, text) => {
    const answer = await get('/user/groups', `rong_auth_cookie=${value}`)
    expect([answer.status, answer.text]).toEqual([500, text])
  })

  it('survives logout, which only asks the client to drop it', async () => {
    const cookie = cookieOf(await login())
    const logout = await send(fixture.upstream.url, 'POST', '/user/logout', { cookie })
    expect(setCookie(logout)).toBe('rong_auth_cookie=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT')
    expect((await get('/user/get_privacy', cookie)).code).toBe(200)
  })

  it('is of any age and survives a new password', async () => {
    const cookie = cookieOf(await login())
    const change = { oldPassword: account().password, newPassword: 'another-one' }
    expect(
      (await send(fixture.upstream.url, 'POST', '/user/change_password', { cookie, body: change })).code,
    ).toBe(200)
    fixture.advance(366 * 86_400_000)
    expect((await get('/user/get_privacy', cookie)).code).toBe(200)
    expect((await login()).code).toBe(1001)
    expect((await login('another-one')).code).toBe(200)
  })

  it('becomes one of somebody else by flipping a bit', async () => {
    const cookie = cookieOf(await login())
    // "salt|1|moment" is encrypted byte by byte: byte 5 is the user's number.
    const start = 'rong_auth_cookie='.length + 10
    const byte = (Number.parseInt(cookie.slice(start, start + 2), 16) ^ 0x02).toString(16).padStart(2, '0')
    const forged = `${cookie.slice(0, start)}${byte}${cookie.slice(start + 2)}`
    const answer = await get('/user/get_privacy', forged)
    expect(answer.result).toMatchObject({ id: fixture.upstream.encodeId(3) })
  })

  it('of a user who is gone reads successes without result, or crashes', async () => {
    const gone = fixture.as(fixture.upstream.examples.unknownUserId)
    expect((await gone.get('/user/get_privacy')).json).toEqual({ code: 200 })
    expect((await gone.get('/user/get_token')).status).toBe(500)
  })

  it('has a cookie of the name and domain that the deployment gives it', async () => {
    const upstream = await startSealTalkUpstream({ cookieName: 'chat_session', cookieDomain: 'chat.example' })
    try {
      const { region, phone, password } = upstream.credentials.accounts[0]
      const answer = await send(upstream.url, 'POST', '/user/login', { body: { region, phone, password } })
      expect(setCookie(answer)).toMatch(/^chat_session=[0-9a-f]+; .*Domain=chat\.example; /)
      expect((await send(upstream.url, 'GET', '/user/get_poke', { cookie: cookieOf(answer) })).code).toBe(200)
    } finally {
      await upstream.close()
    }
  })
})

describe('Passwords', () => {
  const change = (oldPassword: unknown, newPassword: unknown) =>
    fixture.lin.post('/user/change_password', { oldPassword, newPassword })

  it('are changed with the old one only', async () => {
    expect((await change('wrong-one', 'another-one')).json).toEqual({ code: 1000 })
  })

  it.each([
    ['12345', 'Invalid new password length.'],
    ['x'.repeat(21), 'Invalid new password length.'],
    ['with space', 'New password must have no space.'],
    [' leading', 'New password must have no space.'],
  ])('refuses %j', async (newPassword, text) => {
    const answer = await change(account().password, newPassword)
    expect([answer.status, answer.text]).toEqual([400, text])
  })

  it('that are missing crash', async () => {
    expect((await fixture.lin.post('/user/change_password', { oldPassword: 'x' })).status).toBe(500)
  })
})
