import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { withMarkedPart } from '../../../scripts/figures/marked-part.ts'
import { mostOver } from '../../../scripts/partition/bound.ts'
import { GATEWAYS, type Scenario } from '../../../scripts/partition/scenario.ts'
import { RATE, simulate } from '../../../scripts/partition/simulate.ts'
import { partitionFigures } from '../../../scripts/partition/table.ts'

const page = new URL('../../../docs/scaling.md', import.meta.url)

const scenario = (redisOf: Scenario['phases'][number]['redisOf'], seconds = 10): Scenario => ({
  title: 'a case',
  phases: [{ seconds, redisOf }],
})

describe('100 gateways on one budget', () => {
  it('never make more calls than the budget times the number of parts; docs/scaling.md has the figures', async () => {
    const { table, failed } = await partitionFigures()

    expect(failed).toEqual([])
    expect(await withMarkedPart(page, 'partition', table)).toBe(await readFile(page, 'utf8'))
  }, 60_000)

  it('use what they may: a part makes no fewer calls than its budget has', async () => {
    const seconds = 10
    const budget = RATE.burst + RATE.perSecond * seconds
    const together = await simulate(scenario(() => 'first', seconds))
    const two = await simulate(scenario((gateway) => String(gateway % 2), seconds))

    // The last call may still be under way.
    expect(together.calls).toBeGreaterThanOrEqual(budget - 1)
    expect(two.calls).toBeGreaterThanOrEqual(2 * (budget - 1))
  })

  it('count as parts of their own without Redis', async () => {
    expect(await simulate(scenario(() => undefined))).toMatchObject({ servers: 0, alone: GATEWAYS })
    expect(await simulate(scenario((gateway) => (gateway < 3 ? undefined : 'first')))).toMatchObject({
      servers: 1,
      alone: 3,
    })
  })
})

describe('the check of calls', () => {
  const rate = { burst: 2, perSecond: 1 }

  it.each([
    ['a burst, then the rate', [0, 0, 1_000, 2_000], 0],
    ['a burst once more after a rest', [0, 0, 5_000, 5_000], 0],
    ['one more than the burst', [0, 0, 0], 1],
    ['too many in the middle', [0, 10_000, 10_000, 10_500, 20_000], 0.5],
  ])('finds how far a span of time exceeds its budget: %s', (_, times, over) => {
    expect(Math.max(0, mostOver(times, rate))).toBe(over)
  })
})
