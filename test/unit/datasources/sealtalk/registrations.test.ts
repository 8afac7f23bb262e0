import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  createRegistrations,
  type Registrations,
} from '../../../../src/datasources/sealtalk/registrations.ts'
import { GatewayError, isGatewayError } from '../../../../src/errors.ts'
import { TransportFailure, type TransportFailureKind } from '../../../../src/upstream/send-request.ts'

let registrations: Registrations
let refused = 0
beforeEach(() => {
  vi.useFakeTimers()
  refused = 0
  registrations = createRegistrations({
    call: () => undefined,
    saved: (network, how, count) => {
      if (network === 'sealtalk' && how === 'refused') refused += count
    },
    unusable: () => undefined,
    circuitOpen: () => undefined,
    security: () => undefined,
  })
})
afterEach(() => void vi.useRealTimers())

const started: string[] = []
beforeEach(() => void (started.length = 0))

/** A registration that ends when the test says so. */
const register = (origin: string, name = origin, signal?: AbortSignal) => {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const outcome = registrations
    .run({ origin, signal }, () => {
      started.push(name)
      return promise
    })
    .catch((error: unknown) => (isGatewayError(error) ? error.code : error))
  return { outcome, end: () => resolve('done'), fail: (error: Error) => reject(error) }
}

const lost = (kind: TransportFailureKind) =>
  new GatewayError('OUTCOME_UNKNOWN', 'lost', { cause: new TransportFailure(kind, true) })
const settle = () => vi.advanceTimersByTimeAsync(0)

describe('registrations at one server', () => {
  it('are at most two at a time; the rest wait', async () => {
    const all = ['a', 'b', 'c', 'd'].map((origin) => register(origin))
    await settle()
    expect(started).toEqual(['a', 'b'])

    all[1]?.end()
    await settle()
    expect(started).toEqual(['a', 'b', 'c'])

    for (const { end } of all) end()
    expect(await Promise.all(all.map(({ outcome }) => outcome))).toEqual(Array(4).fill('done'))
    await settle()
    register('e')
    await settle()
    expect(started.at(-1)).toBe('e')
  })

  it('take turns by caller', async () => {
    const busy = [register('x'), register('y')]
    for (const name of ['a1', 'a2', 'a3']) register('a', name)
    register('b')
    for (const { end } of busy) end()
    await settle()

    expect(started).toEqual(['x', 'y', 'a1', 'b'])
  })

  it('are refused after four seconds, and their place is free', async () => {
    const busy = [register('x'), register('y')]
    const late = register('a')
    await vi.advanceTimersByTimeAsync(4_000)
    expect(await late.outcome).toBe('RATE_LIMITED')

    busy[0]?.end()
    await settle()
    expect(started).toEqual(['x', 'y'])
    register('b')
    await settle()
    expect([started.at(-1), refused]).toEqual(['b', 1])
  })

  it('of one caller wait at most sixteen at a time, while others can still wait', async () => {
    register('x')
    register('y')
    const outcomes: unknown[] = []
    for (let nth = 0; nth < 20; nth += 1) void register('a').outcome.then((end) => outcomes.push(end))
    const other = register('b')
    await settle()
    expect(outcomes).toEqual(Array(4).fill('RATE_LIMITED'))

    await vi.advanceTimersByTimeAsync(4_000)
    expect(await other.outcome).toBe('RATE_LIMITED')
    expect(outcomes).toHaveLength(20)
  })

  it('of callers that disconnect give up their place', async () => {
    const busy = [register('x'), register('y')]
    const gone = new AbortController()
    const left = register('a', 'a', gone.signal)
    register('b')
    gone.abort()
    expect(await left.outcome).toBe('RATE_LIMITED')
    for (const { end } of busy) end()
    await settle()

    expect(started).toEqual(['x', 'y', 'b'])
  })

  it('count as under way for twenty seconds if they timed out, since the server goes on with them', async () => {
    const [first, second] = [register('x'), register('y')]
    first.fail(lost('timeout'))
    second.fail(lost('broken'))
    await settle()
    register('a')
    const waiting = register('b')
    await settle()
    expect(started).toEqual(['x', 'y', 'a'])

    await vi.advanceTimersByTimeAsync(4_000)
    expect(await waiting.outcome).toBe('RATE_LIMITED')
    await vi.advanceTimersByTimeAsync(16_000)
    register('c')
    await settle()
    expect(started.at(-1)).toBe('c')
  })
})
