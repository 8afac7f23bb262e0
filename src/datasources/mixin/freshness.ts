import type { Freshness } from '../loading/freshness.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Names, pictures and relationships change rarely, and old ones do no harm. */
export const USERS: Freshness = {
  freshMs: 30 * SECOND_MS,
  revalidateMs: 10 * MINUTE_MS,
  staleMs: DAY_MS,
  absentMs: 10 * SECOND_MS,
}

/** Members change often, and a new one should appear soon. */
export const CONVERSATIONS: Freshness = {
  freshMs: 5 * SECOND_MS,
  revalidateMs: MINUTE_MS,
  staleMs: DAY_MS,
  absentMs: 2 * SECOND_MS,
}

export const ACCOUNT: Freshness = { ...USERS, revalidateMs: 5 * MINUTE_MS }

/** The user of a number or phone. Lookups are rate limited, so there is no revalidation in the background. */
export const LIMITED: Freshness = {
  freshMs: HOUR_MS,
  revalidateMs: HOUR_MS,
  staleMs: DAY_MS,
  absentMs: MINUTE_MS,
}

/** What an invitation shows. A code that was replaced is soon known as such: no entry is shown while it is revalidated. */
export const CODES: Freshness = {
  ...CONVERSATIONS,
  revalidateMs: CONVERSATIONS.freshMs,
  absentMs: CONVERSATIONS.freshMs,
}
