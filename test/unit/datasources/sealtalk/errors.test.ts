import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { codesOf } from '../../../support/gateway.ts'
import {
  noRoute,
  outcome,
  sealedSession,
  type SealTalkHarness,
  startSealTalkHarness,
  text,
  UPSTREAM_TEXT,
  type UpstreamAnswer,
} from '../../../support/sealtalk-upstream.ts'
import { clockOf } from '../../../support/time.ts'

/** A gateway for each test, so that open circuits do not affect the next one. */
let harness: SealTalkHarness
let now = Date.now()
const useHarness = (): void => {
  beforeAll(async () => {
    harness = await startSealTalkHarness(
      {},
      clockOf(() => now),
    )
  })
  // What a refusal has closed is open again the day after.
  beforeEach(() => void (now += 24 * 60 * 60_000))
  afterAll(() => harness.close())
}

const PHONE = '{region: "86", number: "13812345678"}'
const TOKEN = '75dd9840-de34-11e5-afd4-1bd9ef8f26e5'
const account = (selection: string): string => `{ viewer { sealtalk { ${selection} } } }`

/** Operations by the endpoint that they call. */
const OPERATIONS = {
  'POST /user/send_code': `mutation { sendVerificationCode(input: {phone: ${PHONE}}) { sent } }`,
  'POST /user/send_code_yp': `mutation { sendVerificationCode(input: {phone: ${PHONE}, service: YUNPIAN}) { sent } }`,
  'POST /user/verify_code': `mutation { verifyCode(input: {phone: ${PHONE}, code: "1234"}) { verificationToken } }`,
  'POST /user/verify_code_yp': `mutation { verifyCode(input: {phone: ${PHONE}, code: "1234", service: YUNPIAN}) { verificationToken } }`,
  'GET /user/get_sms_img_code': '{ captcha { url } }',
  'GET /user/regionlist': '{ regions { code } }',
  'POST /user/check_phone_available': `{ isPhoneAvailable(phone: ${PHONE}) }`,
  'POST /user/register': `mutation { register(input: {nickname: "A", password: "secret", verificationToken: "${TOKEN}"}) { userId } }`,
  'POST /user/login': `mutation { login(input: {phone: ${PHONE}, password: "secret"}) { userId } }`,
  'POST /user/reset_password': `mutation { resetPassword(input: {password: "secret", verificationToken: "${TOKEN}"}) { changed } }`,
  'POST /user/change_password':
    'mutation { changePassword(input: {oldPassword: "secret", newPassword: "secret"}) { changed } }',
  'GET /user/get_token': 'mutation { renewImToken { imToken } }',
  'POST /user/set_privacy': 'mutation { updatePrivacy(input: {searchableByPhone: true}) { __typename } }',
  'POST /user/set_poke': 'mutation { setAcceptsPokes(input: {acceptsPokes: true}) { acceptsPokes } }',
  'POST /user/add_to_blacklist': 'mutation { blockUser(input: {userId: "sealtalk:user:a"}) { userId } }',
  'POST /user/remove_from_blacklist':
    'mutation { unblockUser(input: {userId: "sealtalk:user:a"}) { userId } }',
  'GET /user/get_privacy': account('privacy { searchableByPhone }'),
  'GET /user/get_poke': account('acceptsPokes'),
  'GET /user/blacklist': account('blacklist { user { id } }'),
  'GET /user/groups': account('conversations { id }'),
  'GET /user/favgroups': account('favoriteConversations { totalCount }'),
  'GET /user/get_image_token': account('storageToken { token }'),
  'GET /user/sync/0': account('changes { version }'),
  'GET /user/a': '{ user(by: {sealtalkUserId: "a"}) { gender } }',
  'GET /user/find_user': `{ user(by: {sealtalkPhone: ${PHONE}}) { name } }`,
  'GET /group/a': '{ conversation(id: "sealtalk:conversation:a") { name } }',
} as const
type Endpoint = keyof typeof OPERATIONS

const ask = async (endpoint: Endpoint, answer: UpstreamAnswer) => {
  harness.answer({ [endpoint]: answer })
  // changePassword ends the sessions that were issued until then.
  now += 1
  const headers = { 'x-sealtalk-session': sealedSession({ issuedAt: now }) }
  const answered = await harness.query(OPERATIONS[endpoint], { headers })
  expect(JSON.stringify(answered)).not.toContain(UPSTREAM_TEXT)
  return answered
}

