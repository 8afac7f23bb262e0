import { describe, expect, it } from 'vitest'
import { GatewayError } from '../../../src/errors.ts'
import { createLog, type Log, type LogFields } from '../../../src/telemetry/log.ts'
import { redactText } from '../../../src/telemetry/redaction.ts'
import { createDraw, type Draw, pick } from '../../property/paths/operations.ts'

/** In front of and behind every secret, so that no other one is taken for it. */
const CANARY = 'canary'
const PHONE = '13800138000'
const JWT = `eyJhbGciOiJFZERTQSJ9.eyJ1aWQiOiJ4In0.${CANARY}_-x`

/** Texts as they get into error messages and bodies, each with a secret. */
const SECRETS: Readonly<Record<string, string>> = {
  'a JWT': `refused ${JWT} again`,
  'a bearer token': `Authorization: Bearer ${CANARY}.token~here`,
  'a bearer token without its header': `sent Bearer ${CANARY}.token`,
  'basic credentials': `sent Basic ${CANARY}==`,
  'a cookie header': `cookie: rong=${CANARY}; other=${CANARY}`,
  'a cookie that is set': `got rong_auth=${CANARY}; Max-Age=2592000; Path=/`,
  'a Set-Cookie header without attributes': `set-cookie: rong_auth=${CANARY}`,
  'several cookies in one header': `a=${CANARY}; Path=/, b=${CANARY}; HttpOnly`,
  'raw headers': JSON.stringify(['Set-Cookie', `a=${CANARY}`, 'x', 'y']),
  'a token in JSON': JSON.stringify({ token: `${CANARY} ${CANARY}`, x: 1 }),
  'a password with quotes in JSON': JSON.stringify({ password: `a"b ${CANARY}`, region: '86' }),
  'a password in JSON that is cut off': `{"password":"${CANARY} ${CANARY}`,
  'tokens in a list': JSON.stringify({ tokens: ['a', CANARY] }),
  'a secret in an object': JSON.stringify({ clientSecret: { value: CANARY } }),
  'a token in a form': `token=${CANARY}&x=1`,
  'a field of a form in brackets': `user[password]=${CANARY}&x=1`,
  'secrets in a query': `GET /cb?access_token=${CANARY}&code=${CANARY}&x=1`,
  'a code in a form': `code=${CANARY}&client=1`,
  'a code in JSON': JSON.stringify({ code: CANARY }),
  'credentials in a URL': `redis://user:${CANARY}@redis.example:6379`,
  'an API key': `x-api-key: ${CANARY}`,
  'a PEM': `-----BEGIN PRIVATE KEY-----\n${CANARY}\n-----END PRIVATE KEY-----`,
  'a phone': `find +86${PHONE} there`,
  'a phone with spaces': 'find +86 13800-138000 there',
  'a phone without +': `no user for 86${PHONE}, sorry`,
  'a phone in a path': `GET /user/find/86/${PHONE}`,
  'a phone that a word announces': `the phone number 4930${PHONE} is unknown`,
  'a phone in a query': `?region=49&phone=30${PHONE}&x=1`,
  'a phone of the schema': JSON.stringify({ region: '49', number: `30${PHONE}` }),
  'a phone of the schema, turned round': `{number: "30${PHONE}", region: "49"}`,
}

const hex = (char: string, length: number): string => char.charCodeAt(0).toString(16).padStart(length, '0')
const escapeSigns = (escape: (sign: string) => string) => (text: string) => text.replaceAll(/[^\w ]/g, escape)

