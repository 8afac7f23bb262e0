/** What one check of the doctor found. Written for operators: addresses may stand in it, secrets never. */
export interface CheckResult {
  /** What was looked at, in a word or two: `mixin keys`. */
  readonly check: string
  readonly verdict: 'ok' | 'warning' | 'failure'
  readonly text: string
  /** What to do about it. */
  readonly advice?: string
}

export const ok = (check: string, text: string): CheckResult => ({ check, verdict: 'ok', text })

/** The gateway runs, and not as somebody may think that it does. */
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
