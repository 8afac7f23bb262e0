import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { GatewayError, isGatewayError } from '../../../src/errors.ts'
import { createBudgets } from '../../../src/upstream/rate-limits/budget.ts'
import type { LimitClass } from '../../../src/upstream/rate-limits/limit-class.ts'
import { createPolicy, type GuardedCall } from '../../../src/upstream/policy.ts'
import {
  TransportFailure,
  type TransportFailureKind,
  UnreadableAnswer,
} from '../../../src/upstream/send-request.ts'

const failed = (kind: TransportFailureKind) =>
  new GatewayError('UPSTREAM_UNAVAILABLE', 'no answer', { cause: new TransportFailure(kind, true) })
const unreadable = (status: number) =>
  new GatewayError('UPSTREAM_UNAVAILABLE', 'nonsense', { cause: new UnreadableAnswer(status, 'no JSON') })
const told = (code: 'UPSTREAM_UNAVAILABLE' | 'FORBIDDEN' | 'NOT_FOUND', upstreamCode: number) =>
  new GatewayError(code, 'the upstream said so', { upstreamCode })

const refused = (retryAfterMs?: number) =>
  new GatewayError('RATE_LIMITED', 'too much', { upstreamCode: 429, retryAfterMs })

/** Every way in which an attempt can fail: whether it may pass, and whether it means that the upstream is down. */
const FAILURES: readonly (readonly [string, GatewayError, { passes: boolean; isOutage: boolean }])[] = [
  ['no connection', failed('unreachable'), { passes: true, isOutage: true }],
  ['a connection that breaks', failed('broken'), { passes: true, isOutage: true }],
  ['HTTP 500', unreadable(500), { passes: true, isOutage: true }],
  ['HTTP 502', unreadable(502), { passes: true, isOutage: true }],
  ['HTTP 503', unreadable(503), { passes: true, isOutage: true }],
  ['HTTP 504', unreadable(504), { passes: true, isOutage: true }],
  [
    'a fault that the upstream tells of',
    told('UPSTREAM_UNAVAILABLE', 7000),
    { passes: true, isOutage: true },
  ],
  ['a time-out', failed('timeout'), { passes: false, isOutage: true }],
  ['an answer that is too large', failed('too-large'), { passes: false, isOutage: true }],
  ['an answer in another encoding', failed('encoded'), { passes: false, isOutage: true }],
  ['an answer that nobody can read', unreadable(200), { passes: false, isOutage: true }],
  ['a caller that left', failed('cancelled'), { passes: false, isOutage: false }],
  ['429', refused(1_000), { passes: false, isOutage: false }],
  ['403', told('FORBIDDEN', 403), { passes: false, isOutage: false }],
  ['404', told('NOT_FOUND', 404), { passes: false, isOutage: false }],
  ['401', new GatewayError('UNAUTHENTICATED', 'no'), { passes: false, isOutage: false }],
]

const lost = new GatewayError('OUTCOME_UNKNOWN', 'lost', { cause: new TransportFailure('broken', true) })

const FREE: LimitClass = { name: 'free', cooldown: { firstMs: 1_000, maxMs: 1_000 } }
const TIGHT: LimitClass = { ...FREE, name: 'tight', bucket: { burst: 1, perSecond: 1 } }
const NARROW: LimitClass = { ...FREE, name: 'narrow', bucket: { burst: 9, perSecond: 1 }, maxInFlight: 1 }

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'] }))
afterEach(() => void vi.useRealTimers())

