import type { Freshness } from '../loading/freshness.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const DAY_MS = 24 * 60 * MINUTE_MS

/** Names and pictures change rarely, and old ones do no harm. */
export const USERS: Freshness = {
  freshMs: 30 * SECOND_MS,
  revalidateMs: 10 * MINUTE_MS,
  staleMs: DAY_MS,
  absentMs: 10 * SECOND_MS,
}

/** The server itself caches groups and members for up to an hour; this adds little. */
export const GROUPS: Freshness = {
  freshMs: 5 * SECOND_MS,
  revalidateMs: MINUTE_MS,
  staleMs: DAY_MS,
  absentMs: 2 * SECOND_MS,
}
