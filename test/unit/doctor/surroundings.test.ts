import { expect, it } from 'vitest'
import { readSettings } from '../../../src/config/index.ts'
import { checkSurroundings } from '../../../src/doctor/surroundings.ts'

const look = (env: Record<string, string>) =>
  checkSurroundings(readSettings({ SANDBOX: '0', ...env })).map(({ verdict, text }) => `${verdict}: ${text}`)

const open = { HOST: '0.0.0.0' }

it('is content with a gateway that only its own machine reaches', () => {
  expect(look({})).toEqual([
    expect.stringMatching(/^ok: no proxy/),
    expect.stringMatching(/^ok: only the gateway/),
  ])
})

it.each([
  ['listens to other machines', open],
  ['is in production on loopback, where only a proxy can reach it', { NODE_ENV: 'production' }],
])('warns that everybody counts as one address where no proxy is trusted and it %s', (_, env) => {
  expect(look(env)[0]).toMatch(/^warning: .*everybody counts as one address/)
  expect(look({ ...env, TRUST_PROXY: '10.0.0.7' })[0]).toBe('ok: X-Forwarded-For is believed of 10.0.0.7')
})

it.each(['0.0.0.0/0', '::/0', '10.0.0.1,0.0.0.0/0'])(
  'warns of TRUST_PROXY=%s, which believes everybody',
  (value) => {
    expect(look({ ...open, TRUST_PROXY: value })[0]).toMatch(/^warning: TRUST_PROXY believes everybody/)
  },
)

it.each([
  [
    'a page of development in production',
    { NODE_ENV: 'production', CORS_ORIGINS: 'http://localhost:3000' },
    /localhost/,
  ],
  ['a page that is not encrypted', { CORS_ORIGINS: 'http://app.example.com' }, /not encrypted/],
  [
    'pages of several sites with a cookie for one',
    { CORS_ORIGINS: 'https://a.example.com,https://b.test' },
    /COOKIE_SAMESITE=lax/,
  ],
  ['a cookie for every site, and no page', { COOKIE_SAMESITE: 'none' }, /no other origin/],
])('warns of %s', (_, env: Record<string, string>, text) => {
  expect(look(env)[1]).toMatch(/^warning: /)
  expect(look(env)[1]).toMatch(text)
})

it.each([
  { CORS_ORIGINS: 'http://localhost:3000' },
  { CORS_ORIGINS: 'https://a.example.com,https://b.example.com' },
  { CORS_ORIGINS: 'https://a.example.com,https://b.test', COOKIE_SAMESITE: 'none' },
])('is content with %o', (env) => {
  expect(look(env)[1]).toMatch(/^ok: browsers may call from/)
})
