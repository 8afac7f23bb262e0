import { LRUCache } from 'lru-cache'

type Options<Key, Value> = Pick<
  LRUCache.Options<Key, Value, unknown>,
  'disposeAfter' | 'ttl' | 'ttlResolution' | 'perf'
>

/**
 * An LRU cache of at most so many entries that takes memory for those it has. lru-cache's own `max` takes some
 * 25 bytes at once for each that there may ever be: too much for a bound that is hardly ever reached, and for
 * one of many caches.
 */
export const createGrowingLru = <Key extends string, Value extends object | string | number | true>(
  maxEntries: number,
  options: Options<Key, Value> = {},
): LRUCache<Key, Value> =>
  new LRUCache<Key, Value>({ ...options, maxSize: maxEntries, sizeCalculation: () => 1 })
