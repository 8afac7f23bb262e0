import { AsyncLocalStorage } from 'node:async_hooks'
import type DataLoader from 'dataloader'
import type { CachedReads, CachedReadsOptions } from '../../../src/datasources/loading/cached-reads.ts'
import { isObject } from '../../../src/json.ts'
import type { Scope } from '../../../src/request/scope.ts'

/** Batches that DataLoader made since the last reset, such as `mixin user: 50`, in order. */
const batches: string[] = []
/** Ids that were read outside any DataLoader batch since then, such as `user: 7a1c…`. */
const beside: string[] = []
const insideBatch = new AsyncLocalStorage<true>()

export const recorded = { batches, beside }

export const resetRecorded = (): void => {
  batches.length = 0
  beside.length = 0
}

/** How many keys a batch has: a loader of a request hands over all keys of a tick as one. */
const countKeys = (keys: readonly unknown[]): number =>
  keys
    .map((key) => (isObject(key) && Array.isArray(key['keys']) ? key['keys'].length : 1))
    .reduce((sum, count) => sum + count, 0)

/** DataLoader, with each call of a batch function recorded. */
export const recordBatches = (Original: typeof DataLoader): typeof DataLoader =>
  class<Key, Value, CacheKey> extends Original<Key, Value, CacheKey> {
    constructor(
      loadBatch: DataLoader.BatchLoadFn<Key, Value>,
      options?: DataLoader.Options<Key, Value, CacheKey>,
    ) {
      super((keys) => {
        batches.push(`${options?.name ?? 'unnamed'}: ${countKeys(keys)}`)
        return insideBatch.run(true, () => loadBatch(keys))
      }, options)
    }
  }

/** Cached reads, with each read recorded that no DataLoader batch makes. */
export const recordReads = <Credential extends { readonly scope: Scope }, Value extends object>(
  reads: CachedReads<Credential, Value>,
  { kind }: CachedReadsOptions<Credential, Value>,
): CachedReads<Credential, Value> => ({
  ...reads,
  loadMany(ids, read) {
    if (!insideBatch.getStore()) beside.push(...ids.map((id) => `${kind}: ${id}`))
    return reads.loadMany(ids, read)
  },
})
