import type { Scenario } from './scenario.ts'

/** Which Redis a gateway uses from a moment on; undefined while it uses none. */
export interface LinkChange {
  readonly atMs: number
  readonly redis: string | undefined
}

/** As `src/redis/connection.ts` does: milliseconds between attempts to connect, and how long a connection has to last. */
const MIN_PAUSE_MS = 100
const MAX_PAUSE_MS = 5_000
const STEADY_MS = 30_000

/** The links of one gateway. It uses no Redis until it has connected to another one, or again. */
export const linksOf = (
  { phases }: Scenario,
  gateway: number,
  random: () => number,
): readonly LinkChange[] => {
  const changes: LinkChange[] = []
  let startMs = 0
  let connectedAt = 0
  let pauseMs = MIN_PAUSE_MS
  let former: string | undefined
  for (const [index, { seconds, redisOf }] of phases.entries()) {
    const redis = redisOf(gateway)
    const endMs = startMs + seconds * 1000
    if (index === 0) changes.push({ atMs: 0, redis })
    else if (redis !== former) {
      changes.push({ atMs: startMs, redis: undefined })
      pauseMs = startMs - connectedAt > STEADY_MS ? MIN_PAUSE_MS : Math.min(MAX_PAUSE_MS, pauseMs * 2)
      const atMs = startMs + pauseMs * (0.5 + random() / 2)
      if (redis !== undefined && atMs < endMs) changes.push({ atMs, redis })
      connectedAt = atMs
    }
    former = redis
    startMs = endMs
  }
  return changes
}

/** Milliseconds of this time that a gateway spends without Redis. */
export const aloneMs = (changes: readonly LinkChange[], endMs: number): number =>
  changes.reduce(
    (sum, { atMs, redis }, index) =>
      redis === undefined ? sum + (changes[index + 1]?.atMs ?? endMs) - atMs : sum,
    0,
  )
