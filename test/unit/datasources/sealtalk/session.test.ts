import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codesOf } from '../../../support/gateway.ts'
import {
  ok,
  outcome,
  OWN_ID,
  type SealTalkHarness,
  sealedSession,
  startSealTalkHarness,
  text,
  wireUser,
} from '../../../support/sealtalk-upstream.ts'
import { clockOf } from '../../../support/time.ts'

let harness: SealTalkHarness
let now = Date.now()
beforeAll(async () => {
  harness = await startSealTalkHarness(
    { CACHE_MAX_BYTES: '10MiB' },
    clockOf(() => now),
  )
})
beforeEach(() => void (now += 60 * 60_000))
afterAll(() => harness.close())

const LOGIN =
  'mutation { login(input: {phone: {region: "86", number: "13812345678"}, password: "secret"}) { userId imToken user { id name } } }'
const LOGOUT = 'mutation { logout { loggedOut } }'
const WHO = '{ viewer { sealtalk { user { id } } } }'

const DAY_MS = 24 * 60 * 60_000
const COOKIE = 'any-name=aabbccdd; Max-Age=2592000; Domain=upstream.example; Path=/; HttpOnly'

const signedIn = (setCookie: string | string[] = COOKIE) => ({
  ...ok({ id: OWN_ID, token: 'im-token' }),
  headers: { 'set-cookie': setCookie },
})

const cookieOf = (headers: Headers): string => headers.getSetCookie()[0] ?? ''
const valueOf = (headers: Headers): string => /^parley_sealtalk=([^;]*)/.exec(cookieOf(headers))?.[1] ?? ''

/** Signs in and gives the sealed session. */
const login = async (setCookie?: string | string[]): Promise<string> => {
  harness.answer({ 'POST /user/login': signedIn(setCookie), [`GET /user/${OWN_ID}`]: ok(wireUser(OWN_ID)) })
  return valueOf((await harness.queryAsNobody(LOGIN)).headers)
}

const cookieSentWith = async (sealed: string): Promise<string | undefined> => {
  harness.answer({ 'GET /user/get_poke': ok({ pokeStatus: 1 }) })
  const headers = { 'x-sealtalk-session': sealed }
  await harness.queryAsNobody('{ viewer { sealtalk { acceptsPokes } } }', { headers })
  return harness.sent[0]?.headers['cookie']
}

