import { familiesOf } from './family.ts'
import type { CaseResult, Results } from './results.ts'
import {
  tableOfCase,
  tableOfGoals,
  tableOfGroupGrowth,
  tableOfStartUp,
  tableOfUserGrowth,
  toText,
} from './table.ts'
import { judge } from './verdict.ts'

/** The table of a measured case. */
export const showCase = (one: CaseResult): string => {
  const goals = judge(one).map(({ goal, reached, met }) => `${goal}: ${reached} ${met ? '✓' : '✗'}`)
  const title = `${one.id}: ${one.title} (${one.connections} connections)`
  return `\n${title}\n${toText(tableOfCase(one))}\n${goals.map((goal) => `  ${goal}\n`).join('')}`
}

/** A table for each family of the measured cases. */
export const showFamilies = (cases: readonly CaseResult[]): string =>
  familiesOf(cases)
    .map(({ name, table }) => `\n${name}\n${toText(table)}\n`)
    .join('')

/** What a run prints at its end. */
export const showSummary = ({ cases, growth, startUp }: Results): string => {
  const parts: string[] = []
  if (growth) {
    const perUser = `  ${Math.round(growth.heapBytesPerUser)} bytes on the heap per cached user`
    parts.push(
      `growth\n${toText(tableOfGroupGrowth(growth))}\n${toText(tableOfUserGrowth(growth))}\n${perUser}`,
    )
  }
  if (startUp) parts.push(`start-up\n${toText(tableOfStartUp(startUp))}`)
  const goals = tableOfGoals(cases)
  if (goals.rows.length > 0) parts.push(`goals\n${toText(goals)}`)
  return parts.map((part) => `\n${part}\n`).join('')
}
