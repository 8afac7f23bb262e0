import type { Clock } from '../clock.ts'
import { type GatewayError, isGatewayError } from '../errors.ts'
import type { CallContext } from '../request/request.ts'
import type { Unsent } from '../request/upstream-trace.ts'
import type { Observer } from '../telemetry/observer.ts'
import type { NetworkName } from '../global-id.ts'
import { CircuitOpen } from '../upstream/breaker.ts'
import { displayPath, type Endpoint } from '../upstream/endpoint.ts'
import { NetworkClosed } from '../upstream/network-switch.ts'
import { BudgetExhausted } from '../upstream/rate-limits/budget.ts'
import { countingUnusable } from '../upstream/unusable.ts'
import { type HttpResponse, isCancelled } from '../upstream/send-request.ts'
import type { UpstreamCall } from '../telemetry/upstream-call.ts'

export interface ObservedCall<Result> {
  readonly network: NetworkName
  /** With the method that is really used. */
  readonly endpoint: Endpoint
  readonly parameters: Readonly<Record<string, string>>
  /** How many ids the call carries. */
  readonly ids?: number | undefined
  /** Which attempt this is, from 0. */
  readonly attempt: number
  readonly context: CallContext
  readonly observer: Observer
  readonly clock: Pick<Clock, 'date'>
  readonly send: () => Promise<HttpResponse>
  /** @param asOf when the call was sent, as RFC 3339 text: what the response says is no older */
  readonly read: (response: HttpResponse, asOf: string) => Result
  /** Translates a failure to send or to read. */
  readonly toGatewayError: (thrown: unknown) => GatewayError
}

/**
 * How a call ended, for metrics, log and spans. A call that was cancelled is not a failure of the network.
 * @param result what the call returned, or its error
 */
export const outcomeOf = (result: unknown): string => {
  if (!(result instanceof Error)) return 'ok'
  if (!isGatewayError(result)) return 'INTERNAL_SERVER_ERROR'
  return result.code === 'UPSTREAM_UNAVAILABLE' && isCancelled(result.cause) ? 'cancelled' : result.code
}

/** A call that has ended and has not been reported yet. */
export interface EndedCall extends Omit<UpstreamCall, 'durationMs' | 'outcome'> {
  /** As a client may see it. */
  readonly path: string
  /** By `performance.now()`. */
  readonly startedAt: number
  readonly failure: GatewayError | undefined
}

/** Reports a call that has ended to spans, trace, metrics and log. */
export const reportCall = (
  ended: EndedCall,
  { id: requestId, span, trace, upstreamTime }: CallContext,
  observer: Observer,
): void => {
  const {
    path,
    startedAt,
    failure: error,
    network,
    operation,
    method,
    template,
    ids,
    attempt,
    status,
  } = ended
  const outcome = outcomeOf(error)
  const endedAt = performance.now()
  const durationMs = endedAt - startedAt
  upstreamTime?.add(startedAt, endedAt, network)
  const call = { network, operation, method, template, ids, attempt, status, outcome, durationMs }
  const spanIds = span?.call(call, startedAt)
  trace?.call({ network, operation, method, path, ids, status, startedAt, durationMs, cache: 'miss' })
  observer.call({ ...call, ...spanIds, requestId, error })
}

/** Why nothing was sent; undefined for any other error. */
const unsentBecause = (error: unknown): Unsent | undefined => {
  if (!isGatewayError(error)) return undefined
  if (error.cause instanceof CircuitOpen) return 'breaker'
  if (error.cause instanceof NetworkClosed) return 'closed'
  return error.cause instanceof BudgetExhausted ? 'budget' : undefined
}

/** Shows in the trace that a call was not sent, if that is what the error says. */
export const traceUnsent = (
  error: unknown,
  network: NetworkName,
  { operation }: Pick<Endpoint, 'operation'>,
  ids: number,
  { trace }: CallContext,
): void => {
  const cache = unsentBecause(error)
  if (cache === undefined) return
  const nothing = { method: 'NONE', path: '', status: null, durationMs: 0 } as const
  trace?.call({ network, operation, ids, ...nothing, startedAt: performance.now(), cache })
}

/** Makes one upstream call and reports it. Rejects with `GatewayError` only. */
export const observedCall = async <Result>(call: ObservedCall<Result>): Promise<Result> => {
  const { network, endpoint, parameters, ids = 0, attempt, context, observer } = call
  const startedAt = performance.now()
  const sentAt = call.clock.date()
  let status: number | null = null
  let failure: GatewayError | undefined
  context.cacheDependencies?.noStore()
  context.trace?.sending?.({ ids, cache: 'miss' })
  try {
    const response = await call.send()
    status = response.status
    return countingUnusable(
      () => call.read(response, new Date(sentAt).toISOString()),
      (what, count) => observer.unusable(network, what, count),
    )
  } catch (thrown) {
    failure = call.toGatewayError(thrown)
    throw failure
  } finally {
    const { operation, method, template } = endpoint
    const path = context.trace ? displayPath(endpoint, parameters) : template
    reportCall(
      { network, operation, method, template, path, ids, attempt, status, startedAt, failure },
      context,
      observer,
    )
  }
}

/** Turns NOT_FOUND into null. */
export const nullIfNotFound = async <Result>(call: Promise<Result>): Promise<Result | null> => {
  try {
    return await call
  } catch (error) {
    if (isGatewayError(error) && error.code === 'NOT_FOUND') return null
    throw error
  }
}
