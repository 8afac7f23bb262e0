import { type ErrorCode, type ErrorDetails, GatewayError } from '../../errors.ts'
import { UnexpectedShape } from '../../upstream/json-readers.ts'
import { isObject, type JsonObject, parseJson } from '../../json.ts'
import { type HttpResponse, isCancelled, TransportFailure } from '../../upstream/send-request.ts'
import { endpoints, type SealTalkEndpoint } from './endpoints.ts'

/** The meaning of an envelope's code, or of an HTTP status, at an endpoint. */
interface Meaning {
  readonly code: ErrorCode
  readonly message: string
  readonly retryAfterMs?: number
  /** The number would reveal too much, so clients do not see it. */
  readonly secret?: true
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const badNumber: Meaning = { code: 'BAD_USER_INPUT', message: 'SealTalk refused the phone number. Check it.' }
const wrongLogin: Meaning = {
  code: 'VERIFICATION_FAILED',
  message: 'The phone number or the password is wrong.',
  secret: true,
}
const unknownToken: Meaning = {
  code: 'VERIFICATION_FAILED',
  message: 'The verification token is not valid. Verify the phone again.',
}
const rateLimited = (message: string, retryAfterMs?: number): Meaning => ({
  code: 'RATE_LIMITED',
  message,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
})

const sending: Readonly<Record<number, Meaning>> = {
  400: badNumber,
  3004: rateLimited('SealTalk sends about 20 codes per hour for one address. Retry later.', HOUR_MS),
  3102: badNumber,
  3122: rateLimited('The text message provider’s limit for this number is reached. Retry later.'),
  3205: rateLimited('The text message provider’s limit for this number is reached. Retry later.'),
  5000: rateLimited('SealTalk sends one code per minute to a number. Retry in a minute.', MINUTE_MS),
}
const verifying: Readonly<Record<number, Meaning>> = {
  404: { code: 'NOT_FOUND', message: 'No code was sent to this number. Send one first.' },
  1000: { code: 'VERIFICATION_FAILED', message: 'The code is wrong. Check it.' },
  2000: { code: 'VERIFICATION_FAILED', message: 'The code expired after two minutes. Send a new one.' },
}

/** The same number means different things at different calls. @see docs/networks/sealtalk.md#errors */
const AT_ENDPOINT: ReadonlyMap<SealTalkEndpoint, Readonly<Record<number, Meaning>>> = new Map<
  SealTalkEndpoint,
  Readonly<Record<number, Meaning>>
>([
  [endpoints.sendCode, sending],
  [endpoints.sendCodeYunpian, sending],
  [endpoints.verifyCode, verifying],
  [endpoints.verifyCodeYunpian, verifying],
  [endpoints.checkPhone, { 400: badNumber }],
  [
    endpoints.regions,
    {
      1000: {
        code: 'UPSTREAM_UNAVAILABLE',
        message: 'SealTalk cannot read its list of regions. Retry later.',
      },
    },
  ],
  // The values were validated before, so the remaining reason is that the phone has an account.
  [
    endpoints.register,
    {
      400: { code: 'CONFLICT', message: 'This phone already has an account. Sign in instead.' },
      404: unknownToken,
    },
  ],
  [endpoints.resetPassword, { 404: unknownToken }],
  [endpoints.login, { 400: badNumber, 1000: wrongLogin, 1001: wrongLogin }],
  [
    endpoints.changePassword,
    { 1000: { code: 'VERIFICATION_FAILED', message: 'The old password is wrong.' } },
  ],
  [
    endpoints.setStAccount,
    {
      1000: {
        code: 'CONFLICT',
        message: 'This SealTalk number is already in use, perhaps by this account. Choose another.',
      },
    },
  ],
  [endpoints.findByPhone, { 400: badNumber }],
  [endpoints.findUser, { 400: badNumber }],
])

/** Statuses, and codes of later servers, for endpoints without their own meaning. */
const ANYWHERE: Readonly<Record<number, Meaning>> = {
  400: { code: 'BAD_USER_INPUT', message: 'SealTalk refused a value. Check the arguments.' },
  403: {
    code: 'FORBIDDEN',
    message: 'SealTalk refused access: the account is not a member or friend.',
  },
  404: { code: 'NOT_FOUND', message: 'SealTalk did not find what the request names. Check the ids.' },
  429: rateLimited('SealTalk’s rate limit is reached. Retry later.'),
  1001: { code: 'BAD_USER_INPUT', message: 'SealTalk refused a value. Check the arguments.' },
  1002: { code: 'BAD_USER_INPUT', message: 'SealTalk refused an id. Check the ids.' },
  1003: rateLimited('SealTalk’s rate limit is reached. Retry later.'),
  1005: { code: 'VERIFICATION_FAILED', message: 'The code is wrong. Check it.' },
}

const refusal = (endpoint: SealTalkEndpoint, number: number, details: ErrorDetails = {}): GatewayError => {
  const meaning = AT_ENDPOINT.get(endpoint)?.[number] ?? ANYWHERE[number]
  return new GatewayError(
    meaning?.code ?? 'UPSTREAM_ERROR',
    meaning?.message ?? `SealTalk refused the request with code ${number}.`,
    {
      network: 'sealtalk',
      ...(meaning?.retryAfterMs !== undefined && { retryAfterMs: meaning.retryAfterMs }),
      ...(!meaning?.secret && { upstreamCode: number }),
      ...details,
    },
  )
}

/** There is no readable response. A write that was sent may have taken effect. */
const noUsableResponse = (
  { effect, harmless }: SealTalkEndpoint,
  sent: boolean,
  details: ErrorDetails,
): GatewayError =>
  effect === 'write' && sent && !harmless
    ? new GatewayError(
        'OUTCOME_UNKNOWN',
        'SealTalk’s response was lost, so the change may have taken effect. Check before you retry.',
        { ...details, network: 'sealtalk' },
      )
    : new GatewayError(
        'UPSTREAM_UNAVAILABLE',
        isCancelled(details.cause)
          ? 'The request timed out before SealTalk responded. Retry it or request less.'
          : 'SealTalk did not respond, or its response was not usable. Retry later.',
        { ...details, network: 'sealtalk' },
      )

/** The error for a call without a complete response, or with one of an unexpected shape. */
export const fromFailure = (endpoint: SealTalkEndpoint, failure: unknown): GatewayError =>
  noUsableResponse(endpoint, !(failure instanceof TransportFailure) || failure.sent, { cause: failure })

const notLoggedIn = (upstreamCode: number): GatewayError =>
  new GatewayError('UNAUTHENTICATED', 'SealTalk does not accept this session. Sign in again.', {
    network: 'sealtalk',
    upstreamCode,
  })

/** The server does not have this endpoint. */
export const noSuchCall = (endpoint: SealTalkEndpoint, upstreamCode: number): GatewayError =>
  new GatewayError('UNSUPPORTED', `This SealTalk server does not support ${endpoint.template}.`, {
    network: 'sealtalk',
    upstreamCode,
  })

const BAD_COOKIE = /^(Error: )?(Invalid cookie value!|Bad input string)/
const NOT_LOGGED_IN = /^Not logg?ed in\b/i
/** Crashes whose text is safe to log: others may quote an SQL statement with personal data. */
const CRASH = /^(Cannot read propert|[\w.]{1,60} is not (defined|a function))/

const isInvalidSession = (status: number, text: string): boolean =>
  (status === 403 && NOT_LOGGED_IN.test(text)) || (status === 500 && BAD_COOKIE.test(text))

const causeOf = (text: string, loggable: boolean): { readonly cause?: Error } =>
  loggable && text !== '' ? { cause: new Error(`upstream said: ${text.slice(0, 200)}`) } : {}

/** A bug of the server that always recurs: not an outage, and not retryable. */
const syncCrash = (text: string): GatewayError =>
  new GatewayError(
    'UPSTREAM_ERROR',
    'SealTalk failed to compute the changes because of a bug of the server. Retrying does not help.',
    {
      network: 'sealtalk',
      upstreamCode: 500,
      ...causeOf(text, true),
    },
  )

const retryAfter = (header: string | string[] | undefined): { readonly retryAfterMs?: number } =>
  typeof header === 'string' && /^[0-9]{1,6}$/.test(header) ? { retryAfterMs: Number(header) * 1000 } : {}

/** The error for a response with a plain text, which is logged but never shown. */
const fromText = (endpoint: SealTalkEndpoint, { status, headers, body }: HttpResponse): GatewayError => {
  const text = body.trimStart()
  if (isInvalidSession(status, text)) return notLoggedIn(status)
  if (status === 404 && /\bCannot (GET|POST) \//.test(text)) return noSuchCall(endpoint, status)
  // A bug of the server: this endpoint always fails like this.
  if (endpoint === endpoints.captcha && status === 500 && text.startsWith('result is not defined')) {
    return new GatewayError('UNSUPPORTED', 'This SealTalk server does not support captchas.', {
      network: 'sealtalk',
      upstreamCode: status,
    })
  }
  if (endpoint === endpoints.sync && status === 500 && CRASH.test(text)) return syncCrash(text)
  // A 404 with an HTML page is from a proxy; the server's own 404 for an unknown user is plain text.
  if (status < 400 || status >= 500 || (status === 404 && text.startsWith('<'))) {
    return noUsableResponse(endpoint, true, {
      ...(status >= 500 && { upstreamCode: status }),
      ...causeOf(text, CRASH.test(text)),
    })
  }
  const cause = causeOf(text, !text.startsWith('<'))
  if (status === 400 && /token/i.test(text) && AT_ENDPOINT.get(endpoint)?.[404] === unknownToken) {
    return refusal(endpoint, 404, { upstreamCode: status, ...cause })
  }
  return refusal(endpoint, status, {
    ...cause,
    ...(status === 429 && retryAfter(headers['retry-after'])),
  })
}

/** The error for a refusal in JSON, as later servers send it: invalid values, invalid sessions, unknown endpoints. */
const fromJson = (endpoint: SealTalkEndpoint, status: number, json: JsonObject): GatewayError => {
  const { code, message, path } = json
  if (status === 404 && code === undefined && typeof path === 'string') return noSuchCall(endpoint, status)
  const text = typeof message === 'string' ? message : ''
  return endpoint.session && /cookie|logg?ed in/i.test(text)
    ? notLoggedIn(status)
    : refusal(endpoint, status, causeOf(text, true))
}

/**
 * The `result` of a response, null if absent; throws its error. A response without the API's envelope is read as
 * plain text.
 */
export const readResponse = (endpoint: SealTalkEndpoint, response: HttpResponse): unknown => {
  const { status, body } = response
  const json = parseJson(body)
  if (!isObject(json)) throw fromText(endpoint, response)
  const { code, result } = json
  if (status === 200) {
    if (code === 200) return result ?? null
    if (code === undefined && endpoint.bare) return json
    if (typeof code === 'number') throw refusal(endpoint, code)
    throw new UnexpectedShape('the response has no code')
  }
  if (status >= 400 && status < 500) throw fromJson(endpoint, status, json)
  throw fromText(endpoint, response)
}
