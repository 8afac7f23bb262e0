import { afterEach, describe, expect, it } from 'vitest'
import { codesOf } from '../../support/gateway.ts'
import { MINUTE_MS, openSignInHarness, type SignInHarness, strangersPhone } from './sign-in-harness.ts'

const HOME = '203.0.113.9'
const SERVICES = ['DEFAULT', 'YUNPIAN'] as const
type Service = (typeof SERVICES)[number]

const SENT = ['POST /user/send_code', 'POST /user/send_code_yp']
const CHECKED = 'POST /user/check_phone_available'

let harness: SignInHarness
afterEach(() => harness.close())

/** A different phone for each index: the networks limit messages per phone, too. */
let phones = 0
const nextPhone = (): string => strangersPhone((phones += 1))

const sendMany = (count: number, serviceOf: (index: number) => Service): string => {
  const fields = Array.from(
    { length: count },
    (_, index) =>
      `send${index}: sendVerificationCode(input: {phone: ${nextPhone()}, service: ${serviceOf(index)}}) { sent }`,
  )
  return `mutation { ${fields.join('\n')} }`
}

const checkMany = (count: number): string => {
  const fields = Array.from(
    { length: count },
    (_, index) => `check${index}: isPhoneAvailable(phone: ${nextPhone()})`,
  )
  return `{ ${fields.join('\n')} }`
}

/** Calls of these endpoints since the last time. */
const callsOf = (...endpoints: string[]): number => {
  const { byEndpoint } = harness.control.calls()
  harness.control.resetCalls()
  return endpoints.reduce((sum, endpoint) => sum + (byEndpoint[endpoint] ?? 0), 0)
}

/** How many messages are sent for documents of twenty, each from the next of these addresses. */
const sentFrom = async (
  addresses: readonly string[],
  serviceOf: (index: number) => Service = () => 'DEFAULT',
): Promise<number> => {
  for (const address of addresses) {
    const codes = codesOf(await harness.ask(sendMany(20, serviceOf), address))
    expect(codes.map((code) => code.split(': ')[1]).filter((code) => code !== 'RATE_LIMITED')).toEqual([])
  }
  return callsOf(...SENT)
}

const mixed = (index: number): Service => SERVICES[index % 2] ?? 'DEFAULT'

const times = (count: number, addressOf: (index: number) => string): string[] =>
  Array.from({ length: count }, (_, index) => addressOf(index))

/** Spellings of 203.0.113.9. */
const SPELLINGS = [
  HOME,
  '::ffff:203.0.113.9',
  '::FFFF:cb00:7109',
  '0:0:0:0:0:ffff:203.0.113.9',
  `${HOME}:51234`,
  '[::ffff:203.0.113.9]:443',
  `198.51.100.7, ${HOME}`,
  `made up, ${HOME}:1`,
]

