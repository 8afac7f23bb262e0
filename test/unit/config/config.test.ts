import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { cacheBytesFor } from '../../../src/config/memory.ts'
import { loadEnvironment, readSettings, SettingsError, withSandbox } from '../../../src/config/index.ts'

const bot = {
  MIXIN_APP_ID: '11efbb75-e7fe-44d7-a14f-698535289310',
  MIXIN_SESSION_ID: '2a1b5d43-5b1a-4f52-9d9a-1d6a5c6a3c11',
  MIXIN_SESSION_PRIVATE_KEY: 'ab'.repeat(32),
  MIXIN_SERVER_PUBLIC_KEY: 'cd'.repeat(32),
}

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env)
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
  throw new Error('the settings were accepted')
}

describe('defaults', () => {
  it('are complete without any setting, with the sandbox in place of both networks', () => {
    expect(readSettings({})).toStrictEqual({
      host: '127.0.0.1',
      port: 4000,
      metricsPort: undefined,
      admin: undefined,
      production: false,
      logLevel: 'info',
      logRequests: undefined,
      keepAliveMs: 620_000,
      drainDelayMs: 0,
      mixin: undefined,
      sealtalk: undefined,
      sandbox: {
        on: true,
        port: 0,
        fills: {
          mixin: { botAccess: 'full', numberRatePerSecond: 2, searchRatePerSecond: 2 },
          sealtalk: { dialect: 'server', utf8mb4: false, textMessagesPerHour: 1_000 },
        },
      },
      apiKeys: [],
      session: { secret: undefined, formerSecrets: [], sameSite: 'lax', secure: 'over-tls' },
      corsOrigins: [],
      corsHeaders: [],
      trustProxy: [],
      redis: undefined,
      workers: 1,
      proxies: { https: undefined, http: undefined, except: [] },
      cacheMaxBytes: cacheBytesFor(),
      upstreamConnections: 128,
      attempts: {
        perSubject: 5,
        perAddress: 20,
        phonesPerAddress: 50,
        signInsPerSubject: 30,
        signInsPerAddress: 60,
      },
      overload: { concurrentRequests: 512, busyRequests: 64, eventLoopDelayMs: 200 },
      connections: {
        connections: 2_000,
        connectionsPerAddress: 500,
        readingBodies: 1_024,
        readingBodiesPerAddress: 128,
        readingBytes: 67_108_864,
        unreadBytes: 67_108_864,
      },
      requestsPerSecond: 0,
      requestTimeoutMs: 10_000,
      graphiql: true,
      introspection: true,
      limits: {
        bodyBytes: 262_144,
        jsonNesting: 32,
        nesting: 64,
        tokens: 1_000,
        depth: 10,
        aliases: 30,
        rootFields: 20,
        directives: 9,
        fragments: 50,
        parts: 1_000,
        cost: 500,
        nameLength: 128,
        answerBytes: 8 * 2 ** 20,
      },
      executionPath: undefined,
      trace: 'everyone',
      trustedDocuments: undefined,
      warnings: [],
    })
  })

  it('disable GraphiQL, introspection and traces and drain slowly in production', () => {
    const settings = readSettings({ NODE_ENV: 'PRODUCTION', MIXIN_API_URL: 'https://mixin.test' })
    expect(settings).toMatchObject({
      production: true,
      graphiql: false,
      introspection: false,
      trace: 'api-key',
      drainDelayMs: 5000,
      sandbox: { on: false, fills: { mixin: undefined, sealtalk: undefined } },
    })
  })

  it('are overridden by explicit settings', () => {
    const env = { GRAPHIQL: '1', INTROSPECTION: 'true', TRACE: '1', DRAIN_DELAY_MS: '0' }
    expect(readSettings({ NODE_ENV: 'production', SANDBOX: '1', ...env })).toMatchObject({
      graphiql: true,
      introspection: true,
      trace: 'everyone',
      drainDelayMs: 0,
    })
    expect(readSettings({ GRAPHIQL: '0', INTROSPECTION: 'false', TRACE: '0' })).toMatchObject({
      graphiql: false,
      introspection: false,
      trace: 'nobody',
    })
  })

  it('use the real Mixin, closed to callers without a token, once a credential is set', () => {
    const { mixin, sandbox } = readSettings(bot)
    expect(mixin).toMatchObject({
      apiUrls: ['https://api.mixin.one'],
      blazeUrl: 'wss://blaze.mixin.one',
      botAccess: 'none',
      bot: { appId: bot.MIXIN_APP_ID, sessionId: bot.MIXIN_SESSION_ID },
    })
    expect(sandbox).toEqual({ on: false, port: 0, fills: { mixin: undefined, sealtalk: undefined } })
  })

  it.each(['MIXIN_API_URL', 'MIXIN_CLIENT_SECRET'])(
    'configure Mixin without a bot where only %s is set',
    (name) => {
      const { mixin } = readSettings({ [name]: 'https://mixin.example' })
      expect(mixin).toMatchObject({ bot: undefined, pin: undefined, spendKey: undefined })
    },
  )
})

