import { type Case, isBaseline } from './case.ts'
import { checkResponses } from './check.ts'
import type { Running } from './processes.ts'
import { type Effort, fillCaches, measureRound, type Round, wakeUp, warmUp } from './round.ts'
import { median, pairedRatios, type Spread, spread } from './statistics.ts'
import { type LeftOut, naming, startTargets } from './starting.ts'
import { startUpstream, type Target, type Upstream } from './targets.ts'

/** One target in one case. */
export interface Outcome {
  readonly target: string
  readonly title: string
  readonly cpuMicros: Spread
  readonly ratePerSecond: Spread
  readonly p50Ms: number
  readonly p99Ms: number
  /** Upstream calls per query under load, where queries of one credential may share calls. */
  readonly callsPerQuery: number
  /** Upstream calls of a query that runs alone; null with caches. */
  readonly callsAlone: number | null
  readonly rssBytes: number
  /** Multiples of the baseline in the same round; null without a baseline. */
  readonly ratios: {
    readonly cpu: Spread
    readonly rate: Spread
    readonly p50: Spread
    readonly p99: Spread
  } | null
}

export interface Measured {
  readonly outcomes: readonly Outcome[]
  readonly leftOut: readonly LeftOut[]
}

/** A running, warm target of a case. */
interface Candidate {
  readonly target: Target
  readonly running: Running
  readonly upstream: Upstream
  readonly callsAlone: number | null
  readonly amount: number
  readonly rounds: Round[]
  /** The baseline's round right before each of `rounds`. */
  readonly against: Round[]
}

/** Checks a target's responses, counts their upstream calls, and warms the target up. */
const prepare = async (
  one: Case,
  { target, running, upstream }: Pick<Candidate, 'target' | 'running' | 'upstream'>,
  effort: Effort,
): Promise<Candidate> => {
  const callsBefore = await upstream.calls()
  const checked = await checkResponses(running, one.queries(0), target.parse)
  const calls = ((await upstream.calls()) - callsBefore) / checked
  if (!isBaseline(one, target)) await fillCaches(one, running, 'start', 0)
  return {
    target,
    running,
    upstream,
    callsAlone: one.caches ? null : calls,
    amount: await warmUp(one, running, effort),
    rounds: [],
    against: [],
  }
}

const takeTurn = async (one: Case, candidate: Candidate, round: number): Promise<Round> => {
  const isBase = isBaseline(one, candidate.target)
  if (!isBase) await fillCaches(one, candidate.running, 'round', round)
  if (isBase || !one.once) await wakeUp(one, candidate, round)
  return measureRound(one, candidate, round)
}

/** Measures a round of the baseline, if there is one, and a round of the candidate right after it. */
const takeTurns = async (
  one: Case,
  candidate: Candidate,
  baseline: Candidate | undefined,
  round: number,
): Promise<void> => {
  if (baseline) {
    const base = await naming(baseline.target, takeTurn(one, baseline, round))
    for (const list of [baseline.rounds, baseline.against, candidate.against]) list.push(base)
  }
  candidate.rounds.push(await naming(candidate.target, takeTurn(one, candidate, round)))
}

const outcomeOf = ({ target, rounds, against, callsAlone }: Candidate): Outcome => {
  const all = (read: (round: Round) => number, of = rounds) => of.map(read)
  const ratio = (read: (round: Round) => number): Spread =>
    spread(pairedRatios(all(read), all(read, against)))
  return {
    target: target.name,
    title: target.title,
    cpuMicros: spread(all((round) => round.cpuMicros)),
    ratePerSecond: spread(all((round) => round.ratePerSecond)),
    p50Ms: median(all((round) => round.p50Ms)),
    p99Ms: median(all((round) => round.p99Ms)),
    callsPerQuery: median(all((round) => round.callsPerQuery)),
    callsAlone,
    rssBytes: median(all((round) => round.rssBytes)),
    ratios:
      against.length > 0
        ? {
            cpu: ratio((round) => round.cpuMicros),
            rate: ratio((round) => round.ratePerSecond),
            p50: ratio((round) => round.p50Ms),
            p99: ratio((round) => round.p99Ms),
          }
        : null,
  }
}

/**
 * Measures targets in one case. Each target is a separate process. They take turns round by round, each right after
 * the baseline. Their responses are checked before and after.
 */
export const measureCase = async (
  one: Case,
  targets: readonly Target[],
  effort: Effort,
): Promise<Measured> => {
  const upstream = await startUpstream(one.latencyMs)
  const candidates: Candidate[] = []
  let running: readonly Running[] = []
  try {
    const { started, leftOut } = await startTargets(targets, (target) => target.start(one, upstream.url))
    running = started.map((each) => each.running)
    for (const each of started) {
      candidates.push(await naming(each.target, prepare(one, { ...each, upstream }, effort)))
    }
    const baseline = candidates.find(({ target }) => isBaseline(one, target))
    const others = candidates.filter((candidate) => candidate !== baseline)
    for (let round = 0; round < effort.rounds; round += 1) {
      // Rotate, so that no target is always first.
      const order = others.map((_, place) => others[(place + round) % others.length])
      for (const candidate of order) if (candidate) await takeTurns(one, candidate, baseline, round + 1)
      if (others.length === 0 && baseline) await takeTurns(one, baseline, undefined, round + 1)
    }
    for (const { target, running } of candidates) {
      await naming(target, checkResponses(running, one.queries(0), target.parse))
    }
    return { outcomes: candidates.map(outcomeOf), leftOut }
  } finally {
    await Promise.all([upstream, ...running].map((each) => each.stop()))
  }
}
