import { LRUCache } from 'lru-cache'
import type { Clock } from '../../clock.ts'
import { createGrowingLru } from '../../lru.ts'
import type { EntryRef } from '../../request/cache-dependencies.ts'
import type { Pseudonym, Scope } from '../../request/scope.ts'

/** Entries of one viewer's scope; the bot's is bounded by bytes alone. */
const MAX_ENTRIES_PER_VIEWER = 1_000
/** Scopes and dropped things that are remembered. */
const MAX_SCOPES = 100_000
const MAX_DROPPED = 100_000

export interface CacheEntry {
  /** Null: the upstream said that there is no such thing. */
  readonly value: object | null
  /** When its fetch began, in milliseconds since 1970. */
  readonly fetchedAt: number
  /** Its name for those who remember what they made of it, and are not to keep the value alive. */
  readonly copy: EntryRef
}

/** What a fetch was given when it began; hands its results in. */
export interface FetchTicket {
  readonly fetchedAt: number
  /** Place among all fetches and drops: what was fetched before a drop is not believed after it. */
  readonly order: number
}

/**
 * The process's copy of what upstreams answered, each scope for itself. It holds entries and their age;
 * what is fresh enough is for its readers to say.
 */
export interface ModelCache {
  get(scope: Scope, kind: string, id: string): CacheEntry | undefined
  /** To be taken before a fetch is sent: a drop that happens meanwhile wins. */
  begin(): FetchTicket
  set(scope: Scope, kind: string, id: string, value: object | null, ticket: FetchTicket): void
  /** Takes one scope's copy away. */
  remove(scope: Scope, kind: string, id: string): void
  /** Nobody's copy of this thing is believed any more. */
  drop(kind: string, id: string): void
  /** Calls back for whatever is dropped. */
  onDrop(listener: (kind: string, id: string) => void): void
  /** The scope's credential is no longer good. */
  dropScope(scope: Scope): void
  /** A copy of nothing, which goes with its scope: for what hangs on a credential alone. */
  scopeEntry(scope: Scope): EntryRef
  /**
   * Whether these copies are all still what the cache would answer.
   * @param checkedAt what `checkpoint` said when they last were: drops before it need no second look
   */
  areCurrent(copies: readonly EntryRef[], checkedAt: number): boolean
  checkpoint(): number
}

/**
 * The same for ids that are not to be written down, such as phone numbers: it knows them by other names. Nothing
 * of that kind is dropped by its id.
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
  readonly copy: OwnEntryRef
}

/** Rough bytes of a model: its text, twice over, and what objects weigh. */
const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return 16 + value.length * 2
  if (typeof value !== 'object' || value === null) return 8
  let size = 48
  const parts = value instanceof Map ? [...value].flat() : Object.values(value)
  for (const part of parts) size += 8 + sizeOf(part)
  return size
}

/** Kinds and scopes hold no line break, so that no id can forge a key. */
const keyOf = (scope: Scope, kind: string, id: string): string => `${scope}\n${kind}\n${id}`

export const createModelCache = (maxBytes: number, clock: Clock): ModelCache => {
  let order = 0
  /** Keys of each viewer's scope, oldest first; none of what is gone. */
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
    dispose({ copy }, key, reason) {
      copy.isEvicted = true
      if (reason !== 'set') forgetKey(copy.scope, key)
    },
    maxSize: Math.max(1, maxBytes),
    maxEntrySize: Math.max(1, maxBytes),
    sizeCalculation: (entry, key) => key.length * 2 + 64 + sizeOf(entry.value),
  })
  const listeners: ((kind: string, id: string) => void)[] = []
  const dropped = createGrowingLru<string, number>(MAX_DROPPED)
  const droppedScopes = createGrowingLru<string, number>(MAX_SCOPES)

  /** Makes a key the youngest of its viewer's; the oldest goes where there are too many. */
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
      if (isDropped(entry.copy)) {
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
      const copy = { scope, kind, id, order: since, isEvicted: false }
      if (isDropped(copy)) return
      const key = keyOf(scope, kind, id)
      entries.set(key, { value, fetchedAt, copy })
      // One that is too large is not held, nor is the one before it any more.
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
    areCurrent(copies, checkedAt) {
      const isUndropped = checkedAt >= lastDrop
      for (const copy of copies) if (copy.isEvicted || (!isUndropped && isDropped(copy))) return false
      return true
    },
    checkpoint: () => order,
  }
}
