import { afterEach, describe, expect, it } from 'vitest'
import {
  ok,
  OWN_ID,
  type SealTalkHarness,
  sealedSession,
  startSealTalkHarness,
  wireUser,
} from '../../support/sealtalk-upstream.ts'

const PLAIN = 'parley_sealtalk'
const HOST = `__Host-${PLAIN}`
const LOGIN =
  'mutation { login(input: {phone: {region: "86", number: "13812345678"}, password: "secret"}) { userId } }'
const LOGOUT = 'mutation { logout { loggedOut } }'
const WHO = '{ viewer { sealtalk { user { id } } } }'

let harness: SealTalkHarness | undefined
afterEach(() => harness?.close())

const start = async (env: Record<string, string>): Promise<SealTalkHarness> => {
  harness = await startSealTalkHarness({ LOG_LEVEL: 'silent', TRUST_PROXY: '127.0.0.1', ...env })
  harness.answer({
    'POST /user/login': { ...ok({ id: OWN_ID, token: 't' }), headers: { 'set-cookie': 'a=b' } },
    'POST /user/logout': ok(),
    [`GET /user/${OWN_ID}`]: ok(wireUser(OWN_ID)),
  })
  return harness
}

/** Whether a request with these headers is the account's own. */
const isSignedIn = async (headers: Record<string, string>): Promise<boolean> => {
  const { data } = (await harness?.queryAsNobody(WHO, { headers })) ?? {}
  return (
    JSON.stringify(data) ===
    JSON.stringify({ viewer: { sealtalk: { user: { id: `sealtalk:user:${OWN_ID}` } } } })
  )
}

const TLS = { 'x-forwarded-proto': 'https' }
const PRODUCTION = { NODE_ENV: 'production', DRAIN_DELAY_MS: '0' }

const secure: [string, Record<string, string>, Record<string, string>][] = [
  ['in production', PRODUCTION, {}],
  ['behind a trusted proxy that reports TLS', {}, TLS],
  ['with COOKIE_SECURE=1', { COOKIE_SECURE: '1' }, {}],
  ['with COOKIE_SAMESITE=none', { COOKIE_SAMESITE: 'none' }, {}],
]
const plain: [string, Record<string, string>, Record<string, string>][] = [
  ['without TLS', {}, {}],
  ['behind a proxy that is not trusted', { TRUST_PROXY: '192.0.2.1' }, TLS],
  ['in production with COOKIE_SECURE=0', { ...PRODUCTION, COOKIE_SECURE: '0' }, TLS],
]

describe('the session cookie', () => {
  it.each(secure)('is Secure and bound to the host %s', async (_, env, headers) => {
    const { queryAsNobody } = await start(env)
    const [cookie = ''] = (await queryAsNobody(LOGIN, { headers })).headers.getSetCookie()

    expect(cookie).toMatch(
      /^__Host-parley_sealtalk=[\w-]+; Max-Age=2592000; Path=\/; HttpOnly; Secure; (SameSite=Lax|Partitioned; SameSite=None)$/,
    )
    expect(await isSignedIn({ ...headers, cookie: cookie.split(';')[0] ?? '' })).toBe(true)
  })

  it.each(secure)('is ignored under its plain name %s', async (_, env, headers) => {
    const { queryAsNobody } = await start(env)
    const sealed = sealedSession()

    expect(await isSignedIn({ ...headers, cookie: `${PLAIN}=${sealed}` })).toBe(false)
    expect(await isSignedIn({ ...headers, cookie: `${PLAIN}=tossed; ${HOST}=${sealed}` })).toBe(true)
    const cleared = await queryAsNobody(LOGOUT, { headers: { ...headers, cookie: `${HOST}=${sealed}` } })
    expect(cleared.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-parley_sealtalk=; Max-Age=0; Path=\/; HttpOnly; Secure; /),
    ])
  })

  it.each(plain)('is not Secure %s', async (_, env, headers) => {
    const { queryAsNobody } = await start(env)
    const [cookie = ''] = (await queryAsNobody(LOGIN, { headers })).headers.getSetCookie()

    expect(cookie).toMatch(/^parley_sealtalk=[\w-]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(await isSignedIn({ ...headers, cookie: cookie.split(';')[0] ?? '' })).toBe(true)
    expect(await isSignedIn({ ...headers, cookie: `${HOST}=${sealedSession()}` })).toBe(false)
  })

  it.each([
    ['without TLS', PLAIN, {}],
    ['in production', HOST, PRODUCTION],
  ])('is no credential where it is sent twice, %s', async (_, name, env) => {
    await start(env)
    const sealed = sealedSession()
    const other = sealedSession({ cookie: 'other=1' })

    expect(await isSignedIn({ cookie: `a=b; ${name}=${sealed}; c=d` })).toBe(true)
    for (const cookie of [
      `${name}=${sealed}; ${name}=${other}`,
      `${name}=${sealed}; ${name}=${sealed}`,
      `${name}=${sealed}; a=b; ${name}=`,
      `${name}=; ${name}=${sealed}`,
      `${name}=x;${name}=y; ${name} = ${sealed}`,
    ]) {
      expect(await isSignedIn({ cookie }), cookie).toBe(false)
    }
  })
})

describe('the header X-SealTalk-Session', () => {
  it('counts as absent where it is blank, so that the cookie is valid', async () => {
    await start({})
    const cookie = `${PLAIN}=${sealedSession()}`

    expect(await isSignedIn({ cookie, 'x-sealtalk-session': '' })).toBe(true)
    expect(await isSignedIn({ cookie, 'x-sealtalk-session': '  ' })).toBe(true)
    expect(await isSignedIn({ cookie, 'x-sealtalk-session': 'wrong' })).toBe(false)
    expect(await isSignedIn({ 'x-sealtalk-session': '' })).toBe(false)
  })
})
