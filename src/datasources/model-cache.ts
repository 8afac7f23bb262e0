import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import type { Scope } from './scope.ts'

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
  /** Place among all fetches and drops: what was fetched before a drop is not believed after it. */
  readonly order: number
}

/** What a fetch was given when it began; hands its results in. */
export interface FetchTicket {
  readonly fetchedAt: number
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
  /** Keys of each viewer's scope, oldest first. */
  const viewers = new LRUCache<Scope, LRUCache<string, true>>({
    max: MAX_SCOPES,
    dispose: (keys) => {
      for (const key of keys.keys()) entries.delete(key)
    },
  })
  const entries = new LRUCache<string, CacheEntry>({
    maxSize: Math.max(1, maxBytes),
    maxEntrySize: Math.max(1, maxBytes),
    sizeCalculation: (entry, key) => key.length * 2 + 64 + sizeOf(entry.value),
  })
  const listeners: ((kind: string, id: string) => void)[] = []
  const dropped = new LRUCache<string, number>({ max: MAX_DROPPED })
  const droppedScopes = new LRUCache<Scope, number>({ max: MAX_SCOPES })

  const keysOf = (scope: Scope): LRUCache<string, true> => {
    const known = viewers.get(scope)
    if (known) return known
    const keys = new LRUCache<string, true>({
      max: MAX_ENTRIES_PER_VIEWER,
      dispose: (_, key, reason) => void (reason === 'evict' && entries.delete(key)),
    })
    viewers.set(scope, keys)
    return keys
  }

  const isDropped = (scope: Scope, kind: string, id: string, since: number): boolean =>
    (dropped.get(`${kind}\n${id}`) ?? 0) > since || (droppedScopes.get(scope) ?? 0) > since

  return {
    get(scope, kind, id) {
      const key = keyOf(scope, kind, id)
      const entry = entries.get(key)
      if (!entry) return undefined
      if (isDropped(scope, kind, id, entry.order)) {
        entries.delete(key)
        return undefined
      }
      if (scope.startsWith('viewer:')) viewers.get(scope)?.get(key)
      return entry
    },
    begin: () => ({ fetchedAt: clock.now(), order: ++order }),
    set(scope, kind, id, value, ticket) {
      if (maxBytes === 0 || isDropped(scope, kind, id, ticket.order)) return
      const key = keyOf(scope, kind, id)
      const { fetchedAt } = ticket
      entries.set(key, { value, fetchedAt, order: ticket.order })
      if (scope.startsWith('viewer:')) keysOf(scope).set(key, true)
    },
    remove: (scope, kind, id) => void entries.delete(keyOf(scope, kind, id)),
    drop(kind, id) {
      dropped.set(`${kind}\n${id}`, ++order)
      for (const listener of listeners) listener(kind, id)
    },
    onDrop: (listener) => void listeners.push(listener),
    dropScope(scope) {
      droppedScopes.set(scope, ++order)
      viewers.delete(scope)
    },
  }
}