const ENCODINGS: Readonly<Record<string, (text: string) => string>> = {
  percent: encodeURIComponent,
  'percent in small letters': escapeSigns((sign) => `%${hex(sign, 2)}`),
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  'JSON by code': escapeSigns((sign) => `\\u${hex(sign, 4)}`),
  JavaScript: escapeSigns((sign) => `\\x${hex(sign, 2)}`),
  HTML: (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
  'HTML by code': escapeSigns((sign) => `&#${sign.charCodeAt(0)};`),
}

/** Each character by itself, or not; what a backslash escapes already stays. */
const escapeAnywhere =
  (draw: Draw) =>
  (text: string): string =>
    text.replaceAll(/\\.|[^\s%\\&]/g, (char) =>
      char.length > 1 ? char : pick(draw, [char, char, char, `%${hex(char, 2)}`, `\\u${hex(char, 4)}`]),
    )

/** The text and whatever can be read in it. */
const readEverything = (text: string): string => {
  const readings = [text]
  for (let times = 0; times < 12; times += 1) {
    const last = readings.at(-1) ?? ''
    const next = last
      .replaceAll(/%([\da-f]{2})|\\u([\da-f]{4})|\\x([\da-f]{2})|&#(\d+);/gi, (_, a, b, c, d) =>
        String.fromCharCode(d === undefined ? parseInt(String(a ?? b ?? c), 16) : Number(d)),
      )
      .replaceAll(/\\(["\\/])/g, '$1')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&')
    if (next === last) break
    readings.push(next)
  }
  return readings.join('\n')
}

/** Everywhere that a caller can put a value into the log. */
const ENTRY_POINTS: Readonly<Record<string, (log: Log, text: string) => void>> = {
  'a message': (log, text) => log.warn(text),
  'a field': (log, text) => log.info('x', { detail: text }),
  'the name of a field': (log, text) => log.info('x', { [text]: 1, deep: { [text]: 1 } }),
  'a deep field': (log, text) => log.debug('x', { a: [{ b: new Map([['c', [text]]]) }] } satisfies LogFields),
  'a child': (log, text) => log.child({ detail: text }).error('x'),
  'an error': (log, text) => log.error('x', { error: new Error(text) }),
  'a cause': (log, text) =>
    log.fatal('x', { error: new GatewayError('UPSTREAM_UNAVAILABLE', 'x', { cause: new Error(text) }) }),
  'one of several errors': (log, text) =>
    log.error('x', { err: new AggregateError([new TypeError(text)], text) }),
  'the name of an error': (log, text) =>
    log.error('x', { error: Object.assign(new Error('x'), { name: text, code: text }) }),
}

const logged = (act: (log: Log) => void): string => {
  let text = ''
  act(createLog({ level: 'trace', destination: { write: (line) => void (text += line) } }))
  return text
}

const shows = (text: string): boolean => /canary|13800\W{0,3}138000/.test(readEverything(text))

describe('a secret in a text', () => {
  it.each(Object.entries(SECRETS))(
    'is found in every encoding and at every entry of the log: %s',
    (_, secret) => {
      const encodings = Object.entries({ plain: (text: string) => text, ...ENCODINGS })
      const once = encodings.map(([name, encode]) => [name, encode(secret)] as const)
      const twice = once.flatMap(([inner, text]) =>
        encodings.map(([outer, encode]) => [`${inner} in ${outer}`, encode(text)] as const),
      )
      const shown = [
        ...once.flatMap(([encoding, text]) =>
          Object.entries(ENTRY_POINTS)
            .filter(([, enter]) => shows(logged((log) => enter(log, text))))
            .map(([entry]) => `${encoding} in ${entry}: ${text}`),
        ),
        ...twice
          .filter(([, text]) => shows(redactText(text)))
          .map(([encoding, text]) => `${encoding}: ${text} → ${redactText(text)}`),
      ]

      expect(twice.every(([, text]) => shows(text))).toBe(true)
      expect(shown).toEqual([])
    },
  )

  it('is found wherever escapes split it, and with texts around it', () => {
    const draw = createDraw(20_261_130)
    const escape = escapeAnywhere(draw)
    const around = ['', ' ', 'failed: ', '"', '{"a":', '\n', 'https://x.example/a?b=', 'x'.repeat(100)]
    const shown: string[] = []
    for (let times = 0; times < 600; times += 1) {
      const name = pick(draw, Object.keys(SECRETS))
      const text = `${pick(draw, around)} ${escape(SECRETS[name] ?? '')} ${pick(draw, around)}`
      if (shows(redactText(text))) shown.push(`${name}: ${text} → ${redactText(text)}`)
    }

    expect(shown.slice(0, 5)).toEqual([])
  })

  it('is not cut in two where the line is', () => {
    for (let length = 4_060; length < 4_100; length += 1) {
      expect(redactText(`${' '.repeat(length)}${JWT}`)).not.toMatch(/eyJ/)
    }
  })

  it('is not looked for below more than eight escapes, and not shown', () => {
    let text = `token=${CANARY}`
    for (let level = 0; level < 9; level += 1) text = encodeURIComponent(text)

    expect(redactText(text)).toBe('[escaped too often]')
  })

  it('is found in a list of raw headers and in a phone of the schema', () => {
    const text = logged((log) =>
      log.info('x', { rawHeaders: ['cookie', CANARY, 'x', 'y'], by: { region: '49', number: `30${PHONE}` } }),
    )

    expect(shows(text)).toBe(false)
    expect(text).toContain('"y"')
  })
})

describe('what is no secret', () => {
  it.each([
    '/Users/Lin2/Projects/parley/node24/src/telemetry/redaction.ts:12:3',
    'file:///home/runner/work/Parley2/a1B2c3D4/src/Server/server.ts',
    'at write (/var/folders/x3/Kd9n1Qz7/T/parley/dist/telemetry/log.js:41:7)',
    '/home/ci/Build-2026/the-very-long-name-of-a-folder-2026-of-somebody/src/main.ts',
    'node_modules/graphql17/dist/Execution/executeRootSelectionSet.js',
    'GET /conversations/e8e8cd79-cd40-4796-8c54-3a13cfe50115/participants/ADD',
    'e8e8cd79-cd40-4796-8c54-3a13cfe50115',
    'mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115',
    'counted 13800138 of 1574416389126 in 12.5 ms',
    'sealtalk:conversation:30265 has 100000 members and version 1574416389126',
    '{"code":20117,"errno":"x","code":"ECONNREFUSED"}',
    'counted 5 phones of 18660, and 100000 text messages',
    'a path with %2F and a \\"quote\\" and 100%25',
    'C:\\new\\folder24\\Src\\main.ts',
  ])('stays as it is: %s', (text) => {
    expect(redactText(text)).toBe(text)
  })
})

it('finds secrets in little time, however a text is made', () => {
  const texts = [
    'a.',
    'region:1,number:',
    '%25',
    '\\"',
    'eyJ',
    '+1 ',
    'token:"',
    'a=b;',
    '://a',
    'phone ',
    '&amp;',
    '"code":"',
    '[',
    'x-',
  ]
  const startedAt = process.cpuUsage().user
  for (const text of texts) redactText(text.repeat(5_000))

  expect((process.cpuUsage().user - startedAt) / 1_000).toBeLessThan(texts.length * 100)
})
