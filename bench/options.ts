import { parseArgs } from 'node:util'
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
  /** Whether the figures go to where the README and docs/ show them. */
  readonly publish: boolean
}

export const USAGE = `npm run bench -- [options]

  --quick            fewer and shorter rounds: under three minutes, for a first look
  --cases a,b        only these; see bench/cases.ts, and "growth", "start-up"
  --targets a,b      only these, of l1 l3 parley mercurius apollo yoga; a case's baseline is always there
  --rounds n         rounds of each target in each case (5; quick: 2)
  --seconds n        length of a round (2; quick: 0.4)
  --commit <hash>    measure another commit's Parley beside this one's
  --profile          no figures: where the CPU time goes, case by case; Parley's unless --targets says whose
  --publish          show these figures in docs/performance.md; a full run always does
`

const list = (text: string | undefined): readonly string[] | undefined =>
  text?.split(',').map((part) => part.trim())

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
  const roundSeconds = positive('seconds', values.seconds) ?? (quick ? 0.4 : 2)
  const isWhole = !quick && !profile && values.cases === undefined && values.targets === undefined
  return {
    quick,
    profile,
    commit,
    cases: list(values.cases),
    targets: list(values.targets),
    effort: {
      rounds: Math.ceil(positive('rounds', values.rounds) ?? (quick ? 2 : 5)),
      roundSeconds,
      warmUpSeconds: quick ? 0.6 : 3,
    },
    publish: values.publish || (isWhole && commit === undefined),
  }
}
