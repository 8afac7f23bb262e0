import { describe, expect, it } from 'vitest'
import { botClaims, digest, jwt, send } from './mixin-client.ts'
import { useMixin } from './mixin-fixture.ts'

const fixture = useMixin()

const claims = (method = 'GET', path = '/me', body = '') =>
  botClaims(fixture.mixin.credentials.keystore, fixture.clock(), method, path, body)

const me = (token: string, headers: Record<string, string> = {}) =>
  send(fixture.mixin.url, 'GET', '/me', { token, headers })

const sign = (signed: object, header?: object) =>
  jwt(fixture.mixin.credentials.keystore.session_private_key, signed, header)

const lastRemark = () => fixture.mixin.control.calls().recent.at(-1)?.remark

describe('signed tokens of the bot', () => {
  it('are taken when everything fits', async () => {
    const answer = await me(sign(claims()))
    expect(answer.status).toBe(200)
    expect(answer.data).toMatchObject({ user_id: fixture.mixin.examples.botId, relationship: 'ME' })
  })

  const later = (seconds: number) => Math.floor(fixture.clock() / 1_000) + seconds

  it.each<[string, () => string, string]>([
    ['another key', () => jwt('11'.repeat(32), claims()), 'wrong signature'],
    ['an unknown uid', () => sign({ ...claims(), uid: fixture.mixin.examples.cnbBotId }), 'uid'],
    ['another session', () => sign({ ...claims(), sid: crypto.randomUUID() }), 'sid'],
    ['an expired time', () => sign({ ...claims(), exp: later(0) }), 'expired'],
    ['an iat too far ahead', () => sign({ ...claims(), iat: later(301), exp: later(400) }), 'iat'],
    ['no iat', () => sign({ ...claims(), iat: undefined }), 'iat or exp'],
    ['the digest of another path', () => sign({ ...claims(), sig: digest('GET', '/you') }), 'sig'],
    ['a digest in capitals', () => sign({ ...claims(), sig: digest('GET', '/me').toUpperCase() }), 'sig'],
    ['no jti', () => sign({ ...claims(), jti: undefined }), 'jti'],
    ['another scp', () => sign({ ...claims(), scp: 'PROFILE:READ' }), 'scp'],
    ['another algorithm', () => sign(claims(), { alg: 'none', typ: 'JWT' }), 'header'],
    ['a signature of nothing', () => sign(claims()).replace(/\.[^.]*$/, '.AA'), 'wrong signature'],
  ])('are refused with %s', async (_, token, remark) => {
    const answer = await me(token())
    expect(answer.status).toBe(202)
    expect(answer.error).toEqual({
      status: 202,
      code: 401,
      description: 'Unauthorized, maybe invalid token.',
    })
    expect(lastRemark()).toContain(remark)
  })

  it('may be five minutes ahead of the clock', async () => {
    const answer = await me(sign({ ...claims(), iat: later(300), exp: later(360) }))
    expect(answer.status).toBe(200)
  })

  it('serve one call only', async () => {
    const token = sign(claims())
    await me(token)
    expect((await me(token)).error?.code).toBe(401)
    expect(lastRemark()).toContain('used before')
  })

  it('cover the query and the bytes of the body', async () => {
    const path = '/users/fetch?a=%20b'
    const body = '["e8e8cd79-cd40-4796-8c54-3a13cfe50115"]'
    const post = (signed: string, sent: string) =>
      send(fixture.mixin.url, 'POST', path, { token: sign(claims('POST', path, signed)), body: sent })
    expect((await post(body, body)).status).toBe(200)
    expect((await post(body, ` ${body}`)).error?.code).toBe(401)
  })

  it('need no X-Request-Id of the same value', async () => {
    const requestId = crypto.randomUUID()
    const answer = await me(sign(claims()), { 'x-request-id': requestId })
    expect(answer.status).toBe(200)
    expect(answer.headers['x-request-id']).toBe(requestId)
  })
})

describe('access tokens of users', () => {
  it('are refused when missing, unknown, revoked or not a bearer', async () => {
    const { url, credentials } = fixture.mixin
    const missing = await send(url, 'GET', '/me')
    const basic = await send(url, 'GET', '/me', { headers: { authorization: 'Basic YTpi' } })
    const unknown = await me('nobody')
    const revoked = await me(credentials.revokedAccessToken)
    expect([missing, basic, unknown, revoked].map((answer) => answer.error?.code)).toEqual([
      401, 401, 401, 401,
    ])
  })

  it('open only what their scopes name', async () => {
    const paths = ['/me', '/friends', '/circles', '/blocking_users']
    const codes = async (client: typeof fixture.alia) =>
      (await Promise.all(paths.map((path) => client.get(path)))).map((answer) => answer.error?.code ?? 200)
    expect(await codes(fixture.alia)).toEqual([200, 200, 200, 200])
    expect(await codes(fixture.cleo)).toEqual([200, 403, 403, 403])
  })

  it('make no conversations', async () => {
    const answer = await fixture.alia.post('/conversations', {})
    expect(answer.error?.code).toBe(403)
  })
})

describe('every answer', () => {
  it('echoes X-Request-Id and tells the time in nanoseconds, failures included', async () => {
    const requestId = crypto.randomUUID()
    const answer = await send(fixture.mixin.url, 'GET', '/me', { headers: { 'x-request-id': requestId } })
    expect(answer.headers['x-request-id']).toBe(requestId)
    expect(answer.headers['x-server-time']).toBe(`${fixture.clock()}000000`)
  })

  it.each([
    '/',
    '/nothing',
    '/users/../me',
    '/users/%2e%2e',
    '/users/.',
    '/users//me',
    '/users/%zz',
    '/users/',
  ])('to %s is 404, since there is no such endpoint', async (path) => {
    const answer = await send(fixture.mixin.url, 'GET', path)
    expect(answer.status).toBe(202)
    expect(answer.error).toEqual({ status: 202, code: 404, description: 'The endpoint is not found.' })
    expect(fixture.mixin.control.calls().byEndpoint).toEqual({ 'GET *': 1 })
  })

  it('to a body that is no JSON is 400', async () => {
    const { url } = fixture.mixin
    const token = sign(claims('POST', '/users/fetch', '[oops'))
    const answer = await send(url, 'POST', '/users/fetch', { token, body: '[oops' })
    expect(answer.error?.code).toBe(400)
  })
})