describe('signing in', () => {
  it('sets a sealed cookie that reveals nothing of the upstream’s', async () => {
    harness.answer({ 'POST /user/login': signedIn(), [`GET /user/${OWN_ID}`]: ok(wireUser(OWN_ID)) })
    const { data, errors, headers } = await harness.queryAsNobody(LOGIN)

    expect(errors).toEqual([])
    expect(data).toEqual({
      login: {
        userId: `sealtalk:user:${OWN_ID}`,
        imToken: 'im-token',
        user: { id: `sealtalk:user:${OWN_ID}`, name: `name of ${OWN_ID}` },
      },
    })
    expect(cookieOf(headers)).toMatch(
      /^parley_sealtalk=[A-Za-z0-9_-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(headers.getSetCookie()).toHaveLength(1)
    expect(JSON.stringify([data, ...headers])).not.toMatch(/any-name|aabbccdd|upstream\.example/)
    expect(harness.gateway.logged.join('\n')).not.toMatch(/aabbccdd|im-token/)
  })

  it('reads the user with the session that it has just begun', async () => {
    await login()

    expect(harness.calls()).toEqual(['POST /user/login', `GET /user/${OWN_ID}`])
    expect(harness.sent.map(({ headers }) => headers['cookie'])).toEqual([undefined, 'any-name=aabbccdd'])
  })

  it('keeps all cookies that are set, whatever their names, and omits deleted ones', async () => {
    expect(await cookieSentWith(await login('x=1'))).toBe('x=1')
    expect(await cookieSentWith(await login(['lb=7; Path=/', COOKIE, 'old=; Max-Age=0']))).toBe(
      'lb=7; any-name=aabbccdd',
    )
    expect(await cookieSentWith(await login('raw=a%20b=='))).toBe('raw=a%20b==')
  })

  it.each([
    ['the last of one name', ['sid=first; Path=/', 'lb=1', 'sid=last; Path=/'], 'sid=last; lb=1'],
    ['none that is deleted again', ['sid=first', 'lb=1', 'sid=; Max-Age=0'], 'lb=1'],
    ['one that is set again', ['sid=; Max-Age=0', 'sid=again; Path=/'], 'sid=again'],
    ['none that expired', ['old=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'sid=1'], 'sid=1'],
    [
      'none whose value expired',
      ['sid=1', 'sid=deleted; expires=Thu, 01 Jan 1970 00:00:01 GMT', 'x=2'],
      'x=2',
    ],
    ['one that expires later', ['sid=1; Expires=Fri, 31 Dec 2100 00:00:00 GMT'], 'sid=1'],
    ['one by Max-Age before Expires', ['sid=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT'], 'sid=1'],
    [
      'none by Max-Age before Expires',
      ['x=2', 'sid=1; Max-Age=0; Expires=Fri, 31 Dec 2100 00:00:00 GMT'],
      'x=2',
    ],
    ['one with dates that are none', ['sid=1; Expires=soon; Max-Age=often'], 'sid=1'],
    ['names that differ in case', ['sid=1', 'SID=2'], 'sid=1; SID=2'],
  ])('keeps %s', async (_, setCookie, sent) => {
    expect(await cookieSentWith(await login(setCookie))).toBe(sent)
  })

  it('fails where every cookie has expired', async () => {
    harness.answer({ 'POST /user/login': signedIn(['sid=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT']) })
    const answer = await harness.queryAsNobody(LOGIN)

    expect(codesOf(answer)).toEqual(['login: UPSTREAM_UNAVAILABLE'])
    expect(answer.headers.getSetCookie()).toEqual([])
  })

  it('is taken from the cookie as well as from the header', async () => {
    const sealed = await login()
    for (const headers of [{ 'x-sealtalk-session': sealed }, { cookie: `a=b; parley_sealtalk=${sealed}` }]) {
      const answer = await harness.queryAsNobody(WHO, { headers })
      expect(answer.data).toEqual({ viewer: { sealtalk: { user: { id: `sealtalk:user:${OWN_ID}` } } } })
    }
  })

  it('registers in the same way', async () => {
    harness.answer({
      'POST /user/register': { ...ok({ id: 'nEw' }), headers: { 'set-cookie': COOKIE } },
      'GET /user/nEw': ok(wireUser('nEw')),
    })
    const { data, headers } = await harness.queryAsNobody(
      'mutation { register(input: {nickname: "Ann", password: "secret", verificationToken: "t"}) { userId user { name } } }',
    )

    expect(data).toEqual({ register: { userId: 'sealtalk:user:nEw', user: { name: 'name of nEw' } } })
    expect(await cookieSentWith(valueOf(headers))).toBe('any-name=aabbccdd')
  })

  it('sets no cookie if it fails or the response has none', async () => {
    harness.answer({ 'POST /user/login': outcome(1001) })
    const refused = await harness.queryAsNobody(LOGIN)
    harness.answer({ 'POST /user/login': ok({ id: OWN_ID, token: 't' }) })
    const cookieless = await harness.queryAsNobody(LOGIN)
    harness.answer({ 'POST /user/login': signedIn(`x=${'1'.repeat(5_000)}`) })
    const tooLong = await harness.queryAsNobody(LOGIN)

    expect(codesOf(refused)).toEqual(['login: VERIFICATION_FAILED'])
    expect(codesOf(cookieless)).toEqual(['login: UPSTREAM_UNAVAILABLE'])
    expect(codesOf(tooLong)).toEqual(['login: UPSTREAM_UNAVAILABLE'])
    for (const { headers } of [refused, cookieless, tooLong]) expect(headers.getSetCookie()).toEqual([])
  })

  it('shows an error at the user alone where reading it fails', async () => {
    harness.answer({ 'POST /user/login': signedIn(), [`GET /user/${OWN_ID}`]: text(403, 'no') })
    const answer = await harness.queryAsNobody(LOGIN)

    expect(answer.data).toMatchObject({ login: { imToken: 'im-token', user: null } })
    expect(codesOf(answer)).toEqual(['login.user: FORBIDDEN'])
    expect(valueOf(answer.headers)).not.toBe('')
  })
})

describe('an invalid session', () => {
  const cases: readonly (readonly [string, () => string])[] = [
    ['gibberish', () => 'gibberish'],
    ['the upstream’s own cookie', () => 'any-name=aabbccdd'],
    ['one that was sealed elsewhere', () => `${sealedSession().slice(0, -3)}abc`],
    ['one with white space around it', () => `${sealedSession().slice(0, 20)} ${sealedSession().slice(20)}`],
    ['one that is 30 days old', () => sealedSession({ issuedAt: now - 30 * DAY_MS })],
  ]

  it.each(cases)('is UNAUTHENTICATED, and nothing is sent: %s', async (_, sealed) => {
    harness.answer({})
    const headers = { 'x-sealtalk-session': sealed() }
    const viewer = await harness.queryAsNobody(WHO, { headers })
    const user = await harness.queryAsNobody('{ user(by: {sealtalkUserId: "not an id"}) { name } }', {
      headers,
    })

    expect(viewer.data).toEqual({ viewer: { sealtalk: null } })
    expect(codesOf(viewer)).toEqual(['viewer.sealtalk: UNAUTHENTICATED'])
    // Credentials are checked before arguments.
    expect(codesOf(user)).toEqual(['user: UNAUTHENTICATED'])
    expect(harness.sent).toEqual([])
  })

  it('does not affect fields that need no session', async () => {
    harness.answer({ 'GET /user/regionlist': ok([]) })
    const answer = await harness.queryAsNobody('{ regions { code } }', {
      headers: { 'x-sealtalk-session': 'gibberish' },
    })

    expect(answer).toMatchObject({ data: { regions: [] }, errors: [] })
  })

  it('is valid until the end of its 30 days', async () => {
    expect(await cookieSentWith(sealedSession({ issuedAt: now - 30 * DAY_MS + 1 }))).toBeDefined()
  })
})

describe('signing out', () => {
  const logout = (sealed: string) =>
    harness.queryAsNobody(LOGOUT, { headers: { 'x-sealtalk-session': sealed } })

  it('clears the cookie, calls the upstream, and refuses the session from then on', async () => {
    const sealed = await login()
    const other = await login()
    harness.answer({ 'POST /user/logout': ok() })
    const { data, headers } = await logout(sealed)

    expect(data).toEqual({ logout: { loggedOut: true } })
    expect(cookieOf(headers)).toMatch(/^parley_sealtalk=; Max-Age=0; Path=\/; HttpOnly/)
    expect(harness.sent).toMatchObject([{ path: '/user/logout', headers: { cookie: 'any-name=aabbccdd' } }])

    harness.answer({})
    const again = await harness.queryAsNobody(WHO, { headers: { 'x-sealtalk-session': sealed } })
    expect(codesOf(again)).toEqual(['viewer.sealtalk: UNAUTHENTICATED'])
    expect(codesOf(await logout(sealed))).toEqual(['logout: UNAUTHENTICATED'])
    expect(harness.sent).toEqual([])
    // Another session of the account goes on, although the upstream's cookie is the same here.
    expect(await cookieSentWith(other)).toBe('any-name=aabbccdd')
  })

  it('refuses the session until it would have expired', async () => {
    const sealed = await login()
    await logout(sealed)
    now += 29 * DAY_MS

    expect(await cookieSentWith(sealed)).toBeUndefined()
  })

  it('ends the session at the gateway even if the upstream fails', async () => {
    for (const answer of [text(500, 'down'), text(403, 'Not loged in.'), { body: 'nonsense' }]) {
      const sealed = await login()
      harness.answer({ 'POST /user/logout': answer })

      expect(await logout(sealed)).toMatchObject({ data: { logout: { loggedOut: true } }, errors: [] })
      expect(await cookieSentWith(sealed)).toBeUndefined()
    }
  })

  it('is UNAUTHENTICATED without a valid session, and clears the cookie', async () => {
    harness.answer({})
    expect(codesOf(await harness.queryAsNobody(LOGOUT))).toEqual(['logout: UNAUTHENTICATED'])

    const useless = await logout('gibberish')
    expect(codesOf(useless)).toEqual(['logout: UNAUTHENTICATED'])
    expect(cookieOf(useless.headers)).toMatch(/^parley_sealtalk=; Max-Age=0/)
    expect(harness.sent).toEqual([])
  })

  it('ends it for the rest of the operation, too', async () => {
    const sealed = await login()
    harness.answer({ 'POST /user/logout': ok() })
    const answer = await harness.queryAsNobody(
      'mutation { logout { loggedOut } setAcceptsPokes(input: {acceptsPokes: true}) { acceptsPokes } }',
      { headers: { 'x-sealtalk-session': sealed } },
    )

    expect(codesOf(answer)).toEqual(['setAcceptsPokes: UNAUTHENTICATED'])
    expect(harness.calls()).toEqual(['POST /user/logout'])
  })
})

describe('a cache entry of a session', () => {
  const ASK = '{ user(by: {sealtalkUserId: "a"}) { name gender } }'
  const asOf = (cookie: string) => ({
    headers: { 'x-sealtalk-session': sealedSession({ cookie, issuedAt: now }) },
  })

  it('belongs to the whole cookie: a cookie that differs in a bit is another viewer', async () => {
    harness.answer({
      'GET /user/a': ({ headers }) => ok(wireUser('a', { nickname: `seen with ${headers['cookie']}` })),
    })
    const first = await harness.queryAsNobody(ASK, asOf('c=00ff01'))
    const again = await harness.queryAsNobody(ASK, asOf('c=00ff01'))
    const bent = await harness.queryAsNobody(ASK, asOf('c=00ff00'))

    expect(first.data).toMatchObject({ user: { name: 'seen with c=00ff01' } })
    expect(again.data).toEqual(first.data)
    expect(bent.data).toMatchObject({ user: { name: 'seen with c=00ff00' } })
    expect(harness.sent).toHaveLength(2)
  })

  it('is dropped when the session ends', async () => {
    harness.answer({ 'GET /user/a': ok(wireUser('a')), 'POST /user/logout': ok() })
    await harness.queryAsNobody(ASK, asOf('c=ended'))
    await harness.queryAsNobody(LOGOUT, asOf('c=ended'))
    const later = {
      headers: { 'x-sealtalk-session': sealedSession({ cookie: 'c=ended', issuedAt: now + 1 }) },
    }
    await harness.queryAsNobody(ASK, later)

    expect(harness.calls()).toEqual(['GET /user/a', 'POST /user/logout', 'GET /user/a'])
  })
})
