import type { Case } from './case.ts'
import { MAX_PER_CONNECTION, runLoad } from './load.ts'
import { readCpuMs, readRssBytes } from './process-usage.ts'
import type { Running } from './processes.ts'
import { percentile } from './statistics.ts'
import type { Upstream } from './targets.ts'

/** Number and length of rounds. */
export interface Effort {
  readonly rounds: number
  readonly roundSeconds: number
  readonly warmUpSeconds: number
}

/** Measurements of one target in one round. */
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

/** A large cache fills for long. With more connections, a busy machine would miss deadlines. */
const FILLING_CONNECTIONS = 8

/** Sends the queries that fill a target's caches before a case or a round. Baselines have no caches. */
export const fillCaches = async (
  { prime, connections }: Case,
  running: Running,
  when: 'start' | 'round',
  round: number,
): Promise<void> => {
  if (prime?.when !== when) return
  const queries = prime.queries(round)
  const few = when === 'start' ? Math.min(connections, FILLING_CONNECTIONS) : connections
  await runLoad({ url: running.url, connections: few, amount: queries.length, queries })
}

/** Minimum of queries per connection in a round. The first one is not timed. */
const LEAST_PER_CONNECTION = 4

/**
 * Runs a case until the target has used `warmUpSeconds` of CPU, or twice as long by the clock. Returns the number of
 * queries for a round. CPU time counts because on a busy machine V8 compiles later than the clock suggests.
 */
export const warmUp = async (one: Case, running: Running, effort: Effort): Promise<number> => {
  const { connections } = one
  const warmUpSeconds = Math.min(effort.warmUpSeconds, one.warmUpAtMost ?? Infinity)
  const queries = one.queries(0)
  const most = one.once ? queries.length : MAX_PER_CONNECTION * connections
  const least = Math.min(LEAST_PER_CONNECTION * connections, most)
  const amountFor = (rate: number, seconds: number): number =>
    Math.max(least, Math.min(most, Math.round(rate * seconds)))
  const cpuBefore = readCpuMs(running.pid)
  let amount = least
  let clockSeconds = 0
  for (;;) {
    const { seconds } = await runLoad({ url: running.url, connections, amount, queries })
    clockSeconds += seconds
    const cpuSeconds = (readCpuMs(running.pid) - cpuBefore) / 1000
    const rate = amount / seconds
    if (cpuSeconds >= warmUpSeconds || clockSeconds >= 2 * warmUpSeconds) {
      return amountFor(rate, effort.roundSeconds)
    }
    amount = amountFor(rate, Math.min(seconds * 4, warmUpSeconds / 2))
  }
}

/** The share of a round that a target serves before it is measured. */
const WAKING_SHARE = 1 / 3

/**
 * Runs a case for a while. A target that was idle during the rounds of others has dropped memory and compiled code,
 * which no gateway in use does.
 */
export const wakeUp = async (
  { connections, queries }: Case,
  { running, amount }: { running: Running; amount: number },
  round: number,
): Promise<void> => {
  const some = Math.max(connections, Math.round(amount * WAKING_SHARE))
  await runLoad({ url: running.url, connections, amount: some, queries: queries(round) })
}

/** Sends `amount` queries and measures the target's process and the upstream calls. */
export const measureRound = async (
  one: Case,
  { running, upstream, amount }: { running: Running; upstream: Upstream; amount: number },
  round: number,
): Promise<Round> => {
  const queries = one.queries(round)
  const callsBefore = await upstream.calls()
  const cpuBefore = readCpuMs(running.pid)
  const { seconds, latenciesMs } = await runLoad({
    url: running.url,
    connections: one.connections,
    amount,
    queries,
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
