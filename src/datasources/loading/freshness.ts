import type { CacheEntry } from './model-cache.ts'

/** What a cache entry may be used for, by its age in milliseconds since its fetch began. */
export interface Freshness {
  /** Until then it is returned, and nothing else happens. */
  readonly freshMs: number
  /** Until then it is returned, and revalidated in the background. Never, where this is `freshMs`. */
  readonly revalidateMs: number
  /** Until then it is returned where the upstream is limited or down. */
  readonly staleMs: number
  /** None of these times is longer than this for an entry that says that there is no such thing. */
  readonly absentMs: number
}

/** For how long an entry may be used in a way that its freshness allows for `ms`. */
export const lifetimeOf = ({ value }: CacheEntry, ms: number, { absentMs }: Freshness): number =>
  value === null ? Math.min(ms, absentMs) : ms
