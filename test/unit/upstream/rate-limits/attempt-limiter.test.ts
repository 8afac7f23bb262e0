import { describe, expect, it } from 'vitest'
import {
  createAttemptLimiter,
  type SharedAttempts,
  type AttemptLimit,
} from '../../../../src/upstream/rate-limits/attempt-limiter.ts'
import { standingClock } from '../../../support/time.ts'

/** Two at once, then one in ten seconds. */
const LIMIT: AttemptLimit = { name: 'a secret', bucket: { burst: 2, perSecond: 0.1 } }

const takeAll = async (attempts: ReturnType<typeof createAttemptLimiter>, count: number): Promise<number[]> =>
  Promise.all(Array.from({ length: count }, () => attempts.take(LIMIT, 'somebody')))

describe('tries that one process counts', () => {
  it('are taken at once as far as there are any, and come back one by one', async () => {
    const clock = standingClock()
    const attempts = createAttemptLimiter(clock)

    expect(await takeAll(attempts, 4)).toEqual([0, 0, 10_000, 10_000])
    clock.advance(9_999)
    expect(await attempts.take(LIMIT, 'somebody')).toBe(1)
    clock.advance(1)
    expect(await takeAll(attempts, 2)).toEqual([0, 10_000])
    clock.advance(60_000)
    expect(await takeAll(attempts, 3)).toEqual([0, 0, 10_000])
  })

  it('are those of one scope and one name', async () => {
    const attempts = createAttemptLimiter(standingClock())
    await takeAll(attempts, 2)

    expect(await attempts.take(LIMIT, 'somebody else')).toBe(0)
    expect(await attempts.take({ ...LIMIT, name: 'another secret' }, 'somebody')).toBe(0)
  })

  it('are looked at without taking any', async () => {
    const attempts = createAttemptLimiter(standingClock())
    for (let look = 0; look < 5; look += 1) expect(await attempts.look(LIMIT, 'somebody')).toBe(0)

    await takeAll(attempts, 2)
    expect(await attempts.look(LIMIT, 'somebody')).toBe(10_000)
  })

  it('come back where they count as not made, and never more than were taken', async () => {
    const attempts = createAttemptLimiter(standingClock())
    await takeAll(attempts, 2)
    attempts.giveBack(LIMIT, 'somebody')
    expect(await takeAll(attempts, 2)).toEqual([0, 10_000])

    for (let time = 0; time < 5; time += 1) attempts.giveBack(LIMIT, 'somebody')
    expect(await takeAll(attempts, 3)).toEqual([0, 0, 10_000])
  })

  it('are all there again once they are forgiven', async () => {
    const attempts = createAttemptLimiter(standingClock())
    await takeAll(attempts, 2)
    attempts.forgive(LIMIT, 'somebody')

    expect(await takeAll(attempts, 3)).toEqual([0, 0, 10_000])
  })
})

describe('tries that gateways count together', () => {
  const createStage = (waitMs: number | undefined) => {
    const asked: string[] = []
    const shared: SharedAttempts = {
      async take(_, scope, count) {
        asked.push(`${count === 1 ? 'take' : 'look'} ${scope}`)
        return waitMs === undefined ? undefined : { closedMs: 0, waitMs, remaining: 0 }
      },
      give: (_, scope, count) => void asked.push(`give ${count} ${scope}`),
    }
    return { asked, attempts: createAttemptLimiter(standingClock(), shared) }
  }

  it('are taken from both counts, and given back to both', async () => {
    const { asked, attempts } = createStage(0)
    await attempts.take(LIMIT, 'somebody')
    attempts.giveBack(LIMIT, 'somebody')
    attempts.forgive(LIMIT, 'somebody')

    expect(asked).toEqual(['take somebody', 'give 1 somebody', 'give 2 somebody'])
  })

  it('are refused where others have used them up, and this process counts none', async () => {
    const { attempts } = createStage(7_000)

    expect(await takeAll(attempts, 4)).toEqual([7_000, 7_000, 10_000, 10_000])
    expect(await takeAll(attempts, 1)).toEqual([7_000])
    expect(await attempts.look(LIMIT, 'somebody')).toBe(7_000)
  })

  it('are not asked for where this process refuses: what it has seen counts, whatever the store forgot', async () => {
    const { asked, attempts } = createStage(0)
    await takeAll(attempts, 4)

    expect(asked).toEqual(['take somebody', 'take somebody'])
  })

  it('are counted here alone where the store is away', async () => {
    const { attempts } = createStage(undefined)

    expect(await takeAll(attempts, 3)).toEqual([0, 0, 10_000])
  })
})
