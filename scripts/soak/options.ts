import { parseArgs } from 'node:util'

export interface Options {
  readonly minutes: number
  /** The same seed asks the same questions. */
  readonly seed: number
  /** Part of the upstream calls that fail, 0 to 1. */
  readonly faults: number
  /** Whether the figures go to docs/reliability.md. */
  readonly publish: boolean
}

export const USAGE = `npm run soak -- [options]

  --minutes n   how long (15; up to 120, and parts of one)
  --seed n      another number asks other questions (1)
  --faults n    part of the upstream calls that fail, 0 to 0.5 (0.1)
  --publish     show these figures in docs/reliability.md
`

const numberIn = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text)
  if (text.trim() !== '' && value >= least && value <= most) return value
  throw new Error(`--${name} has to be a number from ${least} to ${most}`)
}

/** Throws an error with one clear sentence; null where help was asked for. */
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
