import { describe, expect, it } from 'vitest'
import type { Goal } from '../../../bench/case.ts'
import type { Outcome } from '../../../bench/measure.ts'
import { tableOfPeersAhead } from '../../../bench/report/ahead.ts'
import { drawChart } from '../../../bench/report/chart.ts'
import { describeGrowth } from '../../../bench/report/growth.ts'
import type { CaseResult, Results } from '../../../bench/report/results.ts'
import { toSummary } from '../../../bench/report/summary.ts'
import { judge } from '../../../bench/report/verdict.ts'

const even = (median: number) => ({ min: median, median, max: median })

/** Every figure is `times` the baseline's, which is 1. */
const outcome = (target: string, times: number): Outcome => ({
  target,
  title: target.toUpperCase(),
  cpuMicros: even(times),
  ratePerSecond: even(1 / times),
  p50Ms: times,
  p99Ms: times,
  callsPerQuery: 0,
  callsAlone: 3,
  rssBytes: 1,
  ratios: { cpu: even(times), rate: even(1 / times), p50: even(times), p99: even(times) },
})

const measured = (id: string, goal: Goal, ...others: readonly Outcome[]): CaseResult => ({
  id,
  title: `the case ${id}`,
  baseline: 'l3',
  connections: 32,
  latencyMs: 0,
  callsAlone: 3,
  goal,
  outcomes: [outcome('l3', 1), outcome('parley', 2), ...others],
  leftOut: [],
})

const results = (cases: readonly CaseResult[]): Results => ({
  date: '2026-01-01T00:00:00Z',
  commit: 'abc',
  quick: false,
  effort: { rounds: 5, roundSeconds: 1, warmUpSeconds: 1 },
  machine: { cpu: 'a', cores: 2, memoryGib: 1, os: 'linux' },
  versions: {},
  cases,
})

describe('the figures of the bench', () => {
  it('name every case and measure in which a peer is ahead', () => {
    const cases = [measured('user', {}, outcome('fast', 1.5), outcome('slow', 3))]

    expect(tableOfPeersAhead(cases)).toEqual({
      head: ['case', 'peer', 'p50', 'p99', 'CPU', 'queries/s'],
      rows: [['the case user', 'FAST', '1.5 ms (2.0 ms)', '1.5 ms (2.0 ms)', '2 µs (2 µs)', '1 (1)']],
    })
    expect(toSummary(results([measured('user', {}, outcome('slow', 3))]))).toContain('No peer is ahead')
  })

  it('begin with what callers wait for', () => {
    const page = toSummary(results([measured('user', { cpuAtMost: 1 })]))

    expect([...page.matchAll(/^### (.+)$/gm)].map(([, title]) => title)).toEqual([
      'Waiting',
      'CPU',
      'Where a peer is ahead (Parley’s figures in parentheses)',
      'Goals',
    ])
  })

  it('say which peer could not run', () => {
    const one = measured('user', {})
    const leftOut = [{ target: 'tailcall', title: 'Tailcall (Rust)', reason: 'no such file' }]

    expect(toSummary(results([{ ...one, leftOut }]))).toContain(
      'Could not run on this machine: Tailcall (Rust).',
    )
  })

  it('show cold cases first in the chart', () => {
    const chart = drawChart(results(['hot', 'zipf', 'user', 'group-50'].map((id) => measured(id, {}))))

    expect([...chart.matchAll(/the case ([\w-]+)/g)].map(([, id]) => id)).toEqual([
      'group-50',
      'user',
      'zipf',
      'hot',
    ])
  })

  it('judge growth by the smallest and the largest', () => {
    const group = (size: number, target: string, cpuMicrosPerParticipant: number) => ({
      size,
      target,
      cpuMicrosPerQuery: size * cpuMicrosPerParticipant,
      cpuMicrosPerParticipant,
    })
    const user = (users: number, cpuMicrosPerQuery: number) => ({
      users,
      cpuMicrosPerQuery,
      callsPerQuery: 0,
      rssBytes: 1,
      heapBytes: 1,
    })
    const text = describeGrowth({
      groups: [group(10, 'l3', 1), group(10, 'parley', 4), group(250, 'l3', 1), group(250, 'parley', 6)],
      users: [user(1_000, 40), user(1_000_000, 50)],
      heapBytesPerUser: 1_000,
    }).join(' ')

    expect(text).toContain('4.0 µs and 6.0 µs, 1.50 times (goal: ≤ 1.25, not met)')
    expect(text).toContain('40 µs and 50 µs, 1.25 times (goal: ≤ 1.25, met)')
  })
})

describe('goals beside the baseline', () => {
  const verdicts = (goal: Goal, ...others: readonly Outcome[]) =>
    judge(measured('user', goal, ...others)).map(({ goal: text, met }) => [text, met])

  it('compare with a peer, unless it could not run', () => {
    expect(verdicts({ cpuBeside: { mercurius: 0.7 } }, outcome('mercurius', 3))).toEqual([
      ['CPU ≤ 0.7 × MERCURIUS', true],
    ])
    expect(verdicts({ cpuBeside: { tailcall: 1 } }, outcome('tailcall', 1.9))).toEqual([
      ['CPU ≤ TAILCALL', false],
    ])
    expect(verdicts({ cpuBeside: { tailcall: 1 } })).toEqual([])
  })

  it('limit latency in milliseconds, and calls', () => {
    expect(verdicts({ p99MsAtMost: 1.9, callsAtMost: 0, exactCallsAlone: true })).toEqual([
      ['p99 ≤ 1.9 ms', false],
      ['calls/query ≤ 0', true],
      ['3 calls alone', true],
    ])
  })
})
