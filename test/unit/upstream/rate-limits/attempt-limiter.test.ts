import { describe, expect, it } from 'vitest'
import {
  createTries,
  type SharedTries,
  type TryLimit,
} from '../../../../src/upstream/rate-limits/attempt-limiter.ts'
import { standingClock } from '../../../support/time.ts'

/** Two at once, then one in ten seconds. */
const LIMIT: TryLimit = { name: 'a secret', bucket: { burst: 2, perSecond: 0.1 } }

const takeAll = async (tries: ReturnType<typeof createTries>, count: number): Promise<number[]> =>
  Promise.all(Array.from({ length: count }, () => tries.take(LIMIT, 'somebody')))

describe('tries that one process counts', () => {
  it('are taken at once as far as there are any, and come back one by one', async () => {
    const clock = standingClock()
    const tries = createTries(clock)

    expect(await takeAll(tries, 4)).toEqual([0, 0, 10_000, 10_000])
    clock.advance(9_999)
    expect(await tries.take(LIMIT, 'somebody')).toBe(1)
    clock.advance(1)
    expect(await takeAll(tries, 2)).toEqual([0, 10_000])
    clock.advance(60_000)
    expect(await takeAll(tries, 3)).toEqual([0, 0, 10_000])
  })

  it('are those of one scope and one name', async () => {
    const tries = createTries(standingClock())
    await takeAll(tries, 2)

    expect(await tries.take(LIMIT, 'somebody else')).toBe(0)
    expect(await tries.take({ ...LIMIT, name: 'another secret' }, 'somebody')).toBe(0)
  })

  it('are looked at without taking any', async () => {
    const tries = createTries(standingClock())
    for (let look = 0; look < 5; look += 1) expect(await tries.look(LIMIT, 'somebody')).toBe(0)

    await takeAll(tries, 2)
    expect(await tries.look(LIMIT, 'somebody')).toBe(10_000)
  })

  it('come back where they count as not made, and never more than were taken', async () => {
    const tries = createTries(standingClock())
    await takeAll(tries, 2)
    tries.giveBack(LIMIT, 'somebody')
    expect(await takeAll(tries, 2)).toEqual([0, 10_000])

    for (let time = 0; time < 5; time += 1) tries.giveBack(LIMIT, 'somebody')
    expect(await takeAll(tries, 3)).toEqual([0, 0, 10_000])
  })

  it('are all there again once they are forgiven', async () => {
    const tries = createTries(standingClock())
    await takeAll(tries, 2)
    tries.forgive(LIMIT, 'somebody')

    expect(await takeAll(tries, 3)).toEqual([0, 0, 10_000])
  })
})

describe('tries that gateways count together', () => {
  const createStage = (waitMs: number | undefined) => {
    const asked: string[] = []
    const shared: SharedTries = {
      async take(_, scope, count) {
        asked.push(`${count === 1 ? 'take' : 'look'} ${scope}`)
        return waitMs === undefined ? undefined : { closedMs: 0, waitMs, remaining: 0 }
      },
      give: (_, scope, count) => void asked.push(`give ${count} ${scope}`),
    }
    return { asked, tries: createTries(standingClock(), shared) }
  }

  it('are taken from both counts, and given back to both', async () => {
    const { asked, tries } = createStage(0)
    await tries.take(LIMIT, 'somebody')
    tries.giveBack(LIMIT, 'somebody')
    tries.forgive(LIMIT, 'somebody')

    expect(asked).toEqual(['take somebody', 'give 1 somebody', 'give 2 somebody'])
  })

  it('are refused where others have used them up, and this process counts none', async () => {
    const { tries } = createStage(7_000)

    expect(await takeAll(tries, 4)).toEqual([7_000, 7_000, 10_000, 10_000])
    expect(await takeAll(tries, 1)).toEqual([7_000])
    expect(await tries.look(LIMIT, 'somebody')).toBe(7_000)
  })

  it('are not asked for where this process refuses: what it has seen counts, whatever the store forgot', async () => {
    const { asked, tries } = createStage(0)
    await takeAll(tries, 4)

    expect(asked).toEqual(['take somebody', 'take somebody'])
  })

  it('are counted here alone where the store is away', async () => {
    const { tries } = createStage(undefined)

    expect(await takeAll(tries, 3)).toEqual([0, 0, 10_000])
  })
})
