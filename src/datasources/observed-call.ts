import { type GatewayError, isGatewayError } from '../errors.ts'
import type { CallContext, Observer } from '../gateway-request.ts'
import type { NetworkName } from '../global-id.ts'
import { displayPath, type Endpoint } from '../http/endpoint.ts'
import { type HttpAnswer, isCancelled } from '../http/request.ts'

export interface ObservedCall<Result> {
  readonly network: NetworkName
  /** With the method that is really used. */
  readonly endpoint: Endpoint
  readonly parameters: Readonly<Record<string, string>>
  /** How many ids the call carries. */
  readonly ids?: number | undefined
  readonly context: CallContext
  readonly observer: Observer
  readonly send: () => Promise<HttpAnswer>
  readonly read: (answer: HttpAnswer) => Result
  /** What a failure to send or to read means. */
  readonly toGatewayError: (thrown: unknown) => GatewayError
}

/** How a call ended, for metrics and the log: what nobody waits for any more is no failure of the network. */
export const outcomeOf = (failure: GatewayError | undefined): string => {
  if (!failure) return 'ok'
  return failure.code === 'UPSTREAM_UNAVAILABLE' && isCancelled(failure.cause) ? 'cancelled' : failure.code
}

/** Makes one upstream call and tells traces, metrics and the log how it went. Rejects with `GatewayError` only. */
export const observedCall = async <Result>(call: ObservedCall<Result>): Promise<Result> => {
  const { network, endpoint, parameters, ids, context, observer } = call
  const startedAt = performance.now()
  let status: number | null = null
  let failure: GatewayError | undefined
  context.provenance?.spoil()
  try {
    const answer = await call.send()
    status = answer.status
    return call.read(answer)
  } catch (thrown) {
    failure = call.toGatewayError(thrown)
    throw failure
  } finally {
    const { operation, method, template } = endpoint
    const durationMs = performance.now() - startedAt
    context.trace?.call({
      network,
      operation,
      method,
      path: displayPath(endpoint, parameters),
      ids: ids ?? 0,
      status,
      startedAt,
      durationMs,
      cache: 'miss',
    })
    observer.call({
      network,
      operation,
      method,
      template,
      requestId: context.id,
      status,
      outcome: outcomeOf(failure),
      durationMs,
      error: failure,
    })
  }
}

/** Null for a thing that the network does not know: what a lookup makes of NOT_FOUND. */
export const nullIfNotFound = async <Result>(call: Promise<Result>): Promise<Result | null> => {
  try {
    return await call
  } catch (error) {
    if (isGatewayError(error) && error.code === 'NOT_FOUND') return null
    throw error
  }
}