describe('values', () => {
  it('become typed settings with units in their names', () => {
    const settings = readSettings(
      {
        ...bot,
        HOST: '::',
        PORT: '0',
        METRICS_PORT: '9464',
        LOG_LEVEL: 'DEBUG',
        MIXIN_API_URL: 'https://a.example/, https://b.example/mixin/ ,https://a.example/',
        MIXIN_BLAZE_URL: 'wss://blaze.example/',
        MIXIN_PIN: '123456',
        MIXIN_SPEND_KEY: 'EF'.repeat(32),
        MIXIN_BOT_ACCESS: 'read',
        MIXIN_NUMBER_RATE: '0.5',
        MIXIN_SEARCH_RATE: '10',
        SEALTALK_API_URL: 'http://127.0.0.1:8585/',
        SEALTALK_DIALECT: 'document',
        SEALTALK_UTF8MB4: '1',
        API_KEYS: 'first-key-of-enough-length, second-key-of-enough-length,',
        SESSION_SECRET: 's'.repeat(32),
        COOKIE_SAMESITE: 'None',
        REDIS_URL: 'rediss://user:password@redis.example:6380/1',
        CACHE_MAX_BYTES: '64MiB',
        UPSTREAM_CONNECTIONS: '16',
        LIMIT_TRIES_PER_PHONE: '3',
        LIMIT_TRIES_PER_ADDRESS: '30',
        LIMIT_PHONES_PER_ADDRESS: '40',
        LIMIT_SIGN_INS_PER_ACCOUNT: '8',
        LIMIT_SIGN_INS_PER_ADDRESS: '80',
        LIMIT_TEXT_MESSAGES_PER_HOUR: '9',
        LIMIT_CONCURRENT_REQUESTS: '100',
        LIMIT_BUSY_REQUESTS: '0',
        LIMIT_EVENT_LOOP_DELAY_MS: '50',
        LIMIT_REQUEST_MS: '2500',
        LIMIT_CONNECTIONS: '100',
        LIMIT_CONNECTIONS_PER_ADDRESS: '10',
        LIMIT_READING_BODIES: '64',
        LIMIT_READING_BODIES_PER_ADDRESS: '8',
        LIMIT_READING_BYTES: '16MiB',
        LIMIT_UNREAD_BYTES: '8MiB',
        CORS_ORIGINS: 'https://app.example/,http://localhost:5173',
        CORS_HEADERS: 'X-App-Version, x-tenant',
        TRUST_PROXY: '10.0.0.7, 10.1.0.0/16, fd00::/8',
        TRUSTED_DOCUMENTS: 'documents.json',
        TRUSTED_DOCUMENTS_ONLY: '1',
        SANDBOX_PORT: '4100',
      },
      () => '{"sha256:AB": "{ __typename }"}',
    )
    expect(settings).toMatchObject({
      host: '::',
      port: 0,
      metricsPort: 9464,
      logLevel: 'debug',
      mixin: {
        apiUrls: ['https://a.example', 'https://b.example/mixin'],
        blazeUrl: 'wss://blaze.example',
        botAccess: 'read',
        numberRatePerSecond: 0.5,
        searchRatePerSecond: 10,
      },
      sealtalk: {
        apiUrl: 'http://127.0.0.1:8585',
        dialect: 'document',
        utf8mb4: true,
        textMessagesPerHour: 9,
      },
      session: { sameSite: 'none', secure: 'always' },
      cacheMaxBytes: 67_108_864,
      upstreamConnections: 16,
      attempts: {
        perSubject: 3,
        perAddress: 30,
        phonesPerAddress: 40,
        signInsPerSubject: 8,
        signInsPerAddress: 80,
      },
      overload: { concurrentRequests: 100, busyRequests: 0, eventLoopDelayMs: 50 },
      connections: {
        connections: 100,
        // Behind a proxy, connections are many clients'.
        connectionsPerAddress: undefined,
        readingBodies: 64,
        readingBodiesPerAddress: 8,
        readingBytes: 16_777_216,
        unreadBytes: 8_388_608,
      },
      requestTimeoutMs: 2_500,
      corsOrigins: ['https://app.example', 'http://localhost:5173'],
      corsHeaders: ['X-App-Version', 'x-tenant'],
      trustProxy: ['10.0.0.7', '10.1.0.0/16', 'fd00::/8'],
      trustedDocuments: { documents: [['ab', '{ __typename }']], only: true },
      sandbox: { on: false, port: 4100 },
      warnings: [],
    })
    expect(settings.mixin?.bot?.sessionPrivateKey.reveal()).toBe(bot.MIXIN_SESSION_PRIVATE_KEY)
    expect(settings.mixin?.bot?.serverPublicKey?.reveal()).toBe(bot.MIXIN_SERVER_PUBLIC_KEY)
    expect(settings.mixin?.pin?.reveal()).toBe('123456')
    expect(settings.mixin?.spendKey?.reveal()).toBe('EF'.repeat(32))
    expect(settings.session.secret?.reveal()).toBe('s'.repeat(32))
    expect(settings.redis?.urls[0]?.reveal()).toBe('rediss://user:password@redis.example:6380/1')
    expect(settings.apiKeys.map((key) => key.reveal())).toEqual([
      'first-key-of-enough-length',
      'second-key-of-enough-length',
    ])
  })

  it.each([
    ['1048576', 1_048_576],
    ['512KiB', 524_288],
    ['1 gib', 1_073_741_824],
    ['5MB', 5_000_000],
    ['100b', 100],
  ])('of CACHE_MAX_BYTES may be written as %s', (written, bytes) => {
    expect(readSettings({ CACHE_MAX_BYTES: written }).cacheMaxBytes).toBe(bytes)
  })

  it.each([
    ['redis://h:6379', 'redis://h:6379'],
    ['rediss://u:p%40@h/3', 'rediss://u:p%40@h/3'],
    ['redis://u:p%40@h:1?db=3', 'redis://u:p%40@h:1/3'],
    ['redis://[::1]/?db=0', 'redis://[::1]/0'],
    ['redis://h/3?db=3', 'redis://h/3'],
  ])('of REDIS_URL may have its database in the path or the query: %s', (written, url) => {
    const env = { SESSION_SECRET: 's'.repeat(32), SANDBOX: '1' }
    expect(readSettings({ ...env, REDIS_URL: written }).redis?.urls[0]?.reveal()).toBe(url)
  })

  it.each([
    'http://h',
    'unix:///var/redis.sock',
    'redis:6379',
    'h:6379',
    'redis://h:0',
    'redis://h:65536',
    'redis://h/three',
    'redis://h/-1',
    'redis://h/1/2',
    'redis://h/3?db=4',
    'redis://h?db=3&db=4',
    'redis://h?db=three',
    'redis://h?DB=3',
    'redis://h?database=3',
    'redis://h?db=3&family=6',
    'redis://h?ssl_cert_reqs=none',
    'redis://h#3',
    'redis://:100%zz@h',
  ])('of REDIS_URL that can never work, or would be read in part, are refused: %s', (written) => {
    expect(problemsOf({ SESSION_SECRET: 's'.repeat(32), REDIS_URL: written })).toEqual([
      expect.stringMatching(/^REDIS_URL must be a URL like/),
    ])
  })

  it('count as unset if blank', () => {
    expect(readSettings({ PORT: '  ', MIXIN_API_URL: '', SANDBOX: '' })).toStrictEqual(readSettings({}))
  })

  it('are frozen', () => {
    const { mixin, corsOrigins } = readSettings(bot)
    expect(Object.isFrozen(mixin?.bot)).toBe(true)
    expect(Object.isFrozen(mixin?.apiUrls)).toBe(true)
    expect(Object.isFrozen(corsOrigins)).toBe(true)
  })
})

