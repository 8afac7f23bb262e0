import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { useSealTalk } from './sealtalk-fixture.ts'

const fixture = useSealTalk()
const account = () => fixture.upstream.credentials.accounts[0]

describe('A call without User-Agent', () => {
  it.each([
    ['GET', '/ping'],
    ['GET', '/user/groups'],
    ['POST', '/user/login'],
    ['GET', '/nowhere'],
  ])('crashes the server: %s %s', async (method, path) => {
    const cookie = fixture.upstream.signIn(account().userId)
    const answer = await fixture.send(method, path, { cookie, userAgent: null })
    expect([answer.status, answer.text]).toEqual([500, "Cannot read property 'substr' of undefined"])
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
  })
})

describe('Bodies', () => {
  const login = (options: { rawBody: string; type?: string }) =>
    fixture.send('POST', '/user/login', {
      rawBody: options.rawBody,
      headers: { 'content-type': options.type ?? 'application/json' },
    })

  it('are read as JSON, with a charset too', async () => {
    const { region, phone, password } = account()
    const rawBody = JSON.stringify({ region, phone, password })
    expect((await login({ rawBody, type: 'application/json; charset=utf-8' })).code).toBe(200)
  })

  it('of another type count as empty, so that a field is missing', async () => {
    const { region, phone, password } = account()
    const rawBody = JSON.stringify({ region, phone, password })
    const answer = await login({ rawBody, type: 'text/plain' })
    expect([answer.status, answer.text]).toEqual([500, "Cannot read property 'toString' of undefined"])
  })

  it.each([['{"region":'], ['"text"'], ['42'], ['null']])('such as %s are 500', async (rawBody) => {
    const answer = await login({ rawBody })
    expect(answer.status).toBe(500)
    expect(answer.json).toBeUndefined()
  })

  it('over 100 KB are 500', async () => {
    const answer = await login({ rawBody: JSON.stringify({ filler: 'x'.repeat(102_400) }) })
    expect([answer.status, answer.text]).toEqual([500, 'request entity too large'])
  })

  it('with numbers for region and phone are 500', async () => {
    const answer = await fixture.guest.post('/user/login', { region: 86, phone: 13912345678, password: 'x' })
    expect([answer.status, answer.text]).toEqual([500, '86 is not a valid string'])
    const other = await fixture.guest.post('/user/login', { region: '86', phone: 13912345678 })
    expect([other.status, other.text]).toEqual([500, '13912345678 is not a valid string'])
  })
})

describe('Fields that are decoded or empty', () => {
  it.each([['not-an-id'], ['K3VffqkrT'], [42], [null], ['']])('refuse %j for friendId', async (friendId) => {
    const answer = await fixture.lin.post('/user/remove_from_blacklist', { friendId })
    expect([answer.status, answer.text]).toEqual([400, 'Empty friendId.'])
  })

  it.each([
    ['nickname', ''],
    ['nickname', null],
    ['whatever', []],
  ])('refuse an empty %s: %j', async (field, value) => {
    const answer = await fixture.lin.post('/user/set_nickname', { nickname: 'Lin', [field]: value })
    expect([answer.status, answer.text]).toEqual([400, `Empty ${field}.`])
  })

  it('pass where they may be empty', async () => {
    const friendId = fixture.upstream.examples.friendUserId
    const answer = await fixture.lin.post('/friendship/set_display_name', { friendId, displayName: '' })
    expect(answer.json).toEqual({ code: 200 })
  })

  it('are case-sensitive ids', async () => {
    const swapped = account().userId.replace(/[a-zA-Z]/g, (letter) =>
      letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
    )
    expect((await fixture.lin.get(`/user/${swapped}`)).status).toBe(404)
  })
})

describe('Routes', () => {
  it('that do not exist are an HTML page, after the session was checked', async () => {
    const page = await fixture.lin.get('/nowhere?x=1')
    expect(page.status).toBe(404)
    expect(page.text).toContain('<pre>Cannot GET /nowhere</pre>')
    expect((await fixture.guest.get('/nowhere')).text).toBe('Not loged in.')
  })

  it('that are GET are 404 pages for POST', async () => {
    for (const path of ['/user/blacklist', '/user/groups', '/user/sync/0', `/user/${account().userId}`]) {
      const answer = await fixture.lin.post(path)
      expect([answer.status, answer.text.includes(`Cannot POST ${path}`)]).toEqual([404, true])
    }
  })

  it('that are POST read a user of that name for GET', async () => {
    const answer = await fixture.lin.get('/user/set_nickname')
    expect([answer.status, answer.text]).toEqual([404, 'Unknown user.'])
  })

  it('with a slash at the end need a session', async () => {
    expect((await fixture.guest.post('/user/login/')).status).toBe(403)
    expect((await fixture.guest.post('/user/LOGIN')).status).toBe(403)
  })

  it('refuse lines longer than the HTTP parser takes', async () => {
    const ids = Array.from({ length: 700 }, () => `id=${account().userId}`).join('&')
    expect((await fixture.lin.get(`/user/batch?${ids}`)).status).toBe(431)
  })
})

describe('Answers', () => {
  it('are enveloped JSON for successes', async () => {
    const answer = await fixture.guest.get('/ping')
    expect(answer.json).toEqual({ code: 200 })
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.headers['cache-control']).toBe('private')
  })

  it('over 1 KB are gzipped where asked', async () => {
    const cookie = fixture.upstream.signIn(account().userId)
    const plain = await fixture.lin.get('/user/groups')
    const packed = await fixture.send('GET', '/user/groups', {
      cookie,
      headers: { 'accept-encoding': 'gzip, deflate' },
    })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(packed.bytes).toString()).toBe(plain.text)
    expect(plain.headers['content-encoding']).toBeUndefined()
  })

  it('have weak entity tags and answer 304', async () => {
    const cookie = fixture.upstream.signIn(account().userId)
    const { headers } = await fixture.lin.get('/user/groups')
    const etag = String(headers.etag)
    expect(etag).toMatch(/^W\/"/)
    const again = await fixture.send('GET', '/user/groups', { cookie, headers: { 'if-none-match': etag } })
    expect([again.status, again.text]).toEqual([304, ''])
  })

  it('let pages of any origin read them, with cookies', async () => {
    const headers = { origin: 'https://page.example' }
    const answer = await fixture.send('GET', '/ping', { headers })
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://page.example',
      'access-control-allow-credentials': 'true',
    })
    expect((await fixture.send('OPTIONS', '/user/login', { headers })).status).toBe(204)
  })
})
