import type { IncomingMessage, ServerResponse } from 'node:http'
import { stringifySetCookie } from 'cookie'
import { LRUCache } from 'lru-cache'
import type { LimitSettings } from '../config/settings.ts'
import { type GatewayRequest, MAX_LIMITED_CALLS } from '../gateway-request.ts'
import type { Gateway } from '../gateway.ts'
import { isObject, type JsonObject, parseJson } from '../http/json.ts'
import { createTrace } from '../trace.ts'
import { isPlainJson, readBody } from './body.ts'
import { type CallerReader, SESSION_COOKIE } from './caller.ts'
import { CUSTOM_HEADERS } from './cors.ts'
import { createPatience } from './patience.ts'
import type { Refusal } from './refusal.ts'
import { checkNesting, refuseBody } from './request-limits.ts'

/** `Accept` headers whose outcome is remembered, and how long one may be. */
const MAX_ACCEPTS = 100
const MAX_ACCEPT_LENGTH = 256

export interface GraphQLRouteOptions {
  readonly gateway: Gateway
  readonly callers: CallerReader
  readonly sameSite: 'lax' | 'strict' | 'none'
  readonly trace: 'everyone' | 'api-key' | 'nobody'
  readonly limits: Pick<LimitSettings, 'bodyBytes' | 'jsonNesting'>
}

const refuseMediaType: Refusal = {
  status: 415,
  code: 'BAD_USER_INPUT',
  message: 'Send the body as application/json in UTF-8, not compressed.',
}
const refuseJson: Refusal = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'The body is no JSON object such as {"query": "{ viewer { mixin { user { name } } } }"}.',
}
const refuseMethod: Refusal = {
  status: 405,
  code: 'BAD_USER_INPUT',
  message: 'Send GraphQL by POST, or queries by GET.',
  headers: { allow: 'GET, POST' },
}
const refuseCookie: Refusal = {
  status: 403,
  code: 'FORBIDDEN',
  message: `A GET that carries a cookie needs one of these headers, which no foreign page can set: ${CUSTOM_HEADERS.join(', ')}.`,
}

const hasCustomHeader = ({ headers }: IncomingMessage): boolean =>
  CUSTOM_HEADERS.some((name) => headers[name.toLowerCase()] !== undefined)

const urlOf = ({ url = '/' }: IncomingMessage): string => `http://gateway${url}`

const isJson = (contentType: string | null): contentType is string =>
  contentType !== null && /^application\/(graphql-response\+)?json;/.test(contentType)

/** A POST's body, as it came and as it reads. */
interface Posted {
  readonly body: Buffer<ArrayBuffer>
  readonly question: JsonObject
}

/** Variables and extensions travel as JSON objects in a GET. */
const jsonParametersOf = (url: string): readonly string[] => {
  const { searchParams } = new URL(url)
  return ['variables', 'extensions'].map((name) => searchParams.get(name) ?? '')
}

/** A session is good for as long as the upstream's own cookie: 30 days. */
const SESSION_SECONDS = 30 * 24 * 60 * 60

/** GraphQL over HTTP: what may come in, who asks, and the answer on its way out. */
export const createGraphQLRoute = (options: GraphQLRouteOptions) => {
  const { gateway, callers, sameSite, trace, limits } = options

  const setSessionCookie = (
    request: IncomingMessage,
    response: ServerResponse,
    sealed: string | null,
  ): void => {
    response.appendHeader(
      'set-cookie',
      stringifySetCookie({
        name: SESSION_COOKIE,
        value: sealed ?? '',
        path: '/',
        httpOnly: true,
        sameSite,
        secure: sameSite === 'none' || callers.isSecure(request),
        maxAge: sealed === null ? 0 : SESSION_SECONDS,
      }),
    )
  }

  /** What each `Accept` came to: the full lane settles it once, and the short lane says the same. */
  const contentTypes = new LRUCache<string, string>({ max: MAX_ACCEPTS })

  const readGet = (request: IncomingMessage): undefined | Refusal => {
    if (request.headers.cookie !== undefined && !hasCustomHeader(request)) return refuseCookie
    const texts = jsonParametersOf(urlOf(request))
    const isReadable = (text: string): boolean => text === '' || isObject(parseJson(text))
    return checkNesting(texts, limits.jsonNesting) ?? (texts.every(isReadable) ? undefined : refuseJson)
  }

  const readPost = async (request: IncomingMessage): Promise<Posted | Refusal> => {
    if (!isPlainJson(request)) return refuseMediaType
    const body = await readBody(request, limits.bodyBytes)
    if (!body) return refuseBody(limits.bodyBytes)
    const text = body.toString('utf8')
    const refusal = checkNesting([text], limits.jsonNesting)
    if (refusal) return refusal
    const question = parseJson(text)
    return isObject(question) ? { body, question } : refuseJson
  }

  const incomingOf = (request: IncomingMessage, response: ServerResponse, id: string): GatewayRequest => {
    const caller = callers.read(request)
    const isTraced =
      request.headers['x-parley-trace'] === '1' &&
      (trace === 'everyone' || (trace === 'api-key' && caller.apiKey === 'known'))
    const patience = createPatience(response)
    return {
      id,
      caller,
      limitedCalls: { left: MAX_LIMITED_CALLS },
      stale: new Map(),
      get signal() {
        return patience.signal
      },
      trace: isTraced ? createTrace() : undefined,
      setSessionCookie: (sealed) => setSessionCookie(request, response, sealed),
    }
  }

  const answerInFull = async (
    request: IncomingMessage,
    response: ServerResponse,
    incoming: GatewayRequest,
    posted: Posted | undefined,
  ): Promise<void> => {
    const accept = request.headers.accept ?? '*/*'
    const full = posted
      ? {
          method: 'POST',
          headers: { accept, 'content-type': 'application/json' },
          body: posted.body,
        }
      : { headers: { accept } }
    const answer = await gateway.fetch(new Request(urlOf(request), full), incoming)
    const contentType = answer.headers.get('content-type')
    if (posted && answer.status === 200 && accept.length <= MAX_ACCEPT_LENGTH && isJson(contentType)) {
      contentTypes.set(accept, contentType)
    }
    response.statusCode = answer.status
    answer.headers.forEach((value, name) => response.setHeader(name, value))
    response.setHeader('cache-control', 'no-store')
    response.end(Buffer.from(await answer.arrayBuffer()))
  }

  /** Writes the answer, or hands back why there is none. */
  return async (
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<Refusal | undefined> => {
    const { method } = request
    if (method !== 'POST' && method !== 'GET') return refuseMethod
    const read = method === 'POST' ? await readPost(request) : readGet(request)
    if (read && 'code' in read) return read
    const incoming = incomingOf(request, response, requestId)
    const contentType = contentTypes.get(request.headers.accept ?? '*/*')
    const known = read && contentType !== undefined ? gateway.answer(read.question, incoming) : undefined
    if (!known || contentType === undefined) {
      await answerInFull(request, response, incoming, read)
      return undefined
    }
    const answer = await known
    response.setHeader('content-type', contentType)
    response.setHeader('cache-control', 'no-store')
    response.end(Buffer.from(answer))
    return undefined
  }
}
