import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GatewayError, isGatewayError } from '../../../src/errors.ts'
import { createBudgets } from '../../../src/upstream/rate-limits/budget.ts'
import type { LimitClass } from '../../../src/upstream/rate-limits/limit-class.ts'
import { createPolicy, type GuardedCall } from '../../../src/upstream/policy.ts'
import { UnexpectedShape } from '../../../src/upstream/json-readers.ts'
import {
  TransportFailure,
  type TransportFailureKind,
  UnreadableResponse,
} from '../../../src/upstream/send-request.ts'
import { clockOf } from '../../support/time.ts'

const failed = (kind: TransportFailureKind) =>
  new GatewayError('UPSTREAM_UNAVAILABLE', 'no answer', { cause: new TransportFailure(kind, true) })
const unreadable = (status: number) =>
  new GatewayError('UPSTREAM_UNAVAILABLE', 'nonsense', { cause: new UnreadableResponse(status, 'no JSON') })
const reported = (code: 'UPSTREAM_UNAVAILABLE' | 'FORBIDDEN' | 'NOT_FOUND', upstreamCode: number) =>
  new GatewayError(code, 'the upstream said so', { upstreamCode })

const misshapen = new GatewayError('UPSTREAM_UNAVAILABLE', 'odd', { cause: new UnexpectedShape('no id') })

const refused = (retryAfterMs?: number) =>
  new GatewayError('RATE_LIMITED', 'too much', { upstreamCode: 429, retryAfterMs })

/** Every kind of failed attempt: whether a retry may help, and whether five of different callers pause the calls. */
const FAILURES: readonly (readonly [string, GatewayError, { isTransient: boolean; opens: boolean }])[] = [
  ['no connection', failed('unreachable'), { isTransient: true, opens: true }],
  ['a connection that breaks', failed('broken'), { isTransient: true, opens: true }],
  ['HTTP 500', unreadable(500), { isTransient: true, opens: true }],
  ['HTTP 502', unreadable(502), { isTransient: true, opens: true }],
  ['HTTP 503', unreadable(503), { isTransient: true, opens: true }],
  ['HTTP 504', unreadable(504), { isTransient: true, opens: true }],
  [
    'an error that the upstream reports',
    reported('UPSTREAM_UNAVAILABLE', 7000),
    { isTransient: true, opens: true },
  ],
  ['a time-out', failed('timeout'), { isTransient: false, opens: true }],
  ['a response that is too large', failed('too-large'), { isTransient: false, opens: false }],
  ['a response in another encoding', failed('encoded'), { isTransient: false, opens: false }],
  ['an unreadable response', unreadable(200), { isTransient: false, opens: false }],
  ['an unexpected shape', misshapen, { isTransient: false, opens: false }],
  ['a caller that disconnected', failed('cancelled'), { isTransient: false, opens: false }],
  ['429', refused(1_000), { isTransient: false, opens: false }],
  ['403', reported('FORBIDDEN', 403), { isTransient: false, opens: false }],
  ['404', reported('NOT_FOUND', 404), { isTransient: false, opens: false }],
  ['401', new GatewayError('UNAUTHENTICATED', 'no'), { isTransient: false, opens: false }],
]

const lost = new GatewayError('OUTCOME_UNKNOWN', 'lost', { cause: new TransportFailure('broken', true) })

const FREE: LimitClass = { name: 'free', cooldown: { firstMs: 1_000, maxMs: 1_000 } }
const TIGHT: LimitClass = { ...FREE, name: 'tight', bucket: { burst: 1, perSecond: 1 } }
const NARROW: LimitClass = { ...FREE, name: 'narrow', bucket: { burst: 9, perSecond: 1 }, maxInFlight: 1 }

const CALL: GuardedCall = {
  limit: FREE,
  effect: 'read',
  scope: 'bot:1',
  caller: 'somebody',
  origin: 'somebody',
  subject: () => 'something',
}

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const createStage = () => {
  const savings: string[] = []
  const policy = createPolicy({
    network: 'mixin',
    callTimeoutMs: 4_000,
    budgets: createBudgets(clockOf(() => Date.now())),
    observer: {
      call: () => undefined,
      saved: (_, how, count) => void savings.push(`${count} ${how}`),
      unusable: () => undefined,
      circuitOpen: () => undefined,
      security: () => undefined,
    },
    random: () => 0,
    sleep: async (ms) => void vi.advanceTimersByTime(ms),
  })
  /** Runs a call with the given outcomes of its attempts; returns its outcome and the time given to each attempt. */
  const run = async (ends: readonly (Error | 'answer')[], over: Partial<GuardedCall> = {}, takesMs = 0) => {
    const attempts: number[] = []
    const call: GuardedCall = { ...CALL, ...over }
    const attempt = async (timeoutMs: number): Promise<string> => {
      attempts.push(timeoutMs)
      vi.advanceTimersByTime(takesMs)
      const end = ends[attempts.length - 1] ?? new Error('too many attempts')
      if (end === 'answer') return end
      throw end
    }
    const end = await policy.run(call, attempt).catch((error: unknown) => error)
    return { end, code: isGatewayError(end) ? end.code : end, attempts }
  }
  return { policy, run, savings }
}

