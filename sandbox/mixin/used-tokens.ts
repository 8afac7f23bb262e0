/** Remembers which signed tokens have been seen, as long as they would be valid. */
export type UsedTokens = {
  /** Whether the id is new to this session; it is not from then on. Expiry in seconds since 1970. */
  claim(sessionId: string, tokenId: string, expiresAt: number): boolean
}

const SWEEP_EVERY = 50_000

/** An empty store of tokens; expired ones are removed from time to time. */
export const createUsedTokens = (clock: () => number): UsedTokens => {
  const used = new Map<string, number>()
  let untilSweep = SWEEP_EVERY
  const sweep = (): void => {
    untilSweep = SWEEP_EVERY
    for (const [key, expiresAt] of used) if (expiresAt * 1_000 < clock()) used.delete(key)
  }
  return {
    claim(sessionId, tokenId, expiresAt) {
      const key = `${sessionId} ${tokenId}`
      if (used.has(key)) return false
      used.set(key, expiresAt)
      untilSweep -= 1
      if (untilSweep === 0) sweep()
      return true
    },
  }
}
