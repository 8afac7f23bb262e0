import { describe, expect, it } from 'vitest'
import { createCases, findCases } from '../../../bench/cases.ts'
import { familiesOf } from '../../../bench/report/family.ts'
import type { CaseResult } from '../../../bench/report/results.ts'
import { judge } from '../../../bench/report/verdict.ts'

const cases = createCases({ quick: true })

const tokensOf = (id: string): Set<string | undefined> =>
  new Set(
    findCases(cases, id).flatMap((one) => one.queries(0).map(({ headers }) => headers?.['authorization'])),
  )

const even = { min: 1, median: 1, max: 1 }

/** A case of the family whose Parley has this p50, against 1 ms. */
const measured = (p50Ms: number): CaseResult => {
  const [one] = findCases(cases, 'callers-4-0')
  if (!one) throw new Error('the case is missing')
  const outcome = {
    title: 'Parley',
    cpuMicros: even,
    ratePerSecond: even,
    p99Ms: 9,
    callsPerQuery: 1,
    callsAlone: 1,
    rssBytes: 1,
  }
  const ratios = { cpu: even, rate: even, p99: even, p50: { min: p50Ms, median: p50Ms, max: p50Ms } }
  return {
    ...one,
    outcomes: [
      { ...outcome, target: 'l3', p50Ms: 1, ratios: null },
      { ...outcome, target: 'parley', p50Ms, ratios },
    ],
  }
}

describe('the family of callers', () => {
  it('has 1 to 64 callers and an upstream of 0 to 100 ms', () => {
    expect(findCases(cases, 'callers').map(({ connections, latencyMs }) => [latencyMs, connections])).toEqual(
      [0, 20, 100].flatMap((ms) => [1, 4, 16, 64].map((callers) => [ms, callers])),
    )
  })

  it('gives each caller one token, or none where all act as the bot', () => {
    expect(tokensOf('callers-16-20').size).toBe(16)
    expect(tokensOf('callers-bot-16-20')).toEqual(new Set([undefined]))
  })

  it('shows latency, CPU and throughput of its cases in one table', () => {
    const [family, ...others] = familiesOf([measured(2)])

    expect(others).toEqual([])
    expect(family?.table.head).toEqual(expect.arrayContaining(['p50 ms', 'CPU µs/query', 'queries/s']))
    expect(family?.table.rows.map(([upstream, callers, target]) => [upstream, callers, target])).toEqual([
      ['0 ms', '4', 'L3'],
      ['0 ms', '4', 'Parley'],
    ])
  })

  it.each([
    [0.9, true],
    [2.9, true],
    [3.1, false],
  ])('judges a p50 of %f ms where the baseline has 1 ms: %s', (p50Ms, met) => {
    const verdict = judge(measured(p50Ms)).find(({ goal }) => goal.startsWith('p50'))

    expect(verdict).toMatchObject({ goal: 'p50 ≤ 3 ms or 1.3 × L3', met })
  })
})

it('an unknown case is reported with the known ones', () => {
  expect(() => findCases(cases, 'caller')).toThrow('Unknown case "caller". Cases: hot, zipf')
})
