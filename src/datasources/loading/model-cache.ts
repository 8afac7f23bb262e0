import type { Clock } from '../../clock.ts'
import type { CachedThing, EntryRef } from '../../request/cache-dependencies.ts'
import { cacheFloors, type Pseudonym, type Scope } from '../../request/scope.ts'
import { createDrops } from './drops.ts'
import { type CacheSize, createFairCache } from './fair-cache.ts'

/** Dropped things, and dropped scopes, that are remembered. */
const MAX_DROPS = 100_000

export interface CacheEntry {
  /** Null: there is no such thing. */
  readonly value: object | null
  /** When its fetch began, by `Clock.now`. */
  readonly fetchedAt: number
  /** Refers to the entry without keeping its value alive. */
  readonly ref: EntryRef
}

/** Taken when a fetch begins, and handed in with its results. */
export interface FetchTicket {
  readonly fetchedAt: number
  /** Position among all fetches and drops: a drop removes what was fetched before it, even if that arrives later. */
  readonly order: number
}

/**
 * The process's cache of what upstreams returned, separate for each scope. It knows the age of its entries; its
 * readers decide what is fresh enough.
 */
export interface ModelCache {
  /** Whether it has entries of this scope. */
  has(scope: Scope): boolean
  get(scope: Scope, kind: string, id: string): CacheEntry | undefined
  /** To be called before a fetch is sent, so that a drop during the fetch wins. */
  begin(): FetchTicket
  /**
   * Returns false if the thing, the scope, or what the value mentions was dropped since the fetch began.
   * @param mentions things that the value mentions: a drop of one drops the entry too. Default: none
   */
  set(
    scope: Scope,
    kind: string,
    id: string,
    value: object | null,
    ticket: FetchTicket,
    mentions?: readonly CachedThing[],
  ): boolean
  /** Removes the entry of one scope. */
  remove(scope: Scope, kind: string, id: string): void
  /** The same for a thing that has changed: what is being fetched for the scope is not stored either. */
  dropOf(scope: Scope, kind: string, id: string): void
  /** Removes the entries of this thing, and those that mention it, in all scopes. */
  drop(kind: string, id: string): void
  /** The same for all things of a kind; left out: of every kind. */
  dropAll(kind?: string): void
  /** Adds a listener for `drop` and `dropAll`. @param kind undefined: every kind @param id undefined: all of the kind */
  onDrop(listener: (kind: string | undefined, id: string | undefined) => void): void
  /** Removes all entries of a scope: its credential is no longer valid. Returns whether it had any. */
  dropScope(scope: Scope): boolean
  /** An entry without a value, dropped with its scope: for what depends on a credential alone. */
  scopeEntry(scope: Scope): EntryRef
  /**
   * Whether none of these entries has been replaced, evicted or dropped.
   * @param checkedAt the `checkpoint` at which they last were current: until something is evicted or dropped, they still are
   */
  areCurrent(refs: readonly EntryRef[], checkedAt: number): boolean
  checkpoint(): number
  size(): CacheSize
}

/**
 * The same cache for ids that must not be kept in plain text, such as phone numbers: their keys are pseudonyms.
 * Entries of such a kind cannot be dropped by id.
 */
export const withHiddenIds = (cache: ModelCache, nameOf: Pseudonym): ModelCache => ({
  ...cache,
  get: (scope, kind, id) => cache.get(scope, kind, nameOf(id)),
  set: (scope, kind, id, ...rest) => cache.set(scope, kind, nameOf(id), ...rest),
  remove: (scope, kind, id) => cache.remove(scope, kind, nameOf(id)),
  dropOf: (scope, kind, id) => cache.dropOf(scope, kind, nameOf(id)),
})

interface OwnEntryRef extends EntryRef {
  isEvicted: boolean
}

interface OwnEntry extends CacheEntry {
  readonly ref: OwnEntryRef
  /** The last drop after which it was still current. */
  checkedAt: number
}

/** Estimated bytes of a model: two per character, and a fixed size per object and value. */
const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return 16 + value.length * 2
  if (typeof value !== 'object' || value === null) return 8
  let size = 48
  const parts = value instanceof Map ? [...value].flat() : Object.values(value)
  for (const part of parts) size += 8 + sizeOf(part)
  return size
}

/** Bytes of an entry and its ref. */
const OVERHEAD_BYTES = 280

/** Kinds have no line break, so an id cannot lead to the key of another kind. */
const keyOf = (kind: string, id: string): string => `${kind}\n${id}`

