import { toError } from '../../errors.ts'
import type { NetworkName } from '../../global-id.ts'
import type { CallContext } from '../../request/request.ts'
import { Batch } from './batch.ts'
import type { BatchTimingOptions } from './batch-timing.ts'
import { BatchContext, joinBatch, timeIsUp } from './batch-waiters.ts'
import { Gathering } from './gathering.ts'
import { InFlight, type ScopeQueue } from './in-flight.ts'
import { indexOf } from './keyed.ts'
import type { Found } from './gathering.ts'

export interface BatcherOptions<Credential, Value> extends BatchTimingOptions {
  /** What is fetched, for spans. */
  readonly network: NetworkName
  readonly kind: string
  /** Called with how many keys joined a batch that had them already. */
  readonly onShared?: ((keys: number) => void) | undefined
  readonly fetchMany: (
    credential: Credential,
    keys: readonly string[],
    context: CallContext,
  ) => Promise<Found<Value>>
}

export interface BatchRequest<Credential> {
  /** Who may see the result: keys of two scopes never share a batch. */
  readonly scope: string
  readonly credential: Credential
  /** Each once. */
  readonly keys: readonly string[]
  readonly context: CallContext
  /** Throws where a key may not cause a fetch. Not called for a key that is in flight already. */
  readonly admit?: (() => void) | undefined
}

/**
 * Shares upstream calls among requests. Keys of one scope that arrive in the same turn of the event loop make one
 * batch, and a key in flight is not fetched again. `BatchTiming` decides when a batch is sent. A request that leaves
 * cancels nothing that others wait for.
 */
export interface Batcher<Credential, Value> {
  /** The results in the order of the keys. Never rejects: a failed fetch is an error at each of its keys. */
  load(request: BatchRequest<Credential>): Promise<Found<Value>>
  /** For a thing that has changed: a later load does not join a fetch that began before. */
  invalidate(key: string): void
  /** The same for all things. */
  invalidateAll(): void
}

export const createBatcher = <Credential, Value>({
  network,
  kind,
  maxBatchSize,
  maxFetches,
  onShared,
  fetchMany,
}: BatcherOptions<Credential, Value>): Batcher<Credential, Value> => {
  const inFlight = new InFlight<Value>({ maxBatchSize, maxFetches })
  const fetched = { network, kind }

  const fetch = (credential: Credential, batch: Batch<Value>): Promise<Found<Value>> =>
    batch.canceller.aborted
      ? Promise.reject(timeIsUp('; nothing was sent'))
      : fetchMany(credential, batch.keys, new BatchContext<Value>(batch))

  /** The batch that takes new keys: the pending one where it has room, else a new one. */
  const openBatch = (queue: ScopeQueue<Value>, credential: Credential): Batch<Value> => {
    const { open } = queue.timing
    if (open) return open
    const batch = new Batch<Value>({
      fetch: (sent) => fetch(credential, sent),
      onEnd: (ended) => inFlight.remove(queue, ended),
    })
    inFlight.add(queue, batch)
    return batch
  }

  return {
    load({ scope, credential, keys, context, admit }) {
      const queue = inFlight.queueOf(scope)
      const gathering = new Gathering<Value>(keys)
      const join = (batch: Batch<Value>): Promise<Found<Value> | Error> => joinBatch(batch, context, fetched)
      // Whether there were any before the own keys.
      const hasOthers = !queue.isEmpty
      let shared = 0
      let isNew = false
      for (const key of keys) {
        const other = hasOthers ? queue.find(key) : undefined
        if (other) {
          shared += 1
          gathering.addFrom(other, indexOf(other, key) ?? NaN, join)
          continue
        }
        try {
          admit?.()
        } catch (error) {
          gathering.add(toError(error))
          continue
        }
        const batch = openBatch(queue, credential)
        isNew = true
        gathering.addFrom(batch, queue.addKey(batch, key), join)
      }
      if (isNew) queue.timing.hasGrown()
      if (shared > 0) onShared?.(shared)
      return Promise.resolve(gathering.all())
    },
    invalidate: (key) => inFlight.invalidate(key),
    invalidateAll: () => inFlight.invalidateAll(),
  }
}
