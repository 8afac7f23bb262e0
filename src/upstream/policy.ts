import { GatewayError, isGatewayError } from '../errors.ts'
import type { Observer } from '../telemetry/observer.ts'
import { BudgetExhausted, type Budgets } from './rate-limits/budget.ts'
import type { LimitClass } from './rate-limits/limit-class.ts'
import { createBreakers, isOpen } from './breaker.ts'
import { isCancelled, TransportFailure, UnreadableAnswer } from './send-request.ts'
import { createRetry, type RetryOptions } from './retry.ts'

export interface GuardedCall {
  /** Class of endpoints: they fail, and are limited, together. */
  readonly limit: LimitClass
  /** Only a read is ever sent twice. */
  readonly effect: 'read' | 'write'
  /** Whose budget it takes from. */
  readonly scope: string
  /** Who asks. */
  readonly caller: string
}

/**
 * What stands between a call and the wire, outermost first: deadline → retry → breaker → budget. Each attempt
 * pays a permit of its own.
 */
export interface Policy {
  /**
   * Rejects with the attempt's own error, or RATE_LIMITED or UPSTREAM_UNAVAILABLE where nothing was sent. An upstream's
   * refusal tells how long it holds here, also where the upstream has not said.
   */
  run<Result>(
    call: GuardedCall,
    attempt: (timeoutMs: number, index: number) => Promise<Result>,
  ): Promise<Result>
}

export interface PolicyOptions extends RetryOptions {
  readonly network: string
  /** Milliseconds for a call as a whole: waiting and repeats included. */
  readonly callTimeoutMs: number
  readonly budgets: Budgets
  readonly observer: Observer
}

const causeOf = (error: unknown): unknown => (isGatewayError(error) ? error.cause : undefined)

/** The upstream is down, as far as one call can tell: refusals are not that, nor are callers that left. */
const isOutage = (error: unknown): boolean => {
  if (!isGatewayError(error)) return false
  if (isCancelled(error.cause)) return false
  return error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'OUTCOME_UNKNOWN'
}

const GATEWAY_FAULTS: ReadonlySet<number> = new Set([500, 502, 503, 504])

/** Failures that often pass at once: no connection, a reset, a fault of the server's own. Not time-outs. */
const isPassing = (error: unknown): boolean => {
  if (!isOutage(error)) return false
  const cause = causeOf(error)
  if (cause instanceof TransportFailure) return cause.kind === 'unreachable' || cause.kind === 'broken'
  if (cause instanceof UnreadableAnswer) return GATEWAY_FAULTS.has(cause.status)
  return isGatewayError(error) && error.upstreamCode !== undefined
}

const refusalOf = (error: unknown) =>
  isGatewayError(error) && error.code === 'RATE_LIMITED' ? { retryAfterMs: error.retryAfterMs } : undefined

const withWait = (error: unknown, closedMs: number): unknown => {
  if (!isGatewayError(error) || error.code !== 'RATE_LIMITED') return error
  if (closedMs <= (error.retryAfterMs ?? 0)) return error
  const { code, message, network, upstreamCode, retryable, cause } = error
  return new GatewayError(code, message, { network, upstreamCode, retryable, retryAfterMs: closedMs, cause })
}

export const createPolicy = ({
  network,
  callTimeoutMs,
  budgets,
  observer,
  random,
  sleep,
}: PolicyOptions): Policy => {
  const breakers = createBreakers(isOutage, observer.circuitOpen)
  const retry = createRetry({ random, sleep })

  const translate = (error: unknown): unknown => {
    if (error instanceof BudgetExhausted) {
      observer.saved(network, 'refused', 1)
      return new GatewayError('RATE_LIMITED', 'The budget for this rate-limited lookup is used up for now.', {
        network,
        retryAfterMs: error.retryAfterMs,
        cause: error,
      })
    }
    if (isOpen(error)) {
      observer.saved(network, 'breaker', 1)
      return new GatewayError('UPSTREAM_UNAVAILABLE', 'The network has been failing and is given a rest.', {
        network,
        cause: error,
      })
    }
    return error
  }

  const guarded = async <Result>(
    { limit, scope, caller }: GuardedCall,
    call: () => Promise<Result>,
  ): Promise<Result> => {
    try {
      return await breakers.run(limit.name, () => budgets.run(limit, { scope, caller }, call, refusalOf))
    } catch (error) {
      throw withWait(translate(error), budgets.closedMs(limit, scope))
    }
  }

  /** Waiting for a place counts, too: what has no time left is not sent. */
  const inTime = <Result>(deadline: number, attempt: (timeoutMs: number) => Promise<Result>) => {
    const leftMs = deadline - performance.now()
    if (leftMs > 0) return attempt(leftMs)
    throw new GatewayError('UPSTREAM_UNAVAILABLE', 'The network is too slow: nothing was sent in time.', {
      network,
    })
  }

  return {
    run: (call, attempt) =>
      retry.run(
        callTimeoutMs,
        (leftMs, index) => {
          const deadline = performance.now() + leftMs
          return guarded(call, async () => inTime(deadline, (timeoutMs) => attempt(timeoutMs, index)))
        },
        (error) => call.effect === 'read' && isPassing(error),
      ),
  }
}
