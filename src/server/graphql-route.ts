import type { IncomingMessage, ServerResponse } from 'node:http'
import { stringifySetCookie } from 'cookie'
import { MAX_LIMITED_CALLS } from '../gateway-request.ts'
import type { Gateway } from '../gateway.ts'
import { isObject, parseJson } from '../http/json.ts'
import { createTrace } from '../trace.ts'
import { isPlainJson, MAX_BODY_BYTES, readBody } from './body.ts'
import { type CallerReader, SESSION_COOKIE } from './caller.ts'
import { CUSTOM_HEADERS } from './cors.ts'
import type { Refusal } from './refusal.ts'

/** Milliseconds for a whole request; upstream calls under way then end. */
const REQUEST_TIMEOUT_MS = 10_000

export interface GraphQLRouteOptions {
  readonly gateway: Gateway
  readonly callers: CallerReader
  readonly sameSite: 'lax' | 'strict' | 'none'
  readonly trace: 'everyone' | 'api-key' | 'nobody'
}

const refuseMediaType: Refusal = {
  status: 415,
  code: 'BAD_USER_INPUT',
  message: 'Send the body as application/json in UTF-8, not compressed.',
}
const refuseBody: Refusal = {
  status: 413,
  code: 'QUERY_TOO_COMPLEX',
  message: `The body is larger than ${MAX_BODY_BYTES / 1024} KiB.`,
  headers: { connection: 'close' },
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

/** Variables and extensions travel as JSON objects in a GET. */
const hasReadableParameters = (url: string): boolean => {
  const { searchParams } = new URL(url)
  return ['variables', 'extensions'].every((name) => {
    const text = searchParams.get(name)
    return text === null || text === '' || isObject(parseJson(text))
  })
}

/** A session is good for as long as the upstream's own cookie: 30 days. */
const SESSION_SECONDS = 30 * 24 * 60 * 60

/** GraphQL over HTTP: what may come in, who asks, and the answer on its way out. */
export const createGraphQLRoute = ({ gateway, callers, sameSite, trace }: GraphQLRouteOptions) => {
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

  const readRequest = async (request: IncomingMessage): Promise<Request | Refusal> => {
    const { method = '', headers } = request
    const url = `http://gateway${request.url ?? '/'}`
    const accept = headers.accept ?? '*/*'
    if (method === 'GET') {
      if (headers.cookie !== undefined && !hasCustomHeader(request)) return refuseCookie
      if (!hasReadableParameters(url)) return refuseJson
      return new Request(url, { headers: { accept } })
    }
    if (method !== 'POST') return refuseMethod
    if (!isPlainJson(request)) return refuseMediaType
    const body = await readBody(request)
    if (!body) return refuseBody
    if (!isObject(parseJson(body.toString('utf8')))) return refuseJson
    return new Request(url, { method, headers: { accept, 'content-type': 'application/json' }, body })
  }

  /** Writes the answer, or hands back why there is none. */
  return async (
    request: IncomingMessage,
    response: ServerResponse,
    requestId: string,
  ): Promise<Refusal | undefined> => {
    const read = await readRequest(request)
    if (!(read instanceof Request)) return read
    const caller = callers.read(request)
    const isTraced =
      request.headers['x-parley-trace'] === '1' &&
      (trace === 'everyone' || (trace === 'api-key' && caller.apiKey === 'known'))
    const gone = new AbortController()
    const timer = setTimeout(() => gone.abort(), REQUEST_TIMEOUT_MS)
    response.on('close', () => gone.abort())
    try {
      const answer = await gateway.fetch(read, {
        id: requestId,
        caller,
        limitedCalls: { left: MAX_LIMITED_CALLS },
        stale: new Map(),
        signal: gone.signal,
        trace: isTraced ? createTrace() : undefined,
        setSessionCookie: (sealed) => setSessionCookie(request, response, sealed),
      })
      response.statusCode = answer.status
      answer.headers.forEach((value, name) => response.setHeader(name, value))
      response.setHeader('cache-control', 'no-store')
      response.end(Buffer.from(await answer.arrayBuffer()))
      return undefined
    } finally {
      clearTimeout(timer)
    }
  }
}
