import type { Freshness } from '../loading/freshness.ts'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Names, pictures and relationships change now and then, and nobody is harmed by an older one. */
export const USERS: Freshness = {
  freshMs: 30 * SECOND_MS,
  revalidateMs: 10 * MINUTE_MS,
  staleMs: DAY_MS,
  absentMs: 10 * SECOND_MS,
}

/** People come and go, and who has just been added wants to be seen. */
export const CONVERSATIONS: Freshness = {
  freshMs: 5 * SECOND_MS,
  revalidateMs: MINUTE_MS,
  staleMs: DAY_MS,
  absentMs: 2 * SECOND_MS,
}

export const ACCOUNT: Freshness = { ...USERS, revalidateMs: 5 * MINUTE_MS }

/** Which user a number or a phone is of. Each answer costs a limited call, so none is made behind anybody's back. */
export const LIMITED: Freshness = {
  freshMs: HOUR_MS,
  revalidateMs: HOUR_MS,
  staleMs: DAY_MS,
  absentMs: MINUTE_MS,
}
