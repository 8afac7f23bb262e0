import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codesOf } from '../../../support/gateway.ts'
import {
  noRoute,
  ok,
  OWN_ID,
  type SealTalkHarness,
  startSealTalkHarness,
  text,
  type UpstreamAnswer,
} from '../../../support/sealtalk-upstream.ts'

let harness: SealTalkHarness
beforeEach(async () => {
  harness = await startSealTalkHarness()
})
afterEach(() => harness.close())

const PHONE = '{region: "86", number: "13812345678"}'
const OPERATIONS = {
  'POST /user/login': `mutation { login(input: {phone: ${PHONE}, password: "secret"}) { userId } }`,
  'POST /user/verify_code': `mutation { verifyCode(input: {phone: ${PHONE}, code: "1234"}) { verificationToken } }`,
  'POST /user/send_code_yp': `mutation { sendVerificationCode(input: {phone: ${PHONE}, service: YUNPIAN}) { sent } }`,
  'POST /user/set_poke': 'mutation { setAcceptsPokes(input: {acceptsPokes: true}) { acceptsPokes } }',
  'POST /user/add_to_blacklist': 'mutation { blockUser(input: {userId: "sealtalk:user:a"}) { userId } }',
  'GET /user/get_poke': '{ viewer { sealtalk { acceptsPokes } } }',
  'GET /user/regionlist': '{ regions { code } }',
} as const
type Call = keyof typeof OPERATIONS

/** The code of the error that a response becomes; undefined for none. */
const outcomeOf = async (call: Call, answer: UpstreamAnswer): Promise<string | undefined> => {
  harness.answer({ [call]: answer, [`GET /user/${OWN_ID}`]: ok({ id: OWN_ID }) })
  const [code] = codesOf(await harness.query(OPERATIONS[call]))
  return code?.split(': ')[1]
}

/** As production sends it: without a text. */
const coded = (code: number): UpstreamAnswer => ({ body: { code } })
const later = (code: number, message: string, status = 200): UpstreamAnswer => ({
  status,
  body: { code, message },
})

/** Responses to ordinary calls that only one generation gives. */
const REVEALS = {
  former: [
    ['GET /user/get_poke', text(403, 'Not loged in.')],
    ['POST /user/verify_code', ok({ verification_token: 'a' })],
  ],
  later: [
    ['GET /user/get_poke', later(1000, 'Not loged in.', 400)],
    ['GET /user/get_poke', later(1000, 'Not loged in.')],
    ['POST /user/set_poke', later(1001, 'Parameter error.', 400)],
    ['POST /user/add_to_blacklist', later(1003, 'Too many requests.')],
    ['POST /user/add_to_blacklist', later(1006, 'No permission.')],
    ['GET /user/get_poke', later(5000, 'Unknown error.')],
  ],
} as const satisfies Record<string, readonly (readonly [Call, UpstreamAnswer])[]>

/** What the same numbers mean, once it is known whose they are. */
const MEANINGS: readonly (readonly [Call, number, { former: string; later: string }])[] = [
  ['POST /user/send_code_yp', 5000, { former: 'RATE_LIMITED', later: 'OUTCOME_UNKNOWN' }],
  ['POST /user/send_code_yp', 1005, { former: 'UPSTREAM_ERROR', later: 'VERIFICATION_FAILED' }],
  ['GET /user/get_poke', 1000, { former: 'UPSTREAM_ERROR', later: 'UNAUTHENTICATED' }],
  ['GET /user/get_poke', 1003, { former: 'UPSTREAM_ERROR', later: 'RATE_LIMITED' }],
  ['GET /user/get_poke', 1006, { former: 'UPSTREAM_ERROR', later: 'FORBIDDEN' }],
  ['GET /user/get_poke', 5000, { former: 'UPSTREAM_ERROR', later: 'UPSTREAM_ERROR' }],
  ['POST /user/set_poke', 5000, { former: 'UPSTREAM_ERROR', later: 'OUTCOME_UNKNOWN' }],
  ['POST /user/set_poke', 2000, { former: 'UPSTREAM_ERROR', later: 'OUTCOME_UNKNOWN' }],
  ['GET /user/regionlist', 1000, { former: 'UPSTREAM_UNAVAILABLE', later: 'UPSTREAM_ERROR' }],
  // The later server has no such calls: these are a former one's numbers.
  ['POST /user/login', 1000, { former: 'VERIFICATION_FAILED', later: 'VERIFICATION_FAILED' }],
  ['POST /user/login', 1001, { former: 'VERIFICATION_FAILED', later: 'VERIFICATION_FAILED' }],
  ['POST /user/verify_code', 1000, { former: 'VERIFICATION_FAILED', later: 'VERIFICATION_FAILED' }],
  ['POST /user/verify_code', 2000, { former: 'VERIFICATION_FAILED', later: 'VERIFICATION_FAILED' }],
]

