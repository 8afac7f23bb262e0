import { expect, it } from 'vitest'
import { readSettings } from '../../../src/config/index.ts'

const warningsOf = (env: Record<string, string>) => readSettings(env).warnings

it.each([
  ['MIXIN_KEYSTOR', 'MIXIN_KEYSTORE'],
  ['MIXIN_API_URLS', 'MIXIN_API_URL'],
  ['SEALTALK_APIURL', 'SEALTALK_API_URL'],
  ['LOGLEVEL', 'LOG_LEVEL'],
  ['API_KEY', 'API_KEYS'],
  ['CORS_ORIGIN', 'CORS_ORIGINS'],
  ['TRUSTED_PROXY', 'TRUST_PROXY'],
  ['PORTS', 'PORT'],
  ['LIMIT_REQUESTS_MS', 'LIMIT_REQUEST_MS'],
  ['mixin_keystore', 'MIXIN_KEYSTORE'],
  ['Redis_Url', 'REDIS_URL'],
  ['mixin_keystor', 'MIXIN_KEYSTORE'],
  ['LIMIT_MAX_DEPTH', 'LIMIT_DEPTH'],
  ['LIMIT_TEXT_MESSAGES', 'LIMIT_TEXT_MESSAGES_PER_HOUR'],
  ['LIMIT_BYTES_ANSWER', 'LIMIT_ANSWER_BYTES'],
  ['LIMIT_REQUEST_TIMEOUT_MS', 'LIMIT_REQUEST_MS'],
])('recognizes %s as a misspelling of %s', (name, meant) => {
  expect(warningsOf({ [name]: 'x' })).toEqual([`${name} is not a setting of Parley: did you mean ${meant}?`])
})

it('warns of any unknown name with a known prefix', () => {
  expect(warningsOf({ MIXIN_COLOUR: 'blue', PARLEY_LANE: 'short' })).toEqual([
    'MIXIN_COLOUR is not a setting of Parley and is ignored.',
    'PARLEY_LANE is not a setting of Parley and is ignored.',
  ])
})

it('ignores names that belong to other programs', () => {
  const everywhere =
    'HOME PATH HOSTNAME SHELL LANG LOGNAME npm_config_port npm_config_loglevel http_proxy NO_PROXY'
  const near =
    'POST SORT MOST RACE GRACE BRACE NODE_PATH NODE_OPTIONS REDIS_HOST LIMIT_CPU API_URL SESSION_MANAGER'
  // Services of a cluster that happen to be called so.
  const cluster =
    'MIXIN_SERVICE_HOST SEALTALK_PORT REDIS_PORT SANDBOX_SERVICE_PORT_HTTP MIXIN_PORT_80_TCP_ADDR'
  const others = `${everywhere} ${near} ${cluster} PARLEY_URL PARLEY_GROUP`.split(' ')
  expect(warningsOf(Object.fromEntries(others.map((name) => [name, 'x'])))).toEqual([])
})

it.each([
  ['MIXIN_API_URL', { MIXIN_API_URL: 'https://a.example,http://b.example' }],
  ['MIXIN_BLAZE_URL', { MIXIN_BLAZE_URL: 'ws://10.0.0.1' }],
  ['SEALTALK_API_URL', { SEALTALK_API_URL: 'http://sealtalk.example', SESSION_SECRET: 's'.repeat(32) }],
])('warns of an unencrypted %s outside loopback', (name, env) => {
  expect(warningsOf(env)).toEqual([expect.stringMatching(`^${name} is not encrypted`)])
})

it.each(['http://localhost:1', 'http://127.0.0.9:1', 'http://[::1]:1', 'http://api.localhost'])(
  'accepts %s',
  (url) => {
    expect(warningsOf({ MIXIN_API_URL: url })).toEqual([])
  },
)

it('warns that SealTalk sessions end with the process if SESSION_SECRET is not set', () => {
  const env = { SEALTALK_API_URL: 'https://sealtalk.example' }
  expect(warningsOf(env)).toEqual([expect.stringMatching(/^SESSION_SECRET is not set/)])
  expect(warningsOf({ ...env, SESSION_SECRET: 's'.repeat(32) })).toEqual([])
})

it('warns of short secrets', () => {
  expect(warningsOf({ SESSION_SECRET: 'short', API_KEYS: 'long-enough-for-a-key,short' })).toEqual([
    expect.stringMatching(/^SESSION_SECRET is shorter/),
    expect.stringMatching(/^API_KEYS contains a key shorter/),
  ])
})

it('warns of a PIN that cannot be encrypted without the server key', () => {
  const env = {
    MIXIN_APP_ID: '11efbb75-e7fe-44d7-a14f-698535289310',
    MIXIN_SESSION_ID: '2a1b5d43-5b1a-4f52-9d9a-1d6a5c6a3c11',
    MIXIN_SESSION_PRIVATE_KEY: 'ab'.repeat(32),
    MIXIN_PIN: '123456',
  }
  expect(warningsOf(env)).toEqual([expect.stringMatching(/^MIXIN_SERVER_PUBLIC_KEY is not set/)])
})

it('warns of a sandbox in production', () => {
  expect(warningsOf({ NODE_ENV: 'production', SANDBOX: '1' })).toEqual([
    expect.stringMatching(/^NODE_ENV is production/),
  ])
  expect(warningsOf({ NODE_ENV: 'production', MIXIN_API_URL: 'https://mixin.test' })).toEqual([])
})
