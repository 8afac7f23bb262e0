/** Why a stale cache entry is shown. */
export interface Staleness {
  readonly ageMs: number
  readonly reason: 'RATE_LIMITED' | 'UPSTREAM_UNAVAILABLE'
}

/** A field that shows a stale cache entry. */
export interface StaleField extends Staleness {
  readonly path: readonly (string | number)[]
}
