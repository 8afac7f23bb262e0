import type { Query } from './queries.ts'

/** Targets that a case may measure. Another commit's Parley joins all cases that measure Parley. */
export const TARGET_NAMES = [
  'l1',
  'l3',
  'parley',
  'mercurius',
  'tailcall',
  'grafast',
  'apollo',
  'hive',
  'yoga',
] as const
export type TargetName = (typeof TARGET_NAMES)[number]

/** Parley's goal. Multiples are those of the baseline in the same round. */
export interface Goal {
  readonly cpuAtMost?: number
  readonly rateAtLeast?: number
  readonly p99AtMost?: number
  readonly p99MsAtMost?: number
  /** Met if p50 is within so many milliseconds or within this multiple of the baseline's. */
  readonly p50AtMost?: { readonly ms: number; readonly times: number }
  /** Multiples of peers' CPU that Parley's may be. */
  readonly cpuBeside?: Readonly<Partial<Record<TargetName, number>>>
  /** Upstream calls per query under load. */
  readonly callsAtMost?: number
  /** Whether a query that runs alone makes exactly `callsAlone` calls. */
  readonly exactCallsAlone?: true
}

/** One thing to measure. */
export interface Case {
  readonly id: string
  readonly title: string
  readonly baseline: 'l1' | 'l3'
  readonly targets: readonly TargetName[]
  /** Whether caches are on, Parley's and the peers' own. */
  readonly caches: boolean
  readonly connections: number
  /** Milliseconds until the upstream responds. */
  readonly latencyMs: number
  /** Upstream calls of a query that runs alone with nothing cached. */
  readonly callsAlone: number
  readonly goal: Goal
  /** The queries of a round, spread over the connections and repeated as needed. */
  readonly queries: (round: number) => readonly Query[]
  /** Queries that fill caches before the first round (`start`) or before each round (`round`). Not for baselines. */
  readonly prime?: {
    readonly when: 'start' | 'round'
    readonly queries: (round: number) => readonly Query[]
  }
  /** Sends no query of a round twice, so that no response cache can hit. */
  readonly once?: true
  /** Left out of a quick run that names no cases. */
  readonly notQuick?: true
  /** Name of the family, whose cases share a table instead of having one each. */
  readonly family?: string
  /** Maximum of a target's warm-up in seconds, where many cases are alike. */
  readonly warmUpAtMost?: number
  /** Parley's cache and heap, where a case needs more than the default. */
  readonly memory?: { readonly cacheBytes: number; readonly heapMib: number }
}

/** Baselines have no caches to fill. */
export const isBaseline = ({ baseline }: Case, { name }: { readonly name: string }): boolean =>
  name === baseline

export const times = <Made>(count: number, make: (index: number) => Made): Made[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** Creates the list at first use, because some lists are long. */
export const lazily = (make: () => readonly Query[]): (() => readonly Query[]) => {
  let made: readonly Query[] | undefined
  return () => (made ??= make())
}
