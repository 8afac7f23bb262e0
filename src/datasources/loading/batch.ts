import { Canceller } from '../../cancellation.ts'
import { toError } from '../../errors.ts'
import type { FieldPath } from '../../request/current-field.ts'
import type { CallContext } from '../../request/request.ts'
import type { FetchSpan } from '../../telemetry/spans/span.ts'
import { outcomeOf } from '../observed-call.ts'
import type { Keyed } from './keyed.ts'
import type { Found } from './gathering.ts'

/** One fetch, pending or under way, and the requests that wait for it. */
export interface Batch<Value> extends Keyed {
  readonly keys: string[]
  readonly waiters: Set<CallContext>
  /** The first field of each waiter with a trace that waits. */
  fields?: Map<CallContext, FieldPath | undefined> | undefined
  /** Ends the fetch when nobody waits any more. */
  readonly canceller: Canceller
  isSent: boolean
  /** Of the first waiter that records spans. */
  span?: FetchSpan | undefined
  /** Never rejects: where the whole fetch fails, it resolves with the error. */
  readonly found: Promise<Found<Value> | Error>
  send(): void
}

export interface BatchOptions<Value> {
  /** Loads the batch's keys. Called once, when the batch is sent. */
  readonly fetch: (batch: Batch<Value>) => Promise<Found<Value>>
  /** Called when that has ended, before anybody is told what was found. */
  readonly onEnd: (batch: Batch<Value>) => void
}

export const createBatch = <Value>({ fetch, onEnd }: BatchOptions<Value>): Batch<Value> => {
  const { promise, resolve } = Promise.withResolvers<Found<Value> | Error>()
  const settle = (found: Found<Value> | Error): void => {
    onEnd(batch)
    batch.span?.end(outcomeOf(found), batch.keys.length)
    resolve(found)
  }
  const batch: Batch<Value> = {
    keys: [],
    waiters: new Set(),
    canceller: new Canceller(),
    isSent: false,
    found: promise,
    send() {
      batch.isSent = true
      batch.span?.left()
      void fetch(batch).then(settle, (error: unknown) => settle(toError(error)))
    },
  }
  return batch
}
