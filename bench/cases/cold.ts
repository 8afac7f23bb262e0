import { type Case, lazily, times } from '../case.ts'
import { groupQuery, type Query, userQuery, usersQuery, withToken } from '../queries.ts'
import { PEOPLE } from '../world.ts'

const CONNECTIONS = 32
const MANY_CONNECTIONS = 64
const GROUP = 50

const peers = ['mercurius', 'grafast', 'apollo', 'hive', 'yoga'] as const

/** A connection sends every n-th query, so that a viewer keeps its connection, and no two share upstream calls. */
export const byViewers = (queries: readonly Query[], viewers: number): Query[] =>
  queries.map((query, index) => withToken(query, index % viewers))

const cold = {
  baseline: 'l3',
  targets: ['l3', 'parley', ...peers],
  caches: false,
  connections: CONNECTIONS,
  latencyMs: 0,
} as const

/** The same queries, all sent as the bot: each call is signed, and queries share calls. */
const asBot = (one: Case, goal: Case['goal'], queries: () => readonly Query[]): Case => ({
  ...one,
  id: `${one.id}-bot`,
  title: `${one.title}, as the bot`,
  // Tailcall cannot sign. The slowest peers would show nothing new.
  targets: ['l3', 'parley', 'mercurius', 'grafast', 'apollo'],
  goal,
  queries: lazily(queries),
  notQuick: true,
})

const groupQueries = (size: number): Query[] =>
  times(Math.min(1_000, PEOPLE / size), (index) => groupQuery(size, index))

/** A group with apps and creators, nothing cached. */
export const createGroupCase = (size: number): Case => ({
  ...cold,
  id: `group-${size}`,
  title: `${size} participants with apps and creators, cold`,
  callsAlone: 2 + Math.ceil(size / 100),
  goal: size === GROUP ? { cpuAtMost: 1.3, cpuBeside: { mercurius: 0.7 }, exactCallsAlone: true } : {},
  queries: lazily(() => byViewers(groupQueries(size), CONNECTIONS)),
})

const group = createGroupCase(GROUP)

const userQueries = (): Query[] => times(10_000, userQuery)
const usersQueries = (): Query[] => times(PEOPLE / 200, (index) => usersQuery(index * 200, 200))

export const user: Case = {
  ...cold,
  id: 'user',
  title: 'one user, cold',
  targets: ['l3', 'parley', 'tailcall', ...peers],
  callsAlone: 1,
  goal: { cpuAtMost: 1.3, cpuBeside: { mercurius: 1 } },
  queries: lazily(() => byViewers(userQueries(), CONNECTIONS)),
}

const users: Case = {
  ...cold,
  id: 'users-200',
  title: '200 users, cold',
  callsAlone: 2,
  goal: { cpuAtMost: 1.15, cpuBeside: { mercurius: 1 } },
  queries: lazily(() => byViewers(usersQueries(), CONNECTIONS)),
}

const far: Case = {
  ...group,
  id: 'group-50-far',
  title: '50 participants cold, upstream 20 ms, 64 connections',
  targets: ['l3', 'parley', 'mercurius'],
  connections: MANY_CONNECTIONS,
  latencyMs: 20,
  goal: { rateAtLeast: 0.85, p99AtMost: 1.35 },
  queries: lazily(() => byViewers(groupQueries(GROUP), MANY_CONNECTIONS)),
  notQuick: true,
}

export const coldCases: readonly Case[] = [
  group,
  user,
  users,
  far,
  asBot(group, { cpuAtMost: 1.3 }, () => groupQueries(GROUP)),
  asBot(user, { cpuAtMost: 1.2 }, userQueries),
  asBot(users, { cpuAtMost: 1.15 }, usersQueries),
]
