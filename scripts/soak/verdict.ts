import type { Tally } from './client.ts'
import type { Held } from './watched-gateway.ts'

export interface Sample extends Held {
  /** Seconds since the load began. */
  readonly seconds: number
}

export interface Run {
  readonly seconds: number
  readonly samples: readonly Sample[]
  /** Before the first request, and some seconds after the last client has disconnected. */
  readonly before: Held
  readonly after: Held
  readonly tally: Tally
  readonly exit: number | string
}

/** A figure at the end of the first third, and at the end of the run. */
export interface Growth {
  readonly early: number
  readonly late: number
}

export interface Verdict {
  /** Bytes. */
  readonly heap: Growth
  readonly rss: Growth
  /** Sockets, of clients and to upstreams. */
  readonly sockets: Growth
  /** All active resources. */
  readonly handles: Growth
  /** Heap at the end over heap after the first third. */
  readonly ratio: number
  /** Whether the run was long enough to judge growth. */
  readonly isLong: boolean
  /** What went wrong; empty for a run without leaks. */
  readonly failures: readonly string[]
}

/** Maximum of heap growth. */
export const MAX_RATIO = 1.1
/** Tolerance for fluctuation: a hung call holds its socket for seconds, and each call has a timer. */
const SPARE = 50
/** Shorter runs end before the caches are full and the code is warm. */
export const LONG_SECONDS = 300
/** Number of samples whose median counts. */
const AROUND = 5

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0

export const socketsOf = ({ resources }: Held): number => resources['TCPSocketWrap'] ?? 0

export const handlesOf = ({ resources }: Held): number =>
  Object.values(resources).reduce((sum, count) => sum + count, 0)

/** The median of a figure around the end of the first third, and at the end. */
const growthOf = (
  samples: readonly Sample[],
  seconds: number,
  figure: (sample: Sample) => number,
): Growth => {
  const third = samples.findIndex((sample) => sample.seconds >= seconds / 3)
  const from = Math.max(0, third - (AROUND >> 1))
  return {
    early: median(samples.slice(from, from + AROUND).map(figure)),
    late: median(samples.slice(-AROUND).map(figure)),
  }
}

/** Resources by kind that remain after the last client has disconnected. */
export const leftovers = (before: Held, after: Held): string[] =>
  Object.entries(after.resources).flatMap(([kind, count]) => {
    const was = before.resources[kind] ?? 0
    return count > was + 2 ? [`${count} × ${kind} are left where there were ${was}`] : []
  })

/** Checks that memory and handles do not grow after the first third, and that nothing remains at the end. */
export const judge = (run: Run): Verdict => {
  const { samples, seconds, tally, exit } = run
  const heap = growthOf(samples, seconds, (sample) => sample.heap)
  const sockets = growthOf(samples, seconds, socketsOf)
  const handles = growthOf(samples, seconds, handlesOf)
  const isLong = seconds >= LONG_SECONDS
  const ratio = heap.late / heap.early
  const failures = [...tally.wrongs, ...leftovers(run.before, run.after)]
  if (isLong && ratio > MAX_RATIO) failures.push(`the heap has grown to ${ratio.toFixed(2)} of what it was`)
  for (const [name, { early, late }] of Object.entries({ sockets, handles })) {
    if (late > early * MAX_RATIO + SPARE) failures.push(`${late} ${name} where there were ${early}`)
  }
  if (tally.whole === 0) failures.push('nothing was answered')
  if (exit !== 0) failures.push(`the gateway ended with ${exit}`)
  return {
    heap,
    rss: growthOf(samples, seconds, (sample) => sample.rss),
    sockets,
    handles,
    ratio,
    isLong,
    failures,
  }
}
