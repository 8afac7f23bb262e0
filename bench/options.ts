import { parseArgs } from 'node:util'
import { TARGET_NAMES } from './case.ts'
import type { Effort } from './round.ts'

export interface Options {
  readonly quick: boolean
  readonly profile: boolean
  /** Another commit to measure beside this checkout. */
  readonly commit: string | undefined
  /** Ids of the cases to measure; undefined for all, and for growth and start-up. */
  readonly cases: readonly string[] | undefined
  readonly targets: readonly string[] | undefined
  readonly effort: Effort
  /** Seconds of warm-up, and then of profiling, for each target in each case. */
  readonly profileSeconds: number
  /** Whether to update the figures in docs/. */
  readonly publish: boolean
}

export const USAGE = `npm run bench -- [options]

  --quick            fewer and shorter rounds: under four minutes, for a first look
  --cases a,b        only these cases or families of bench/cases.ts, "growth" and "start-up"
  --targets a,b      only these, of ${TARGET_NAMES.join(' ')}; a case's baseline is always included
  --rounds n         rounds of each target in each case (5; quick: 2)
  --seconds n        length of a round (0.5; quick: 0.4), or of a profile (5)
  --commit <hash>    also measure another commit's Parley
  --profile          show where CPU time goes instead of figures, case by case; Parley's by default
  --publish          update the figures in docs/performance.md; a full run always does
`

const list = (text: string | undefined): readonly string[] | undefined =>
  text?.split(',').map((part) => part.trim())

const targetsIn = (text: string | undefined): readonly string[] | undefined => {
  const names = list(text)
  const unknown = names?.filter((name) => !TARGET_NAMES.some((target) => target === name)) ?? []
  if (unknown.length === 0) return names
  throw new Error(`Unknown target "${unknown.join('", "')}". Targets: ${TARGET_NAMES.join(', ')}`)
}

const positive = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0.`)
  return value
}

/** Null for `--help`. @throws Error that says which option is wrong */
export const readOptions = (args: readonly string[]): Options | null => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      quick: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
      commit: { type: 'string' },
      cases: { type: 'string' },
      targets: { type: 'string' },
      rounds: { type: 'string' },
      seconds: { type: 'string' },
    },
  })
  if (values.help) return null
  const { quick, profile, commit } = values
  const seconds = positive('seconds', values.seconds)
  const isWhole = !quick && !profile && values.cases === undefined && values.targets === undefined
  return {
    quick,
    profile,
    commit,
    cases: list(values.cases),
    targets: targetsIn(values.targets),
    effort: {
      rounds: Math.ceil(positive('rounds', values.rounds) ?? (quick ? 2 : 5)),
      roundSeconds: seconds ?? (quick ? 0.4 : 0.5),
      // V8 optimizes for some seconds of CPU: a bare program for three, gateways for four to six.
      warmUpSeconds: quick ? 0.6 : 6,
    },
    profileSeconds: seconds ?? 5,
    publish: values.publish || (isWhole && commit === undefined),
  }
}
