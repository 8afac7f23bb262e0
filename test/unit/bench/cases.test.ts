import { describe, expect, it } from 'vitest'
import { type Case, TARGET_NAMES } from '../../../bench/case.ts'
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
    leftOut: [],
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

describe('the other cases', () => {
  const idsOf = (choose: (one: Case) => boolean): readonly string[] =>
    cases.filter((one) => one.family === undefined && choose(one)).map(({ id }) => id)

  it('begin with the cold ones', () => {
    const caches = cases.filter(({ family }) => family === undefined).map((one) => one.caches)

    expect(caches).toEqual(caches.toSorted((one, other) => Number(one) - Number(other)))
  })

  it('have viewers, unless their id says that all act as the bot', () => {
    expect(idsOf(({ queries }) => queries(0).some(({ headers }) => !headers))).toEqual(
      idsOf(({ id }) => id.endsWith('-bot')),
    )
  })

  it('give each connection a viewer of its own where nothing is cached', () => {
    for (const id of ['group-50', 'user', 'users-200']) {
      const [one] = findCases(cases, id)

      expect(tokensOf(id).size).toBe(one?.connections)
    }
  })

  it('let one viewer read all that is cached, also after having met 20,000 others', () => {
    for (const id of ['group-50-cached', 'zipf', 'users-200-cached']) {
      const [one] = findCases(cases, id)
      const [met] = findCases(cases, `${id}-met`)

      expect(tokensOf(id).size).toBe(1)
      expect(one?.goal.callsAtMost).toBe(0)
      expect((met?.prime?.queries(0).length ?? 0) - (one?.prime?.queries(0).length ?? 0)).toBe(20_000 / 200)
    }
  })

  it('measure peers that have a cache with it on and off', () => {
    const targetsOf = (caches: boolean): Set<string> =>
      new Set(cases.filter((one) => one.caches === caches).flatMap(({ targets }) => targets))

    expect(targetsOf(false)).toEqual(new Set(TARGET_NAMES.filter((name) => name !== 'l1')))
    // Grafast has no cache.
    expect(targetsOf(true)).toEqual(new Set(TARGET_NAMES.filter((name) => name !== 'grafast')))
  })

  it('ask Tailcall for one user of a viewer only, because it can neither sign nor batch', () => {
    expect(idsOf(({ targets }) => targets.includes('tailcall'))).toEqual(['user', 'zipf'])
  })
})

it('an unknown case is reported with the known ones', () => {
  expect(() => findCases(cases, 'caller')).toThrow('Unknown case "caller". Cases: group-50, user')
})
