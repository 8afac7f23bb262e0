import { type Case, isBaseline } from './cases.ts'
import { checkAnswers } from './check.ts'
import type { Running } from './processes.ts'
import { type Effort, fillCaches, measureRound, type Round, wakeUp, warmUp } from './round.ts'
import { median, pairedRatios, type Spread, spread } from './statistics.ts'
import { startUpstream, type Target, type Upstream } from './targets.ts'

/** One target in one case. */
export interface Outcome {
  readonly target: string
  readonly title: string
  readonly cpuMicros: Spread
  readonly ratePerSecond: Spread
  readonly p50Ms: number
  readonly p99Ms: number
  /** Upstream calls of a query under load: queries of one credential may share some. */
  readonly callsPerQuery: number
  /** The same of a query asked alone; null where something is cached. */
  readonly callsAlone: number | null
  readonly rssBytes: number
  /** Over the baseline's in the same round; null without a baseline. */
  readonly ratios: { readonly cpu: Spread; readonly rate: Spread; readonly p99: Spread } | null
}

/** A target that has been started for a case and is warm. */
interface Candidate {
  readonly target: Target
  readonly running: Running
  readonly upstream: Upstream
  readonly callsAlone: number | null
  readonly amount: number
  readonly rounds: Round[]
  /** The baseline's round right before each of them. */
  readonly against: Round[]
}

/** Checks a target's answers and what they cost upstream, and warms it up. */
const prepare = async (
  one: Case,
  { target, running, upstream }: Pick<Candidate, 'target' | 'running' | 'upstream'>,
  effort: Effort,
): Promise<Candidate> => {
  const callsBefore = await upstream.calls()
  const checked = await checkAnswers(running, one.questions(0))
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
  if (one.prime?.when === 'round' && !isBaseline(one, candidate.target)) {
    await fillCaches(one, candidate.running, 'round', round)
  } else {
    await wakeUp(one, candidate, round)
  }
  return measureRound(one, candidate, round)
}

/** Says in an error whose it is. */
const naming = async <Result>({ name }: Target, work: Promise<Result>): Promise<Result> => {
  try {
    return await work
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

/** One of the baseline's rounds, if there is one, and one of another target's right after it. */
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
            p99: ratio((round) => round.p99Ms),
          }
        : null,
  }
}

/**
 * Measures targets in one case: each is a process of its own, all of them take turns round by round, each
 * right after the baseline, and their answers are checked before and after.
 */
export const measureCase = async (
  one: Case,
  targets: readonly Target[],
  effort: Effort,
): Promise<Outcome[]> => {
  const upstream = await startUpstream(one.latencyMs)
  const candidates: Candidate[] = []
  try {
    const started = await Promise.all(
      targets.map(async (target) => ({
        target,
        upstream,
        running: await naming(target, target.start(one, upstream.url)),
      })),
    )
    for (const candidate of started) {
      candidates.push(await naming(candidate.target, prepare(one, candidate, effort)))
    }
    const baseline = candidates.find(({ target }) => isBaseline(one, target))
    const others = candidates.filter((candidate) => candidate !== baseline)
    for (let round = 0; round < effort.rounds; round += 1) {
      // Nobody always comes first.
      const order = others.map((_, place) => others[(place + round) % others.length])
      for (const candidate of order) if (candidate) await takeTurns(one, candidate, baseline, round + 1)
      if (others.length === 0 && baseline) await takeTurns(one, baseline, undefined, round + 1)
    }
    for (const { target, running } of candidates) {
      await naming(target, checkAnswers(running, one.questions(0)))
    }
    return candidates.map(outcomeOf)
  } finally {
    await Promise.all([upstream, ...candidates.map(({ running }) => running)].map((one) => one.stop()))
  }
}
