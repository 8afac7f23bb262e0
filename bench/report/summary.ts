import { tableOfPeersAhead } from './ahead.ts'
import { familiesOf } from './family.ts'
import { describeGrowth } from './growth.ts'
import { describeRun } from './markdown.ts'
import type { CaseResult, Results } from './results.ts'
import { range, type Table, tableOfGoals, toMarkdown, whole } from './table.ts'
import { tableOfWaiting } from './waiting.ts'

/** Each target's CPU per query as a multiple of the baseline's; a row for each case, a column for each target. */
const tableOfMultiples = (cases: readonly CaseResult[]): Table => {
  const compared = (one: CaseResult) => one.outcomes.filter(({ target }) => target !== one.baseline)
  const titles = new Map(cases.flatMap(compared).map(({ target, title }) => [target, title]))
  return {
    head: ['case', 'baseline', ...titles.values()],
    rows: cases.map((one) => [
      one.title,
      one.baseline.toUpperCase(),
      ...[...titles.keys()].map((target) => {
        const ratios = one.outcomes.find((outcome) => outcome.target === target)?.ratios
        if (!ratios) return ''
        return target === 'parley' ? range(ratios.cpu) : ratios.cpu.median.toFixed(2)
      }),
    ]),
  }
}

const describeStartUp = ({ startUp = [] }: Results): readonly string[] =>
  startUp.length === 0
    ? []
    : [
        `Start to first response: ${startUp.map(({ title, readyMs }) => `${title} ${whole(readyMs.median)} ms`).join(', ')}.`,
      ]

const section = (title: string, ...parts: readonly (string | Table)[]): string =>
  [`### ${title}`, ...parts.map((part) => (typeof part === 'string' ? part : toMarkdown(part)))].join('\n\n')

const describeAhead = (cases: readonly CaseResult[]): string | Table => {
  const table = tableOfPeersAhead(cases)
  return table.rows.length > 0 ? table : 'No peer is ahead in any measured case.'
}

const describeLeftOut = (cases: readonly CaseResult[]): readonly string[] => {
  const titles = new Set(cases.flatMap(({ leftOut }) => leftOut.map(({ title }) => title)))
  return titles.size === 0 ? [] : [`Could not run on this machine: ${[...titles].join(', ')}.`]
}

/** What docs/performance.md shows of a run: what users feel comes first. */
export const toSummary = (results: Results): string => {
  const single = results.cases.filter(({ family }) => family === undefined)
  return [
    describeRun(results),
    ...describeLeftOut(results.cases),
    section(
      'Waiting',
      ...familiesOf(results.cases).flatMap(({ name, table }) => [`\`${name}\`:`, table]),
      'All other cases, p50 / p99 in ms:',
      tableOfWaiting(single),
    ),
    section('CPU', tableOfMultiples(single)),
    section('Where a peer is ahead (Parley’s figures in parentheses)', describeAhead(results.cases)),
    section('Goals', tableOfGoals(single)),
    [...describeGrowth(results.growth), ...describeStartUp(results)].join(' '),
  ].join('\n\n')
}
