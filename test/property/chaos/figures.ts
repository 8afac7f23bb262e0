import { findReads } from './every-read.ts'
import { findWrites } from './every-write.ts'
import { FAULTS, HANGS } from './faults.ts'
import { accepted, flood, slowest } from './flood.ts'
import { killOneOfTwo, knownUsersInOutage, stopUnderLoad } from './scenarios.ts'
import { PATHS, NETWORKS, openWorlds } from './worlds.ts'

/** A cell of the table in docs/reliability.md. */
export interface Figure {
  /** What stands in the cell's mark. */
  readonly id: string
  measure(): Promise<{ readonly measured: string; readonly holds: boolean }>
}

const count = (number: number): string => number.toLocaleString('en')
const rounded = (ms: number): string => `${Math.ceil(ms)} ms`

/** The value that 99 of 100 are not above. */
const p99 = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length * 0.99) - 1] ?? 0

/** How many cases of each kind the tests of this folder go through. */
const countCases = async (): Promise<{ readonly reads: number; readonly writes: number }> => {
  const worlds = await openWorlds()
  const kinds = (FAULTS.length + HANGS.length) * PATHS.length
  let [reads, writes] = [0, 0]
  for (const network of NETWORKS) {
    reads += (await findReads(worlds, network)).length * kinds
    writes += (await findWrites(worlds, network)).length * kinds
  }
  await worlds.close()
  return { reads, writes }
}

const ROUNDS = 30
const DRAIN_MS = 2_000

export const figures: readonly Figure[] = [
  {
    id: 'reads',
    async measure() {
      const { reads } = await countCases()
      return { measured: `${count(reads)} cases`, holds: reads > 0 }
    },
  },
  {
    id: 'writes',
    async measure() {
      const { writes } = await countCases()
      return { measured: `${count(writes)} cases`, holds: writes > 0 }
    },
  },
  {
    id: 'outage',
    async measure() {
      const outage = { rounds: ROUNDS, abreast: 5 }
      const young = await knownUsersInOutage({ ...outage, ageMinutes: 1 })
      const old = await knownUsersInOutage({ ...outage, ageMinutes: 11 })
      const calls = Math.max(
        ...[young, old].map(({ callsPerRound }) => callsPerRound.reduce((sum, one) => sum + one)),
      )
      // The very first find out that the network is down.
      const unknown = Math.max(...young.unknown.slice(1), ...old.unknown.slice(1))
      const lost = young.asked - young.answered + old.asked - old.answered
      return {
        measured: `30 s: ${lost} of ${count(young.asked)} responses lost, 99 % within ${rounded(p99(young.known))}, or ${rounded(p99(old.known))} for cache entries older than ten minutes; unknown users failed within ${rounded(unknown)}; ${calls} calls in all`,
        holds: lost === 0 && young.unknownFailed === ROUNDS && old.unknownFailed === ROUNDS && calls <= 12,
      }
    },
  },
  {
    id: 'stop',
    async measure() {
      const now = await stopUnderLoad(0)
      const later = await stopUnderLoad(DRAIN_MS)
      const lost = now.sent - now.answered + later.sent - later.answered
      return {
        measured: `${lost} of ${now.underWay} requests in progress lost, exit code ${now.exit} after ${rounded(now.exitMs)}; with a delay of ${DRAIN_MS / 1000} s ${lost} of ${later.sent}, ${rounded(later.exitMs)}`,
        holds: lost === 0 && now.exit === 0 && later.exit === 0 && now.exitMs < 2_000,
      }
    },
  },
  {
    id: 'kill',
    async measure() {
      const { sent, answered, failedOver } = await killOneOfTwo()
      return {
        measured: `${sent - answered} of ${sent} reads lost, ${failedOver} retried at the other gateway`,
        holds: sent === answered,
      }
    },
  },
  {
    id: 'overload',
    async measure() {
      const { usual, flooded, recovered } = await flood()
      const [usualMs, floodedMs] = [usual, flooded].map(slowest)
      const inside = accepted(flooded).length
      return {
        measured: `ten times the load: ${count(flooded.length - inside)} of ${count(flooded.length)} refused; 99 % of the others within ${rounded(floodedMs ?? 0)}, normally ${rounded(usualMs ?? 0)}`,
        holds: (floodedMs ?? 0) < 2 * (usualMs ?? 0) && accepted(recovered).length === recovered.length,
      }
    },
  },
]
