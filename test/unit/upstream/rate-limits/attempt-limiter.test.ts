import { describe, expect, it } from 'vitest'
import {
  createAttemptLimiter,
  type SharedAttempts,
  type AttemptLimit,
} from '../../../../src/upstream/rate-limits/attempt-limiter.ts'
import { standingClock } from '../../../support/time.ts'

/** A burst of two, then one in ten seconds. */
const LIMIT: AttemptLimit = { name: 'a secret', bucket: { burst: 2, perSecond: 0.1 } }

const takeAll = async (attempts: ReturnType<typeof createAttemptLimiter>, count: number): Promise<number[]> =>
  Promise.all(Array.from({ length: count }, () => attempts.take(LIMIT, 'somebody', 'home')))

describe('attempts counted by one process', () => {
  it('allow a burst and are refilled one by one', async () => {
    const clock = standingClock()
    const attempts = createAttemptLimiter(clock)

    expect(await takeAll(attempts, 4)).toEqual([0, 0, 10_000, 10_000])
    clock.advance(9_999)
    expect(await attempts.take(LIMIT, 'somebody', 'home')).toBe(1)
    clock.advance(1)
    expect(await takeAll(attempts, 2)).toEqual([0, 10_000])
    clock.advance(60_000)
    expect(await takeAll(attempts, 3)).toEqual([0, 0, 10_000])
  })

  it('stay counted when the rate changes, which holds from then on', async () => {
    const clock = standingClock()
    const attempts = createAttemptLimiter(clock)
    await takeAll(attempts, 2)
    const faster: AttemptLimit = { ...LIMIT, bucket: { burst: 5, perSecond: 1 } }

    expect(await attempts.take(faster, 'somebody', 'home')).toBe(1_000)
    clock.advance(3_000)
    expect(await attempts.left(faster, 'somebody')).toEqual({ remaining: 3, waitMs: 0 })
    expect(await attempts.left(LIMIT, 'somebody')).toEqual({ remaining: 2, waitMs: 0 })
  })

  it('are counted separately for each scope and name', async () => {
    const attempts = createAttemptLimiter(standingClock())
    await takeAll(attempts, 2)

    expect(await attempts.take(LIMIT, 'somebody else', 'home')).toBe(0)
    expect(await attempts.take({ ...LIMIT, name: 'another secret' }, 'somebody', 'home')).toBe(0)
  })

  it('can be checked without counting one', async () => {
    const attempts = createAttemptLimiter(standingClock())
    for (let time = 0; time < 5; time += 1) expect(await attempts.check(LIMIT, 'somebody')).toBe(0)

    await takeAll(attempts, 2)
    expect(await attempts.check(LIMIT, 'somebody')).toBe(10_000)
  })

  it('can be refunded, but never beyond the burst', async () => {
    const attempts = createAttemptLimiter(standingClock())
    await takeAll(attempts, 2)
    attempts.refund(LIMIT, 'somebody')
    expect(await takeAll(attempts, 2)).toEqual([0, 10_000])

    for (let time = 0; time < 5; time += 1) attempts.refund(LIMIT, 'somebody')
    expect(await takeAll(attempts, 3)).toEqual([0, 0, 10_000])
  })

  it('are all available again after a reset', async () => {
    const attempts = createAttemptLimiter(standingClock())
    await takeAll(attempts, 2)
    attempts.reset(LIMIT, 'somebody')

    expect(await takeAll(attempts, 3)).toEqual([0, 0, 10_000])
  })
})

describe('counts of attempts', () => {
  const BOUNDS = { maxEntries: 4, maxPerOwner: 2 }

  it('are never forgotten to make room: new ones are refused until a count is back at zero', async () => {
    const clock = standingClock()
    const attempts = createAttemptLimiter(clock, undefined, BOUNDS)
    expect(await attempts.take(LIMIT, 'victim', 'far away')).toBe(0)
    expect(await attempts.take(LIMIT, 'victim', 'far away')).toBe(0)
    for (let index = 0; index < 3; index += 1) {
      expect(await attempts.take(LIMIT, `stranger ${index}`, `site ${index}`)).toBe(0)
    }

    expect(attempts.waitForRoom(LIMIT, 'newcomer', 'elsewhere')).toBe(10_000)
    expect(await attempts.take(LIMIT, 'newcomer', 'elsewhere')).toBe(10_000)
    expect(await attempts.take(LIMIT, 'victim', 'elsewhere')).toBe(10_000)
    expect(await attempts.take(LIMIT, 'stranger 0', 'elsewhere')).toBe(0)
    clock.advance(10_000)
    expect(await attempts.take(LIMIT, 'newcomer', 'elsewhere')).toBe(0)
  })

  it('have a bound for each owner, which leaves room for the counts of others', async () => {
    const attempts = createAttemptLimiter(standingClock(), undefined, BOUNDS)
    const outcomes: number[] = []
    for (let index = 0; index < 4; index += 1)
      outcomes.push(await attempts.take(LIMIT, `phone ${index}`, 'one site'))

    expect(outcomes).toEqual([0, 0, 10_000, 10_000])
    expect(await attempts.take(LIMIT, 'phone 4', 'another site')).toBe(0)
  })

  it('of one limit take no room from another', async () => {
    const attempts = createAttemptLimiter(standingClock(), undefined, BOUNDS)
    for (let index = 0; index < 9; index += 1) await attempts.take(LIMIT, `phone ${index}`, `site ${index}`)

    expect(await attempts.take({ ...LIMIT, name: 'wrong PINs' }, 'bot', 'bot')).toBe(0)
  })

  it('leave no room taken when they are refunded', async () => {
    const attempts = createAttemptLimiter(standingClock(), undefined, BOUNDS)
    for (let index = 0; index < 9; index += 1) {
      expect(await attempts.take(LIMIT, `phone ${index}`, 'one site')).toBe(0)
      attempts.refund(LIMIT, `phone ${index}`)
    }
  })
})

describe('attempts counted by several gateways', () => {
  const createStage = (waitMs: number | undefined) => {
    const asked: string[] = []
    const shared: SharedAttempts = {
      async take(_, scope, count) {
        asked.push(`${count === 1 ? 'take' : 'read'} ${scope}`)
        return waitMs === undefined ? undefined : { cooldownMs: 0, waitMs, remaining: 0 }
      },
      refund: (_, scope, count) => void asked.push(`refund ${count} ${scope}`),
    }
    return { asked, attempts: createAttemptLimiter(standingClock(), shared) }
  }

  it('are taken from both counts and refunded to both', async () => {
    const { asked, attempts } = createStage(0)
    await attempts.take(LIMIT, 'somebody', 'home')
    attempts.refund(LIMIT, 'somebody')
    attempts.reset(LIMIT, 'somebody')

    expect(asked).toEqual(['take somebody', 'refund 1 somebody', 'refund 2 somebody'])
  })

  it('are refused when other gateways used them up, without being counted here', async () => {
    const { attempts } = createStage(7_000)

    expect(await takeAll(attempts, 4)).toEqual([7_000, 7_000, 10_000, 10_000])
    expect(await takeAll(attempts, 1)).toEqual([7_000])
    expect(await attempts.check(LIMIT, 'somebody')).toBe(7_000)
  })

  it('are refused by this process’s own count even if the store lost its count', async () => {
    const { asked, attempts } = createStage(0)
    await takeAll(attempts, 4)

    expect(asked).toEqual(['take somebody', 'take somebody'])
  })

  it('are counted by this process alone while the store is not available', async () => {
    const { attempts } = createStage(undefined)

    expect(await takeAll(attempts, 3)).toEqual([0, 0, 10_000])
  })
})
