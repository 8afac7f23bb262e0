import { LRUCache } from 'lru-cache'

type Options<Key, Value> = Pick<
  LRUCache.Options<Key, Value, unknown>,
  'disposeAfter' | 'ttl' | 'ttlResolution' | 'perf'
>

/**
 * An LRU cache of at most so many entries that takes memory only for those it has. lru-cache's own `max` allocates
 * some 25 bytes for every possible entry at once, which is too much for a bound that is hardly ever reached.
 */
export const createGrowingLru = <Key extends string, Value extends object | string | number | true>(
  maxEntries: number,
  options: Options<Key, Value> = {},
): LRUCache<Key, Value> =>
  new LRUCache<Key, Value>({ ...options, maxSize: maxEntries, sizeCalculation: () => 1 })
