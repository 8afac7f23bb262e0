/** The result of one check of the doctor, for operators. It may contain addresses, and never secrets. */
export interface CheckResult {
  /** What was checked, in a word or two: `mixin keys`. */
  readonly check: string
  readonly verdict: 'ok' | 'warning' | 'failure'
  readonly text: string
  /** What to do about it. */
  readonly advice?: string
}

export const ok = (check: string, text: string): CheckResult => ({ check, verdict: 'ok', text })

/** The gateway works, but perhaps not as intended. */
export const warning = (check: string, text: string, advice: string): CheckResult => ({
  check,
  verdict: 'warning',
  text,
  advice,
})

/** Something that is configured does not work. */
export const failure = (check: string, text: string, advice: string): CheckResult => ({
  check,
  verdict: 'failure',
  text,
  advice,
})
