import { type Case, lazily, times } from '../case.ts'
import { groupQuery, type Query, userQuery, usersQuery, withToken } from '../queries.ts'
import { createRandom, drawZipf } from '../random.ts'
import { PEOPLE } from '../world.ts'
import { createGroupCase } from './cold.ts'

const CONNECTIONS = 64
const GROUP = 50
/** Pages that the viewer reads again and again: 5,000 people in groups, 10,000 in lists. */
const GROUPS = 100
const LISTS = 50
/** People whom the viewer has met beside those that a case asks for. */
const MET = 20_000
const PER_QUERY = 200
/** Conversations of the case with cached entities, and queries for each that differ only in `first`. */
const WARM_GROUPS = 100
const WARM_WAYS = 50

const asViewer = (query: Query): Query => withToken(query, 0)

/** Each query twice: where its cache entries are old, the first response is of old ones and refreshes them. */
const eachTwice = (queries: readonly Query[]): Query[] => {
  const once = [...new Map(queries.map((query) => [query.body, query])).values()]
  return [...once, ...once]
}

/** One viewer's answers out of the cache. */
const createCached = (one: Pick<Case, 'id' | 'title' | 'callsAlone' | 'goal'>, make: () => Query[]): Case => {
  const queries = lazily(() => make().map(asViewer))
  return {
    ...one,
    baseline: 'l1',
    targets: ['l1', 'parley', 'mercurius', 'apollo', 'hive', 'yoga'],
    caches: true,
    connections: CONNECTIONS,
    latencyMs: 0,
    queries,
    // Cache entries expire during the rounds of other targets. Without this, the round would measure refilling.
    prime: { when: 'round', queries: lazily(() => eachTwice(queries())) },
  }
}

const CACHED = { cpuAtMost: 1.5, callsAtMost: 0 }

const hot: Case = createCached(
  {
    id: 'hot',
    title: 'one identical query of 50 participants, everything cached',
    callsAlone: 3,
    goal: CACHED,
  },
  () => [groupQuery(GROUP, 0)],
)

const createZipf = (people: number): Case => ({
  ...createCached(
    {
      id: 'zipf',
      title: `one user, Zipf over ${people.toLocaleString('en')}, cached`,
      callsAlone: 1,
      goal: { cpuAtMost: 1.3, cpuBeside: { tailcall: 1 }, p99MsAtMost: 5, callsAtMost: 0 },
    },
    () => drawZipf(people, people, createRandom(7)).map(userQuery),
  ),
  targets: ['l1', 'parley', 'tailcall', 'mercurius', 'apollo', 'hive', 'yoga'],
})

const group: Case = createCached(
  {
    id: 'group-50-cached',
    title: '50 participants with apps and creators, cached',
    callsAlone: 3,
    goal: CACHED,
  },
  () => times(GROUPS, (index) => groupQuery(GROUP, index)),
)

const users: Case = createCached(
  { id: 'users-200-cached', title: '200 users, cached', callsAlone: 2, goal: CACHED },
  () => times(LISTS, (index) => usersQuery(index * PER_QUERY, PER_QUERY)),
)

/** The same after the viewer has met many others, who are in the cache too. */
const afterMeeting = (one: Case): Case => {
  const others = lazily(() =>
    times(MET / PER_QUERY, (index) => asViewer(usersQuery(PEOPLE / 2 + index * PER_QUERY, PER_QUERY))),
  )
  return {
    ...one,
    id: `${one.id}-met`,
    title: `${one.title}, after the viewer has met ${MET.toLocaleString('en')} people`,
    targets: ['l1', 'parley'],
    goal: CACHED,
    prime: {
      when: 'round',
      queries: (round) => [...(one.prime?.queries(round) ?? []), ...others()],
    },
    notQuick: true,
  }
}

const asBot = (one: Case, make: () => readonly Query[]): Case => ({
  ...one,
  id: `${one.id}-bot`,
  title: `${one.title}, as the bot`,
  targets: ['l1', 'parley', 'mercurius', 'apollo'],
  goal: one.id === 'hot' ? { cpuAtMost: 1.5 } : { cpuAtMost: 1.75 },
  queries: lazily(make),
  prime: { when: 'round', queries: lazily(() => eachTwice(make())) },
  notQuick: true,
})

const withoutToken = ({ body, expected }: Query): Query => ({ body, expected })

const warm: Case = {
  ...createGroupCase(GROUP),
  id: 'group-50-warm',
  title: '50 participants with apps and creators, entities cached, response not',
  targets: ['l3', 'parley'],
  caches: true,
  goal: { cpuAtMost: 0.55 },
  queries: (round) =>
    times(WARM_GROUPS * WARM_WAYS, (index) => {
      const which = (round * WARM_GROUPS + (index % WARM_GROUPS)) % (PEOPLE / GROUP)
      return asViewer(groupQuery(GROUP, which, GROUP + Math.floor(index / WARM_GROUPS)))
    }),
  prime: {
    when: 'round',
    queries: (round) =>
      times(WARM_GROUPS, (index) =>
        asViewer(groupQuery(GROUP, (round * WARM_GROUPS + index) % (PEOPLE / GROUP), GROUP + WARM_WAYS)),
      ),
  },
  once: true,
  notQuick: true,
}

/** Cases out of the cache. A quick run draws from fewer people, because filling the peers' caches takes time. */
export const createCachedCases = (quick: boolean): readonly Case[] => {
  const zipf = createZipf(quick ? 1_000 : 10_000)
  return [
    group,
    zipf,
    { ...users, notQuick: true },
    afterMeeting(group),
    afterMeeting(zipf),
    afterMeeting(users),
    warm,
    { ...hot, notQuick: true },
    ...[hot, zipf].map((one) => asBot(one, () => one.queries(0).map(withoutToken))),
  ]
}