const createStage = () => {
  const savings: string[] = []
  const policy = createPolicy({
    network: 'mixin',
    callTimeoutMs: 4_000,
    budgets: createBudgets({ now: () => Date.now() }),
    observer: {
      call: () => undefined,
      saved: (_, how, count) => void savings.push(`${count} ${how}`),
      circuitOpen: () => undefined,
    },
    random: () => 0,
    sleep: async (ms) => void vi.advanceTimersByTime(ms),
  })
  /** Runs a call whose attempts end like this; its end, and the time that each attempt was given. */
  const run = async (ends: readonly (Error | 'answer')[], over: Partial<GuardedCall> = {}, takesMs = 0) => {
    const attempts: number[] = []
    const call: GuardedCall = { limit: FREE, effect: 'read', scope: 'bot:1', caller: 'somebody', ...over }
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
  it.each(FAILURES)('after %s', async (_, failure, { passes }) => {
    const { run } = createStage()

    const { end, attempts } = await run([failure, 'answer'])

    expect([end, attempts.length]).toEqual(passes ? ['answer', 2] : [failure, 1])
  })

  it('has four seconds for everything together', async () => {
    const { run } = createStage()

    expect((await run([failed('broken'), 'answer'], {}, 1_000)).attempts).toEqual([4_000, 4_000 - 1_000 - 50])
    expect((await run([failed('broken'), 'answer'], {}, 3_960)).attempts).toEqual([4_000])
  })

  it('pays a permit for each attempt', async () => {
    const { run } = createStage()

    const { code, attempts } = await run([failed('broken'), 'answer'], { limit: TIGHT })

    expect({ code, attempts: attempts.length }).toEqual({ code: 'RATE_LIMITED', attempts: 1 })
  })

  it('is not sent after its time was spent waiting for a place', async () => {
    const { policy, run } = createStage()
    const first = Promise.withResolvers<string>()
    const call: GuardedCall = { limit: NARROW, effect: 'read', scope: 'bot:1', caller: 'somebody' }
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
  it.each([...FAILURES, ['an answer that was lost', lost, {}] as const])(
    'is sent once, also after %s',
    async (_, failure) => {
      const { run } = createStage()

      const { end, attempts } = await run([failure, 'answer'], { effect: 'write' })

      expect({ end, attempts: attempts.length }).toEqual({ end: failure, attempts: 1 })
    },
  )
})

describe('the breaker', () => {
  it.each(FAILURES)('counts outages, and nothing else: %s', async (_, failure, { isOutage }) => {
    const { run, savings } = createStage()
    for (let times = 0; times < 5; times += 1)
      await run([failure], { effect: 'write', scope: `bot:${times}` })

    const { code, attempts } = await run(['answer'], { scope: 'bot:another' })

    expect({ code, attempts: attempts.length }).toEqual(
      isOutage ? { code: 'UPSTREAM_UNAVAILABLE', attempts: 0 } : { code: 'answer', attempts: 1 },
    )
    expect(savings).toEqual(isOutage ? ['1 breaker'] : [])
  })

  it('counts writes whose answer was lost', async () => {
    const { run } = createStage()
    for (let times = 0; times < 5; times += 1) await run([lost], { effect: 'write' })

    expect((await run(['answer'])).attempts).toEqual([])
  })

  it('does not count what the budget refuses', async () => {
    const { run, savings } = createStage()
    for (let times = 0; times < 10; times += 1) await run(['answer'], { limit: TIGHT })
    vi.advanceTimersByTime(1_000)

    expect((await run(['answer'], { limit: TIGHT })).end).toBe('answer')
    expect(savings).toEqual(Array(9).fill('1 refused'))
  })

  it('ends a read between its attempts', async () => {
    const { run } = createStage()
    for (let times = 0; times < 4; times += 1) await run([failed('timeout')])

    const { code, attempts } = await run([failed('broken'), 'answer'])

    expect({ code, attempts: attempts.length }).toEqual({ code: 'UPSTREAM_UNAVAILABLE', attempts: 1 })
  })
})

describe('a refusal', () => {
  it.each([
    ['where the upstream has not said', undefined, 1_000],
    ['where the upstream means it sooner', 400, 1_000],
    ['where the upstream means it later', 5_000, 5_000],
  ])('tells the first one who meets it how long it holds here, %s', async (_, saidMs, toldMs) => {
    const { run } = createStage()
    const { end } = await run([refused(saidMs)])

    expect(end).toMatchObject({ code: 'RATE_LIMITED', upstreamCode: 429, retryAfterMs: toldMs })
    expect((await run(['answer'])).end).toMatchObject({ code: 'RATE_LIMITED', retryAfterMs: toldMs })
  })

  it('says when to ask again, in the network’s name', async () => {
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
