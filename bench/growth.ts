import { type Case, createGroupCase } from './cases.ts'
import { measureCase, type Outcome } from './measure.ts'
import type { Effort } from './round.ts'
import { askUser, askUsers } from './questions.ts'
import { createRandom } from './random.ts'
import type { Target } from './targets.ts'

/** What a participant more costs. */
export interface GroupGrowth {
  readonly size: number
  readonly target: string
  readonly cpuMicrosPerQuery: number
  readonly cpuMicrosPerParticipant: number
}

/** What a user more in the cache costs. */
export interface UserGrowth {
  readonly users: number
  readonly cpuMicrosPerQuery: number
  readonly rssBytes: number
}

export interface Growth {
  readonly groups: readonly GroupGrowth[]
  readonly users: readonly UserGrowth[]
  /** Resident bytes per cached user: the slope from the fewest to the most of them. */
  readonly rssBytesPerUser: number
}

const GROUP_SIZES = { full: [10, 50, 100, 150, 200, 250], quick: [10, 250] }
const USER_COUNTS = { full: [1_000, 10_000, 100_000], quick: [1_000, 20_000] }
const DRAWS = 20_000

/** One of so many users, all of them cached, each as likely as the next. */
const createCachedUsersCase = (count: number): Case => {
  const random = createRandom(count)
  const questions = Array.from({ length: DRAWS }, () => askUser(Math.floor(random() * count)))
  const filling = Array.from({ length: count / 200 }, (_, page) => askUsers(page * 200, 200))
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
    questions: () => questions,
    prime: { when: 'start', questions: () => filling },
  }
}

const groupGrowth = (size: number, outcomes: readonly Outcome[]): GroupGrowth[] =>
  outcomes.map(({ target, cpuMicros: { median } }) => ({
    size,
    target,
    cpuMicrosPerQuery: median,
    cpuMicrosPerParticipant: median / size,
  }))

/** Whether costs grow with what is asked and what is kept, and no faster. */
export const measureGrowth = async (
  targets: readonly Target[],
  effort: Effort,
  extent: 'full' | 'quick',
  tell: (what: string) => void,
): Promise<Growth> => {
  const compared = targets.filter(({ name }) => name === 'l3' || name.startsWith('parley'))
  const groups: GroupGrowth[] = []
  for (const size of GROUP_SIZES[extent]) {
    tell(`growth: ${size} participants`)
    groups.push(...groupGrowth(size, await measureCase(createGroupCase(size), compared, effort)))
  }
  const users: UserGrowth[] = []
  for (const count of USER_COUNTS[extent]) {
    tell(`growth: ${count} cached users`)
    const parley = targets.filter(({ name }) => name === 'parley')
    const [outcome] = await measureCase(createCachedUsersCase(count), parley, effort)
    if (!outcome) continue
    users.push({ users: count, cpuMicrosPerQuery: outcome.cpuMicros.median, rssBytes: outcome.rssBytes })
  }
  const [fewest, most] = [users.at(0), users.at(-1)]
  const rssBytesPerUser =
    fewest && most && most.users > fewest.users
      ? (most.rssBytes - fewest.rssBytes) / (most.users - fewest.users)
      : NaN
  return { groups, users, rssBytesPerUser }
}