const names = Object.keys(OPERATIONS) as Endpoint[]
const withSession = names.filter(
  (name) => !/send_code|verify_code|sms_img|regionlist|check_phone|register|login|reset_password/.test(name),
)

describe('a session that SealTalk does not accept', () => {
  useHarness()

  it.each(withSession)('is UNAUTHENTICATED at %s, however it says so', async (endpoint) => {
    const ways = [
      text(403, 'Not loged in.'),
      text(500, 'Invalid cookie value!'),
      text(500, 'Bad input string'),
      { status: 400, body: { code: 404, message: 'Invalid cookie value!' } },
    ]
    for (const way of ways) {
      const { errors } = await ask(endpoint, way)

      expect(errors).toHaveLength(1)
      expect(errors[0]?.extensions).toMatchObject({
        code: 'UNAUTHENTICATED',
        network: 'SEALTALK',
        retryable: false,
      })
      expect(harness.sent).toHaveLength(1)
    }
  })
})

const table: readonly (readonly [Endpoint, UpstreamAnswer, Record<string, unknown>])[] = [
  [
    'POST /user/send_code',
    outcome(5000),
    { code: 'RATE_LIMITED', upstreamCode: 5000, retryAfterMs: 60_000, retryable: true },
  ],
  [
    'POST /user/send_code',
    text(400, 'Invalid region and phone number.'),
    { code: 'BAD_USER_INPUT', upstreamCode: 400 },
  ],
  ['POST /user/send_code', text(500, UPSTREAM_TEXT), { code: 'OUTCOME_UNKNOWN' }],
  ['POST /user/send_code_yp', outcome(5000), { code: 'RATE_LIMITED', retryAfterMs: 60_000 }],
  [
    'POST /user/send_code_yp',
    outcome(3004, { code: 3004, msg: UPSTREAM_TEXT }),
    { code: 'RATE_LIMITED', upstreamCode: 3004, retryAfterMs: 3_600_000 },
  ],
  ['POST /user/send_code_yp', outcome(3122), { code: 'RATE_LIMITED', upstreamCode: 3122 }],
  ['POST /user/send_code_yp', outcome(3205), { code: 'RATE_LIMITED', upstreamCode: 3205 }],
  ['POST /user/send_code_yp', outcome(3102), { code: 'BAD_USER_INPUT', upstreamCode: 3102 }],
  [
    'POST /user/send_code_yp',
    outcome(3000),
    { code: 'UPSTREAM_ERROR', upstreamCode: 3000, retryable: false },
  ],
  ['POST /user/send_code_yp', outcome(3003), { code: 'UPSTREAM_ERROR', upstreamCode: 3003 }],
  ['POST /user/send_code_yp', outcome(3299), { code: 'UPSTREAM_ERROR', upstreamCode: 3299 }],
  [
    'POST /user/verify_code',
    outcome(1000),
    { code: 'VERIFICATION_FAILED', upstreamCode: 1000, retryable: false },
  ],
  ['POST /user/verify_code', outcome(2000), { code: 'VERIFICATION_FAILED', upstreamCode: 2000 }],
  ['POST /user/verify_code', text(404, 'Unknown phone number.'), { code: 'NOT_FOUND', upstreamCode: 404 }],
  ['POST /user/verify_code_yp', outcome(2000), { code: 'VERIFICATION_FAILED' }],
  ['POST /user/verify_code_yp', text(404, 'Unknown phone number.'), { code: 'NOT_FOUND' }],
  [
    'GET /user/get_sms_img_code',
    text(500, 'result is not defined'),
    { code: 'UNSUPPORTED', retryable: false },
  ],
  ['GET /user/get_sms_img_code', noRoute('GET', '/user/get_sms_img_code'), { code: 'UNSUPPORTED' }],
  ['GET /user/regionlist', outcome(1000), { code: 'UPSTREAM_UNAVAILABLE', upstreamCode: 1000 }],
  [
    'POST /user/check_phone_available',
    text(400, 'Invalid region and phone number.'),
    { code: 'BAD_USER_INPUT' },
  ],
  [
    'POST /user/register',
    text(400, 'Phone number has already existed.'),
    { code: 'CONFLICT', upstreamCode: 400 },
  ],
  [
    'POST /user/register',
    text(404, 'Unknown verification_token.'),
    { code: 'VERIFICATION_FAILED', upstreamCode: 404 },
  ],
  [
    'POST /user/register',
    text(400, 'Invalid verification_token.'),
    { code: 'VERIFICATION_FAILED', upstreamCode: 400 },
  ],
  ['POST /user/register', text(500, UPSTREAM_TEXT), { code: 'OUTCOME_UNKNOWN' }],
  ['POST /user/login', text(400, 'Invalid region and phone number.'), { code: 'BAD_USER_INPUT' }],
  ['POST /user/login', text(500, UPSTREAM_TEXT), { code: 'UPSTREAM_UNAVAILABLE' }],
  ['POST /user/reset_password', text(404, 'Unknown verification_token.'), { code: 'VERIFICATION_FAILED' }],
  ['POST /user/reset_password', text(400, UPSTREAM_TEXT), { code: 'BAD_USER_INPUT' }],
  ['POST /user/change_password', outcome(1000), { code: 'VERIFICATION_FAILED', upstreamCode: 1000 }],
  ['POST /user/change_password', text(500, UPSTREAM_TEXT), { code: 'OUTCOME_UNKNOWN', retryable: false }],
  ['GET /user/get_token', text(500, UPSTREAM_TEXT), { code: 'OUTCOME_UNKNOWN' }],
  ['POST /user/set_privacy', text(400, UPSTREAM_TEXT), { code: 'BAD_USER_INPUT' }],
  ['POST /user/set_poke', text(500, UPSTREAM_TEXT), { code: 'OUTCOME_UNKNOWN' }],
  ['POST /user/add_to_blacklist', text(404, 'friendId is not an available userId.'), { code: 'NOT_FOUND' }],
  ['POST /user/add_to_blacklist', text(400, UPSTREAM_TEXT), { code: 'BAD_USER_INPUT' }],
  ['POST /user/add_to_blacklist', text(500, UPSTREAM_TEXT), { code: 'OUTCOME_UNKNOWN' }],
  ['POST /user/remove_from_blacklist', text(500, UPSTREAM_TEXT), { code: 'OUTCOME_UNKNOWN' }],
  ['GET /user/a', text(403, UPSTREAM_TEXT), { code: 'FORBIDDEN', upstreamCode: 403 }],
  ['GET /user/a', text(405, UPSTREAM_TEXT), { code: 'UPSTREAM_ERROR', upstreamCode: 405 }],
  [
    'GET /user/a',
    text(500, UPSTREAM_TEXT),
    { code: 'UPSTREAM_UNAVAILABLE', upstreamCode: 500, retryable: true },
  ],
  ['GET /user/a', noRoute('GET', '/user/a'), { code: 'UNSUPPORTED' }],
  [
    'GET /user/sync/0',
    { status: 404, body: { status: 404, error: 'Not Found', path: '/user/sync/0' } },
    { code: 'UNSUPPORTED' },
  ],
  ['GET /user/a', text(404, '<html><h1>404</h1>nginx</html>'), { code: 'UPSTREAM_UNAVAILABLE' }],
  ['GET /user/a', text(302, ''), { code: 'UPSTREAM_UNAVAILABLE' }],
  [
    'GET /user/a',
    { status: 429, body: 'slow down', headers: { 'retry-after': '7' } },
    { code: 'RATE_LIMITED', retryAfterMs: 7_000 },
  ],
  ['GET /user/a', outcome(5000), { code: 'UPSTREAM_ERROR', upstreamCode: 5000 }],
  ['GET /user/a', outcome(1002), { code: 'BAD_USER_INPUT', upstreamCode: 1002 }],
  ['GET /user/a', { status: 400, body: { code: 1001, message: UPSTREAM_TEXT } }, { code: 'BAD_USER_INPUT' }],
  ['GET /user/find_user', text(400, UPSTREAM_TEXT), { code: 'BAD_USER_INPUT' }],
]

