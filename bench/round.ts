import type { Case } from './cases.ts'
import { MAX_PER_CONNECTION, runLoad } from './load.ts'
import { readCpuMs, readRssBytes } from './process-usage.ts'
import type { Running } from './processes.ts'
import { percentile } from './statistics.ts'
import type { Upstream } from './targets.ts'

/** How long and how often things are measured. */
export interface Effort {
  readonly rounds: number
  readonly roundSeconds: number
  readonly warmUpSeconds: number
}

/** What one target did in one round. */
export interface Round {
  readonly queries: number
  /** CPU of the target's process per query. */
  readonly cpuMicros: number
  readonly ratePerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly callsPerQuery: number
  readonly rssBytes: number
}

/** Asks what fills a target's caches before a case or a round. Baselines have none. */
export const fillCaches = async (
  { prime, connections }: Case,
  running: Running,
  when: 'start' | 'round',
  round: number,
): Promise<void> => {
  if (prime?.when !== when) return
  const questions = prime.questions(round)
  await runLoad({ url: running.url, connections, amount: questions.length, questions })
}

/** A round's least queries for each connection: the first of them is not timed. */
const LEAST_PER_CONNECTION = 4

/**
 * Runs a case until the target has used so many seconds of CPU, and hands back how many queries a round of it
 * will take. By CPU, since on a busy machine a target gets its code compiled later than the clock says; one
 * that mostly waits is given twice as long by the clock.
 */
export const warmUp = async (one: Case, running: Running, effort: Effort): Promise<number> => {
  const { connections } = one
  const questions = one.questions(0)
  const most = one.once ? questions.length : MAX_PER_CONNECTION * connections
  const least = Math.min(LEAST_PER_CONNECTION * connections, most)
  const amountFor = (rate: number, seconds: number): number =>
    Math.max(least, Math.min(most, Math.round(rate * seconds)))
  const cpuBefore = readCpuMs(running.pid)
  let amount = least
  let clockSeconds = 0
  for (;;) {
    const { seconds } = await runLoad({ url: running.url, connections, amount, questions })
    clockSeconds += seconds
    const cpuSeconds = (readCpuMs(running.pid) - cpuBefore) / 1000
    const rate = amount / seconds
    if (cpuSeconds >= effort.warmUpSeconds || clockSeconds >= 2 * effort.warmUpSeconds) {
      return amountFor(rate, effort.roundSeconds)
    }
    amount = amountFor(rate, Math.min(seconds * 4, effort.warmUpSeconds / 2))
  }
}

/** The part of a round that a target answers before it is measured. */
const WAKING_SHARE = 1 / 3

/**
 * Runs a case for a while: a target that has been idle while others had their rounds has let go of memory and
 * compiled code, which no gateway in use does.
 */
export const wakeUp = async (
  { connections, questions }: Case,
  { running, amount }: { running: Running; amount: number },
  round: number,
): Promise<void> => {
  const some = Math.max(connections, Math.round(amount * WAKING_SHARE))
  await runLoad({ url: running.url, connections, amount: some, questions: questions(round) })
}

/** Asks so many of a round's questions and watches the target's process, and the upstream. */
export const measureRound = async (
  one: Case,
  { running, upstream, amount }: { running: Running; upstream: Upstream; amount: number },
  round: number,
): Promise<Round> => {
  const questions = one.questions(round)
  const callsBefore = await upstream.calls()
  const cpuBefore = readCpuMs(running.pid)
  const { seconds, latenciesMs } = await runLoad({
    url: running.url,
    connections: one.connections,
    amount,
    questions,
  })
  const cpuMs = readCpuMs(running.pid) - cpuBefore
  return {
    queries: amount,
    cpuMicros: (cpuMs * 1000) / amount,
    ratePerSecond: amount / seconds,
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
    callsPerQuery: ((await upstream.calls()) - callsBefore) / amount,
    rssBytes: readRssBytes(running.pid),
  }
}
