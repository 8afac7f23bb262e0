import { expect, it } from 'vitest'
import { readSettings } from '../../../src/config/index.ts'
import { checkSurroundings } from '../../../src/doctor/surroundings.ts'

const look = (env: Record<string, string>) =>
  checkSurroundings(readSettings({ SANDBOX: '0', ...env })).map(({ verdict, text }) => `${verdict}: ${text}`)

const open = { HOST: '0.0.0.0' }

it('accepts a gateway that only its own machine can reach', () => {
  expect(look({})).toEqual([
    expect.stringMatching(/^ok: no proxy/),
    expect.stringMatching(/^ok: browsers may call only from the gateway/),
  ])
})

it.each([
  ['listens to other machines', open],
  ['is in production on loopback, where only a proxy can reach it', { NODE_ENV: 'production', SANDBOX: '1' }],
])('warns that all callers count as one address where no proxy is trusted and it %s', (_, env) => {
  expect(look(env)[0]).toMatch(/^warning: .*all callers count as one address/)
  expect(look({ ...env, TRUST_PROXY: '10.0.0.7' })[0]).toBe('ok: X-Forwarded-For is trusted from 10.0.0.7')
})

it.each(['0.0.0.0/0', '::/0', '10.0.0.1,0.0.0.0/0'])(
  'warns of TRUST_PROXY=%s, which trusts every address',
  (value) => {
    expect(look({ ...open, TRUST_PROXY: value })[0]).toMatch(/^warning: TRUST_PROXY trusts every address/)
  },
)

it.each([
  [
    'a development origin in production',
    { NODE_ENV: 'production', SANDBOX: '1', CORS_ORIGINS: 'http://localhost:3000' },
    /localhost/,
  ],
  ['an unencrypted origin', { CORS_ORIGINS: 'http://app.example.com' }, /unencrypted/],
  [
    'several sites with a cookie for one',
    { CORS_ORIGINS: 'https://a.example.com,https://b.test' },
    /COOKIE_SAMESITE=lax/,
  ],
  ['a cookie for every site without other origins', { COOKIE_SAMESITE: 'none' }, /no other origin/],
])('warns of %s', (_, env: Record<string, string>, text) => {
  expect(look(env)[1]).toMatch(/^warning: /)
  expect(look(env)[1]).toMatch(text)
})

it.each([
  { CORS_ORIGINS: 'http://localhost:3000' },
  { CORS_ORIGINS: 'https://a.example.com,https://b.example.com' },
  { CORS_ORIGINS: 'https://a.example.com,https://b.test', COOKIE_SAMESITE: 'none' },
])('accepts %o', (env) => {
  expect(look(env)[1]).toMatch(/^ok: browsers may call from/)
})
