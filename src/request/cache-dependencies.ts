/** What a drop names: a kind and an id. */
export interface CachedThing {
  readonly kind: string
  readonly id: string
}

/** Refers to an entry of the model cache without its value. */
export interface EntryRef extends CachedThing {
  readonly scope: string
  /** Things that its value mentions: a drop of one drops the entry. Undefined for none. */
  readonly mentions?: readonly CachedThing[] | undefined
  /** Position among all fetches and drops. */
  readonly order: number
  /** Replaced or removed. */
  readonly isEvicted: boolean
}

/** What can end at any time without an eviction or a drop, such as a session that another gateway revokes. */
export interface Revocable {
  readonly isRevoked: boolean
}

/** Records which cache entries a response depends on. Data sources report them as they load. */
export interface CacheDependencies {
  /**
   * The response shows an entry, or depends on it.
   * @param until when the entry is no longer fresh, by `Clock.now`
   */
  add(ref: EntryRef, until: number): void
  /** The response depends on it beside its entries. */
  addRevocable(revocable: Revocable): void
  /** The response shows so many things of a network; a cached response saves their lookups. */
  count(network: string, things: number): void
  /** The response shows something that is not in the cache: it must not be cached itself. */
  noStore(): void
}

/** The same, as the response cache reads it. */
export interface RecordedDependencies extends CacheDependencies {
  readonly refs: readonly EntryRef[]
  readonly revocables: readonly Revocable[]
  /** When the first of the entries is no longer fresh. */
  readonly until: number
  readonly isNoStore: boolean
  /** How many things are shown, by network. */
  readonly counts: ReadonlyMap<string, number>
}

export const createCacheDependencies = (): RecordedDependencies => {
  const refs: EntryRef[] = []
  const revocables: Revocable[] = []
  const counts = new Map<string, number>()
  const recorded = {
    refs,
    revocables,
    counts,
    until: Infinity,
    isNoStore: false,
    add(ref: EntryRef, until: number): void {
      refs.push(ref)
      if (until < recorded.until) recorded.until = until
    },
    addRevocable: (revocable: Revocable): void => void revocables.push(revocable),
    count: (network: string, things: number): void =>
      void counts.set(network, (counts.get(network) ?? 0) + things),
    noStore: (): void => void (recorded.isNoStore = true),
  }
  return recorded
}