describe('text messages', () => {
  it.each<[string, (index: number) => Service]>([
    ['the default provider', () => 'DEFAULT'],
    ['Yunpian', () => 'YUNPIAN'],
    ['both providers in turn', mixed],
  ])('are twenty an hour for one address, by %s', async (_, serviceOf) => {
    harness = await openSignInHarness()

    expect(await sentFrom([HOME, HOME, HOME], serviceOf)).toBe(20)
    harness.clock.advance(3 * MINUTE_MS)
    expect(await sentFrom([HOME], serviceOf)).toBe(1)
    expect(await sentFrom(['203.0.113.10'], serviceOf)).toBe(20)
  })

  it.each<[string, string[], number]>([
    ['twenty for one address in all its spellings', SPELLINGS, 20],
    ['twenty for a /64 block', times(10, (index) => `2001:db8:1:2:${index.toString(16)}::9`), 20],
    ['forty for a /48', times(10, (index) => `2001:db8:1:${index.toString(16)}::9`), 40],
    ['forty for each of two /48', times(10, (index) => `2001:db8:${index % 2}:${index.toString(16)}::9`), 80],
    [
      'twenty for a client who makes up what is left of it',
      times(5, (index) => `10.9.8.${index}, x, ${HOME}`),
      20,
    ],
    [
      'twenty behind a proxy whose client cannot be read',
      times(5, (index) => `10.9.8.${index}, unknown`),
      20,
    ],
  ])('are %s', async (_, addresses, most) => {
    harness = await openSignInHarness()

    // Yunpian counts all IPv6 clients as one, since it gets no address of theirs.
    expect(await sentFrom(addresses, most > 40 ? undefined : mixed)).toBe(most)
  })

  it('are LIMIT_TEXT_MESSAGES_PER_HOUR for all clients together', async () => {
    harness = await openSignInHarness({ LIMIT_TEXT_MESSAGES_PER_HOUR: '30' })
    const everywhere = times(10, (index) => `198.51.100.${index}`)

    expect(await sentFrom(everywhere, mixed)).toBe(30)
    const refused = await harness.ask(sendMany(1, mixed), '192.0.2.1')
    expect(refused.errors).toMatchObject([
      {
        message: expect.stringContaining('LIMIT_TEXT_MESSAGES_PER_HOUR'),
        extensions: { code: 'RATE_LIMITED', retryable: true, retryAfterMs: 2 * MINUTE_MS },
      },
    ])
    harness.clock.advance(10 * MINUTE_MS)
    expect(await sentFrom(everywhere, mixed)).toBe(5)
  })

  it('that were refused for all clients are not counted for their address', async () => {
    harness = await openSignInHarness({ LIMIT_TEXT_MESSAGES_PER_HOUR: '60' })
    await sentFrom(times(3, (index) => `198.51.100.${index}`))
    expect(await sentFrom([HOME])).toBe(0)

    harness.clock.advance(60 * MINUTE_MS)
    expect(await sentFrom([HOME])).toBe(20)
  })

  it('are not counted where nothing was sent', async () => {
    harness = await openSignInHarness()
    const { lin } = harness
    const same = `mutation { sendVerificationCode(input: {phone: {region: "86", number: "${lin.phone}"}}) { sent } }`
    expect(await harness.tell(1, same, HOME)).toEqual(['ok'])
    // The second message of a minute to one phone.
    expect(await harness.tell(25, same, HOME)).toEqual(Array<string>(25).fill('RATE_LIMITED'))

    harness.control.resetCalls()
    expect(await sentFrom([HOME])).toBe(19)
  })

  it.each<[string, string, number]>([
    ['twenty for an address', HOME, 20],
    ['the least of block and /48', '2001:db8:1:9::1', 5],
  ])('left are reported: %s', async (_, address, most) => {
    harness = await openSignInHarness()
    const left = async () => {
      const { data } = await harness.ask('{ budgets { lookup remaining retryAt } }', address)
      return (data as { budgets: unknown[] }).budgets
    }
    await sentFrom(times(2, (index) => `2001:db8:1:${index}::1`))
    // 40 an hour for the /48 are one every 90 s.
    harness.clock.advance(5 * 1.5 * MINUTE_MS)
    expect(await left()).toEqual([{ lookup: 'VERIFICATION_CODE', remaining: most, retryAt: null }])
    await harness.ask(sendMany(20, mixed), address)
    const waitMs = address === HOME ? 3 * MINUTE_MS : 1.5 * MINUTE_MS
    expect(await left()).toEqual([
      {
        lookup: 'VERIFICATION_CODE',
        remaining: 0,
        retryAt: new Date(harness.clock.now() + waitMs).toISOString(),
      },
    ])
  })
})

describe('checks of which phones have an account', () => {
  const checkedFrom = async (addresses: readonly string[]): Promise<number> => {
    for (const address of addresses) {
      const codes = codesOf(await harness.ask(checkMany(15), address))
      expect(codes.map((code) => code.split(': ')[1]).filter((code) => code !== 'RATE_LIMITED')).toEqual([])
    }
    return callsOf(CHECKED)
  }

  it.each<[string, string[], number]>([
    ['twenty for one address in all its spellings', SPELLINGS, 20],
    ['twenty for a /64 block', times(5, (index) => `2001:db8:1:2:${index.toString(16)}::9`), 20],
    ['forty for a /48', times(10, (index) => `2001:db8:1:${index.toString(16)}::9`), 40],
    ['as many for each address', times(4, (index) => `203.0.113.${index}`), 60],
  ])('are limited: %s', async (_, addresses, most) => {
    harness = await openSignInHarness()

    expect(await checkedFrom(addresses)).toBe(most)
  })

  it('are limited by LIMIT_TRIES_PER_ADDRESS, apart from sign-ins', async () => {
    harness = await openSignInHarness({ LIMIT_TRIES_PER_ADDRESS: '7' })

    expect(await checkedFrom([HOME, HOME])).toBe(7)
    const { errors } = await harness.ask(checkMany(1), HOME)
    expect(errors).toMatchObject([
      {
        extensions: { code: 'RATE_LIMITED', retryable: true, retryAfterMs: Math.ceil((60 / 7) * MINUTE_MS) },
      },
    ])
    harness.clock.advance(60 * MINUTE_MS)
    expect(await checkedFrom([HOME, HOME])).toBe(7)
  })

  it('are not counted where the network did not respond', async () => {
    harness = await openSignInHarness()
    harness.control.setFault({ kind: '500', endpoint: CHECKED })
    await harness.ask(checkMany(5), HOME)
    harness.control.reset()

    expect(await checkedFrom([HOME, HOME])).toBe(20)
  })
})