describe('a read', () => {
  it.each(FAILURES)('after %s', async (_, failure, { isTransient }) => {
    const { run } = createStage()

    const { end, attempts } = await run([failure, 'answer'])

    expect([end, attempts.length]).toEqual(isTransient ? ['answer', 2] : [failure, 1])
  })

  it('has four seconds for all attempts together', async () => {
    const { run } = createStage()

    expect((await run([failed('broken'), 'answer'], {}, 1_000)).attempts).toEqual([4_000, 4_000 - 1_000 - 50])
    expect((await run([failed('broken'), 'answer'], {}, 3_960)).attempts).toEqual([4_000])
  })

  it('takes a token for each attempt', async () => {
    const { run } = createStage()

    const { code, attempts } = await run([failed('broken'), 'answer'], { limit: TIGHT })

    expect({ code, attempts: attempts.length }).toEqual({ code: 'RATE_LIMITED', attempts: 1 })
  })

  it('is not sent if its time ran out while it waited for a slot', async () => {
    const { policy, run } = createStage()
    const first = Promise.withResolvers<string>()
    const call: GuardedCall = { ...CALL, limit: NARROW }
    const hanging = policy.run(call, () => first.promise)
    const [inTime, late] = [run(['answer'], { limit: NARROW }, 3_000), run(['answer'], { limit: NARROW })]

    vi.advanceTimersByTime(1_500)
    first.resolve('answer')

    expect(await hanging).toBe('answer')
    expect(await inTime).toMatchObject({ end: 'answer', attempts: [2_500] })
    expect(await late).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', attempts: [] })
  })
})

describe('a write', () => {
  it.each([...FAILURES, ['a lost response', lost, {}] as const])(
    'is sent once, also after %s',
    async (_, failure) => {
      const { run } = createStage()

      const { end, attempts } = await run([failure, 'answer'], { effect: 'write' })

      expect({ end, attempts: attempts.length }).toEqual({ end: failure, attempts: 1 })
    },
  )
})

describe('the breaker', () => {
  it.each(FAILURES)('opens for five callers: %s', async (_, failure, { opens }) => {
    const { run, savings } = createStage()
    for (let times = 0; times < 5; times += 1)
      await run([failure], { effect: 'write', scope: `bot:${times}`, origin: `caller ${times}` })

    const { code, attempts } = await run(['answer'], { scope: 'bot:another' })

    expect({ code, attempts: attempts.length }).toEqual(
      opens ? { code: 'UPSTREAM_UNAVAILABLE', attempts: 0 } : { code: 'answer', attempts: 1 },
    )
    expect(savings.includes('1 breaker')).toBe(opens)
  })

  it.each([
    ['a connection that breaks', failed('broken'), true],
    ['HTTP 503', unreadable(503), true],
    ['HTTP 504, as a network reports it', reported('UPSTREAM_UNAVAILABLE', 504), true],
    ['a time-out', failed('timeout'), false],
    ['HTTP 500', unreadable(500), false],
    ['HTTP 500, as a network reports it', reported('UPSTREAM_UNAVAILABLE', 500), false],
  ])('counts for one caller and thing: %s', async (_, failure, opens) => {
    const { run } = createStage()
    for (let times = 0; times < 50; times += 1) await run([failure], { effect: 'write' })

    expect((await run(['answer'], { origin: 'another' })).attempts).toHaveLength(opens ? 0 : 1)
  })

  it('counts writes whose response was lost', async () => {
    const { run } = createStage()
    for (let times = 0; times < 5; times += 1) await run([lost], { effect: 'write' })

    expect((await run(['answer'])).attempts).toEqual([])
  })

  it('does not count calls that the budget refuses', async () => {
    const { run, savings } = createStage()
    for (let times = 0; times < 10; times += 1) await run(['answer'], { limit: TIGHT })
    vi.advanceTimersByTime(1_000)

    expect((await run(['answer'], { limit: TIGHT })).end).toBe('answer')
    expect(savings).toEqual(Array(9).fill('1 refused'))
  })

  it('stops a read between its attempts', async () => {
    const { run } = createStage()
    for (const origin of ['one', 'two']) await run([failed('timeout')], { origin })

    const { code, attempts } = await run([unreadable(500), 'answer'])

    expect({ code, attempts: attempts.length }).toEqual({ code: 'UPSTREAM_UNAVAILABLE', attempts: 1 })
  })
})

describe('a refusal', () => {
  it.each([
    ['if the upstream gives no time', undefined, 1_000],
    ['if the upstream gives a shorter time', 400, 1_000],
    ['if the upstream gives a longer time', 5_000, 5_000],
  ])('has the length of the cooldown in its error, %s', async (_, upstreamMs, retryAfterMs) => {
    const { run } = createStage()
    const { end } = await run([refused(upstreamMs)])

    expect(end).toMatchObject({ code: 'RATE_LIMITED', upstreamCode: 429, retryAfterMs })
    expect((await run(['answer'])).end).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs })
  })

  it('makes later calls fail with the time to wait, in the name of the network', async () => {
    const { run } = createStage()
    await run([refused()])

    const { end, attempts } = await run(['answer'])

    expect(attempts).toEqual([])
    expect(end).toMatchObject({
      code: 'RATE_LIMITED',
      network: 'mixin',
      retryable: true,
      retryAfterMs: 1_000,
    })
  })
})
