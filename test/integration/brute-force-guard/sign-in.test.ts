import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  loginOf,
  MINUTE_MS,
  openSignInHarness,
  outcomeOf,
  phoneInput,
  type SignInHarness,
  strangersPhone,
} from './sign-in-harness.ts'

const LOGIN = 'POST /user/login'
const HOME = '192.0.2.1'
const ELSEWHERE = '198.51.100.7'

const wrong = (times: number): string[] => Array<string>(times).fill('VERIFICATION_FAILED')
const refused = (times: number): string[] => Array<string>(times).fill('RATE_LIMITED')

let harness: SignInHarness
beforeEach(async () => {
  harness = await openSignInHarness()
})
afterEach(() => harness.close())

const wrongLogin = (): string => loginOf(harness.linsPhone, 'wrong-1')
const rightLogin = (): string => loginOf(harness.linsPhone, harness.lin.password)

describe('passwords of one phone', () => {
  it('are tried five times at once, then once in twelve minutes; the right one is refused, too', async () => {
    expect(await harness.tell(7, wrongLogin(), HOME)).toEqual([...wrong(5), ...refused(2)])
    const answer = await harness.ask(rightLogin(), HOME)
    expect(answer).toMatchObject({
      data: { login: null },
      errors: [
        {
          message: expect.stringContaining('LIMIT_TRIES_PER_PHONE'),
          extensions: { code: 'RATE_LIMITED', network: 'SEALTALK', retryable: true, retryAfterMs: 720_000 },
        },
      ],
    })
    expect(harness.calls(LOGIN)).toBe(5)

    harness.clock.advance(12 * MINUTE_MS)
    expect(await harness.tell(2, wrongLogin(), HOME)).toEqual([...wrong(1), ...refused(1)])
    expect(harness.calls(LOGIN)).toBe(1)
  })

  it('are counted wherever the tries come from', async () => {
    for (let host = 1; host <= 5; host += 1) {
      expect(await harness.tell(1, wrongLogin(), `203.0.113.${host}`)).toEqual(wrong(1))
    }

    expect(await harness.tell(1, wrongLogin(), '203.0.113.6')).toEqual(refused(1))
    expect(harness.calls(LOGIN)).toBe(5)
  })

  it('do not slip through in a crowd, nor as aliases of one document', async () => {
    const aliases = Array.from({ length: 5 }, (_, index) => `try${index}: ${wrongLogin().slice(11, -2)}`)
    const documents = [`mutation { ${aliases.join(' ')} }`, ...Array.from({ length: 30 }, () => wrongLogin())]

    const answers = await Promise.all(documents.map((document) => harness.ask(document, HOME)))

    const codes = answers.flatMap(({ errors }) => errors.map(({ extensions }) => extensions['code']))
    expect(codes[0]).toBe('QUERY_TOO_COMPLEX')
    expect(codes.filter((code) => code === 'VERIFICATION_FAILED')).toHaveLength(5)
    expect(codes.filter((code) => code === 'RATE_LIMITED')).toHaveLength(25)
    expect(harness.calls(LOGIN)).toBe(5)
  })

  it('are counted together however the digits of the phone are split', async () => {
    const { region, phone } = harness.lin
    const split = phoneInput(region + phone.slice(0, 1), phone.slice(1))
    expect(await harness.tell(5, loginOf(split, 'wrong-1'), HOME)).toEqual(wrong(5))

    expect(await harness.tell(1, wrongLogin(), HOME)).toEqual(refused(1))
  })

  it('are forgiven by the right one', async () => {
    expect(await harness.tell(4, wrongLogin(), HOME)).toEqual(wrong(4))
    expect(await harness.tell(1, rightLogin(), HOME)).toEqual(['ok'])

    expect(await harness.tell(6, wrongLogin(), ELSEWHERE)).toEqual([...wrong(5), ...refused(1)])
    expect(harness.calls(LOGIN)).toBe(10)
    for (let time = 0; time < 2; time += 1) {
      expect(await harness.tell(4, wrongLogin(), HOME)).toEqual(wrong(4))
      expect(await harness.tell(1, rightLogin(), HOME)).toEqual(['ok'])
    }
  })

  it('are no try where they cannot be a password, or the phone a phone', async () => {
    const silly = [loginOf(harness.linsPhone, 'a b'), loginOf(phoneInput('86', '1'), 'wrong-1')]
    for (const document of silly) {
      expect(await harness.tell(6, document, HOME)).toEqual(Array(6).fill('BAD_USER_INPUT'))
    }

    expect(await harness.tell(1, rightLogin(), HOME)).toEqual(['ok'])
    expect(harness.calls(LOGIN)).toBe(1)
  })

  it('are no try where the network is down', async () => {
    harness.control.setFault({ endpoint: LOGIN, kind: '500', times: 4 })
    expect(await harness.tell(4, wrongLogin(), HOME)).toEqual(Array(4).fill('UPSTREAM_UNAVAILABLE'))

    expect(await harness.tell(6, wrongLogin(), HOME)).toEqual([...wrong(5), ...refused(1)])
  })
})

