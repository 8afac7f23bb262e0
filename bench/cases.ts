import { groupQuery, type Query, userQuery, usersQuery, withToken } from './queries.ts'
import { createRandom, drawZipf } from './random.ts'
import { PEOPLE } from './world.ts'

/** Targets that a case may measure. Another commit's Parley joins all cases that measure Parley. */
export const TARGET_NAMES = ['l1', 'l3', 'parley', 'mercurius', 'apollo', 'yoga'] as const
export type TargetName = (typeof TARGET_NAMES)[number]

/** Parley's goal, as multiples of the baseline in the same round. */
export interface Goal {
  readonly cpuAtMost?: number
  readonly rateAtLeast?: number
  readonly p99AtMost?: number
  /** Met if p50 is within so many milliseconds or within this multiple of the baseline's. */
  readonly p50AtMost?: { readonly ms: number; readonly times: number }
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
}

/** Baselines have no caches to fill. */
export const isBaseline = ({ baseline }: Case, { name }: { readonly name: string }): boolean =>
  name === baseline

const CONNECTIONS = 32
const MANY_CONNECTIONS = 64
const GROUP = 50
/** Conversations of the case with cached entities, and queries for each that differ only in `first`. */
const WARM_GROUPS = 100
const WARM_WAYS = 50

const peers = ['yoga', 'apollo', 'mercurius'] as const

const times = <Made>(count: number, make: (index: number) => Made): Made[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** Creates the list at first use, because some lists are long. */
const lazily = (make: () => readonly Query[]): (() => readonly Query[]) => {
  let made: readonly Query[] | undefined
  return () => (made ??= make())
}

/** A group with apps and creators, nothing cached. */
export const createGroupCase = (size: number): Case => ({
  id: `group-${size}`,
  title: `${size} participants with apps and creators, cold`,
  baseline: 'l3',
  targets: ['l3', 'parley', ...peers],
  caches: false,
  connections: CONNECTIONS,
  latencyMs: 0,
  callsAlone: 2 + Math.ceil(size / 100),
  goal: size === GROUP ? { cpuAtMost: 1.3 } : {},
  queries: lazily(() => times(Math.min(1_000, PEOPLE / size), (index) => groupQuery(size, index))),
})

const cold = {
  baseline: 'l3',
  targets: ['l3', 'parley', ...peers],
  caches: false,
  connections: CONNECTIONS,
  latencyMs: 0,
} as const

const hot: Case = {
  id: 'hot',
  title: 'one identical query of 50 participants, everything cached',
  baseline: 'l1',
  targets: ['l1', 'parley', ...peers],
  caches: true,
  connections: MANY_CONNECTIONS,
  latencyMs: 0,
  callsAlone: 3,
  goal: { cpuAtMost: 1.5 },
  queries: lazily(() => [groupQuery(GROUP, 0)]),
}

const createZipf = (people: number): Case => {
  const queries = lazily(() => drawZipf(people, 2 * people, createRandom(7)).map(userQuery))
  return {
    ...hot,
    id: 'zipf',
    title: `one user, Zipf over ${people.toLocaleString('en')}, caches on`,
    callsAlone: 1,
    goal: { cpuAtMost: 1.75 },
    queries,
    // Cache entries expire during the rounds of other targets. Without this, the round would measure refilling.
    prime: { when: 'round', queries },
  }
}

const group = createGroupCase(GROUP)

const warm: Case = {
  ...group,
  id: 'group-50-warm',
  title: '50 participants with apps and creators, entities cached, response not',
  targets: ['l3', 'parley'],
  caches: true,
  goal: { cpuAtMost: 0.55 },
  queries: (round) =>
    times(WARM_GROUPS * WARM_WAYS, (index) => {
      const which = (round * WARM_GROUPS + (index % WARM_GROUPS)) % (PEOPLE / GROUP)
      return groupQuery(GROUP, which, GROUP + Math.floor(index / WARM_GROUPS))
    }),
  prime: {
    when: 'round',
    queries: (round) =>
      times(WARM_GROUPS, (index) =>
        groupQuery(GROUP, (round * WARM_GROUPS + index) % (PEOPLE / GROUP), GROUP + WARM_WAYS),
      ),
  },
  once: true,
}

const user: Case = {
  ...cold,
  id: 'user',
  title: 'one user, cold',
  callsAlone: 1,
  goal: { cpuAtMost: 1.2 },
  queries: lazily(() => times(10_000, userQuery)),
}

const users: Case = {
  ...cold,
  id: 'users-200',
  title: '200 users, cold',
  callsAlone: 2,
  goal: { cpuAtMost: 1.15 },
  queries: lazily(() => times(PEOPLE / 200, (index) => usersQuery(index * 200, 200))),
}

const far: Case = {
  ...group,
  id: 'group-50-far',
  title: '50 participants cold, upstream 20 ms, 64 connections',
  connections: MANY_CONNECTIONS,
  latencyMs: 20,
  goal: { rateAtLeast: 0.85, p99AtMost: 1.35 },
}

/** The same with a token per caller, which is passed on, so that queries share no upstream call. */
const asViewers = (one: Case): Case => ({
  ...one,
  id: `${one.id}-viewers`,
  title: `${one.title}, each caller with a token of its own`,
  goal: {},
  queries: lazily(() => one.queries(0).map(withToken)),
  notQuick: true,
})

const CALLERS = [1, 4, 16, 64] as const
const UPSTREAM_MS = [0, 20, 100] as const
/** What a cold lookup may take beside the upstream. */
const OWN_MS = 3

/** Callers who each look up one user after another. Each has a token of its own, or all act as the bot. */
const createCallers = (asBot: boolean): readonly Case[] =>
  UPSTREAM_MS.flatMap((latencyMs) =>
    CALLERS.map((callers): Case => {
      const family = asBot ? 'callers-bot' : 'callers'
      const who = asBot ? 'the bot for each' : 'a token of its own for each'
      return {
        ...user,
        id: `${family}-${callers}-${latencyMs}`,
        family,
        title: `one user, cold, ${callers} ${callers === 1 ? 'caller' : 'callers'}, upstream ${latencyMs} ms, ${who}`,
        targets: ['l3', 'parley'],
        connections: callers,
        latencyMs,
        goal: { p50AtMost: { ms: latencyMs + OWN_MS, times: 1.3 }, rateAtLeast: 0.75 },
        // A connection sends every n-th query: a caller keeps its token.
        queries: asBot
          ? user.queries
          : lazily(() => user.queries(0).map((query, index) => withToken(query, index % callers))),
        ...((callers !== 1 || latencyMs !== 0) && { notQuick: true }),
      }
    }),
  )

/** All cases in display order. `quick` uses fewer people where filling caches takes time. */
export const createCases = ({ quick }: { readonly quick: boolean }): readonly Case[] => [
  hot,
  createZipf(quick ? 1_000 : 10_000),
  group,
  warm,
  user,
  users,
  far,
  asViewers(group),
  asViewers(user),
  ...createCallers(false),
  ...createCallers(true),
]

/** The case with this id, or the cases of this family. */
export const findCases = (cases: readonly Case[], name: string): readonly Case[] => {
  const found = cases.filter(({ id, family }) => id === name || family === name)
  if (found.length > 0) return found
  const names = new Set(cases.map(({ id, family = id }) => family))
  throw new Error(`Unknown case "${name}". Cases: ${[...names].join(', ')}`)
}
