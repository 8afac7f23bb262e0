import type { Finding } from '../datasources/check-result.ts'

const VERDICTS = ['ok', 'warning', 'failure'] as const

/** How many findings there are of each kind. */
const countsOf = (findings: readonly Finding[]) =>
  Object.fromEntries(
    VERDICTS.map((verdict) => [verdict, findings.filter((one) => one.verdict === verdict).length]),
  ) as Record<Finding['verdict'], number>

/** Whether nothing has to be mended before a start. */
export const isHealthy = (findings: readonly Finding[]): boolean => countsOf(findings).failure === 0

/** A line for each finding, and one that counts them. */
export const toLines = (findings: readonly Finding[]): string => {
  const width = Math.max(...findings.map(({ check }) => check.length))
  const lines = findings.map(
    ({ check, verdict, text, advice }) =>
      `${verdict.padEnd(8)} ${check.padEnd(width)}  ${text}${advice === undefined ? '' : `${/[.?!]$/.test(text) ? '' : '.'} Do: ${advice}`}`,
  )
  const { ok, warning, failure } = countsOf(findings)
  const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`
  return [...lines, `${ok} ok, ${count(warning, 'warning')}, ${count(failure, 'failure')}`, ''].join('\n')
}

/** The same for programs: `{healthy, counts, findings: [{check, verdict, text, advice?}]}`. */
export const toJson = (findings: readonly Finding[]): string =>
  `${JSON.stringify({ healthy: isHealthy(findings), counts: countsOf(findings), findings }, undefined, 2)}\n`
