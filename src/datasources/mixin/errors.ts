import { type ErrorCode, GatewayError } from '../../errors.ts'
import { isObject, parseJson } from '../../json.ts'
import {
  type HttpResponse,
  isCancelled,
  TransportFailure,
  UnreadableResponse,
} from '../../upstream/send-request.ts'

type Effect = 'read' | 'write'

/** Upstream code → the schema's. Codes not listed are UPSTREAM_ERROR. @see docs/networks/mixin.md#errors */
const CODES: ReadonlyMap<number, ErrorCode> = new Map<number, ErrorCode>([
  [400, 'BAD_USER_INPUT'],
  [10002, 'BAD_USER_INPUT'],
  [401, 'UNAUTHENTICATED'],
  [403, 'FORBIDDEN'],
  [404, 'NOT_FOUND'],
  [10404, 'NOT_FOUND'],
  [429, 'RATE_LIMITED'],
  [20116, 'CONFLICT'],
  [20132, 'CONFLICT'],
  [20133, 'CONFLICT'],
  [20118, 'VERIFICATION_FAILED'],
  [20119, 'VERIFICATION_FAILED'],
  [20121, 'VERIFICATION_FAILED'],
  [20129, 'VERIFICATION_FAILED'],
  [500, 'UPSTREAM_UNAVAILABLE'],
  [7000, 'UPSTREAM_UNAVAILABLE'],
  [7001, 'UPSTREAM_UNAVAILABLE'],
])

const MESSAGES: Partial<Record<ErrorCode, string>> = {
  BAD_USER_INPUT: 'Mixin refused the request as malformed.',
  UNAUTHENTICATED: 'Mixin does not accept this credential, or no longer.',
  FORBIDDEN: 'Mixin does not let this account do that: a scope, a membership or a role is missing.',
  NOT_FOUND: 'Mixin knows no such thing.',
  RATE_LIMITED: 'Mixin limits this request for now.',
  CONFLICT: 'Mixin cannot do that to the thing as it is: a limit of it is reached.',
  VERIFICATION_FAILED: 'Mixin refused the PIN or code as wrong, expired or used up.',
  UPSTREAM_UNAVAILABLE: 'Mixin reports a fault of its own.',
}

/** `extra.field` of a 10002, where it is a plain field name. */
const fieldOf = (extra: unknown): string | undefined => {
  const field = isObject(extra) ? extra['field'] : undefined
  return typeof field === 'string' && /^[a-z][a-z_]{0,39}$/.test(field) ? field : undefined
}

const refusal = (
  effect: Effect,
  upstreamCode: number,
  extra?: unknown,
  description?: unknown,
): GatewayError => {
  const code = CODES.get(upstreamCode) ?? 'UPSTREAM_ERROR'
  const field = fieldOf(extra)
  const message =
    code === 'BAD_USER_INPUT' && field !== undefined
      ? `Mixin refused the field ${field}.`
      : (MESSAGES[code] ?? `Mixin refused the request with code ${upstreamCode}.`)
  const cause =
    typeof description === 'string' ? new Error(`upstream said: ${description.slice(0, 200)}`) : undefined
  // A server in trouble may have carried a write out all the same: nobody should repeat it blindly.
  const retryable = code === 'UPSTREAM_UNAVAILABLE' && effect === 'write' ? false : undefined
  return new GatewayError(code, message, { network: 'mixin', upstreamCode, cause, retryable })
}

/** No readable verdict came. A write that may have arrived could have happened. */
export const noUsableResponse = (effect: Effect, sent: boolean, cause: unknown): GatewayError =>
  effect === 'write' && sent
    ? new GatewayError(
        'OUTCOME_UNKNOWN',
        'The answer of Mixin was lost: the change may or may not have happened. Read before you repeat it.',
        { network: 'mixin', cause },
      )
    : new GatewayError(
        'UPSTREAM_UNAVAILABLE',
        isCancelled(cause)
          ? 'The time of this request was up before Mixin answered.'
          : 'Mixin did not answer, or answered nonsense.',
        { network: 'mixin', cause },
      )

/** The error of a call that got no whole answer. */
export const fromFailure = (effect: Effect, failure: unknown): GatewayError =>
  noUsableResponse(effect, !(failure instanceof TransportFailure) || failure.sent, failure)

/** The error in a body of the API's own form, as in HTTP answers and websocket frames. */
export const fromErrorBody = (effect: Effect, error: unknown): GatewayError | undefined => {
  if (!isObject(error)) return undefined
  const code = Number(error['code'])
  return Number.isInteger(code) ? refusal(effect, code, error['extra'], error['description']) : undefined
}

/** Codes that a proxy in front may answer with, as a bare HTTP status. */
const PROXY_STATUSES: ReadonlySet<number> = new Set([401, 403, 429])

/**
 * The `data` of an answer, or the one place where an answer becomes an error: by its body first, since
 * failures come with a 202 and even a 200.
 */
export const readResponse = (
  effect: Effect,
  { status, headers, body }: HttpResponse,
  requestId: string,
): unknown => {
  const nonsense = (why: string) => noUsableResponse(effect, true, new UnreadableResponse(status, why))
  const echoed = headers['x-request-id']
  if (echoed !== undefined && echoed !== requestId) throw nonsense('the answer belongs to another request')
  const json = parseJson(body)
  if (isObject(json)) {
    const error = fromErrorBody(effect, json['error'])
    if (error) throw withRetryAfter(error, headers['retry-after'])
    if (status === 200 && json['data'] !== undefined && json['error'] === undefined) return json['data']
  }
  if (PROXY_STATUSES.has(status)) throw withRetryAfter(refusal(effect, status), headers['retry-after'])
  throw nonsense('no answer of the API')
}

const withRetryAfter = (error: GatewayError, header: string | string[] | undefined): GatewayError => {
  const seconds = typeof header === 'string' && /^[0-9]{1,6}$/.test(header) ? Number(header) : undefined
  if (error.code !== 'RATE_LIMITED' || seconds === undefined) return error
  const { code, message, network, upstreamCode, cause } = error
  return new GatewayError(code, message, { network, upstreamCode, retryAfterMs: seconds * 1000, cause })
}
