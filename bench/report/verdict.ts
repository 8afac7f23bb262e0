import type { CaseResult } from './results.ts'

/** Whether the median of the rounds meets a goal. */
export interface Verdict {
  readonly goal: string
  readonly reached: string
  readonly met: boolean
}

/** Parley's goals in a case, and its results. */
export const judge = ({ goal, baseline, outcomes, callsAlone }: CaseResult): Verdict[] => {
  const parley = outcomes.find(({ target }) => target === 'parley')
  const ratios = parley?.ratios
  if (!ratios) return []
  const limit = baseline.toUpperCase()
  const at = (value: number): string => value.toFixed(2)
  const verdicts: Verdict[] = []
  const { cpuAtMost, rateAtLeast, p50AtMost, p99AtMost, p99MsAtMost, callsAtMost } = goal
  if (cpuAtMost !== undefined) {
    const { median } = ratios.cpu
    verdicts.push({ goal: `CPU ≤ ${cpuAtMost} × ${limit}`, reached: at(median), met: median <= cpuAtMost })
  }
  if (rateAtLeast !== undefined) {
    const { median } = ratios.rate
    verdicts.push({
      goal: `queries/s ≥ ${rateAtLeast} × ${limit}`,
      reached: at(median),
      met: median >= rateAtLeast,
    })
  }
  if (p50AtMost !== undefined) {
    const { ms, times } = p50AtMost
    verdicts.push({
      goal: `p50 ≤ ${ms} ms or ${times} × ${limit}`,
      reached: `${parley.p50Ms.toFixed(1)} ms, ${at(ratios.p50.median)}`,
      met: parley.p50Ms <= ms || ratios.p50.median <= times,
    })
  }
  if (p99AtMost !== undefined) {
    const { median } = ratios.p99
    verdicts.push({ goal: `p99 ≤ ${p99AtMost} × ${limit}`, reached: at(median), met: median <= p99AtMost })
  }
  if (p99MsAtMost !== undefined) {
    const { p99Ms } = parley
    verdicts.push({ goal: `p99 ≤ ${p99MsAtMost} ms`, reached: p99Ms.toFixed(1), met: p99Ms <= p99MsAtMost })
  }
  if (callsAtMost !== undefined) {
    const { callsPerQuery } = parley
    verdicts.push({
      goal: `calls/query ≤ ${callsAtMost}`,
      reached: callsPerQuery.toFixed(3),
      met: callsPerQuery <= callsAtMost,
    })
  }
  if (goal.exactCallsAlone) {
    const { callsAlone: calls } = parley
    verdicts.push({ goal: `${callsAlone} calls alone`, reached: String(calls), met: calls === callsAlone })
  }
  for (const [name, times] of Object.entries(goal.cpuBeside ?? {})) {
    const peer = outcomes.find(({ target }) => target === name)
    if (!peer?.ratios) continue
    const multiple = ratios.cpu.median / peer.ratios.cpu.median
    verdicts.push({
      goal: `CPU ≤ ${times === 1 ? '' : `${times} × `}${peer.title}`,
      reached: at(multiple),
      met: multiple <= times,
    })
  }
  return verdicts
}
