import type { Case } from './case.ts'
import { createGroupCase } from './cases/cold.ts'
import { measureCase, type Outcome } from './measure.ts'
import { type Effort, fillCaches } from './round.ts'
import { HEAP_ON_REQUEST } from './processes.ts'
import { userQuery, usersQuery } from './queries.ts'
import { createRandom } from './random.ts'
import { startUpstream, type Target } from './targets.ts'

/** CPU cost of a group page by its size. */
export interface GroupGrowth {
  readonly size: number
  readonly target: string
  readonly cpuMicrosPerQuery: number
  readonly cpuMicrosPerParticipant: number
}

/** Cost by the number of cached users. */
export interface UserGrowth {
  readonly users: number
  readonly cpuMicrosPerQuery: number
  /** Above 0 if entries expired meanwhile. */
  readonly callsPerQuery: number
  /** Resident memory under load, garbage included. */
  readonly rssBytes: number
  /** Live objects on the heap. */
  readonly heapBytes: number
}

export interface Growth {
  readonly groups: readonly GroupGrowth[]
  readonly users: readonly UserGrowth[]
  /** Bytes on the heap per cached user: the slope from the fewest to the most users. */
  readonly heapBytesPerUser: number
}

const GROUP_SIZES = { full: [10, 50, 100, 250], quick: [10, 250] }
const USER_COUNTS = { full: [1_000, 10_000, 100_000, 1_000_000], quick: [1_000, 20_000] }
/** Room for a million users. Node's default heap ends at 4 GiB. */
const MEMORY = { cacheBytes: 2 * 2 ** 30, heapMib: 6_144 }
const DRAWS = 20_000

/** Queries for one of `count` cached users, each equally likely. */
const createCachedUsersCase = (count: number): Case => {
  const random = createRandom(count)
  const queries = Array.from({ length: DRAWS }, () => userQuery(Math.floor(random() * count)))
  const filling = Array.from({ length: count / 200 }, (_, page) => usersQuery(page * 200, 200))
  return {
    id: 'cached-users',
    title: `one of ${count} cached users`,
    baseline: 'l1',
    targets: ['parley'],
    caches: true,
    connections: 64,
    latencyMs: 0,
    callsAlone: 1,
    goal: {},
    queries: () => queries,
    prime: { when: 'start', queries: () => filling },
    memory: MEMORY,
  }
}

/** Bytes of live objects on the heap of a gateway with full caches. */
const measureHeap = async (one: Case, target: Target): Promise<number> => {
  const upstream = await startUpstream(one.latencyMs)
  const running = await target.start(one, upstream.url, HEAP_ON_REQUEST)
  try {
    await fillCaches(one, running, 'start', 0)
    return await running.heapBytes()
  } finally {
    await Promise.all([running.stop(), upstream.stop()])
  }
}

const groupGrowth = (size: number, outcomes: readonly Outcome[]): GroupGrowth[] =>
  outcomes.map(({ target, cpuMicros: { median } }) => ({
    size,
    target,
    cpuMicrosPerQuery: median,
    cpuMicrosPerParticipant: median / size,
  }))

/** Measures whether cost grows no faster than page size and cache size. */
export const measureGrowth = async (
  targets: readonly Target[],
  effort: Effort,
  extent: 'full' | 'quick',
  log: (what: string) => void,
): Promise<Growth> => {
  const compared = targets.filter(({ name }) => name === 'l3' || name.startsWith('parley'))
  const groups: GroupGrowth[] = []
  for (const size of GROUP_SIZES[extent]) {
    log(`growth: ${size} participants`)
    const { outcomes } = await measureCase(createGroupCase(size), compared, effort)
    groups.push(...groupGrowth(size, outcomes))
  }
  const users: UserGrowth[] = []
  const [parley] = targets.filter(({ name }) => name === 'parley')
  for (const count of USER_COUNTS[extent]) {
    if (!parley) break
    log(`growth: ${count} cached users`)
    const one = createCachedUsersCase(count)
    const [outcome] = (await measureCase(one, [parley], effort)).outcomes
    if (!outcome) continue
    const { cpuMicros, callsPerQuery, rssBytes } = outcome
    const heapBytes = await measureHeap(one, parley)
    users.push({ users: count, cpuMicrosPerQuery: cpuMicros.median, callsPerQuery, rssBytes, heapBytes })
  }
  const [fewest, most] = [users.at(0), users.at(-1)]
  const heapBytesPerUser =
    fewest && most && most.users > fewest.users
      ? (most.heapBytes - fewest.heapBytes) / (most.users - fewest.users)
      : NaN
  return { groups, users, heapBytesPerUser }
}
