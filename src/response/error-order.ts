import type { GraphQLError } from 'graphql'

type Placed = Pick<GraphQLError, 'locations' | 'path'>

const compareNumbers = (one = 0, other = 0): number => one - other

/** By the indexes of the lists on the way: where the fields are the same, so are all names. */
const comparePaths = (one: readonly unknown[] = [], other: readonly unknown[] = []): number => {
  for (const [depth, part] of one.entries()) {
    const against = other[depth]
    if (typeof part === 'number' && typeof against === 'number' && part !== against) return part - against
  }
  return one.length - other.length
}

/**
 * Compares two errors by the place of their field in the document, then by their place in lists. The order in which
 * they occurred would depend on which response came first, and on how often the executor waits.
 */
export const byPlace = (one: Placed, other: Placed): number => {
  const [first] = one.locations ?? []
  const [second] = other.locations ?? []
  return (
    compareNumbers(first?.line, second?.line) ||
    compareNumbers(first?.column, second?.column) ||
    comparePaths(one.path, other.path)
  )
}
