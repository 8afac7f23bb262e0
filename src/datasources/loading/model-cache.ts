import { LRUCache } from 'lru-cache'
import type { Clock } from '../../clock.ts'
import { createGrowingLru } from '../../lru.ts'
import type { EntryRef } from '../../request/cache-dependencies.ts'
import type { Pseudonym, Scope } from '../../request/scope.ts'

/** Most entries of one viewer's scope. Only bytes bound the bot's scope. */
const MAX_ENTRIES_PER_VIEWER = 1_000
/** Most scopes, and most dropped things, that are remembered. */
const MAX_SCOPES = 100_000
const MAX_DROPPED = 100_000

export interface CacheEntry {
  /** Null: there is no such thing. */
  readonly value: object | null
  /** When its fetch began, in milliseconds since 1970. */
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
  get(scope: Scope, kind: string, id: string): CacheEntry | undefined
  /** To be called before a fetch is sent, so that a drop during the fetch wins. */
  begin(): FetchTicket
  set(scope: Scope, kind: string, id: string, value: object | null, ticket: FetchTicket): void
  /** Removes the entry of one scope. */
  remove(scope: Scope, kind: string, id: string): void
  /** Removes the entries of this thing in all scopes. */
  drop(kind: string, id: string): void
  /** Adds a listener that is called for each `drop`. */
  onDrop(listener: (kind: string, id: string) => void): void
  /** Removes all entries of a scope: its credential is no longer valid. */
  dropScope(scope: Scope): void
  /** An entry without a value, dropped with its scope: for what depends on a credential alone. */
  scopeEntry(scope: Scope): EntryRef
  /**
   * Whether none of these entries has been replaced, evicted or dropped.
   * @param checkedAt the `checkpoint` at which they last were current; earlier drops are not checked again
   */
  areCurrent(refs: readonly EntryRef[], checkedAt: number): boolean
  checkpoint(): number
}

/**
 * The same cache for ids that must not be kept in plain text, such as phone numbers: their keys are pseudonyms.
 * Entries of such a kind cannot be dropped by id.
 */
export const withHiddenIds = (cache: ModelCache, nameOf: Pseudonym): ModelCache => ({
  ...cache,
  get: (scope, kind, id) => cache.get(scope, kind, nameOf(id)),
  set: (scope, kind, id, value, ticket) => cache.set(scope, kind, nameOf(id), value, ticket),
  remove: (scope, kind, id) => cache.remove(scope, kind, nameOf(id)),
})

interface OwnEntryRef extends EntryRef {
  readonly scope: Scope
  isEvicted: boolean
}

interface OwnEntry extends CacheEntry {
  readonly ref: OwnEntryRef
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

/** Kinds and scopes have no line break, so an id cannot lead to the key of another kind or scope. */
const keyOf = (scope: Scope, kind: string, id: string): string => `${scope}\n${kind}\n${id}`

export const createModelCache = (maxBytes: number, clock: Clock): ModelCache => {
  let order = 0
  /** Keys of each viewer's entries, least recently used first. */
  const viewers = createGrowingLru<Scope, Set<string>>(MAX_SCOPES, {
    disposeAfter: (keys) => {
      for (const key of keys) entries.delete(key)
    },
  })
  const forgetKey = (scope: Scope, key: string): void => {
    const keys = viewers.peek(scope)
    if (keys?.delete(key) && keys.size === 0) viewers.delete(scope)
  }
  const entries = new LRUCache<string, OwnEntry>({
    dispose({ ref }, key, reason) {
      ref.isEvicted = true
      if (reason !== 'set') forgetKey(ref.scope, key)
    },
    maxSize: Math.max(1, maxBytes),
    maxEntrySize: Math.max(1, maxBytes),
    sizeCalculation: (entry, key) => key.length * 2 + 64 + sizeOf(entry.value),
  })
  const listeners: ((kind: string, id: string) => void)[] = []
  const dropped = createGrowingLru<string, number>(MAX_DROPPED)
  const droppedScopes = createGrowingLru<string, number>(MAX_SCOPES)

  /** Makes a key the most recently used of its viewer, and evicts the least recently used of too many. */
  const touch = (scope: Scope, keys: Set<string> | undefined, key: string): void => {
    if (!keys) {
      viewers.set(scope, new Set([key]))
      return
    }
    keys.delete(key)
    keys.add(key)
    if (keys.size <= MAX_ENTRIES_PER_VIEWER) return
    const [oldest] = keys
    if (oldest !== undefined) entries.delete(oldest)
  }

  let lastDrop = 0

  const isDropped = ({ scope, kind, id, order: since }: EntryRef): boolean =>
    since < lastDrop &&
    ((dropped.get(`${kind}\n${id}`) ?? 0) > since || (droppedScopes.get(scope) ?? 0) > since)

  return {
    get(scope, kind, id) {
      if (maxBytes === 0) return undefined
      const key = keyOf(scope, kind, id)
      const entry = entries.get(key)
      if (!entry) return undefined
      if (isDropped(entry.ref)) {
        entries.delete(key)
        return undefined
      }
      if (scope.startsWith('viewer:')) touch(scope, viewers.get(scope), key)
      return entry
    },
    begin: () => ({ fetchedAt: clock.now(), order: ++order }),
    set(scope, kind, id, value, ticket) {
      if (maxBytes === 0) return
      const { fetchedAt, order: since } = ticket
      const ref = { scope, kind, id, order: since, isEvicted: false }
      if (isDropped(ref)) return
      const key = keyOf(scope, kind, id)
      entries.set(key, { value, fetchedAt, ref })
      // An entry that is too large is not kept, and neither is the one that it was to replace.
      if (!entries.has(key)) forgetKey(scope, key)
      else if (scope.startsWith('viewer:')) touch(scope, viewers.get(scope), key)
    },
    remove: (scope, kind, id) => void entries.delete(keyOf(scope, kind, id)),
    drop(kind, id) {
      lastDrop = ++order
      dropped.set(`${kind}\n${id}`, order)
      for (const listener of listeners) listener(kind, id)
    },
    onDrop: (listener) => void listeners.push(listener),
    dropScope(scope) {
      lastDrop = ++order
      droppedScopes.set(scope, order)
      viewers.delete(scope)
    },
    scopeEntry: (scope) => ({ scope, kind: '', id: '', order, isEvicted: false }),
    areCurrent(refs, checkedAt) {
      const isUndropped = checkedAt >= lastDrop
      for (const ref of refs) if (ref.isEvicted || (!isUndropped && isDropped(ref))) return false
      return true
    },
    checkpoint: () => order,
  }
}