describe('the generation of a server', () => {
  const cases = (['former', 'later'] as const).flatMap((generation) =>
    REVEALS[generation].flatMap(([call, answer]) =>
      MEANINGS.map(
        ([at, code, meaning]) =>
          [generation, call, answer.body, at, code, meaning[generation], answer] as const,
      ),
    ),
  )
  it.each(cases)(
    '%s, as %s %j reveals it, decides that %s %i is that',
    async (_, call, __, at, code, expected, answer) => {
      await outcomeOf(call, answer)

      expect(await outcomeOf(at, coded(code))).toBe(expected)
      // Nothing is sent to find out.
      expect(new Set(harness.calls())).toEqual(new Set([at]))
    },
  )

  it('is that of the latest response which reveals it, since a server may be replaced', async () => {
    for (const [generation, expected] of [
      ['later', 'UNAUTHENTICATED'],
      ['former', 'UPSTREAM_ERROR'],
      ['later', 'UNAUTHENTICATED'],
    ] as const) {
      await outcomeOf(...REVEALS[generation][0])
      expect(await outcomeOf('GET /user/get_poke', coded(1000))).toBe(expected)
    }
  })

  it.each<[string, Call, UpstreamAnswer]>([
    ['a number without a text', 'GET /user/get_poke', coded(1000)],
    ['a wrong password', 'POST /user/login', later(1001, 'Wrong password.')],
    ['an unknown phone', 'POST /user/login', later(1000, 'Phone number not found.')],
    ['a number of the text message provider', 'POST /user/send_code_yp', later(1003, 'provider')],
    [
      'a text that quotes JSON',
      'POST /user/set_poke',
      text(400, 'no {"code":1001,"message":"Not loged in."}'),
    ],
    ['a proxy that refuses', 'GET /user/get_poke', later(403, 'Not loged in.', 403)],
    ['an account without an answer', 'GET /user/get_poke', ok()],
    ['a wrong status', 'GET /user/get_poke', later(1001, 'Parameter error.', 500)],
  ])('is not revealed by %s', async (_, call, answer) => {
    await outcomeOf(call, answer)

    // Neither generation's meaning.
    expect(await outcomeOf('GET /user/get_poke', coded(1000))).toBe('UPSTREAM_ERROR')
    expect(await outcomeOf('POST /user/send_code_yp', coded(5000))).toBe('RATE_LIMITED')
  })

  it.each([
    ['HTTP 200', later(1000, 'Not loged in.')],
    ['HTTP 400', later(1000, 'Not loged in.', 400)],
  ])('shows in how %s refuses a call that the later server lacks', async (_, answer) => {
    expect(await outcomeOf('POST /user/login', answer)).toBe('UNSUPPORTED')
    expect(await outcomeOf('GET /user/get_poke', answer)).toBe('UNAUTHENTICATED')
  })
})

