import { GatewayError, isGatewayError } from '../errors.ts'
import type { Observer } from '../telemetry/observer.ts'
import { BudgetExhausted, type Budgets } from './rate-limits/budget.ts'
import type { LimitClass } from './rate-limits/limit-class.ts'
import { createBreakers, isCircuitOpen } from './breaker.ts'
import { isCancelled, TransportFailure, UnreadableResponse } from './send-request.ts'
import { createRetry, type RetryOptions } from './retry.ts'

export interface GuardedCall {
  /** Calls of one class share a circuit breaker and a rate limit. */
  readonly limit: LimitClass
  /** Only reads are retried. */
  readonly effect: 'read' | 'write'
  /** The owner of the rate-limit budget, such as a credential. */
  readonly scope: string
  /** Who makes the request; callers that share a scope share its budget fairly. */
  readonly caller: string
}

/**
 * Guards an upstream call, outermost first: deadline → retry → circuit breaker → rate-limit budget. Each attempt
 * takes a token of its own.
 */
export interface Policy {
  /**
   * Rejects with the attempt's error, or with RATE_LIMITED or UPSTREAM_UNAVAILABLE if nothing was sent. A
   * RATE_LIMITED error has the time until the next call is possible, even if the upstream gave none.
   */
  run<Result>(
    call: GuardedCall,
    attempt: (timeoutMs: number, index: number) => Promise<Result>,
  ): Promise<Result>
}

export interface PolicyOptions extends RetryOptions {
  readonly network: string
  /** Milliseconds for the whole call, waiting and retries included. */
  readonly callTimeoutMs: number
  readonly budgets: Budgets
  readonly observer: Observer
}

const causeOf = (error: unknown): unknown => (isGatewayError(error) ? error.cause : undefined)

/** Whether the error suggests that the upstream is down. Refusals and cancelled calls do not. */
const isOutage = (error: unknown): boolean => {
  if (!isGatewayError(error)) return false
  if (isCancelled(error.cause)) return false
  return error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'OUTCOME_UNKNOWN'
}

const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([500, 502, 503, 504])

/** Failures that a retry often fixes: no connection, a reset, a server error. Not time-outs. */
const isTransient = (error: unknown): boolean => {
  if (!isOutage(error)) return false
  const cause = causeOf(error)
  if (cause instanceof TransportFailure) return cause.kind === 'unreachable' || cause.kind === 'broken'
  if (cause instanceof UnreadableResponse) return TRANSIENT_STATUSES.has(cause.status)
  return isGatewayError(error) && error.upstreamCode !== undefined
}

const refusalOf = (error: unknown) =>
  isGatewayError(error) && error.code === 'RATE_LIMITED' ? { retryAfterMs: error.retryAfterMs } : undefined

const withCooldown = (error: unknown, cooldownMs: number): unknown => {
  if (!isGatewayError(error) || error.code !== 'RATE_LIMITED') return error
  if (cooldownMs <= (error.retryAfterMs ?? 0)) return error
  const { code, message, network, upstreamCode, retryable, cause } = error
  return new GatewayError(code, message, {
    network,
    upstreamCode,
    retryable,
    retryAfterMs: cooldownMs,
    cause,
  })
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
      const { retryAfterMs } = error
      const message = 'The rate limit for this call is used up. Retry after the time in retryAfterMs.'
      return new GatewayError('RATE_LIMITED', message, { network, retryAfterMs, cause: error })
    }
    if (isCircuitOpen(error)) {
      observer.saved(network, 'breaker', 1)
      const message = 'Calls to this network are paused after repeated failures. Retry in about a minute.'
      return new GatewayError('UPSTREAM_UNAVAILABLE', message, { network, cause: error })
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
      throw withCooldown(translate(error), budgets.cooldownMs(limit, scope))
    }
  }

  /** Waiting for the budget counts too: a call whose time is up is not sent. */
  const sendInTime = <Result>(deadline: number, attempt: (timeoutMs: number) => Promise<Result>) => {
    const leftMs = deadline - performance.now()
    if (leftMs > 0) return attempt(leftMs)
    const message = 'The network is too slow: the call timed out before it was sent. Retry later.'
    throw new GatewayError('UPSTREAM_UNAVAILABLE', message, { network })
  }

  return {
    run: (call, attempt) =>
      retry.run(
        callTimeoutMs,
        (leftMs, index) => {
          const deadline = performance.now() + leftMs
          return guarded(call, async () => sendInTime(deadline, (timeoutMs) => attempt(timeoutMs, index)))
        },
        (error) => call.effect === 'read' && isTransient(error),
      ),
  }
}
