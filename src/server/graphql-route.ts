import type { IncomingMessage, ServerResponse } from 'node:http'
import { stringifySetCookie } from 'cookie'
import { LRUCache } from 'lru-cache'
import type { LimitSettings } from '../config/settings.ts'
import type { Caller, GatewayRequest } from '../request/request.ts'
import type { Gateway } from '../gateway.ts'
import { isObject, parseJson } from '../json.ts'
import { createCacheDependencies } from '../request/cache-dependencies.ts'
import type { RequestSpan } from '../telemetry/spans/span.ts'
import { createTrace } from '../request/upstream-trace.ts'
import { acceptedBehind, refuseAccept } from './accept.ts'
import { isPlainJson, readBody } from './body.ts'
import { type CallerReader, SESSION_COOKIE } from './caller.ts'
import { CUSTOM_HEADERS } from './cors.ts'
import { IncomingRequest } from './incoming-request.ts'
import { createCacheControl, NO_STORE } from './cache-control.ts'
import { createRequestDeadline } from './request-deadline.ts'
import type { ErrorReply } from './error-reply.ts'
import type { Reply } from './reply.ts'
import { checkNesting, refuseBody } from './request-limits.ts'
import type { StreamedReply } from './streamed-reply.ts'

/** `Accept` headers whose outcome is remembered, and how long one may be. */
const MAX_ACCEPTS = 100
const MAX_ACCEPT_LENGTH = 256

export interface GraphQLRouteOptions {
  readonly gateway: Gateway
  readonly callers: CallerReader
  readonly sameSite: 'lax' | 'strict' | 'none'
  readonly trace: 'everyone' | 'api-key' | 'nobody'
  /** Whether answers may be recalled. */
  readonly keepsAnswers: boolean
  /** Whether callers without a credential may change things. */
  readonly anonymousMayWrite: boolean
  /** Milliseconds for a whole request. */
  readonly requestTimeoutMs: number
  readonly limits: Pick<LimitSettings, 'bodyBytes' | 'jsonNesting'>
}

const refuseMediaType: ErrorReply = {
  status: 415,
  code: 'BAD_USER_INPUT',
  message: 'Send the body as application/json in UTF-8, not compressed.',
}
const refuseJson: ErrorReply = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'The body is no JSON object such as {"query": "{ viewer { mixin { user { name } } } }"}.',
}
const refuseMethod: ErrorReply = {
  status: 405,
  code: 'BAD_USER_INPUT',
  message: 'Send GraphQL by POST, or queries by GET.',
  headers: { allow: 'GET, POST' },
}
const refuseCookie: ErrorReply = {
  status: 403,
  code: 'FORBIDDEN',
  message: `A GET that carries a cookie needs one of these headers, which no foreign page can set: ${CUSTOM_HEADERS.join(', ')}.`,
}

const hasCustomHeader = ({ headers }: IncomingMessage): boolean =>
  CUSTOM_HEADERS.some((name) => headers[name.toLowerCase()] !== undefined)

const urlOf = ({ url = '/' }: IncomingMessage): string => `http://gateway${url}`

const isJson = (contentType: string | null): contentType is string =>
  contentType !== null && /^application\/(graphql-response\+)?json;/.test(contentType)

const isInParts = (contentType: string | null): boolean =>
  contentType !== null && /^(multipart\/mixed|text\/event-stream)\b/.test(contentType)

/** Of Yoga's: the connection and how it is written are the server's, and nothing is to be stored. */
const REPLACED_HEADERS = [
  'content-length',
  'connection',
  'transfer-encoding',
  'content-encoding',
  'cache-control',
]

/** Tells nginx and its like to hand parts on as they come. */
const UNBUFFERED = ['x-accel-buffering', 'no'] as const

/** Variables and extensions travel as JSON objects in a GET. */
const jsonParametersOf = (url: string): readonly string[] => {
  const { searchParams } = new URL(url)
  return ['variables', 'extensions'].map((name) => searchParams.get(name) ?? '')
}

const isReadable = (text: string): boolean => text === '' || isObject(parseJson(text))

/** A session is good for as long as the upstream's own cookie: 30 days. */
const SESSION_SECONDS = 30 * 24 * 60 * 60

