import { parseArgs } from 'node:util'

export interface Options {
  readonly minutes: number
  /** The same seed sends the same requests. */
  readonly seed: number
  /** Share of upstream calls that fail, 0 to 1. */
  readonly faults: number
  /** Whether to update docs/reliability.md. */
  readonly publish: boolean
}

export const USAGE = `npm run soak -- [options]

  --minutes n   length in minutes (15; up to 120; fractions are allowed)
  --seed n      another seed sends other requests (1)
  --faults n    share of upstream calls that fail, 0 to 0.5 (0.1)
  --publish     update the figures in docs/reliability.md
`

const numberIn = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text)
  if (text.trim() !== '' && value >= least && value <= most) return value
  throw new Error(`--${name} must be a number from ${least} to ${most}.`)
}

/** Null for `--help`. @throws Error that says which option is wrong */
export const readOptions = (args: readonly string[]): Options | null => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: 'boolean', short: 'h' },
      minutes: { type: 'string', default: '15' },
      seed: { type: 'string', default: '1' },
      faults: { type: 'string', default: '0.1' },
      publish: { type: 'boolean', default: false },
    },
  })
  if (values.help) return null
  return {
    minutes: numberIn('minutes', values.minutes, 0.01, 120),
    seed: numberIn('seed', values.seed, 0, Number.MAX_SAFE_INTEGER),
    faults: numberIn('faults', values.faults, 0, 0.5),
    publish: values.publish,
  }
}
