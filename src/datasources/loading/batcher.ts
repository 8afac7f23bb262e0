import { toError } from '../../errors.ts'
import type { NetworkName } from '../../global-id.ts'
import type { CallContext } from '../../request/request.ts'
import { type Batch, createBatch, gather, indexIn, type Part } from './batch.ts'
import type { BatchTimingOptions } from './batch-timing.ts'
import { BatchContext, joinBatch, timeIsUp } from './batch-waiters.ts'
import { InFlight, type ScopeQueue } from './in-flight.ts'
import type { Found } from './loader.ts'

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

  const fetch = async (
    queue: ScopeQueue<Value>,
    credential: Credential,
    batch: Batch<Value>,
  ): Promise<Found<Value>> => {
    try {
      if (batch.canceller.aborted) throw timeIsUp('; nothing was sent')
      return await fetchMany(credential, batch.keys, new BatchContext(batch))
    } finally {
      inFlight.remove(queue, batch)
    }
  }

  /** The batch that takes new keys: the pending one where it has room, else a new one. */
  const openBatch = (queue: ScopeQueue<Value>, credential: Credential): Batch<Value> => {
    const { open } = queue.timing
    if (open) return open
    const batch = createBatch<Value>((sent) => fetch(queue, credential, sent))
    queue.timing.add(batch)
    return batch
  }

  /** Nobody waits for the batch any more. One that was not sent ends without a fetch. */
  const abandon = (queue: ScopeQueue<Value>, batch: Batch<Value>): void => {
    batch.canceller.abort()
    inFlight.remove(queue, batch)
    if (!batch.isSent) batch.send()
  }

  return {
    load({ scope, credential, keys, context, admit }) {
      const parts = new Map<Batch<Value>, Part<Value>>()
      const results: (Value | null | Error)[] = []
      const queue = inFlight.queueOf(scope)
      let shared = 0
      for (const key of keys) {
        const place = results.push(null) - 1
        let batch = queue.handles.get(key)?.batch
        let index: number
        if (batch) {
          shared += 1
          index = indexIn(batch, key)
        } else {
          try {
            admit?.()
          } catch (error) {
            results[place] = toError(error)
            continue
          }
          batch = openBatch(queue, credential)
          index = inFlight.add(queue, batch, key)
        }
        let part = parts.get(batch)
        if (!part) {
          const joining = { network, kind, abandon: abandon.bind(undefined, queue, batch) }
          part = { places: [], indexes: [], found: joinBatch(batch, context, joining) }
          parts.set(batch, part)
        }
        part.places.push(place)
        part.indexes.push(index)
      }
      if (shared > 0) onShared?.(shared)
      return gather(parts.values(), results)
    },
    invalidate: (key) => inFlight.invalidate(key),
  }
}
