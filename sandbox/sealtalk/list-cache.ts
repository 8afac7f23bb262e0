const HOUR_MS = 3_600_000

/** The server's own cache of lists; see docs/networks/sealtalk.md#consistency. */
export type ListCache = {
  /** The list kept under a key, or a new one that is kept for an hour. */
  get(key: string, make: () => unknown): unknown
  drop(...keys: string[]): void
  clear(): void
}

/** Keys of the lists that are cached. */
export const listKey = {
  blacklist: (userId: number) => `blacklist ${userId}`,
  groups: (userId: number) => `groups ${userId}`,
  friends: (userId: number) => `friends ${userId}`,
  group: (groupId: number) => `group ${groupId}`,
  members: (groupId: number) => `members ${groupId}`,
}

/** A cache that forgets after an hour, or at once where the server has none. */
export const createListCache = (clock: () => number, isOn: boolean): ListCache => {
  const entries = new Map<string, { value: unknown; keptAt: number }>()
  return {
    get(key, make) {
      const entry = entries.get(key)
      if (entry !== undefined && clock() - entry.keptAt < HOUR_MS) return entry.value
      const value = make()
      if (isOn) entries.set(key, { value, keptAt: clock() })
      return value
    },
    drop(...keys) {
      for (const key of keys) entries.delete(key)
    },
    clear() {
      entries.clear()
    },
  }
}