describe('an invalid value', () => {
  it.each([
    ['HOST', 'http://localhost:4000'],
    ['PORT', '65536'],
    ['PORT', '4e3'],
    ['METRICS_PORT', '-1'],
    ['LOG_LEVEL', 'loud'],
    ['DRAIN_DELAY_MS', '5s'],
    ['MIXIN_API_URL', 'api.mixin.one'],
    ['MIXIN_API_URL', 'https://a.example,ftp://b.example'],
    ['MIXIN_API_URL', 'https://user:password@a.example'],
    ['MIXIN_API_URL', 'https://a.example/?key=value'],
    ['MIXIN_API_URL', ','],
    ['MIXIN_BLAZE_URL', 'https://blaze.mixin.one'],
    ['SEALTALK_API_URL', 'https://a.example,https://b.example/#top'],
    ['SEALTALK_DIALECT', 'java'],
    ['MIXIN_BOT_ACCESS', 'write'],
    ['MIXIN_NUMBER_RATE', '0'],
    ['MIXIN_SEARCH_RATE', 'fast'],
    ['SANDBOX', 'yes'],
    ['SANDBOX_PORT', 'x'],
    ['GRAPHIQL', 'on'],
    ['INTROSPECTION', '2'],
    ['TRACE', 'constructor'],
    ['API_KEYS', ', ,'],
    ['COOKIE_SAMESITE', 'any'],
    ['COOKIE_SECURE', 'yes'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://app.example/path'],
    ['CORS_HEADERS', '*'],
    ['CORS_HEADERS', 'X-App Version'],
    ['CORS_HEADERS', 'X-A: b'],
    ['TRUST_PROXY', '10.0.0.0/33'],
    ['TRUST_PROXY', 'proxy.internal'],
    ['CACHE_MAX_BYTES', 'lots'],
    ['LIMIT_BODY_BYTES', '0'],
    ['LIMIT_BODY_BYTES', '17MiB'],
    ['LIMIT_NESTING', '501'],
    ['LIMIT_DEPTH', '0'],
    ['LIMIT_ALIASES', 'none'],
    ['UPSTREAM_CONNECTIONS', '0'],
    ['LIMIT_TRIES_PER_PHONE', '0'],
    ['LIMIT_TRIES_PER_ADDRESS', 'none'],
    ['LIMIT_SIGN_INS_PER_ACCOUNT', '0'],
    ['LIMIT_TEXT_MESSAGES_PER_HOUR', '0'],
    ['LIMIT_SIGN_INS_PER_ADDRESS', '1.5'],
    ['LIMIT_CONCURRENT_REQUESTS', '0'],
    ['LIMIT_BUSY_REQUESTS', '-1'],
    ['LIMIT_EVENT_LOOP_DELAY_MS', '0.2'],
    ['LIMIT_REQUEST_MS', '10s'],
    ['LIMIT_CONNECTIONS', '9'],
    ['LIMIT_CONNECTIONS_PER_ADDRESS', '0'],
    ['LIMIT_READING_BODIES', '0'],
    ['LIMIT_READING_BODIES_PER_ADDRESS', 'all'],
    ['LIMIT_READING_BYTES', '15MiB'],
    ['LIMIT_UNREAD_BYTES', '1000'],
    ['TRUSTED_DOCUMENTS_ONLY', 'maybe'],
  ])('of %s, such as %s, is reported with the name of the setting and without the value', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name} must be .+`)])
  })

  it.each([
    ['MIXIN_APP_ID', 'not-a-uuid'],
    ['MIXIN_SESSION_ID', '1234'],
    ['MIXIN_SESSION_PRIVATE_KEY', 'ab'.repeat(31)],
    ['MIXIN_SERVER_PUBLIC_KEY', Buffer.alloc(64).toString('base64')],
    ['MIXIN_PIN', '12345'],
    ['MIXIN_SPEND_KEY', 'xy'.repeat(32)],
  ])('of %s is reported for an otherwise complete bot', (name, value) => {
    expect(problemsOf({ ...bot, [name]: value })).toEqual([expect.stringMatching(`^${name} must be .+`)])
  })

  it('does not hide the others: one message lists them all, one per line', () => {
    const env = { PORT: 'x', LOG_LEVEL: 'x', MIXIN_KEYSTORE: '/nowhere/keystore.json', MIXIN_APP_ID: 'x' }
    expect(() => readSettings(env)).toThrow(
      [
        'Parley cannot start with these settings:',
        '  PORT must be a whole number from 0 to 65535',
        '  MIXIN_APP_ID must be a UUID',
        '  LOG_LEVEL must be one of: fatal, error, warn, info, debug, trace, silent',
        '  MIXIN_KEYSTORE and MIXIN_APP_ID both name the bot: set only one of them',
        '  MIXIN_KEYSTORE must be the path of a readable file (there is no such file: ENOENT)',
      ].join('\n'),
    )
  })
})

describe('a contradiction', () => {
  it.each<[string, Record<string, string>, RegExp]>([
    [
      'an incomplete bot',
      { MIXIN_APP_ID: bot.MIXIN_APP_ID, MIXIN_SERVER_PUBLIC_KEY: bot.MIXIN_SERVER_PUBLIC_KEY },
      /^MIXIN_APP_ID, MIXIN_SERVER_PUBLIC_KEY do not name the bot .* set MIXIN_SESSION_ID, MIXIN_SESSION_PRIVATE_KEY too/,
    ],
    [
      'access to a missing bot',
      { MIXIN_API_URL: 'https://a.example', MIXIN_BOT_ACCESS: 'full' },
      /^MIXIN_BOT_ACCESS .* set MIXIN_KEYSTORE/,
    ],
    ['the PIN of a missing bot', { MIXIN_PIN: '123456' }, /^MIXIN_PIN belongs to a bot/],
    [
      'the spend key of a missing bot',
      { MIXIN_SPEND_KEY: 'ab'.repeat(32) },
      /^MIXIN_SPEND_KEY belongs to a bot/,
    ],
    [
      "several gateways that cannot open each other's sessions",
      { REDIS_URL: 'redis://127.0.0.1' },
      /^REDIS_URL .* SESSION_SECRET/,
    ],
    [
      'a cookie for other sites that is not Secure',
      { COOKIE_SECURE: '0', COOKIE_SAMESITE: 'None' },
      /COOKIE_SAMESITE=none requires a Secure cookie/,
    ],
    ['production without a network', { NODE_ENV: 'production' }, /^NODE_ENV .* no network .*SANDBOX=1/],
    ['the same in capitals', { NODE_ENV: 'Production ' }, /^NODE_ENV .* no network .*SANDBOX=1/],
    [
      'production without a network or a sandbox',
      { NODE_ENV: 'production', SANDBOX: '0', MIXIN_BOT_ACCESS: 'none' },
      /^NODE_ENV is production, but no network is configured/,
    ],
    ['trusted documents only, without a file', { TRUSTED_DOCUMENTS_ONLY: '1' }, /set TRUSTED_DOCUMENTS/],
    ['one port for two servers', { PORT: '4100', METRICS_PORT: '4100' }, /^METRICS_PORT .* PORT/],
    ['the default port for two servers', { METRICS_PORT: '4000' }, /^METRICS_PORT .* PORT/],
  ])('is reported: %s', (_, env, problem) => {
    expect(problemsOf(env)).toEqual([expect.stringMatching(problem)])
  })

  it.each<[string, Record<string, string>]>([
    ['Mixin', { MIXIN_API_URL: 'https://mixin.test' }],
    ['a client secret of Mixin', { MIXIN_CLIENT_SECRET: 'secret' }],
    ['SealTalk', { SEALTALK_API_URL: 'https://sealtalk.test' }],
    ['the sandbox by hand', { SANDBOX: 'TRUE' }],
  ])('does not exist in production with %s', (_, env) => {
    const { sandbox } = readSettings({ NODE_ENV: 'production', ...env })
    expect(sandbox.on).toBe('SANDBOX' in env)
  })

  it('does not exist without a network elsewhere', () => {
    expect(readSettings({ NODE_ENV: 'test', SANDBOX: '0' }).sandbox.on).toBe(false)
  })

  it('does not exist between two ports that are both picked freely', () => {
    expect(readSettings({ PORT: '0', METRICS_PORT: '0' })).toMatchObject({ port: 0, metricsPort: 0 })
  })
})

describe('the sandbox', () => {
  const connection = {
    mixin: {
      url: 'http://127.0.0.1:5001',
      blazeUrl: 'ws://127.0.0.1:5001',
      appId: bot.MIXIN_APP_ID,
      sessionId: bot.MIXIN_SESSION_ID,
      sessionPrivateKey: bot.MIXIN_SESSION_PRIVATE_KEY,
      serverPublicKey: bot.MIXIN_SERVER_PUBLIC_KEY,
      clientSecret: 'client-secret',
      pin: '310273',
    },
    sealtalk: { url: 'http://127.0.0.1:5002' },
  }

  it('replaces the networks that are not configured when it is forced on', () => {
    const settings = readSettings({ MIXIN_API_URL: 'https://a.example', SANDBOX: '1' })
    expect(settings.sandbox).toMatchObject({
      on: true,
      fills: {
        mixin: undefined,
        sealtalk: { dialect: 'server', utf8mb4: false, textMessagesPerHour: 1_000 },
      },
    })
    const filled = withSandbox(settings, connection)
    expect(filled.mixin).toBe(settings.mixin)
    expect(filled.sealtalk).toEqual({
      apiUrl: 'http://127.0.0.1:5002',
      dialect: 'server',
      utf8mb4: false,
      textMessagesPerHour: 1_000,
    })
  })

  it('provides its address and credentials, with the configured access and rates', () => {
    const filled = withSandbox(readSettings({ MIXIN_BOT_ACCESS: 'read', MIXIN_NUMBER_RATE: '5' }), connection)
    expect(filled.mixin).toMatchObject({
      apiUrls: ['http://127.0.0.1:5001'],
      blazeUrl: 'ws://127.0.0.1:5001',
      botAccess: 'read',
      numberRatePerSecond: 5,
      bot: { appId: bot.MIXIN_APP_ID, sessionId: bot.MIXIN_SESSION_ID },
    })
    expect(filled.mixin?.bot?.sessionPrivateKey.reveal()).toBe(bot.MIXIN_SESSION_PRIVATE_KEY)
    expect(filled.mixin?.clientSecret?.reveal()).toBe('client-secret')
    expect(filled.mixin?.pin?.reveal()).toBe('310273')
    expect(Object.isFrozen(filled.mixin?.bot)).toBe(true)
  })

  it('gives everyone full access to the bot by default', () => {
    expect(withSandbox(readSettings({}), connection).mixin?.botAccess).toBe('full')
  })

  it('omits a network that it does not offer', () => {
    expect(withSandbox(readSettings({}), { mixin: connection.mixin }).sealtalk).toBeUndefined()
  })
})

describe('the environment', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-config-'))
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true, force: true })
  })

  it('of the process overrides the .env file, except where it is blank', () => {
    writeFileSync(join(folder, '.env'), 'PORT=4001\nHOST="0.0.0.0"\nLOG_LEVEL=warn\n')
    vi.stubEnv('PORT', '4002')
    vi.stubEnv('HOST', ' ')
    vi.stubEnv('LOG_LEVEL', undefined)
    expect(loadEnvironment(folder)).toMatchObject({ PORT: '4002', HOST: '0.0.0.0', LOG_LEVEL: 'warn' })
  })

  it('needs no .env file', () => {
    vi.stubEnv('PORT', '4002')
    expect(loadEnvironment(folder)).toMatchObject({ PORT: '4002' })
  })

  it('is rejected if .env exists and cannot be read', () => {
    mkdirSync(join(folder, '.env'))
    expect(() => loadEnvironment(folder)).toThrow(/\.env cannot be read \(it is a directory: EISDIR\)/)
  })
})
