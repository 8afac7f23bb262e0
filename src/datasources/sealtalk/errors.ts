import { type ErrorCode, type ErrorDetails, GatewayError } from '../../errors.ts'
import { UnexpectedShape } from '../../upstream/json-readers.ts'
import { isObject, type JsonObject, parseJson } from '../../json.ts'
import { type HttpResponse, isCancelled, TransportFailure } from '../../upstream/send-request.ts'
import { endpoints, type SealTalkEndpoint } from './endpoints.ts'

/** What a code of the envelope, or an HTTP status, means at one endpoint. */
interface Meaning {
  readonly code: ErrorCode
  readonly message: string
  readonly retryAfterMs?: number
  /** The number tells more than whoever asks should know. */
  readonly secret?: true
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const badNumber: Meaning = { code: 'BAD_USER_INPUT', message: 'SealTalk takes this phone number for none.' }
const wrongLogin: Meaning = {
  code: 'VERIFICATION_FAILED',
  message: 'Phone number or password is wrong.',
  secret: true,
}
const unknownToken: Meaning = {
  code: 'VERIFICATION_FAILED',
  message: 'SealTalk does not know this verification token: verify the phone again.',
}
const oftener = (message: string, retryAfterMs?: number): Meaning => ({
  code: 'RATE_LIMITED',
  message,
  ...(retryAfterMs !== undefined && { retryAfterMs }),
})

const sending: Readonly<Record<number, Meaning>> = {
  400: badNumber,
  3004: oftener('SealTalk sends about 20 codes an hour to one address.', HOUR_MS),
  3102: badNumber,
  3122: oftener('The text message provider limits this number for now.'),
  3205: oftener('The text message provider limits this number for now.'),
  5000: oftener('SealTalk sends one code a minute to a number.', MINUTE_MS),
}
const verifying: Readonly<Record<number, Meaning>> = {
  404: { code: 'NOT_FOUND', message: 'No code was ever sent to this number.' },
  1000: { code: 'VERIFICATION_FAILED', message: 'The code is wrong.' },
  2000: { code: 'VERIFICATION_FAILED', message: 'The code is older than two minutes: send a new one.' },
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
  [endpoints.regions, { 1000: { code: 'UPSTREAM_UNAVAILABLE', message: 'SealTalk cannot read its list.' } }],
  // The rules were checked before, so what is left is a phone that has an account.
  [
    endpoints.register,
    { 400: { code: 'CONFLICT', message: 'This phone has an account.' }, 404: unknownToken },
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
        message: 'This SealTalk number is taken, by somebody else or by the account itself.',
      },
    },
  ],
  [endpoints.findByPhone, { 400: badNumber }],
  [endpoints.findUser, { 400: badNumber }],
])

