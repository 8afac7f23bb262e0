import { familiesOf } from './family.ts'
import type { CaseResult, Results } from './results.ts'
import {
  tableOfCase,
  tableOfGoals,
  tableOfGroupGrowth,
  tableOfStartUp,
  tableOfUserGrowth,
  toMarkdown,
} from './table.ts'

export const describeRun = ({ date, commit, quick, effort, machine, versions }: Results): string => {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`)
  return [
    `Measured ${date.slice(0, 10)} at commit ${commit}${quick ? ' (a quick run: rough)' : ''}`,
    `on ${machine.cores} cores of ${machine.cpu}, ${machine.memoryGib} GiB, ${machine.os};`,
    `${effort.rounds} rounds of ${effort.roundSeconds} s. ${packages.join(', ')}.`,
  ].join(' ')
}

const TITLE = `# Latest bench results

\`npm run bench\` writes this page. [Performance](../../docs/performance.md) explains the terms.`

const conditionsOf = ({ connections, latencyMs, leftOut }: CaseResult): string =>
  [
    `${connections} connections${latencyMs > 0 ? `, upstream ${latencyMs} ms` : ''}.`,
    ...leftOut.map(({ title }) => `${title} could not run on this machine.`),
  ].join(' ')

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The page bench/results/latest.md: every figure of a run. */
export const toFullPage = (results: Results): string => {
  const { cases, growth, startUp } = results
  const sections = [TITLE, describeRun(results), '## Goals', toMarkdown(tableOfGoals(cases))]
  for (const { name, table } of familiesOf(cases)) sections.push(`## ${capitalised(name)}`, toMarkdown(table))
  for (const one of cases.filter(({ family }) => family === undefined)) {
    sections.push(`## ${capitalised(one.title)}`, conditionsOf(one), toMarkdown(tableOfCase(one)))
  }
  if (growth) {
    const perUser = `${Math.round(growth.heapBytesPerUser)} bytes on the heap per cached user.`
    sections.push(
      '## Growth',
      toMarkdown(tableOfGroupGrowth(growth)),
      toMarkdown(tableOfUserGrowth(growth)),
      perUser,
    )
  }
  if (startUp) sections.push('## Start-up', toMarkdown(tableOfStartUp(startUp)))
  return sections.join('\n\n')
}
