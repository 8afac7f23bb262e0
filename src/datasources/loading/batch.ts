import { Canceller } from '../../cancellation.ts'
import { toError } from '../../errors.ts'
import type { FieldPath } from '../../request/current-field.ts'
import type { CallContext } from '../../request/request.ts'
import type { FetchSpan } from '../../telemetry/spans/span.ts'
import { outcomeOf } from '../observed-call.ts'
import type { Keyed } from './keyed.ts'
import type { Found } from './gathering.ts'

export interface BatchOptions<Value> {
  /** Loads the batch's keys. Called once, when the batch is sent. */
  readonly fetch: (batch: Batch<Value>) => Promise<Found<Value>>
  /** Called when that has ended, before anybody is told what was found, and when nobody waits for it any more. */
  readonly onEnd: (batch: Batch<Value>) => void
}

/**
 * One fetch, pending or under way, and the requests that wait for it. It is a class because V8 may place objects of a literal, but
 * not of a class, into old memory from their start, and then what was found would be kept until the next full collection.
 */
export class Batch<Value> implements Keyed {
  readonly keys: string[] = []
  indexes: Keyed['indexes']
  readonly waiters = new Set<CallContext>()
  /** The first field of each waiter with a trace that waits. */
  fields: Map<CallContext, FieldPath | undefined> | undefined
  /** Ends the fetch when nobody waits any more. */
  readonly canceller = new Canceller()
  isSent = false
  /** Of the first waiter that records spans. */
  span: FetchSpan | undefined
  /** Never rejects: where the whole fetch fails, it resolves with the error. */
  readonly found: Promise<Found<Value> | Error>
  readonly #resolve: (found: Found<Value> | Error) => void
  readonly #options: BatchOptions<Value>

  constructor(options: BatchOptions<Value>) {
    const { promise, resolve } = Promise.withResolvers<Found<Value> | Error>()
    this.found = promise
    this.#resolve = resolve
    this.#options = options
  }

  send(): void {
    this.isSent = true
    this.span?.left()
    void this.#options.fetch(this).then(
      (found) => this.#settle(found),
      (error: unknown) => this.#settle(toError(error)),
    )
  }

  /** Nobody waits for it any more. One that was not sent ends without a fetch. */
  abandon(): void {
    this.canceller.abort()
    this.#options.onEnd(this)
    if (!this.isSent) this.send()
  }

  #settle(found: Found<Value> | Error): void {
    this.#options.onEnd(this)
    this.span?.end(outcomeOf(found), this.keys.length)
    this.#resolve(found)
  }
}