describe('whoever would lock somebody out', () => {
  it('does not reach sessions that exist', async () => {
    const { headers } = await harness.ask(rightLogin(), HOME)
    const session = { cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' }
    expect(await harness.tell(6, wrongLogin(), ELSEWHERE)).toEqual([...wrong(5), ...refused(1)])

    const answer = await harness.ask('{ viewer { sealtalk { acceptsPokes } } }', ELSEWHERE, session)
    expect(outcomeOf(answer)).toBe('ok')
  })

  it('does not reach addresses where the phone has signed in before', async () => {
    await harness.tell(1, rightLogin(), HOME)
    expect(await harness.tell(6, wrongLogin(), ELSEWHERE)).toEqual([...wrong(5), ...refused(1)])

    expect(await harness.tell(3, wrongLogin(), HOME)).toEqual(wrong(3))
    expect(await harness.tell(1, rightLogin(), HOME)).toEqual(['ok'])
    // What was right at home forgives nothing elsewhere.
    expect(await harness.tell(1, rightLogin(), ELSEWHERE)).toEqual(refused(1))
  })

  it('has to be right first: an address where tries were wrong gains nothing', async () => {
    await harness.tell(5, wrongLogin(), ELSEWHERE)

    expect(await harness.tell(1, rightLogin(), ELSEWHERE)).toEqual(refused(1))
  })

  it('cannot prolong the wait by trying on', async () => {
    await harness.tell(5, wrongLogin(), ELSEWHERE)
    for (let minute = 0; minute < 11; minute += 1) {
      harness.clock.advance(MINUTE_MS)
      expect(await harness.tell(1, wrongLogin(), ELSEWHERE)).toEqual(refused(1))
    }
    harness.clock.advance(MINUTE_MS)

    expect(await harness.tell(1, rightLogin(), HOME)).toEqual(['ok'])
    expect(harness.calls(LOGIN)).toBe(6)
  })

  it('does not block the way over a verification code', async () => {
    await harness.tell(6, wrongLogin(), ELSEWHERE)
    const phone = harness.linsPhone
    await harness.ask(`mutation { sendVerificationCode(input: {phone: ${phone}}) { sent } }`, HOME)

    const verify = `mutation { verifyCode(input: {phone: ${phone}, code: "9999"}) { verificationToken } }`
    expect(await harness.tell(1, verify, HOME)).toEqual(['ok'])
  })
})

describe('tries from one address', () => {
  const spray = async (address: string, from: number, count: number): Promise<string[]> => {
    const outcomes: string[] = []
    for (let index = from; index < from + count; index += 1) {
      outcomes.push(...(await harness.tell(1, loginOf(strangersPhone(index), 'wrong-1'), address)))
    }
    return outcomes
  }

  it('are twenty at once, then one in three minutes, for whichever phones', async () => {
    expect(await spray(ELSEWHERE, 0, 21)).toEqual([...wrong(20), ...refused(1)])
    const answer = await harness.ask(loginOf(strangersPhone(30), 'wrong-1'), ELSEWHERE)
    expect(answer.errors[0]).toMatchObject({
      message: expect.stringContaining('LIMIT_TRIES_PER_ADDRESS'),
      extensions: { retryAfterMs: 180_000 },
    })

    harness.clock.advance(3 * MINUTE_MS)
    expect(await spray(ELSEWHERE, 40, 2)).toEqual([...wrong(1), ...refused(1)])
    expect(harness.calls(LOGIN)).toBe(21)
    expect(await spray(HOME, 50, 1)).toEqual(wrong(1))
  })

  it('are counted for the 2^64 addresses of an IPv6 network together', async () => {
    for (let host = 1; host <= 20; host += 1) await spray(`2001:db8:1:2::${host}`, host, 1)

    expect(await spray('2001:db8:1:2:ffff::1', 30, 1)).toEqual(refused(1))
    expect(await spray('2001:db8:1:3::1', 31, 1)).toEqual(wrong(1))
  })

  it('are not used up by people who know their password', async () => {
    expect(await harness.tell(30, rightLogin(), HOME)).toEqual(Array(30).fill('ok'))
  })

  it('leave the phones alone once they are refused', async () => {
    await spray(ELSEWHERE, 0, 20)
    expect(await harness.tell(10, wrongLogin(), ELSEWHERE)).toEqual(refused(10))

    expect(await harness.tell(1, rightLogin(), HOME)).toEqual(['ok'])
  })

  it('are not used up by a phone that is refused', async () => {
    expect(await harness.tell(25, wrongLogin(), ELSEWHERE)).toEqual([...wrong(5), ...refused(20)])

    expect(await spray(ELSEWHERE, 0, 16)).toEqual([...wrong(15), ...refused(1)])
  })

  it('that no trusted proxy tells of are those of the connection, whatever a header says', async () => {
    await harness.close()
    harness = await openSignInHarness({ TRUST_PROXY: '' })
    for (let index = 0; index < 20; index += 1) await spray(`203.0.113.${index}`, index, 1)

    expect(await spray('203.0.113.99', 30, 1)).toEqual(refused(1))
  })
})

describe('right passwords', () => {
  const signOut = async (): Promise<string> => {
    const { headers } = await harness.ask(rightLogin(), HOME)
    const session = { cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' }
    return outcomeOf(await harness.ask('mutation { logout { loggedOut } }', HOME, session))
  }

  it('are accepted thirty times at once for one account, then once in two minutes', async () => {
    for (let time = 0; time < 30; time += 1) expect(await signOut()).toBe('ok')
    const answer = await harness.ask(rightLogin(), ELSEWHERE)
    expect(answer.errors[0]).toMatchObject({
      message: expect.stringContaining('LIMIT_SIGN_INS_PER_ACCOUNT'),
      extensions: { code: 'RATE_LIMITED', retryAfterMs: 120_000 },
    })

    expect(harness.calls(LOGIN)).toBe(30)
    expect(await harness.tell(1, loginOf(harness.maxsPhone, harness.max.password), HOME)).toEqual(['ok'])
    harness.clock.advance(2 * MINUTE_MS)
    expect(await harness.tell(2, rightLogin(), ELSEWHERE)).toEqual(['ok', ...refused(1)])
  })

  it('are accepted sixty times at once from one address, then once a minute', async () => {
    await harness.close()
    harness = await openSignInHarness({ LIMIT_SIGN_INS_PER_ACCOUNT: '1000' })
    expect(await harness.tell(61, rightLogin(), HOME)).toEqual([
      ...Array<string>(60).fill('ok'),
      ...refused(1),
    ])
    const { errors } = await harness.ask(rightLogin(), HOME)
    expect(errors[0]?.message).toContain('LIMIT_SIGN_INS_PER_ADDRESS')

    expect(await harness.tell(1, rightLogin(), ELSEWHERE)).toEqual(['ok'])
    harness.clock.advance(MINUTE_MS)
    expect(await harness.tell(2, rightLogin(), HOME)).toEqual(['ok', ...refused(1)])
  })

  it('are not used up by wrong ones, nor by a network that is down', async () => {
    await harness.close()
    harness = await openSignInHarness({ LIMIT_SIGN_INS_PER_ACCOUNT: '2', LIMIT_SIGN_INS_PER_ADDRESS: '2' })
    await harness.tell(3, wrongLogin(), HOME)
    harness.control.setFault({ endpoint: LOGIN, kind: '500', times: 3 })
    await harness.tell(3, rightLogin(), HOME)

    expect(await harness.tell(3, rightLogin(), HOME)).toEqual(['ok', 'ok', ...refused(1)])
  })

  it('leave the tries alone when they are refused', async () => {
    await harness.close()
    harness = await openSignInHarness({ LIMIT_SIGN_INS_PER_ACCOUNT: '1' })
    expect(await harness.tell(9, rightLogin(), HOME)).toEqual(['ok', ...refused(8)])

    harness.clock.advance(60 * MINUTE_MS)
    expect(await harness.tell(6, wrongLogin(), ELSEWHERE)).toEqual([...wrong(5), ...refused(1)])
  })
})

describe('settings', () => {
  it('say how many tries there are', async () => {
    await harness.close()
    harness = await openSignInHarness({ LIMIT_TRIES_PER_PHONE: '2', LIMIT_TRIES_PER_ADDRESS: '3' })

    expect(await harness.tell(3, wrongLogin(), HOME)).toEqual([...wrong(2), ...refused(1)])
    expect(await harness.tell(2, loginOf(harness.maxsPhone, 'wrong-1'), HOME)).toEqual([
      ...wrong(1),
      ...refused(1),
    ])
    const { errors } = await harness.ask(wrongLogin(), ELSEWHERE)
    expect(errors[0]?.extensions['retryAfterMs']).toBe(30 * MINUTE_MS)
  })
})

describe('a refusal', () => {
  it('is counted, and tells no log and no metric the phone, the password or the address', async () => {
    await harness.tell(6, wrongLogin(), HOME)

    const metrics = await (await fetch(`${harness.gateway.url}/metrics`)).text()
    expect(metrics).toContain('parley_upstream_calls_saved_total{network="sealtalk",how="refused"} 1')
    expect(metrics).toContain('parley_errors_total{code="RATE_LIMITED",network="sealtalk"} 1')
    const said = metrics + harness.gateway.logged.join('')
    for (const secret of [harness.lin.phone, 'wrong-1', HOME]) expect(said).not.toContain(secret)
  })
})
