import { type ErrorDetails, GatewayError, UpstreamText } from '../../errors.ts'
import { UnexpectedShape } from '../../upstream/json-readers.ts'
import { isObject, type JsonObject, parseJson } from '../../json.ts'
import { type HttpResponse, isCancelled, TransportFailure } from '../../upstream/send-request.ts'
import { type DataError, readDataError } from './data-errors.ts'
import { endpoints, type SealTalkEndpoint } from './endpoints.ts'
import { LATER_CODES, LATER_FAILURES, meaningOf, unknownToken } from './error-meanings.ts'
import { type Generation, type Generations, isFormerOnly, saysNotLoggedIn } from './generation.ts'

const refusal = (
  endpoint: SealTalkEndpoint,
  number: number,
  details: ErrorDetails = {},
  isLater?: boolean,
): GatewayError => {
  const meaning = meaningOf(endpoint, number, isLater)
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

/** @param isOwn whether the text quotes nobody's data */
const causeOf = (text: string, isOwn = false): { readonly cause?: Error } =>
  text === '' ? {} : { cause: new UpstreamText(text, isOwn) }

const notLoggedIn = (upstreamCode: number, text: string): GatewayError =>
  new GatewayError('UNAUTHENTICATED', 'SealTalk does not accept this session. Sign in again.', {
    network: 'sealtalk',
    upstreamCode,
    ...causeOf(text),
  })

/** The server does not have this endpoint. */
export const noSuchCall = (endpoint: SealTalkEndpoint, upstreamCode: number, text = ''): GatewayError =>
  new GatewayError('UNSUPPORTED', `This SealTalk server does not support ${endpoint.template}.`, {
    network: 'sealtalk',
    upstreamCode,
    ...causeOf(text),
  })

const BAD_COOKIE = /^(Error: )?(Invalid cookie value!|Bad input string)/
/** Crashes whose text quotes names of the code only: others may quote an SQL statement with personal data. */
const CRASH =
  /^(TypeError: |ReferenceError: )?(Cannot read propert|[\w.]{1,60} is (not (defined|a function)|undefined|null))/
/** The same in Java: something is missing that the code relies on. */
const JAVA_CRASH =
  /\b(NullPointerException|NoSuchElementException|IndexOutOfBoundsException)\b|\bout of bounds\b/

const isCrash = (text: string): boolean => CRASH.test(text) || JAVA_CRASH.test(text)

const isInvalidSession = (status: number, text: string): boolean =>
  (status === 403 && saysNotLoggedIn(text)) || (status === 500 && BAD_COOKIE.test(text))

/** A bug of the server that always recurs: not an outage, and not retryable. */
const syncCrash = (text: string): GatewayError =>
  new GatewayError(
    'UPSTREAM_ERROR',
    'SealTalk failed to compute the changes because of a bug of the server. Retrying does not help.',
    {
      network: 'sealtalk',
      upstreamCode: 500,
      ...causeOf(text, CRASH.test(text)),
    },
  )

/** These send the text message before they store anything. */
const SENDING: ReadonlySet<SealTalkEndpoint> = new Set([endpoints.sendCode, endpoints.sendCodeYunpian])

const refusedValue = (endpoint: SealTalkEndpoint, argument = 'a value'): string => {
  if (SENDING.has(endpoint)) {
    return `SealTalk cannot store ${argument}. A text message may have been sent, but its code is not valid.`
  }
  const what = `SealTalk refused ${argument}, because it cannot store it`
  return endpoint.effect === 'write'
    ? `${what}. Nothing was changed. Check its length and characters.`
    : `${what}. Check its length and characters.`
}

/** The database refused the caller's data: no outage, and nothing was lost. */
const refusedData = (
  endpoint: SealTalkEndpoint,
  { kind, argument }: DataError,
  text: string,
): GatewayError => {
  const cause = causeOf(text)
  if (kind === 'unique' && endpoint === endpoints.register)
    return refusal(endpoint, 400, { upstreamCode: 500, ...cause })
  const details = { network: 'sealtalk', upstreamCode: 500, ...cause }
  return kind === 'value'
    ? new GatewayError('BAD_USER_INPUT', refusedValue(endpoint, argument), details)
    : new GatewayError(
        'CONFLICT',
        `SealTalk refused ${argument ?? 'the request'}, because it already exists. Nothing was changed.`,
        details,
      )
}

const refusedId = (details: ErrorDetails): GatewayError =>
  new GatewayError('BAD_USER_INPUT', 'SealTalk refused an id. Check the ids.', {
    network: 'sealtalk',
    upstreamCode: 400,
    ...details,
  })

const retryAfter = (header: string | string[] | undefined): { readonly retryAfterMs?: number } =>
  typeof header === 'string' && /^[0-9]{1,6}$/.test(header) ? { retryAfterMs: Number(header) * 1000 } : {}

/** The text itself, or the message of the JSON that later servers send. */
const messageOf = (text: string): string => {
  const json = parseJson(text)
  return isObject(json) && typeof json['message'] === 'string' ? json['message'] : text
}

/** The error for a response with a plain text, which is logged but never shown. */
const fromText = (endpoint: SealTalkEndpoint, { status, headers, body }: HttpResponse): GatewayError => {
  const text = body.trimStart()
  if (isInvalidSession(status, text)) return notLoggedIn(status, text)
  if (status === 404 && /\bCannot (GET|POST) \//.test(text)) return noSuchCall(endpoint, status, text)
  // A bug of the server: this endpoint always fails like this.
  if (endpoint === endpoints.captcha && status === 500 && text.startsWith('result is not defined')) {
    return new GatewayError('UNSUPPORTED', 'This SealTalk server does not support captchas.', {
      network: 'sealtalk',
      upstreamCode: status,
      ...causeOf(text, true),
    })
  }
  if (endpoint === endpoints.sync && status === 500 && isCrash(messageOf(text))) return syncCrash(text)
  const dataError = status === 500 ? readDataError(messageOf(text)) : undefined
  if (dataError) return refusedData(endpoint, dataError, text)
  // A 404 with an HTML page is from a proxy; the server's own 404 for an unknown user is plain text.
  if (status < 400 || status >= 500 || (status === 404 && text.startsWith('<'))) {
    return noUsableResponse(endpoint, true, {
      ...(status >= 500 && { upstreamCode: status }),
      ...causeOf(text, CRASH.test(text)),
    })
  }
  const cause = causeOf(text)
  // An id that the server cannot decode, whatever else the status means at this endpoint.
  if (status === 400 && /^Empty \w{1,40}(Id|Ids| in \w{1,40}Ids)\./.test(text)) return refusedId(cause)
  if (status === 400 && /token/i.test(text) && meaningOf(endpoint, 404, undefined) === unknownToken) {
    return refusal(endpoint, 404, { upstreamCode: status, ...cause })
  }
  return refusal(endpoint, status, {
    ...cause,
    ...(status === 429 && retryAfter(headers['retry-after'])),
  })
}

/** A business error: HTTP 200 with a code, or, of the later server, HTTP 400 with one. */
const fromCode = (
  endpoint: SealTalkEndpoint,
  { code, message }: { readonly code: number; readonly message: string },
  generation: Generation | undefined,
): GatewayError => {
  const details = causeOf(message)
  // The later server lacks these calls, so their numbers are a former one's, whatever was learned.
  const isLater = generation === undefined ? undefined : generation === 'later' && !isFormerOnly(endpoint)
  if (code === 1000 && (saysNotLoggedIn(message) || (isLater && endpoint.session))) {
    // It asks for a session wherever it has no such call.
    return endpoint.session ? notLoggedIn(code, message) : noSuchCall(endpoint, code, message)
  }
  if (isLater && LATER_FAILURES.has(code)) {
    const dataError = readDataError(message)
    if (dataError) return refusedData(endpoint, dataError, message)
    if (endpoint.effect === 'write')
      return noUsableResponse(endpoint, true, { upstreamCode: code, ...details })
  }
  return refusal(endpoint, code, details, isLater)
}

/** The error for a refusal in JSON, as servers in Java send it: invalid values, invalid sessions, unknown endpoints. */
const fromJson = (
  endpoint: SealTalkEndpoint,
  status: number,
  json: JsonObject,
  generation: Generation | undefined,
): GatewayError => {
  const { code, message, path } = json
  const isUnknownPath = (status === 404 || status === 405) && code === undefined && typeof path === 'string'
  if (isUnknownPath) return noSuchCall(endpoint, status)
  const text = typeof message === 'string' ? message : ''
  if (endpoint.session && /cookie|logg?ed in/i.test(text)) return notLoggedIn(status, text)
  return typeof code === 'number' && LATER_CODES.has(code)
    ? fromCode(endpoint, { code, message: text }, generation)
    : refusal(endpoint, status, causeOf(text))
}

/** The JSON of a body, with the number of an envelope as a number where it is written as text. */
const readJson = (body: string): unknown => {
  const json = parseJson(body)
  return isObject(json) && typeof json['code'] === 'string' && /^[0-9]{1,6}$/.test(json['code'])
    ? { ...json, code: Number(json['code']) }
    : json
}

/**
 * The `result` of a response, null if absent; throws its error. A response without the API's envelope is read as
 * plain text.
 */
export const readResponse = (
  endpoint: SealTalkEndpoint,
  response: HttpResponse,
  generations: Generations,
): unknown => {
  const { status, body } = response
  const json = readJson(body)
  generations.observe(endpoint, response, json)
  if (!isObject(json)) throw fromText(endpoint, response)
  const { code, result, message } = json
  if (status === 200) {
    // No server is known to have its results there, but they must not vanish in silence.
    if (code === 200) return result ?? json['data'] ?? null
    if (code === undefined && endpoint.bare) return json
    if (typeof code !== 'number') throw new UnexpectedShape('the response has no code')
    const text = typeof message === 'string' ? message : ''
    throw fromCode(endpoint, { code, message: text }, generations.current())
  }
  if (status >= 400 && status < 500) throw fromJson(endpoint, status, json, generations.current())
  throw fromText(endpoint, response)
}
