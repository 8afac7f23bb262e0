import { Canceller } from '../../cancellation.ts'
import { toError } from '../../errors.ts'
import type { FieldPath } from '../../request/current-field.ts'
import type { CallContext } from '../../request/request.ts'
import type { FetchSpan } from '../../telemetry/spans/span.ts'
import { outcomeOf } from '../observed-call.ts'
import type { Found } from './loader.ts'

/**
 * What a key in flight refers to. It lets go of its batch once that has ended: when a map grows, V8 keeps the old
 * table with everything in it until the next full collection, and whole requests would stay alive through it.
 */
export interface BatchHandle<Value> {
  batch: Batch<Value> | undefined
}

/** One fetch, pending or under way, and the requests that wait for it. */
export interface Batch<Value> {
  readonly handle: BatchHandle<Value>
  readonly keys: string[]
  /** Index of each key, as far as a request that joined has needed it. */
  readonly indexes: Map<string, number>
  readonly waiters: Set<CallContext>
  /** The first field of each waiter with a trace that waits. */
  fields?: Map<CallContext, FieldPath | undefined> | undefined
  /** Ends the fetch when nobody waits any more. */
  readonly canceller: Canceller
  isSent: boolean
  /** One of its keys has changed since it was sent, and may be in another batch by now. */
  isInvalidated: boolean
  /** Of the first waiter that records spans. */
  span?: FetchSpan | undefined
  /** Never rejects: where the whole fetch fails, it resolves with the error. */
  readonly found: Promise<Found<Value> | Error>
  send(): void
}

/** @param fetch loads the batch's keys; called once, when the batch is sent */
export const createBatch = <Value>(fetch: (batch: Batch<Value>) => Promise<Found<Value>>): Batch<Value> => {
  const { promise, resolve } = Promise.withResolvers<Found<Value> | Error>()
  const handle: BatchHandle<Value> = { batch: undefined }
  const batch: Batch<Value> = {
    handle,
    keys: [],
    indexes: new Map(),
    waiters: new Set(),
    canceller: new Canceller(),
    isSent: false,
    isInvalidated: false,
    found: promise,
    send() {
      batch.isSent = true
      batch.span?.left()
      const settle = (found: Found<Value> | Error): void => {
        batch.span?.end(outcomeOf(found), batch.keys.length)
        resolve(found)
      }
      void fetch(batch).then(settle, (error: unknown) => settle(toError(error)))
    },
  }
  handle.batch = batch
  return batch
}

/** The index of a key that the batch has. */
export const indexIn = ({ keys, indexes }: Batch<unknown>, key: string): number => {
  for (let index = indexes.size; index < keys.length; index += 1) indexes.set(keys[index] ?? '', index)
  return indexes.get(key) ?? NaN
}

/** The keys that one load has in one batch. */
export interface Part<Value> {
  /** Indexes among the keys of the load, and of the same keys in the batch. */
  readonly places: number[]
  readonly indexes: number[]
  readonly found: Promise<Found<Value> | Error>
}

/** Waits for each batch once: promises for each key would cost more than the rest of a load. */
export const gather = async <Value>(
  parts: Iterable<Part<Value>>,
  results: (Value | null | Error)[],
): Promise<Found<Value>> => {
  for (const { places, indexes, found } of parts) {
    const all = await found
    places.forEach((place, nth) => {
      results[place] = all instanceof Error ? all : (all[indexes[nth] ?? NaN] ?? null)
    })
  }
  return results
}