/** GraphQL over HTTP: what may come in, who asks, and the answer on its way out. */
export const createGraphQLRoute = (options: GraphQLRouteOptions) => {
  const { gateway, callers, sameSite, trace, keepsAnswers, requestTimeoutMs, limits } = options
  const keepingOf = createCacheControl(options.anonymousMayWrite)

  const sessionCookie = (request: IncomingMessage, sealed: string | null): string =>
    stringifySetCookie({
      name: SESSION_COOKIE,
      value: sealed ?? '',
      path: '/',
      httpOnly: true,
      sameSite,
      secure: sameSite === 'none' || callers.isSecure(request),
      maxAge: sealed === null ? 0 : SESSION_SECONDS,
    })

  /** What each `Accept` came to: the Yoga path settles it once, and the fast path says the same. */
  const contentTypes = new LRUCache<string, string>({ max: MAX_ACCEPTS })

  const isTraced = ({ headers }: IncomingMessage, caller: Caller): boolean =>
    headers['x-parley-trace'] === '1' &&
    (trace === 'everyone' || (trace === 'api-key' && caller.apiKey === 'known'))

  /** @param cookies names and values of headers that the answer is to carry */
  const incomingOf = (
    request: IncomingMessage,
    response: ServerResponse,
    id: string,
    caller: Caller,
    cookies: string[],
    span: RequestSpan | undefined,
  ): GatewayRequest => {
    const deadline = createRequestDeadline(response, requestTimeoutMs, gateway.metrics.clientGone)
    const traced = isTraced(request, caller)
    return new IncomingRequest(deadline, {
      id,
      caller,
      trace: traced ? createTrace() : undefined,
      span,
      cacheDependencies: keepsAnswers && !traced ? createCacheDependencies() : undefined,
      setSessionCookie: (sealed) => void cookies.push('set-cookie', sessionCookie(request, sealed)),
    })
  }

  const answerInFull = async (
    request: IncomingMessage,
    incoming: GatewayRequest,
    cookies: readonly string[],
    posted: Buffer<ArrayBuffer> | undefined,
  ): Promise<Reply | StreamedReply | ErrorReply> => {
    const accept = acceptedBehind(request.headers.accept)
    if (accept === undefined) return refuseAccept
    const full = posted
      ? { method: 'POST', headers: { accept, 'content-type': 'application/json' }, body: posted }
      : { headers: { accept } }
    const answer = await gateway.fetch(new Request(urlOf(request), full), incoming)
    const contentType = answer.headers.get('content-type')
    const asked = request.headers.accept ?? '*/*'
    if (posted && answer.status === 200 && asked.length <= MAX_ACCEPT_LENGTH && isJson(contentType)) {
      contentTypes.set(asked, contentType)
    }
    for (const name of REPLACED_HEADERS) answer.headers.delete(name)
    const { status } = answer
    const headers = [...[...answer.headers].flat(), ...cookies]
    const keeping = (freshMs: number): readonly string[] =>
      posted ? NO_STORE : keepingOf(request, { url: urlOf(request), status, freshMs })
    if (isInParts(contentType) && answer.body) {
      return { status, headers: [...headers, ...keeping(0), ...UNBUFFERED], stream: answer.body }
    }
    const body = Buffer.from(await answer.arrayBuffer())
    return { status, headers: [...headers, ...keeping(gateway.freshMs(incoming))], body }
  }

  const answerGet = async (
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    span: RequestSpan | undefined,
  ): Promise<Reply | StreamedReply | ErrorReply> => {
    if (request.headers.cookie !== undefined && !hasCustomHeader(request)) return refuseCookie
    const texts = jsonParametersOf(urlOf(request))
    const refusal = checkNesting(texts, limits.jsonNesting)
    if (refusal) return refusal
    if (!texts.every(isReadable)) return refuseJson
    const cookies: string[] = []
    const incoming = incomingOf(request, response, requestId, callers.read(request), cookies, span)
    return answerInFull(request, incoming, cookies, undefined)
  }

  const answerPost = async (
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    span: RequestSpan | undefined,
  ): Promise<Reply | StreamedReply | ErrorReply> => {
    if (!isPlainJson(request)) return refuseMediaType
    const body = await readBody(request, limits.bodyBytes)
    if (!body) return refuseBody(limits.bodyBytes)
    const caller = callers.read(request)
    const contentType = contentTypes.get(request.headers.accept ?? '*/*')
    if (keepsAnswers && contentType !== undefined && !isTraced(request, caller)) {
      const recalled = gateway.recall(body, caller, span)
      if (recalled)
        return { status: 200, headers: ['content-type', contentType, ...NO_STORE], body: recalled }
    }
    const text = body.toString('utf8')
    const refusal = checkNesting([text], limits.jsonNesting)
    if (refusal) return refusal
    const question = parseJson(text)
    if (!isObject(question)) return refuseJson
    const cookies: string[] = []
    const incoming = incomingOf(request, response, requestId, caller, cookies, span)
    const known = contentType === undefined ? undefined : gateway.answer(question, incoming, body)
    if (!known || contentType === undefined) return answerInFull(request, incoming, cookies, body)
    return {
      body: await known,
      status: 200,
      headers: ['content-type', contentType, ...NO_STORE, ...cookies],
    }
  }

  /** The answer, or why there is none. */
  return async (
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
    span: RequestSpan | undefined,
  ): Promise<Reply | StreamedReply | ErrorReply> => {
    if (request.method === 'POST') return answerPost(request, response, requestId, span)
    return request.method === 'GET' ? answerGet(request, response, requestId, span) : refuseMethod
  }
}