export const createModelCache = (maxBytes: number, clock: Clock): ModelCache => {
  /** Of all fetches, drops and evictions. */
  let order = 0
  let lastDrop = 0
  let lastEviction = 0
  const entries = createFairCache<OwnEntry>({
    maxBytes,
    clock,
    floorOf: cacheFloors(maxBytes),
    onRemove({ ref }) {
      ref.isEvicted = true
      lastEviction = ++order
    },
  })
  const listeners: ((kind: string | undefined, id: string | undefined) => void)[] = []
  const things = createDrops(MAX_DROPS)
  const scopes = createDrops(MAX_DROPS)
  /** Of things in one scope. Their entries are gone already, so only what is being fetched asks for them. */
  const ownThings = createDrops(MAX_DROPS)
  let lastOwnDrop = 0

  /** Of whole kinds. */
  const kinds = new Map<string, number>()
  let lastDropOfAll = 0

  /** Whether it, or its whole kind, was dropped. */
  const isAfter = ({ kind, id }: CachedThing, since: number): boolean =>
    things.isAfter(keyOf(kind, id), since) || since < lastDropOfAll || since < (kinds.get(kind) ?? 0)
  /** Whether it, or what it mentions, was dropped. */
  const isThingDropped = (ref: EntryRef): boolean =>
    ref.order < lastDrop &&
    (isAfter(ref, ref.order) || (ref.mentions?.some((thing) => isAfter(thing, ref.order)) ?? false))
  const ownKeyOf = (scope: string, kind: string, id: string): string => `${scope}\n${keyOf(kind, id)}`
  const isDropped = (ref: EntryRef): boolean =>
    isThingDropped(ref) || (ref.order < lastDrop && scopes.isAfter(ref.scope, ref.order))
  const isOwnDropped = ({ scope, kind, id, order: since }: EntryRef): boolean =>
    since < lastOwnDrop && ownThings.isAfter(ownKeyOf(scope, kind, id), since)

  return {
    has: entries.has,
    get(scope, kind, id) {
      // Then no key is needed.
      if (!entries.has(scope)) return undefined
      const key = keyOf(kind, id)
      const entry = entries.get(scope, key)
      if (!entry || entry.checkedAt >= lastDrop) return entry
      // The entries of a dropped scope are gone already.
      if (!isThingDropped(entry.ref)) {
        entry.checkedAt = lastDrop
        return entry
      }
      entries.delete(scope, key)
      return undefined
    },
    begin: () => ({ fetchedAt: clock.now(), order: ++order }),
    set(scope, kind, id, value, ticket, mentions) {
      const { fetchedAt, order: since } = ticket
      const ref = { scope, kind, id, mentions, order: since, isEvicted: false }
      if (isDropped(ref) || isOwnDropped(ref)) return false
      if (maxBytes <= 0) return true
      entries.set(
        scope,
        keyOf(kind, id),
        { value, fetchedAt, ref, checkedAt: since },
        OVERHEAD_BYTES + sizeOf(value),
      )
      return true
    },
    remove: (scope, kind, id) => entries.delete(scope, keyOf(kind, id)),
    dropOf(scope, kind, id) {
      lastOwnDrop = ++order
      ownThings.add(ownKeyOf(scope, kind, id), order)
      entries.delete(scope, keyOf(kind, id))
    },
    drop(kind, id) {
      lastDrop = ++order
      things.add(keyOf(kind, id), order)
      for (const listener of listeners) listener(kind, id)
    },
    dropAll(kind) {
      lastDrop = ++order
      if (kind === undefined) {
        lastDropOfAll = order
        entries.clear()
      } else {
        kinds.set(kind, order)
      }
      for (const listener of listeners) listener(kind, undefined)
    },
    onDrop: (listener) => void listeners.push(listener),
    dropScope(scope) {
      lastDrop = ++order
      scopes.add(scope, order)
      return entries.deleteOwner(scope)
    },
    scopeEntry: (scope) => ({ scope, kind: '', id: '', order, isEvicted: false }),
    areCurrent(refs, checkedAt) {
      const isUndropped = checkedAt >= lastDrop
      if (isUndropped && checkedAt >= lastEviction) return true
      for (const ref of refs) if (ref.isEvicted || (!isUndropped && isDropped(ref))) return false
      return true
    },
    checkpoint: () => order,
    size: entries.size,
  }
}
