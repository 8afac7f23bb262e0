import type { Outcome } from '../measure.ts'
import type { CaseResult } from './results.ts'
import { type Table, whole } from './table.ts'

interface Measure {
  readonly name: string
  /** The multiple of the baseline, which the same rounds share; smaller is better. */
  readonly read: (ratios: NonNullable<Outcome['ratios']>) => number
  readonly show: (outcome: Outcome) => string
}

const MEASURES: readonly Measure[] = [
  {
    name: 'p50',
    read: ({ p50 }) => p50.median,
    show: ({ p50Ms }) => `${p50Ms.toFixed(1)} ms`,
  },
  {
    name: 'p99',
    read: ({ p99 }) => p99.median,
    show: ({ p99Ms }) => `${p99Ms.toFixed(1)} ms`,
  },
  {
    name: 'CPU',
    read: ({ cpu }) => cpu.median,
    show: ({ cpuMicros }) => `${whole(cpuMicros.median)} µs`,
  },
  {
    name: 'queries/s',
    read: ({ rate }) => 1 / rate.median,
    show: ({ ratePerSecond }) => whole(ratePerSecond.median),
  },
]

const rowsOf = ({ title, baseline, outcomes }: CaseResult): string[][] => {
  const parley = outcomes.find(({ target }) => target === 'parley')
  const peers = outcomes.filter(({ target }) => target !== baseline && !target.startsWith('parley'))
  return peers.flatMap((peer) => {
    const cells = MEASURES.map(({ read, show }) => {
      if (!parley?.ratios || !peer.ratios || read(peer.ratios) >= read(parley.ratios)) return ''
      return `${show(peer)} (${show(parley)})`
    })
    return cells.some((cell) => cell !== '') ? [[title, peer.title, ...cells]] : []
  })
}

/**
 * Every case in which a peer is ahead of Parley by the medians of multiples of the baseline: the peer's figures, with
 * Parley's in parentheses. A measure in which Parley is not behind is empty.
 */
export const tableOfPeersAhead = (cases: readonly CaseResult[]): Table => ({
  head: ['case', 'peer', ...MEASURES.map(({ name }) => name)],
  rows: cases.flatMap(rowsOf),
})
