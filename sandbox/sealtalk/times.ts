const SECOND_MS = 1_000

const toSecond = (moment: number): number => Math.floor(moment / SECOND_MS) * SECOND_MS

/** ISO 8601 in UTC, cut to the second (`.000Z`). */
export const toIso = (moment: number): string => new Date(toSecond(moment)).toISOString()

/** The `…At` and `…Time` spellings of one moment, such as `updatedAt` and `updatedTime`. */
export const bothSpellings = (name: string, moment: number): Record<string, string | number> => ({
  [`${name}At`]: toIso(moment),
  [`${name}Time`]: toSecond(moment),
})