describe('an error reported by SealTalk', () => {
  useHarness()

  it.each(table)('%s: %o becomes %o', async (endpoint, answer, expected) => {
    const { status, errors } = await ask(endpoint, answer)

    expect(status).toBe(200)
    expect(errors).toHaveLength(1)
    expect(errors[0]?.extensions).toMatchObject({ network: 'SEALTALK', ...expected })
  })

  it('does not distinguish an unknown phone from a wrong password', async () => {
    const unknown = await ask('POST /user/login', outcome(1000))
    const wrong = await ask('POST /user/login', outcome(1001))

    const shown = ({ errors }: typeof unknown) =>
      errors.map(({ message, extensions: { requestId: _, ...extensions } }) => ({ message, extensions }))
    expect(shown(unknown)).toEqual(shown(wrong))
    expect(unknown.errors[0]?.extensions['code']).toBe('VERIFICATION_FAILED')
  })

  it('is null for a user or group that is not there', async () => {
    expect(await ask('GET /user/a', text(404, 'Unknown user.'))).toMatchObject({
      data: { user: null },
      errors: [],
    })
    expect(await ask('GET /group/a', text(404, 'Unknown group.'))).toMatchObject({
      data: { conversation: null },
      errors: [],
    })
  })
})

describe('data that the server’s database refuses', () => {
  useHarness()

  const VALUE_TEXTS = [
    "ER_TRUNCATED_WRONG_VALUE_FOR_FIELD: Incorrect string value: '\\xF0\\x9F\\x98\\x80' for column 'nickname' at row 1",
    "SequelizeDatabaseError: ER_DATA_TOO_LONG: Data too long for column 'nickname' at row 1",
    "ER_WARN_DATA_OUT_OF_RANGE: Out of range value for column 'nickname' at row 1",
    "Error: Incorrect string value: '\\xF0\\x9F' for column `sealtalk`.`users`.`nickname` at row 1",
    "Data too long for column 'nickname' at row 1",
    'SequelizeValidationError: Validation error: Validation len on nickname failed',
    "ER_CANT_AGGREGATE_2COLLATIONS: Illegal mix of collations for operation '='",
    "### Error updating database.  Cause: com.mysql.cj.jdbc.exceptions.MysqlDataTruncation: Data truncation: Data too long for column 'nickname' at row 1",
  ]
  const UNIQUE_TEXTS = [
    "ER_DUP_ENTRY: Duplicate entry '86-13800000000' for key 'region_phone'",
    'SequelizeUniqueConstraintError: Validation error',
    'Validation error',
    "java.sql.SQLIntegrityConstraintViolationException: Duplicate entry 'x' for key 'users.name'",
  ]

  it.each(VALUE_TEXTS)('is BAD_USER_INPUT and no lost response: %s', async (body) => {
    const answered = await ask('POST /user/set_poke', text(500, body))

    expect(answered.errors).toHaveLength(1)
    expect(answered.errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', retryable: false })
    expect(answered.errors[0]?.message).toMatch(/^SealTalk refused (nickname|a value), .*Nothing was changed/)
    expect(answered.errors[0]?.message).not.toMatch(/column|ER_|row 1/)
  })

  it.each(UNIQUE_TEXTS)('is CONFLICT if it has to be unique: %s', async (body) => {
    const { errors } = await ask('POST /user/add_to_blacklist', text(500, body))

    expect(errors[0]?.extensions).toMatchObject({ code: 'CONFLICT', retryable: false })
    expect(errors[0]?.message).toMatch(/^SealTalk refused .*already exists. Nothing was changed.$/)
    const { errors: taken } = await ask('POST /user/register', text(500, body))
    expect(taken[0]).toMatchObject({
      message: 'This phone already has an account. Sign in instead.',
      extensions: { code: 'CONFLICT' },
    })
  })

  it('is recognized in a read too, which is not retried', async () => {
    const { errors } = await ask('GET /user/a', text(500, VALUE_TEXTS[0] ?? ''))

    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(harness.sent).toHaveLength(1)
  })

  it('may have cost a text message, and the error says so', async () => {
    const { errors } = await ask(
      'POST /user/send_code',
      text(500, "ER_DATA_TOO_LONG: Data too long for column 'phone' at row 1"),
    )

    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
    expect(errors[0]?.message).toMatch(/^SealTalk cannot store phone\. A text message may have been sent/)
  })

  it('is read from a message in JSON, as later servers send it', async () => {
    const body = { status: 500, error: 'Internal Server Error', message: VALUE_TEXTS.at(-1) }
    const { errors } = await ask('POST /user/set_poke', { status: 500, body })

    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' })
  })

  it.each([
    "ER_PARSE_ERROR: You have an error in your SQL syntax near 'ER_DATA_TOO_LONG: Data too long'",
    "connect ECONNREFUSED 127.0.0.1:3306 ER_DUP_ENTRY: Duplicate entry 'x'",
    "ER_LOCK_WAIT_TIMEOUT: Lock wait timeout exceeded; INSERT INTO users VALUES ('Validation error')",
    'ER_LOCK_DEADLOCK: Deadlock found when trying to get lock; try restarting transaction',
    'SequelizeConnectionAcquireTimeoutError: Operation timeout ER_DUP_ENTRY',
    'ER_CON_COUNT_ERROR: Too many connections',
    "Cannot read property 'Duplicate entry' of undefined",
    '1234 is not a valid string',
    `a nickname: ER_DATA_TOO_LONG: Data too long for column 'nickname'`,
  ])('is not what the text merely quotes: %s', async (body) => {
    const { errors } = await ask('POST /user/set_poke', text(500, body))

    expect(errors[0]?.extensions).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
  })

  it.each([502, 503, 504])('is not what a proxy says with %i', async (status) => {
    const { errors } = await ask('POST /user/set_poke', text(status, 'Validation error'))

    expect(errors[0]?.extensions).toMatchObject({ code: 'OUTCOME_UNKNOWN' })
  })

  it('does not become an invalid session or another refusal by what it quotes', async () => {
    const quotes = ['Invalid cookie value!', 'Not loged in.', 'Cannot GET /', 'result is not defined']
    for (const quote of quotes) {
      const { errors } = await ask(
        'POST /user/set_poke',
        text(500, `ER_DUP_ENTRY: Duplicate entry '${quote}' for key 'x'`),
      )
      expect(errors[0]?.extensions).toMatchObject({ code: 'CONFLICT' })
    }
  })
})

describe('an unreadable response', () => {
  useHarness()

  it.each(names)('fails only %s, and a write reports an unknown outcome', async (endpoint) => {
    const isWrite = OPERATIONS[endpoint].startsWith('mutation') && !/login|verify_code/.test(endpoint)
    const answers: UpstreamAnswer[] = [
      { body: '<html>hello</html>' },
      { body: 'null' },
      { body: [1, 2] },
      { body: { hello: 1 } },
      { body: '{"code":200,"res' },
    ]
    for (const answer of answers) {
      const answered = await ask(endpoint, answer)

      expect(codesOf(answered)[0]?.split(': ')[1]).toBe(isWrite ? 'OUTCOME_UNKNOWN' : 'UPSTREAM_UNAVAILABLE')
      expect(harness.sent).toHaveLength(1)
    }
  })
})

describe('what is sent once', () => {
  useHarness()

  it.each(names.filter((name) => OPERATIONS[name].startsWith('mutation') && !name.includes('verify_code')))(
    '%s is not repeated after a failure',
    async (endpoint) => {
      await ask(endpoint, text(500, UPSTREAM_TEXT))

      expect(harness.sent).toHaveLength(1)
    },
  )

  it('while a read is retried once', async () => {
    await ask('GET /user/get_privacy', text(500, UPSTREAM_TEXT))

    expect(harness.calls()).toEqual(['GET /user/get_privacy', 'GET /user/get_privacy'])
  })
})

describe('text messages', () => {
  useHarness()

  const send = (number: string): Promise<unknown> =>
    harness.queryAsNobody(
      `mutation { sendVerificationCode(input: {phone: {region: "86", number: "${number}"}, service: YUNPIAN}) { sent } }`,
    )

  it('are refused for the same number within a minute, but not for other numbers', async () => {
    harness.answer({ 'POST /user/send_code_yp': outcome(5000) })
    await send('13812345678')
    const again = await harness.queryAsNobody(OPERATIONS['POST /user/send_code_yp'])
    await send('13912345678')

    expect(codesOf(again)).toEqual(['sendVerificationCode: RATE_LIMITED'])
    expect(harness.sent.map(({ body }) => body)).toEqual([
      { region: '86', phone: '13812345678' },
      { region: '86', phone: '13912345678' },
    ])
  })

  it('are limited to 20 an hour per address, and the budget reports the rest', async () => {
    harness.answer({ 'POST /user/send_code_yp': { body: { code: 200 } } })
    const left = async () => (await harness.queryAsNobody('{ budgets { lookup remaining retryAt } }')).data
    expect(await left()).toEqual({ budgets: [{ lookup: 'VERIFICATION_CODE', remaining: 20, retryAt: null }] })

    for (let number = 0; number < 21; number += 1) await send(`139000000${10 + number}`)

    expect(harness.sent).toHaveLength(20)
    expect(await left()).toMatchObject({ budgets: [{ remaining: 0, retryAt: expect.any(String) as string }] })
  })
})
