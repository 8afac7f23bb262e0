import { type ErrorCode, GatewayError, isGatewayError, UpstreamText } from '../../errors.ts'
import { isObject, type JsonObject, parseJson } from '../../json.ts'
import {
  type HttpResponse,
  isCancelled,
  TransportFailure,
  UnreadableResponse,
} from '../../upstream/send-request.ts'

type Effect = 'read' | 'write'

/** Mixin's error codes → the schema's. Others are UPSTREAM_ERROR. @see docs/networks/mixin.md#errors */
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
  BAD_USER_INPUT: 'Mixin refused the request as malformed. Check the arguments.',
  UNAUTHENTICATED: 'Mixin does not accept this credential. Send a valid one.',
  FORBIDDEN: 'Mixin refused access: the account lacks a scope, a membership or a role.',
  NOT_FOUND: 'Mixin did not find what the request names. Check the ids.',
  RATE_LIMITED: 'Mixin’s rate limit is reached. Retry later.',
  CONFLICT: 'Mixin refused the change because a limit is reached, such as the size of a group.',
  VERIFICATION_FAILED: 'Mixin refused the PIN or code: it is wrong, expired or already used.',
  UPSTREAM_UNAVAILABLE: 'Mixin reported an internal error. Retry later.',
}

/** Which limit is reached, where Mixin says it. */
const LIMITS: ReadonlyMap<number, string> = new Map([
  [20116, 'Mixin refused the change because the group is full.'],
  [20133, 'Mixin allows 64 circles, and 5 of them for one conversation.'],
])

/** `extra.field` of a 10002, if it is a plain field name. */
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
      ? `Mixin refused the value of the field ${field}. Check it.`
      : (LIMITS.get(upstreamCode) ?? MESSAGES[code] ?? `Mixin refused the request with code ${upstreamCode}.`)
  const cause = typeof description === 'string' ? new UpstreamText(description) : undefined
  // A failing server may have executed a write, so it is not safe to retry.
  const retryable = code === 'UPSTREAM_UNAVAILABLE' && effect === 'write' ? false : undefined
  return new GatewayError(code, message, { network: 'mixin', upstreamCode, cause, retryable })
}

/** There is no readable response. A write that was sent may have taken effect. */
export const noUsableResponse = (effect: Effect, sent: boolean, cause: unknown): GatewayError =>
  effect === 'write' && sent
    ? new GatewayError(
        'OUTCOME_UNKNOWN',
        'Mixin’s response was lost, so the change may have taken effect. Check before you retry.',
        { network: 'mixin', cause },
      )
    : new GatewayError(
        'UPSTREAM_UNAVAILABLE',
        isCancelled(cause)
          ? 'The request timed out before Mixin responded. Retry it or request less.'
          : 'Mixin did not respond, or its response was not usable. Retry later.',
        { network: 'mixin', cause },
      )

/** Whether a write that failed may have taken effect: not if it was refused. Then others keep their cache entries. */
export const mayHaveChanged = (error: unknown): boolean =>
  !isGatewayError(error) || error.code === 'OUTCOME_UNKNOWN' || error.code === 'UPSTREAM_ERROR'

/** The error for a call without a complete response. */
export const fromFailure = (effect: Effect, failure: unknown): GatewayError =>
  noUsableResponse(effect, !(failure instanceof TransportFailure) || failure.sent, failure)

/** The error object of an HTTP response or websocket frame. */
export const fromErrorBody = (effect: Effect, error: unknown): GatewayError | undefined => {
  if (!isObject(error)) return undefined
  const code = Number(error['code'])
  return Number.isInteger(code) ? refusal(effect, code, error['extra'], error['description']) : undefined
}

/** Codes that a proxy may send as a bare HTTP status. */
const PROXY_STATUSES: ReadonlySet<number> = new Set([401, 403, 429])

/** `{"data": …}`. Where there is nothing to say, `data` may be missing. */
const isEnvelope = (json: JsonObject): boolean =>
  json['error'] === undefined && (json['data'] !== undefined || Object.keys(json).length === 0)

/**
 * The `data` of a response, undefined where it is empty; throws its error. The body decides first, since failures have the status 202 or
 * even 200.
 */
export const readResponse = (
  effect: Effect,
  { status, headers, body }: HttpResponse,
  requestId: string,
): unknown => {
  const json = parseJson(body)
  const unreadable = (reason: string) =>
    noUsableResponse(effect, true, new UnreadableResponse(status, reason, isObject(json) ? undefined : body))
  const echoed = headers['x-request-id']
  // A UUID, which some proxies write in capitals.
  if (echoed !== undefined && String(echoed).toLowerCase() !== requestId)
    throw unreadable('the response belongs to another request')
  if (isObject(json)) {
    const error = fromErrorBody(effect, json['error'])
    if (error) throw withRetryAfter(error, headers['retry-after'])
    if (status === 200 && isEnvelope(json)) return json['data']
  }
  if (status === 200 && body === '') return undefined
  if (PROXY_STATUSES.has(status)) throw withRetryAfter(refusal(effect, status), headers['retry-after'])
  throw unreadable('the response does not have the form of the API')
}

const withRetryAfter = (error: GatewayError, header: string | string[] | undefined): GatewayError => {
  const seconds = typeof header === 'string' && /^[0-9]{1,6}$/.test(header) ? Number(header) : undefined
  if (error.code !== 'RATE_LIMITED' || seconds === undefined) return error
  const { code, message, network, upstreamCode, cause } = error
  return new GatewayError(code, message, { network, upstreamCode, retryAfterMs: seconds * 1000, cause })
}