describe('a call that the first server in Java has elsewhere', () => {
  const USUAL = 'POST /user/remove_from_blacklist'
  const MISPLACED = 'POST /user/check_phone_availableremove_from_blacklist'
  /** What confirms that the account still exists. */
  const CONFIRM = `GET /user/${OWN_ID}`
  const CONFIRMED = { [CONFIRM]: ok({ id: OWN_ID }) }
  const UNBLOCK = 'mutation { unblockUser(input: {userId: "sealtalk:user:a"}) { userId } }'
  const spring = (status: number, path = '/user/remove_from_blacklist'): UpstreamAnswer => ({
    status,
    body: { timestamp: '2020-10-10T08:00:00.000+0000', status, error: 'No', path },
  })

  it.each([
    ['Spring’s 404', spring(404)],
    ['Spring’s 405', spring(405)],
    ['Express’ 404', noRoute('POST', '/user/remove_from_blacklist')],
    ['a 404 in words', text(404, 'Not found.')],
  ])('is made there after %s, once and for all', async (_, missing) => {
    harness.answer({ [USUAL]: missing, [MISPLACED]: ok(), ...CONFIRMED })
    const first = await harness.query(UNBLOCK)
    const calls = harness.calls()
    const second = await harness.query(UNBLOCK)

    expect(first).toMatchObject({ data: { unblockUser: { userId: 'sealtalk:user:a' } }, errors: [] })
    expect(second.errors).toEqual([])
    expect(calls).toEqual([USUAL, MISPLACED, CONFIRM])
    expect(harness.calls()).toEqual([USUAL, MISPLACED, CONFIRM, MISPLACED, CONFIRM])
    expect(harness.sent.flatMap(({ body }) => body ?? [])).toEqual([
      { friendId: 'a' },
      { friendId: 'a' },
      { friendId: 'a' },
    ])
  })

  it('is back at its place once the server is replaced', async () => {
    harness.answer({ [USUAL]: spring(405), [MISPLACED]: ok(), ...CONFIRMED })
    await harness.query(UNBLOCK)
    harness.answer({ [USUAL]: ok(), [MISPLACED]: noRoute('POST', '/user/x'), ...CONFIRMED })
    const answers = [await harness.query(UNBLOCK), await harness.query(UNBLOCK)]

    expect(answers.flatMap(({ errors }) => errors)).toEqual([])
    expect(harness.calls()).toEqual([MISPLACED, USUAL, CONFIRM, USUAL, CONFIRM])
  })

  it.each([
    ['that is refused', text(400, 'Empty friendId.'), 'BAD_USER_INPUT'],
    ['whose response is lost', text(500, 'bug'), 'OUTCOME_UNKNOWN'],
    ['of a bad session', text(403, 'Not loged in.'), 'UNAUTHENTICATED'],
  ])('is not made there if it is one %s', async (_, answer, code) => {
    harness.answer({ [USUAL]: answer, [MISPLACED]: ok() })

    expect(codesOf(await harness.query(UNBLOCK))).toEqual([`unblockUser: ${code}`])
    expect(harness.calls()).toEqual([USUAL])
  })

  it('is UNSUPPORTED where the server has it nowhere', async () => {
    harness.answer({ [USUAL]: spring(404), [MISPLACED]: spring(404) })
    const answer = await harness.query(UNBLOCK)

    expect(codesOf(answer)).toEqual(['unblockUser: UNSUPPORTED'])
    expect(answer.errors[0]?.message).toContain('/user/remove_from_blacklist')
  })

  it('reads a captcha by POST where there is no GET, and nowhere else', async () => {
    const GET = 'GET /user/get_sms_img_code'
    const POST = 'POST /user/get_sms_img_code'
    const captcha = ok({ url: 'https://images.test/c.png', verifyId: 'v' })
    for (const missing of [text(404, 'Unknown user.'), spring(405), ok()]) {
      harness.answer({ [GET]: missing, [POST]: captcha })
      expect(await harness.query('{ captcha { verifyId } }')).toMatchObject({
        data: { captcha: { verifyId: 'v' } },
        errors: [],
      })
      expect(harness.calls()).toEqual([GET, POST])
    }
    harness.answer({ [GET]: text(500, 'result is not defined'), [POST]: captcha })
    expect(codesOf(await harness.query('{ captcha { verifyId } }'))).toEqual(['captcha: UNSUPPORTED'])
    expect(harness.calls()).toEqual([GET])
  })
})
