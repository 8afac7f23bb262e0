import { type Clock, systemClock } from '../clock.ts'
import { type ErrorCode, GatewayError, isGatewayError } from '../errors.ts'
import type { Observer } from '../telemetry/observer.ts'
import { BudgetExhausted, type Budgets } from './rate-limits/budget.ts'
import type { LimitClass } from './rate-limits/limit-class.ts'
import { type BreakerState, CircuitOpen, createBreakers, type Verdict } from './breaker.ts'
import type { CallOrigin } from './failure-count.ts'
import { NetworkClosed, type NetworkSwitch } from './network-switch.ts'
import { TransportFailure, type TransportFailureKind, UnreadableResponse } from './send-request.ts'
import { createRetry, type RetryOptions } from './retry.ts'

export interface GuardedCall extends CallOrigin {
  /** Calls of one class share a circuit breaker and a rate limit. */
  readonly limit: LimitClass
  /** Only reads are retried. */
  readonly effect: 'read' | 'write'
  /** The owner of the rate-limit budget, such as a credential. */
  readonly scope: string
  /** Who makes the request; callers that share a scope share its budget fairly. */
  readonly caller: string
  /** The same for several callers that may be one client. Default: the caller alone. */
  readonly group?: string | undefined
}

/**
 * Guards an upstream call, outermost first: deadline → retry → network switch → circuit breaker → rate-limit budget. Each
 * attempt takes a token of its own.
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
  /** Throws UPSTREAM_UNAVAILABLE while an operator has closed the network: for calls that are not made by `run`. */
  checkOpen(): void
  /** The circuits of the classes that were used. */
  breakers(): readonly BreakerState[]
}

export interface PolicyOptions extends RetryOptions {
  readonly network: string
  /** Milliseconds for the whole call, waiting and retries included. */
  readonly callTimeoutMs: number
  readonly budgets: Budgets
  readonly observer: Observer
  readonly clock?: Clock | undefined
  /** Default: no network is ever closed. */
  readonly networkSwitch?: Pick<NetworkSwitch, 'find'> | undefined
}

/** Codes of calls without a usable response. */
const FAILED: ReadonlySet<ErrorCode> = new Set(['UPSTREAM_UNAVAILABLE', 'OUTCOME_UNKNOWN'])
/** Statuses of a proxy or load balancer whose server is down. */
const OUTAGE_STATUSES: ReadonlySet<number> = new Set([502, 503, 504])
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([500, ...OUTAGE_STATUSES])

const VERDICTS: Readonly<Record<TransportFailureKind, Verdict>> = {
  unreachable: 'outage',
  broken: 'outage',
  timeout: 'doubtful',
  cancelled: 'unknown',
  // One thing may cause these, such as a list that is too long.
  'too-large': 'unknown',
  encoded: 'unknown',
}

const verdictOfStatus = (status: number): Verdict => {
  if (OUTAGE_STATUSES.has(status)) return 'outage'
  return status >= 500 ? 'doubtful' : 'unknown'
}

/**
 * What an error says about the upstream. Only what no caller can cause is an outage: a 500 or a time-out may be
 * due to the caller's own data, and an unexpected shape concerns the thing that was requested.
 */
const judge = (error: unknown): Verdict => {
  if (!isGatewayError(error)) return 'unknown'
  const { code, cause, upstreamCode } = error
  if (!FAILED.has(code)) return 'refused'
  if (cause instanceof TransportFailure) return VERDICTS[cause.kind]
  if (cause instanceof UnreadableResponse) return verdictOfStatus(cause.status)
  // Such as an unexpected shape.
  if (upstreamCode === undefined) return 'unknown'
  return OUTAGE_STATUSES.has(upstreamCode) ? 'outage' : 'doubtful'
}

/** Failures that a retry often fixes: no connection, a reset, a server error. Not time-outs. */
const isTransient = (error: unknown): boolean => {
  if (!isGatewayError(error) || !FAILED.has(error.code)) return false
  const { cause, upstreamCode } = error
  if (cause instanceof TransportFailure) return cause.kind === 'unreachable' || cause.kind === 'broken'
  if (cause instanceof UnreadableResponse) return TRANSIENT_STATUSES.has(cause.status)
  return upstreamCode !== undefined
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
  clock = systemClock,
  networkSwitch,
}: PolicyOptions): Policy => {
  const breakers = createBreakers({ judge, now: clock.now, onChange: observer.circuitOpen })
  const retry = createRetry({ random, sleep })

  const translate = (error: unknown, { bucket }: LimitClass): unknown => {
    if (error instanceof BudgetExhausted) {
      observer.saved(network, 'refused', 1)
      const { retryAfterMs } = error
      const why = bucket
        ? 'The budget of this rate-limited lookup is used up.'
        : 'The network refused such a call as one too many, so they are paused.'
      const message = `${why} Retry after the time in retryAfterMs.`
      return new GatewayError('RATE_LIMITED', message, { network, retryAfterMs, cause: error })
    }
    if (error instanceof CircuitOpen) {
      observer.saved(network, 'breaker', 1)
      const message = 'Calls to this network are paused after repeated failures. Retry in about a minute.'
      return new GatewayError('UPSTREAM_UNAVAILABLE', message, { network, cause: error })
    }
    return error
  }

  const checkOpen = (): void => {
    const closing = networkSwitch?.find(network)
    if (!closing) return
    observer.saved(network, 'closed', 1)
    const { leftMs } = closing
    const message = 'The operator of this gateway has closed this network for a while. Retry later.'
    throw new GatewayError('UPSTREAM_UNAVAILABLE', message, {
      network,
      retryAfterMs: leftMs === undefined ? undefined : Math.ceil(leftMs),
      cause: new NetworkClosed(),
    })
  }

  const guarded = <Result>(guardedCall: GuardedCall, call: () => Promise<Result>): Promise<Result> => {
    const { limit, scope } = guardedCall
    checkOpen()
    return breakers
      .run(limit.name, guardedCall, () => budgets.run(limit, guardedCall, call, refusalOf))
      .catch((error: unknown) => {
        throw withCooldown(translate(error, limit), budgets.cooldownMs(limit, scope))
      })
  }

  /** Waiting for the budget counts too: a call whose time is up is not sent. */
  const sendInTime = <Result>(
    deadline: number,
    attempt: (timeoutMs: number, index: number) => Promise<Result>,
    index: number,
  ): Promise<Result> => {
    // It may have been closed while the call waited for its budget.
    checkOpen()
    const leftMs = deadline - performance.now()
    if (leftMs > 0) return attempt(leftMs, index)
    const message = 'The network is too slow: the call timed out before it was sent. Retry later.'
    throw new GatewayError('UPSTREAM_UNAVAILABLE', message, { network })
  }

  return {
    checkOpen,
    breakers: breakers.states,
    run: (call, attempt) =>
      retry.run(
        callTimeoutMs,
        (leftMs, index) => {
          const deadline = performance.now() + leftMs
          return guarded(call, () => sendInTime(deadline, attempt, index))
        },
        (error) => call.effect === 'read' && isTransient(error),
      ),
  }
}
