import type { Growth } from '../growth.ts'
import { whole } from './table.ts'

/** How much more CPU the largest may take per participant or cached user than the smallest. */
const AT_MOST = 1.25

const verdictOf = (smallest: number, largest: number): string => {
  const times = largest / smallest
  return `${times.toFixed(2)} times (goal: ≤ ${AT_MOST}, ${times <= AT_MOST ? 'met' : 'not met'})`
}

const groupsOf = ({ groups }: Growth): readonly string[] => {
  const of = (target: string) => groups.filter((one) => one.target === target)
  const [parley, l3] = [of('parley'), of('l3')]
  const [small, large] = [parley.at(0), parley.at(-1)]
  if (!small || !large) return []
  const micros = (list: typeof groups): string =>
    [list.at(0), list.at(-1)]
      .map((one) => `${one?.cpuMicrosPerParticipant.toFixed(1) ?? '–'} µs`)
      .join(' and ')
  const verdict = verdictOf(small.cpuMicrosPerParticipant, large.cpuMicrosPerParticipant)
  return [
    `CPU per participant, in pages of ${small.size} and ${large.size}: ${micros(parley)}, ${verdict}; L3: ${micros(l3)}.`,
  ]
}

const usersOf = ({ users, heapBytesPerUser }: Growth): readonly string[] => {
  const [few, many] = [users.at(0), users.at(-1)]
  if (!few || !many) return []
  const verdict = verdictOf(few.cpuMicrosPerQuery, many.cpuMicrosPerQuery)
  return [
    `CPU per cached user, with ${whole(few.users)} and ${whole(many.users)} in the cache: ${whole(few.cpuMicrosPerQuery)} µs and ${whole(many.cpuMicrosPerQuery)} µs, ${verdict}.`,
    `Each cached user takes ${whole(heapBytesPerUser)} bytes of heap.`,
  ]
}

/** How cost grows with pages and caches, in sentences. */
export const describeGrowth = (growth: Growth | undefined): readonly string[] =>
  growth ? [...groupsOf(growth), ...usersOf(growth)] : []
