import { parseArgs } from 'node:util'
import { TARGET_NAMES } from './cases.ts'
import type { Effort } from './round.ts'

export interface Options {
  readonly quick: boolean
  readonly profile: boolean
  /** Another commit whose Parley is measured beside this checkout's. */
  readonly commit: string | undefined
  /** Ids of the cases to measure; undefined for all, and for growth and start-up. */
  readonly cases: readonly string[] | undefined
  readonly targets: readonly string[] | undefined
  readonly effort: Effort
  /** How long a target is profiled in a case, once it is warm: as long as it was warmed up. */
  readonly profileSeconds: number
  /** Whether the figures go to where the README and docs/ show them. */
  readonly publish: boolean
}

export const USAGE = `npm run bench -- [options]

  --quick            fewer and shorter rounds: under three minutes, for a first look
  --cases a,b        only these; see bench/cases.ts, and "growth", "start-up"
  --targets a,b      only these, of ${TARGET_NAMES.join(' ')}; a case's baseline is always there
  --rounds n         rounds of each target in each case (5; quick: 2)
  --seconds n        length of a round (2; quick: 0.4), or of a profile (5)
  --commit <hash>    measure another commit's Parley beside this one's
  --profile          no figures: where the CPU time goes, case by case; Parley's unless --targets says whose
  --publish          show these figures in docs/performance.md; a full run always does
`

const list = (text: string | undefined): readonly string[] | undefined =>
  text?.split(',').map((part) => part.trim())

const targetsIn = (text: string | undefined): readonly string[] | undefined => {
  const names = list(text)
  const unknown = names?.filter((name) => !TARGET_NAMES.some((target) => target === name)) ?? []
  if (unknown.length === 0) return names
  throw new Error(`there is no target "${unknown.join('", "')}": ${TARGET_NAMES.join(', ')}`)
}

const positive = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const value = Number(text)
  if (!(value > 0)) throw new Error(`--${name} has to be a number above 0`)
  return value
}

/** Throws an error with one clear sentence; null where help was asked for. */
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
      roundSeconds: seconds ?? (quick ? 0.4 : 2),
      // V8 goes on learning for some seconds: what it collects takes a quarter of the time then.
      warmUpSeconds: quick ? 0.6 : 6,
    },
    profileSeconds: seconds ?? 5,
    publish: values.publish || (isWhole && commit === undefined),
  }
}
