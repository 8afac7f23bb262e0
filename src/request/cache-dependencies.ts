/** A copy of what an upstream answered, as its holder knows it: by its place, without what it holds. */
export interface EntryRef {
  readonly scope: string
  readonly kind: string
  readonly id: string
  /** Place among all fetches and drops. */
  readonly order: number
  /** It has been replaced or taken away. */
  readonly isEvicted: boolean
}

/** What an answer is made of, told by the data sources as they go. */
export interface CacheDependencies {
  /**
   * The answer shows, or hangs on, a copy.
   * @param until when the copy is no longer fresh, in milliseconds since 1970
   */
  add(copy: EntryRef, until: number): void
  /** So many things of a network are shown, which asked for again will cost nothing. */
  count(network: string, things: number): void
  /** It shows something that no copy tells: asked again, it may turn out another. */
  noStore(): void
}

/** The same, as whoever keeps the answer reads it. */
export interface RecordedDependencies extends CacheDependencies {
  readonly copies: readonly EntryRef[]
  /** When the first of the copies is no longer fresh. */
  readonly until: number
  readonly isNoStore: boolean
  /** Things shown, by network. */
  readonly counts: ReadonlyMap<string, number>
}

export const createCacheDependencies = (): RecordedDependencies => {
  const copies: EntryRef[] = []
  const counts = new Map<string, number>()
  const told = {
    copies,
    counts,
    until: Infinity,
    isNoStore: false,
    add(copy: EntryRef, until: number): void {
      copies.push(copy)
      if (until < told.until) told.until = until
    },
    count: (network: string, things: number): void =>
      void counts.set(network, (counts.get(network) ?? 0) + things),
    noStore: (): void => void (told.isNoStore = true),
  }
  return told
}
