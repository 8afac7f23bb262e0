import type { CaseResult } from './results.ts'
import { range, type Table, whole } from './table.ts'
import { judge } from './verdict.ts'

/** Cases that share a table. */
export interface Family {
  readonly name: string
  readonly table: Table
}

const rowsOf = (one: CaseResult): string[][] =>
  one.outcomes.map((outcome) => {
    const isBaseline = outcome.target === one.baseline
    const { ratios } = outcome
    return [
      `${one.latencyMs} ms`,
      String(one.connections),
      isBaseline ? one.baseline.toUpperCase() : outcome.title,
      outcome.p50Ms.toFixed(1),
      outcome.p99Ms.toFixed(1),
      ratios ? range(ratios.p50) : '',
      whole(outcome.cpuMicros.median),
      ratios ? range(ratios.cpu) : '',
      whole(outcome.ratePerSecond.median),
      ratios ? range(ratios.rate) : '',
      outcome.callsPerQuery.toFixed(2),
      outcome.target === 'parley' ? (judge(one).every(({ met }) => met) ? 'yes' : 'no') : '',
    ]
  })

/** Latency, CPU and throughput of a family's cases, with the multiples of the baseline. */
export const familiesOf = (cases: readonly CaseResult[]): readonly Family[] => {
  const names = new Set(cases.flatMap(({ family = [] }) => family))
  return [...names].map((name) => {
    const own = cases.filter(({ family }) => family === name)
    const limit = own[0]?.baseline.toUpperCase() ?? ''
    return {
      name,
      table: {
        head: [
          'upstream',
          'callers',
          'target',
          'p50 ms',
          'p99 ms',
          `× ${limit}`,
          'CPU µs/query',
          `× ${limit}`,
          'queries/s',
          `× ${limit}`,
          'calls/query',
          'goals met',
        ],
        rows: own.flatMap(rowsOf),
      },
    }
  })
}
