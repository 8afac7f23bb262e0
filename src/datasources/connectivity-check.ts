import { randomUUID } from 'node:crypto'
import { isGatewayError } from '../errors.ts'
import { failure, type CheckResult, warning } from './check-result.ts'
import { createBudgets } from '../upstream/rate-limits/budget.ts'
import type { CallContext } from '../request/request.ts'
import type { Observer } from '../telemetry/observer.ts'
import { createPolicy } from '../upstream/policy.ts'
import { TransportFailure, UnreadableResponse } from '../upstream/send-request.ts'
import type { ProviderDependencies } from './dependencies.ts'

/** What a connectivity check needs. */
export type ConnectivityDependencies = Pick<
  ProviderDependencies,
  'callTimeoutMs' | 'clock' | 'random' | 'sleep' | 'dispatcher' | 'proxies'
>

/** One connection, and no metrics. */
export const CHECK_CLIENT = {
  connections: 1,
  observer: {
    call: () => undefined,
    saved: () => undefined,
    unusable: () => undefined,
    circuitOpen: () => undefined,
    security: () => undefined,
  } satisfies Observer,
}

/** The policy of real calls, with budgets of its own: a check uses up none of the callers'. */
export const createCheckPolicy = (network: string, deps: ConnectivityDependencies) =>
  createPolicy({ network, ...deps, ...CHECK_CLIENT, budgets: createBudgets(deps.clock) })

export const checkContext = (): CallContext => ({ id: randomUUID() })

/** Most causes of causes that are looked at. */
const MAX_DEPTH = 5

/** Node's code for why there is no connection. Messages may contain more than an operator wants to share. */
const reasonOf = (error: unknown, depth = 0): string | undefined => {
  if (!(error instanceof Error) || depth > MAX_DEPTH) return undefined
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const inner = reasonOf(error.cause, depth + 1)
  const first = error instanceof AggregateError ? reasonOf(error.errors[0], depth + 1) : undefined
  return inner ?? first ?? (code !== undefined && /^[A-Z][A-Z\d_]+$/.test(code) ? code : undefined)
}

const SILENCE: Partial<Record<TransportFailure['kind'], string>> = {
  unreachable: 'cannot be reached',
  timeout: 'does not answer in time',
  broken: 'breaks the connection off',
}

/**
 * What a failed call tells an operator.
 * @param address where it was sent
 * @param setting the setting that names the address
 */
export const explainFailure = (
  check: string,
  address: string,
  setting: string,
  error: unknown,
): CheckResult => {
  if (!isGatewayError(error)) throw error
  const { cause, code, upstreamCode } = error
  if (cause instanceof TransportFailure && SILENCE[cause.kind] !== undefined) {
    const reason = reasonOf(cause)
    return failure(
      check,
      `${address} ${SILENCE[cause.kind]}${reason === undefined ? '' : ` (${reason})`}`,
      `look at ${setting}, at name resolution, firewall and certificates between here and there`,
    )
  }
  if (code === 'RATE_LIMITED') {
    return warning(check, `${address} limits this gateway for now`, 'wait, and do not restart it meanwhile')
  }
  if (code === 'UPSTREAM_UNAVAILABLE' && upstreamCode !== undefined) {
    return failure(
      check,
      `${address} answers with a fault of its own (${upstreamCode})`,
      'wait, and see what the operator of the network says',
    )
  }
  const status = cause instanceof UnreadableResponse ? ` (HTTP ${cause.status})` : ''
  return failure(
    check,
    `${address} answers, and not as the API does${status}`,
    `look at ${setting}: is it the address of the API, and no proxy in between that answers instead?`,
  )
}
