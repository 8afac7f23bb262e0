import type { Clock } from '../../clock.ts'
import { type Recency, RecencyList } from './recency-list.ts'

/** An owner that used nothing for so long gives way first, in milliseconds. */
const IDLE_MS = 10 * 60_000
/** Rough bytes of an owner, and of an entry, besides keys and values. */
const OWNER_BYTES = 600
const ENTRY_BYTES = 120

export interface FairCacheOptions<Value> {
  readonly maxBytes: number
  readonly clock: Clock
  /** Bytes that an owner keeps while others need room. */
  readonly floorOf: (owner: string) => number
  /** Called with each value that is evicted, replaced or removed. */
  readonly onRemove?: ((value: Value) => void) | undefined
}

/**
 * A cache that its owners share: bounded by estimated bytes in all, with no bound for each while there is room. When
 * memory is short, owners that are idle give way first, then the owner with the most above its floor, and where all are
 * at their floors, the least recently used one. Within an owner, the least recently used entry is evicted.
 */
export interface FairCache<Value> {
  /** Whether an owner has values. */
  has(owner: string): boolean
  get(owner: string, key: string): Value | undefined
  /**
   * Returns what was added, for those who have an index of their own.
   * @param bytes estimated size of the value. One that there is no room for is not kept: undefined
   */
  set(owner: string, key: string, value: Value, bytes: number): FairCacheEntry<Value> | undefined
  /** What `get` does to what it returns: it becomes the most recently used. Not for what was evicted. */
  use(entry: FairCacheEntry<Value>): void
  delete(owner: string, key: string): void
  /** Returns whether the owner had values. */
  deleteOwner(owner: string): boolean
  clear(): void
  size(): CacheSize
}

/** How much a cache holds. */
export interface CacheSize {
  readonly entries: number
  readonly owners: number
  /** Estimated. */
  readonly bytes: number
  readonly maxBytes: number
}

/** In the cache until `onRemove` is called with its value. */
export interface FairCacheEntry<Value> extends Recency<FairCacheEntry<Value>> {
  readonly share: Share<Value>
  readonly key: string
  readonly value: Value
  readonly bytes: number
}

interface Share<Value> extends Recency<Share<Value>> {
  readonly owner: string
  readonly floor: number
  readonly entries: Map<string, FairCacheEntry<Value>>
  readonly order: RecencyList<FairCacheEntry<Value>>
  bytes: number
  usedAt: number
  /** Index into the lists of owners above their floors; 0 is none of them. */
  sizeClass: number
}

/** Grows by a fifth from class to class, so that a share changes it rarely. */
const sizeClassOf = (bytesAboveFloor: number): number =>
  bytesAboveFloor <= 0 ? 0 : Math.ceil(4 * Math.log2(bytesAboveFloor + 1))

export const createFairCache = <Value>(options: FairCacheOptions<Value>): FairCache<Value> => {
  const { maxBytes, clock, floorOf, onRemove } = options
  const shares = new Map<string, Share<Value>>()
  const byUse = new RecencyList<Share<Value>>()
  /** Shares above their floors, by size class. */
  const large: Set<Share<Value>>[] = []
  let total = 0

  const grow = (share: Share<Value>, bytes: number): void => {
    total += bytes
    share.bytes += bytes
    const sizeClass = sizeClassOf(share.bytes - share.floor)
    if (sizeClass === share.sizeClass) return
    large[share.sizeClass]?.delete(share)
    share.sizeClass = sizeClass
    if (sizeClass > 0) (large[sizeClass] ??= new Set()).add(share)
  }

  const open = (owner: string): Share<Value> => {
    const known = shares.get(owner)
    if (known) return known
    const share: Share<Value> = {
      owner,
      floor: floorOf(owner),
      entries: new Map(),
      order: new RecencyList(),
      bytes: 0,
      usedAt: 0,
      sizeClass: 0,
      older: undefined,
      newer: undefined,
    }
    shares.set(owner, share)
    grow(share, OWNER_BYTES + owner.length)
    return share
  }

  const close = (share: Share<Value>): void => {
    grow(share, -share.bytes)
    shares.delete(share.owner)
    byUse.remove(share)
  }

  const use = (entry: FairCacheEntry<Value>): void => {
    const { share } = entry
    share.usedAt = clock.now()
    byUse.touch(share)
    share.order.touch(entry)
  }

  const remove = (entry: FairCacheEntry<Value>): void => {
    const { share } = entry
    share.entries.delete(entry.key)
    share.order.remove(entry)
    grow(share, -entry.bytes)
    onRemove?.(entry.value)
  }

  const largest = (): Share<Value> | undefined => {
    for (let index = large.length - 1; index > 0; index -= 1) {
      for (const share of large[index] ?? []) return share
    }
    return undefined
  }

  const isFull = (): boolean => total > maxBytes

  const makeRoom = (): void => {
    while (isFull()) {
      const leastUsed = byUse.oldest
      if (!leastUsed) return
      const isIdle = clock.now() - leastUsed.usedAt > IDLE_MS
      const share = isIdle ? leastUsed : (largest() ?? leastUsed)
      if (share.order.oldest) remove(share.order.oldest)
      if (share.entries.size === 0) close(share)
    }
  }

  const discard = (owner: string, key: string): void => {
    const share = shares.get(owner)
    const entry = share?.entries.get(key)
    if (!share || !entry) return
    remove(entry)
    if (share.entries.size === 0) close(share)
  }

  const removeOwner = (owner: string): boolean => {
    const share = shares.get(owner)
    if (!share) return false
    close(share)
    for (const { value } of share.entries.values()) onRemove?.(value)
    return true
  }

  return {
    has: (owner) => shares.has(owner),
    get(owner, key) {
      const entry = shares.get(owner)?.entries.get(key)
      if (!entry) return undefined
      use(entry)
      return entry.value
    },
    set(owner, key, value, valueBytes) {
      const bytes = ENTRY_BYTES + key.length + valueBytes
      if (bytes + OWNER_BYTES + owner.length > maxBytes) {
        discard(owner, key)
        return undefined
      }
      const share = open(owner)
      const replaced = share.entries.get(key)
      if (replaced) remove(replaced)
      const entry: FairCacheEntry<Value> = { share, key, value, bytes, older: undefined, newer: undefined }
      share.entries.set(key, entry)
      use(entry)
      grow(share, bytes)
      makeRoom()
      return share.entries.get(key) === entry ? entry : undefined
    },
    use,
    delete: discard,
    deleteOwner: removeOwner,
    clear() {
      for (const owner of shares.keys()) removeOwner(owner)
    },
    size() {
      let entries = 0
      for (const share of shares.values()) entries += share.entries.size
      return { entries, owners: shares.size, bytes: total, maxBytes }
    },
  }
}
