import { describe, expect, it } from 'vitest'
import { GatewayError } from '../../../src/errors.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import type { Log } from '../../../src/telemetry/log.ts'
import { Secret } from '../../../src/secret.ts'

/** Everything that a log writes, as text and line by line. */
function written(act: (log: Log) => void, level: 'info' | 'debug' | 'silent' = 'info') {
  let text = ''
  act(createLog({ level, destination: { write: (line) => void (text += line) } }))
  const lines = text.split('\n').filter((line) => line !== '')
  return { text, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

const uuid = 'e8e8cd79-cd40-4796-8c54-3a13cfe50115'
const jwt = `eyJhbGciOiJFZERTQSJ9.eyJ1aWQiOiJjYW5hcnkifQ.${'canary-'.repeat(9)}`

describe('the level of a log', () => {
  it('can change, with that of its children', () => {
    const lines: string[] = []
    const log = createLog({ level: 'info', destination: { write: (line) => void lines.push(line) } })
    const child = log.child({ worker: 1 })
    child.debug('too little')
    log.setLevel('debug')
    child.debug('enough')
    expect([child.isDebug, child.isInfo]).toEqual([true, true])
    log.setLevel('silent')
    child.fatal('nothing')
    child.infoJson('nothing', '"a":1')
    expect([child.isDebug, child.isInfo]).toEqual([false, false])
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['enough'])
  })
})

describe('a line', () => {
  it('is JSON with level, time, message and fields', () => {
    const { lines } = written((log) => log.warn('Mixin is not configured', { network: 'mixin', ms: 12.5 }))
    expect(lines).toEqual([
      {
        level: 'warn',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        msg: 'Mixin is not configured',
        network: 'mixin',
        ms: 12.5,
      },
    ])
  })

  it('carries the fields of the log it was written with', () => {
    const { lines } = written((log) =>
      log.child({ requestId: 'r1' }).child({ step: 2 }).info('done', { ok: true }),
    )
    expect(lines).toMatchObject([{ requestId: 'r1', step: 2, msg: 'done', ok: true }])
  })

  it.each(['info', 'debug'] as const)('tells at the level %s whether details are written', (level) => {
    written((log) => {
      expect(log.isDebug).toBe(level === 'debug')
      expect(log.child({ a: 1 }).isDebug).toBe(level === 'debug')
    }, level)
  })

  it('is left out below the level', () => {
    expect(written((log) => log.debug('detail')).lines).toEqual([])
    expect(written((log) => log.debug('detail'), 'debug').lines).toMatchObject([{ level: 'debug' }])
    expect(written((log) => log.fatal('end'), 'silent').lines).toEqual([])
  })
})

describe('secrets', () => {
  it.each([
    'authorization',
    'Authorization',
    'cookie',
    'set-cookie',
    'X-Api-Key',
    'x-sealtalk-session',
    'parley_sealtalk',
    'pin',
    'pin_base64',
    'MIXIN_PIN',
    'password',
    'oldPassword',
    'token',
    'access_token',
    'imToken',
    'verification_token',
    'client_secret',
    'SESSION_SECRET',
    'session_private_key',
    'spendKey',
    'phone',
  ])('under the name %s are not written, however deep', (name) => {
    const { text } = written((log) =>
      log.info('request', {
        [name]: 'canary',
        headers: { [name]: ['canary'] },
        list: [{ deep: { [name]: { inner: 'canary' } } }],
        numbers: { [name]: 424242 },
        map: new Map([[name, 'canary']]),
      }),
    )
    expect(text).not.toMatch(/canary|424242/)
    expect(text).toContain('[secret]')
  })

  it('are not counts, flags, ids or codes, which stay readable', () => {
    const fields = {
      hasPin: true,
      token: null,
      sessionId: uuid,
      code: 20117,
      path: `/conversations/${uuid}/participants/ADD`,
    }
    expect(written((log) => log.info('as it is', fields)).lines).toMatchObject([fields])
  })

  it.each([
    ['a bearer token', 'refused: Bearer canary.token~here'],
    ['basic credentials', 'Authorization: Basic Y2FuYXJ5OmNhbmFyeQ=='],
    ['a JWT', `bad token ${jwt} given`],
    ['a cookie header', 'cookie: rong=canary; other=canary'],
    ['a cookie that is set', 'got rong_auth=canary; Max-Age=2592000; Path=/'],
    ['the session cookie', 'parley_sealtalk=canary;'],
    ['an API key header', 'x-api-key: canary'],
    ['a password in JSON', 'body {"password":"canary \\" canary","region":"86"}'],
    ['a token in a query', 'GET /callback?access_token=canary&x=1'],
    ['credentials in a URL', 'connect redis://user:canary@redis.example:6379 failed'],
    ['a PEM', 'key -----BEGIN PRIVATE KEY-----\ncanary\n-----END PRIVATE KEY----- read'],
    ['a PEM that is cut off', 'key -----BEGIN RSA PRIVATE KEY-----\ncanary'],
    ['the name of a host that cannot be found', 'getaddrinfo ENOTFOUND canary.example'],
    ['the address of a host that refuses', 'connect ECONNREFUSED canary.example:8585'],
    ['the address of a host that is slow', 'Timeout (attempted address: canary:443, timeout: 1000ms)'],
    ['several such', 'Timeout (attempted addresses: canary:443, canary:80, timeout: 1000ms)'],
    ['the names of a certificate', "does not match certificate's altnames: Host: canary.example. is not"],
  ])('are cut out of text: %s', (_, secret) => {
    const { text } = written((log) => {
      log.info(secret)
      log.info('field', { detail: secret })
      log.error('error', { error: new Error(secret, { cause: new TypeError(secret) }) })
      log.child({ from: secret }).info('child')
    })
    expect(text).not.toContain('canary')
    expect(text).not.toContain('Y2FuYXJ5')
  })

  it.each([
    ['hex', 'ca'.repeat(16)],
    ['base64', Buffer.from('a canary that is thirty-two bytes').toString('base64')],
    ['base64 with slashes', `${'a/B3'.repeat(11)}=`],
    ['base64url', Buffer.from('a canary that is thirty-two bytes').toString('base64url')],
    ['a phone number', '+86 138-1234-5678'],
    ['a phone number without spaces', '+8613812345678'],
  ])('are told by their look: %s', (_, secret) => {
    const { lines } = written((log) => log.info(`before ${secret} after`))
    expect(lines[0]?.['msg']).toMatch(/^before \[(secret|phone)\] after$/)
  })

  it('are recognised by their type', () => {
    const { text } = written((log) =>
      log.info('settings', {
        one: new Secret('canary'),
        all: [new Secret('canary')],
        raw: Buffer.from('canary'),
      }),
    )
    expect(text).not.toContain('canary')
    expect(text).not.toContain('99,97')
    expect(text).toContain('[6 bytes]')
  })
})

describe('a request id', () => {
  it('is logged unchanged', () => {
    const requestId = '0af7651916cd43dd8448eb211c80319c'
    expect(written((log) => log.child({ requestId }).info('done')).lines).toMatchObject([{ requestId }])
  })
})

describe('an error', () => {
  const cause = Object.assign(new Error(`connect ECONNREFUSED, Bearer canary`), { code: 'ECONNREFUSED' })
  const error = new GatewayError('UPSTREAM_UNAVAILABLE', 'Mixin did not answer.', {
    network: 'mixin',
    upstreamCode: 500,
    cause,
  })

  it.each(['error', 'err'])(
    'is logged with name, message, codes and causes, without stacks, as %s',
    (field) => {
      expect(written((log) => log.error('failed', { [field]: error })).lines[0]?.[field]).toEqual({
        name: 'GatewayError',
        message: 'Mixin did not answer.',
        code: 'UPSTREAM_UNAVAILABLE',
        network: 'mixin',
        upstreamCode: 500,
        cause: { name: 'Error', message: 'connect ECONNREFUSED, Bearer [secret]', code: 'ECONNREFUSED' },
      })
    },
  )

  it('is logged with its stack, without secrets, at level debug', () => {
    const { text, lines } = written((log) => log.error('failed', { error }), 'debug')
    expect(lines).toMatchObject([{ error: { stack: expect.stringContaining('log.test.ts') } }])
    expect(text).not.toContain('canary')
  })

  it('may be an AggregateError, and may have a circular cause', () => {
    const circular: Error = new Error('outer')
    circular.cause = circular
    const many = new AggregateError([new Error('first'), new Error('second')], 'all failed')
    const { lines } = written((log) => log.error('failed', { circular, many }))
    expect(lines[0]?.['many']).toEqual({
      name: 'AggregateError',
      message: 'all failed',
      errors: [
        { name: 'Error', message: 'first' },
        { name: 'Error', message: 'second' },
      ],
    })
    expect(JSON.stringify(lines[0]?.['circular'])).toContain('[deeper]')
  })
})

it('cuts long texts', () => {
  const { text } = written((log) => log.info('a.'.repeat(500_000)))
  expect(text.length).toBeLessThan(5_000)
})
