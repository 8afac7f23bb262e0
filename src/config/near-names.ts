/** Insertions, deletions and replacements between two names (Levenshtein), one row of the table at a time. */
const editDistance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [line, letter] of Array.from(from).entries()) {
    const next = [line + 1]
    for (const [column, other] of Array.from(to).entries()) {
      const [diagonal = 0, above = 0, left = 0] = [row[column], row[column + 1], next[column]]
      next.push(Math.min(above + 1, left + 1, diagonal + (letter === other ? 0 : 1)))
    }
    row = next
  }
  return row.at(-1) ?? 0
}

/** Whether a name looks like a known one with one wrong letter, or two where it is long. */
export const isNear = (name: string, known: string): boolean =>
  editDistance(name, known) <= (known.length < 8 ? 1 : 2)

/** The known name that someone may have meant who typed another: at most two letters differ, or it is begun. */
export const closestName = (name: string, known: readonly string[]): string | undefined => {
  const [closest] = known
    .map((one) => ({ one, distance: editDistance(name.toLowerCase(), one) }))
    .filter(({ one, distance }) => distance <= Math.min(2, one.length - 2))
    .toSorted((first, second) => first.distance - second.distance)
  return closest?.one ?? known.find((one) => name.length > 1 && one.startsWith(name))
}
