import type { Growth } from '../growth.ts'
import type { Outcome } from '../measure.ts'
import type { StartUp } from '../start-up.ts'
import type { Spread } from '../statistics.ts'
import type { CaseResult } from './results.ts'
import { judge } from './verdict.ts'

/** A head and rows. The first column is text, the others are figures. */
export interface Table {
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

export const whole = (value: number): string => Math.round(value).toLocaleString('en')
export const range = ({ min, median, max }: Spread): string =>
  `${min.toFixed(2)} – ${median.toFixed(2)} – ${max.toFixed(2)}`
const mib = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`

const callsOf = ({ callsPerQuery, callsAlone }: Outcome): string =>
  callsAlone === null ? callsPerQuery.toFixed(3) : `${callsPerQuery.toFixed(3)} (alone ${callsAlone})`

export const tableOfCase = ({ baseline, outcomes }: CaseResult): Table => ({
  head: [
    'target',
    'CPU µs/query',
    `× ${baseline.toUpperCase()}, min – median – max`,
    'queries/s',
    'p50 ms',
    'p99 ms',
    'upstream calls/query',
    'RSS',
  ],
  rows: outcomes.map((outcome) => [
    outcome.title,
    whole(outcome.cpuMicros.median),
    outcome.ratios ? range(outcome.ratios.cpu) : '',
    whole(outcome.ratePerSecond.median),
    outcome.p50Ms.toFixed(1),
    outcome.p99Ms.toFixed(1),
    callsOf(outcome),
    mib(outcome.rssBytes),
  ]),
})

export const tableOfGoals = (cases: readonly CaseResult[]): Table => ({
  head: ['case', 'goal', 'Parley', 'met'],
  rows: cases.flatMap((one) =>
    judge(one).map(({ goal, reached, met }) => [one.title, goal, reached, met ? 'yes' : 'no']),
  ),
})

export const tableOfGroupGrowth = ({ groups }: Growth): Table => ({
  head: ['participants', 'target', 'CPU µs/query', 'CPU µs/participant'],
  rows: groups.map(({ size, target, cpuMicrosPerQuery, cpuMicrosPerParticipant }) => [
    String(size),
    target,
    whole(cpuMicrosPerQuery),
    cpuMicrosPerParticipant.toFixed(1),
  ]),
})

export const tableOfUserGrowth = ({ users }: Growth): Table => ({
  head: ['distinct cached users', 'CPU µs/query', 'upstream calls/query', 'RSS', 'live on the heap'],
  rows: users.map(({ users, cpuMicrosPerQuery, callsPerQuery, rssBytes, heapBytes }) => [
    users.toLocaleString('en'),
    whole(cpuMicrosPerQuery),
    callsPerQuery.toFixed(3),
    mib(rssBytes),
    mib(heapBytes),
  ]),
})

const millis = ({ min, median, max }: Spread): string => `${whole(min)} – ${whole(median)} – ${whole(max)}`

/** Times are milliseconds: min – median – max. */
export const tableOfStartUp = (startUps: readonly StartUp[]): Table => ({
  head: [
    'target',
    'start to first response',
    'CPU',
    'CPU of the first query',
    'CPU of a query after a minute',
    'RSS at rest',
  ],
  rows: startUps.map(({ title, readyMs, readyCpuMs, firstCpuMs, afterIdleCpuMs, rssBytes }) => [
    title,
    millis(readyMs),
    millis(readyCpuMs),
    millis(firstCpuMs),
    millis(afterIdleCpuMs),
    mib(rssBytes.median),
  ]),
})

/** A table for terminals. */
export const toText = ({ head, rows }: Table): string => {
  const all = [head, ...rows]
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)))
  return all
    .map((row) =>
      row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      ),
    )
    .map((cells) => `  ${cells.join('  ')}`)
    .join('\n')
}

export const toMarkdown = ({ head, rows }: Table): string => {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}
