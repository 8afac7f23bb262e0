import { familiesOf } from './family.ts'
import { describeRun } from './markdown.ts'
import type { CaseResult, Results } from './results.ts'
import { range, type Table, tableOfGoals, toMarkdown, whole } from './table.ts'

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

const describeGrowth = ({ growth }: Results): readonly string[] => {
  if (!growth) return []
  const sizes = growth.groups.map(({ size }) => size)
  const [fewest, most] = [Math.min(...sizes), Math.max(...sizes)]
  const perParticipant = (target: string): string =>
    growth.groups
      .filter((one) => one.target === target && [fewest, most].includes(one.size))
      .map(({ cpuMicrosPerParticipant }) => `${cpuMicrosPerParticipant.toFixed(1)} µs`)
      .join(' and ')
  return [
    `CPU per participant, in pages of ${fewest} and ${most}: ${perParticipant('parley')} (L3: ${perParticipant('l3')}).`,
    `Each cached user takes ${whole(growth.heapBytesPerUser)} bytes of heap.`,
  ]
}

const describeStartUp = ({ startUp = [] }: Results): readonly string[] =>
  startUp.length === 0
    ? []
    : [
        `Start to first response: ${startUp.map(({ title, readyMs }) => `${title} ${whole(readyMs.median)} ms`).join(', ')}.`,
      ]

/** What docs/performance.md shows of a run. */
export const toSummary = (results: Results): string =>
  [
    describeRun(results),
    toMarkdown(tableOfGoals(results.cases.filter(({ family }) => family === undefined))),
    toMarkdown(tableOfMultiples(results.cases.filter(({ family }) => family === undefined))),
    ...familiesOf(results.cases).map(({ table }) => toMarkdown(table)),
    [...describeGrowth(results), ...describeStartUp(results)].join(' '),
  ].join('\n\n')
