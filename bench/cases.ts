import type { Case } from './case.ts'
import { createCachedCases } from './cases/cached.ts'
import { callersCases } from './cases/callers.ts'
import { coldCases } from './cases/cold.ts'

/** All cases in display order: the cold ones first. */
export const createCases = ({ quick }: { readonly quick: boolean }): readonly Case[] => [
  ...coldCases,
  ...createCachedCases(quick),
  ...callersCases,
]

/** The case with this id, or the cases of this family. */
export const findCases = (cases: readonly Case[], name: string): readonly Case[] => {
  const found = cases.filter(({ id, family }) => id === name || family === name)
  if (found.length > 0) return found
  const names = new Set(cases.map(({ id, family = id }) => family))
  throw new Error(`Unknown case "${name}". Cases: ${[...names].join(', ')}`)
}
