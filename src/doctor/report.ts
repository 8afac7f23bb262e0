import type { CheckResult } from '../datasources/check-result.ts'

const VERDICTS = ['ok', 'warning', 'failure'] as const

/** Number of findings by verdict. */
const countsOf = (results: readonly CheckResult[]) =>
  Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, results.filter((one) => one.verdict === verdict).length]),
  ) as Record<CheckResult['verdict'], number>

/** Whether no check failed. */
export const isHealthy = (results: readonly CheckResult[]): boolean => countsOf(results).failure === 0

/** One line per finding, then one with their counts. */
export const toLines = (results: readonly CheckResult[]): string => {
  const width = Math.max(...results.map(({ check }) => check.length))
  const lines = results.map(
    ({ check, verdict, text, advice }) =>
      `${verdict.padEnd(8)} ${check.padEnd(width)}  ${text}${advice === undefined ? '' : `${/[.?!]$/.test(text) ? '' : '.'} Do: ${advice}`}`,
  )
  const { ok, warning, failure } = countsOf(results)
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
  return [...lines, `${ok} ok, ${count(warning, 'warning')}, ${count(failure, 'failure')}`, ''].join('\n')
}

/** The same for programs: `{healthy, counts, findings: [{check, verdict, text, advice?}]}`. */
export const toJson = (results: readonly CheckResult[]): string =>
  `${JSON.stringify({ healthy: isHealthy(results), counts: countsOf(results), findings: results }, undefined, 2)}\n`
