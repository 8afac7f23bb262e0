import type { Clock } from '../../clock.ts'
import { Heap, type HeapNode } from './heap.ts'

/**
 * State that protects something, such as counts of attempts. Entries leave when they expire and never to make room
 * for others: if the map is full, a new key is refused. Each owner has a share, so that one cannot fill the map.
 */
export interface ExpiringMap<Value> {
  /** Entries that have not expired. */
  size(): number
  /** Undefined if missing or expired. */
  get(key: string): Value | undefined
  /** Milliseconds until a new key of this owner has room; 0 if there is room, or if the key exists. */
  waitForRoom(key: string, owner: string): number
  /**
   * Sets an entry and returns 0; without room for a new key, sets nothing and returns the milliseconds to wait. An
   * existing key keeps its owner.
   * @param expiresAt by the map's clock
   */
  set(key: string, owner: string, value: Value, expiresAt: number): number
  delete(key: string): void
  /** The entry that expires next, of all or of one owner. */
  next(owner?: string): ExpiringEntry<Value> | undefined
  entries(owner?: string): ExpiringEntry<Value>[]
}

export interface ExpiringEntry<Value> {
  readonly key: string
  readonly value: Value
  readonly expiresAt: number
}

/** Ordered by its expiry. */
interface Entry<Value> extends HeapNode {
  readonly key: string
  readonly owner: Owner<Value>
  value: Value
}

/** Ordered by the expiry of its next entry. */
interface Owner<Value> extends HeapNode {
  readonly name: string
  readonly entries: Heap<Entry<Value>>
}

/** How many entries there may be, and how many of one owner. */
export interface Bounds {
  readonly maxEntries: number
  readonly maxPerOwner: number
}

/** Bounds of all such maps. Left out: the default of each. */
export interface StateBounds {
  /** For each limit of attempts. */
  readonly attempts?: Bounds | undefined
  /** For each class of calls: scopes of callers whose calls are counted. */
  readonly quotas?: Bounds | undefined
  /** For each class of calls: scopes of callers that the upstream refused. */
  readonly cooldowns?: Bounds | undefined
  readonly familiarAddresses?: Bounds | undefined
  readonly revokedSessions?: Bounds | undefined
}

const toEntry = <Value>({ key, value, order }: Entry<Value>): ExpiringEntry<Value> => ({
  key,
  value,
  expiresAt: order,
})

/** Takes O(log n) per operation. Expired entries are removed by the next operation: there is no timer. */
export const createExpiringMap = <Value>(
  clock: Pick<Clock, 'now'>,
  { maxEntries, maxPerOwner }: Bounds,
): ExpiringMap<Value> => {
  const entries = new Map<string, Entry<Value>>()
  const owners = new Map<string, Owner<Value>>()
  const byExpiry = new Heap<Owner<Value>>()

  const reorder = (owner: Owner<Value>): void => {
    owner.order = owner.entries.first()?.order ?? Infinity
    byExpiry.moved(owner)
  }

  const remove = (entry: Entry<Value>): void => {
    const { key, owner } = entry
    entries.delete(key)
    owner.entries.remove(entry)
    reorder(owner)
    if (owner.entries.size() > 0) return
    byExpiry.remove(owner)
    owners.delete(owner.name)
  }

  const removeExpired = (): void => {
    const now = clock.now()
    for (;;) {
      const entry = byExpiry.first()?.entries.first()
      if (!entry || entry.order > now) return
      remove(entry)
    }
  }

  const ownerOf = (name: string): Owner<Value> => {
    const known = owners.get(name)
    if (known) return known
    const owner: Owner<Value> = { name, entries: new Heap(), order: Infinity, index: 0 }
    owners.set(name, owner)
    byExpiry.add(owner)
    return owner
  }

  const waitForRoom = (key: string, owner: string): number => {
    removeExpired()
    if (entries.has(key)) return 0
    const own = owners.get(owner)
    const isOwnerFull = own !== undefined && own.entries.size() >= maxPerOwner
    const isFull = entries.size >= maxEntries
    if (!isOwnerFull && !isFull) return 0
    const until = Math.max(
      isOwnerFull ? own.order : -Infinity,
      isFull ? (byExpiry.first()?.order ?? Infinity) : -Infinity,
    )
    return Math.max(1, Math.ceil(until - clock.now()))
  }

  return {
    size() {
      removeExpired()
      return entries.size
    },
    get(key) {
      const entry = entries.get(key)
      return entry && entry.order > clock.now() ? entry.value : undefined
    },
    waitForRoom,
    set(key, ownerName, value, expiresAt) {
      const waitMs = waitForRoom(key, ownerName)
      if (waitMs > 0) return waitMs
      const known = entries.get(key)
      if (known) {
        known.value = value
        known.order = expiresAt
        known.owner.entries.moved(known)
        reorder(known.owner)
        return 0
      }
      if (expiresAt <= clock.now()) return 0
      const owner = ownerOf(ownerName)
      const entry: Entry<Value> = { key, owner, value, order: expiresAt, index: 0 }
      entries.set(key, entry)
      owner.entries.add(entry)
      reorder(owner)
      return 0
    },
    delete(key) {
      const entry = entries.get(key)
      if (entry) remove(entry)
    },
    next(owner) {
      removeExpired()
      const first = owner === undefined ? byExpiry.first() : owners.get(owner)
      const entry = first?.entries.first()
      return entry && toEntry(entry)
    },
    entries(owner) {
      removeExpired()
      const found = owner === undefined ? entries.values() : (owners.get(owner)?.entries.values() ?? [])
      return Array.from(found, toEntry)
    },
  }
}
