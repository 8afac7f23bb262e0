import type { CaseResult } from './results.ts'
import type { Table } from './table.ts'

/** What a caller waits for: p50 and p99 of each target; a row for each case, a column for each target. */
export const tableOfWaiting = (cases: readonly CaseResult[]): Table => {
  const titles = new Map(
    cases.flatMap(({ outcomes, baseline }) =>
      outcomes
        .filter(({ target }) => target !== baseline)
        .map(({ target, title }) => [target, title] as const),
    ),
  )
  return {
    head: ['case', 'callers', 'baseline', ...titles.values()],
    rows: cases.map(({ title, connections, baseline, outcomes }) => [
      title,
      String(connections),
      ...[baseline, ...titles.keys()].map((name) => {
        const outcome = outcomes.find(({ target }) => target === name)
        return outcome ? `${outcome.p50Ms.toFixed(1)} / ${outcome.p99Ms.toFixed(1)}` : ''
      }),
    ]),
  }
}