/** Statuses, and the codes of the later server, where an endpoint has nothing of its own to say. */
const ANYWHERE: Readonly<Record<number, Meaning>> = {
  400: { code: 'BAD_USER_INPUT', message: 'SealTalk refused a value.' },
  403: {
    code: 'FORBIDDEN',
    message: 'SealTalk does not let this account do that: it is no member or friend.',
  },
  404: { code: 'NOT_FOUND', message: 'SealTalk knows no such thing.' },
  429: oftener('SealTalk limits this request for now.'),
  1001: { code: 'BAD_USER_INPUT', message: 'SealTalk refused a value.' },
  1002: { code: 'BAD_USER_INPUT', message: 'SealTalk refused an id.' },
  1003: oftener('SealTalk limits this request for now.'),
  1005: { code: 'VERIFICATION_FAILED', message: 'The code is wrong.' },
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

/** No readable verdict came. A write that may have arrived could have happened. */
const noUsableResponse = (
  { effect, harmless }: SealTalkEndpoint,
  sent: boolean,
  details: ErrorDetails,
): GatewayError =>
  effect === 'write' && sent && !harmless
    ? new GatewayError(
        'OUTCOME_UNKNOWN',
        'The answer of SealTalk was lost: the change may or may not have happened. Read before you repeat it.',
        { ...details, network: 'sealtalk' },
      )
    : new GatewayError(
        'UPSTREAM_UNAVAILABLE',
        isCancelled(details.cause)
          ? 'The time of this request was up before SealTalk answered.'
          : 'SealTalk did not answer, or answered nonsense.',
        { ...details, network: 'sealtalk' },
      )

/** The error of a call that got no whole answer, or one of another shape than expected. */
export const fromFailure = (endpoint: SealTalkEndpoint, failure: unknown): GatewayError =>
  noUsableResponse(endpoint, !(failure instanceof TransportFailure) || failure.sent, { cause: failure })

const notLoggedIn = (upstreamCode: number): GatewayError =>
  new GatewayError('UNAUTHENTICATED', 'SealTalk does not accept this session, or no longer: sign in again.', {
    network: 'sealtalk',
    upstreamCode,
  })

/** The server is one without this call. */
export const noSuchCall = (endpoint: SealTalkEndpoint, upstreamCode: number): GatewayError =>
  new GatewayError('UNSUPPORTED', `This SealTalk server has no call ${endpoint.template}.`, {
    network: 'sealtalk',
    upstreamCode,
  })

const BAD_COOKIE = /^(Error: )?(Invalid cookie value!|Bad input string)/
const NOT_LOGGED_IN = /^Not logg?ed in\b/i
/** Crashes whose text is safe to log: others may quote an SQL statement with somebody's data. */
const CRASH = /^(Cannot read propert|[\w.]{1,60} is not (defined|a function))/

const isSessionTrouble = (status: number, text: string): boolean =>
  (status === 403 && NOT_LOGGED_IN.test(text)) || (status === 500 && BAD_COOKIE.test(text))

const causeOf = (text: string, loggable: boolean): { readonly cause?: Error } =>
  loggable && text !== '' ? { cause: new Error(`upstream said: ${text.slice(0, 200)}`) } : {}

/** Its own mistake, which it makes every time: no outage, and nothing to try once more. */
const syncCrash = (text: string): GatewayError =>
  new GatewayError('UPSTREAM_ERROR', 'SealTalk fails to work out what changed since then.', {
    network: 'sealtalk',
    upstreamCode: 500,
    ...causeOf(text, true),
  })

const retryAfter = (header: string | string[] | undefined): { readonly retryAfterMs?: number } =>
  typeof header === 'string' && /^[0-9]{1,6}$/.test(header) ? { retryAfterMs: Number(header) * 1000 } : {}

/** The error of an answer with a bare text, which is for the log and never shown. */
const fromText = (endpoint: SealTalkEndpoint, { status, headers, body }: HttpResponse): GatewayError => {
  const text = body.trimStart()
  if (isSessionTrouble(status, text)) return notLoggedIn(status)
  if (status === 404 && /\bCannot (GET|POST) \//.test(text)) return noSuchCall(endpoint, status)
  // The server has the call and a bug in it: it fails like this every time.
  if (endpoint === endpoints.captcha && status === 500 && text.startsWith('result is not defined')) {
    return new GatewayError('UNSUPPORTED', 'This SealTalk server cannot make picture codes.', {
      network: 'sealtalk',
      upstreamCode: status,
    })
  }
  if (endpoint === endpoints.sync && status === 500 && CRASH.test(text)) return syncCrash(text)
  // A page is not the server's own way to say that there is no such user.
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

/** What the later server refuses, in JSON: broken rules, bad sessions among them, and calls that it lacks. */
const fromJson = (endpoint: SealTalkEndpoint, status: number, json: JsonObject): GatewayError => {
  const { code, message, path } = json
  if (status === 404 && code === undefined && typeof path === 'string') return noSuchCall(endpoint, status)
  const text = typeof message === 'string' ? message : ''
  return endpoint.session && /cookie|logg?ed in/i.test(text)
    ? notLoggedIn(status)
    : refusal(endpoint, status, causeOf(text, true))
}

/**
 * The `result` of an answer, null where it has none; throws what it says instead. Whatever is not an
 * envelope counts as text.
 */
export const readResponse = (endpoint: SealTalkEndpoint, answer: HttpResponse): unknown => {
  const { status, body } = answer
  const json = parseJson(body)
  if (!isObject(json)) throw fromText(endpoint, answer)
  const { code, result } = json
  if (status === 200) {
    if (code === 200) return result ?? null
    if (code === undefined && endpoint.bare) return json
    if (typeof code === 'number') throw refusal(endpoint, code)
    throw new UnexpectedShape('the answer has no code')
  }
  if (status >= 400 && status < 500) throw fromJson(endpoint, status, json)
  throw fromText(endpoint, answer)
}
