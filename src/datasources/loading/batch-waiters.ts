import type { Cancellation } from '../../cancellation.ts'
import { GatewayError } from '../../errors.ts'
import type { NetworkName } from '../../global-id.ts'
import { currentField, inField } from '../../request/current-field.ts'
import type { CallContext } from '../../request/request.ts'
import type { SentCall, Trace, TracedCall } from '../../request/upstream-trace.ts'
import type { Span } from '../../telemetry/spans/span.ts'
import { outcomeOf } from '../observed-call.ts'
import type { Batch } from './batch.ts'
import type { Found } from './gathering.ts'

/** What a batch fetches, for spans. */
export interface Fetched {
  readonly network: NetworkName
  readonly kind: string
}

export const timeIsUp = (more = ''): GatewayError =>
  new GatewayError('UPSTREAM_UNAVAILABLE', `The time limit of this request has passed${more}.`)

/**
 * Resolves with what the batch fetched. A request that is cancelled or out of time leaves: the others wait on, and
 * the batch ends with its last waiter.
 */
const wait = <Value>(batch: Batch<Value>, context: CallContext): Promise<Found<Value> | Error> => {
  batch.waiters.add(context)
  const { signal } = context
  if (!signal) return batch.found
  return new Promise((resolve) => {
    const leave = (): void => {
      for (const waiter of batch.waiters) {
        if (!waiter.signal?.aborted) return resolve(timeIsUp())
      }
      batch.abandon()
    }
    signal.addEventListener('abort', leave)
    void batch.found.then((found) => {
      signal.removeEventListener('abort', leave)
      resolve(found)
    })
    if (signal.aborted) leave()
  })
}

/** The same, with a span in the request's trace: for its own fetch, or for its wait for another request's. */
const waitInSpan = async <Value>(
  span: Span,
  batch: Batch<Value>,
  context: CallContext,
  { network, kind }: Fetched,
): Promise<Found<Value> | Error> => {
  if (!batch.span) {
    batch.span = span.fetch(network, kind)
    return wait(batch, context)
  }
  const waiting = span.fetch(network, kind, batch.span)
  const found = await wait(batch, context)
  waiting.end(outcomeOf(found))
  return found
}

/** Adds a request to those that wait for a batch. Never rejects. */
export const joinBatch = <Value>(
  batch: Batch<Value>,
  context: CallContext,
  fetched: Fetched,
): Promise<Found<Value> | Error> => {
  const isNew = !batch.waiters.has(context)
  if (isNew && context.trace) (batch.fields ??= new Map()).set(context, currentField())
  return isNew && context.span ? waitInSpan(context.span, batch, context, fetched) : wait(batch, context)
}

/**
 * The context of a batch's upstream call. Each waiter's trace shows the call: as a miss for the first waiter, as
 * coalesced for the others. It is a class because a getter of an object literal would keep the batch alive until
 * the next full collection.
 */
export class BatchContext<Value> implements CallContext {
  readonly id: string
  readonly signal: Cancellation
  readonly #batch: Batch<Value>

  constructor(batch: Batch<Value>) {
    const [first] = batch.waiters
    this.id = first?.id ?? ''
    this.signal = batch.canceller
    this.#batch = batch
  }

  // Read when the call has ended, since requests may join until then.
  get span(): CallContext['span'] {
    return this.#batch.span
  }

  get upstreamTime(): CallContext['upstreamTime'] {
    const { waiters } = this.#batch
    return {
      add(startedAt, endedAt, network) {
        const [first] = waiters
        for (const waiter of waiters) {
          waiter.upstreamTime?.add(startedAt, endedAt, network, waiter !== first)
        }
      },
    }
  }

  get trace(): CallContext['trace'] {
    const { waiters, fields } = this.#batch
    const [first] = waiters
    const traced = [...waiters].filter(({ trace }) => trace)
    const [own] = traced
    if (!own?.trace) return undefined
    // The call itself runs for whoever filled the batch.
    const tell = (show: (trace: Trace, isFirst: boolean) => void): void => {
      for (const waiter of traced)
        if (waiter.trace) inField(fields?.get(waiter), show, waiter.trace, waiter === first)
    }
    const call = (made: TracedCall): void =>
      tell((trace, isFirst) =>
        trace.call(isFirst || made.method === 'NONE' ? made : { ...made, cache: 'coalesced' }),
      )
    const sending = (sent: SentCall): void =>
      tell((trace, isFirst) => trace.sending?.(isFirst ? sent : { ...sent, cache: 'coalesced' }))
    return { ...own.trace, call, sending }
  }
}
