import type { IncomingMessage } from 'node:http'
import type { LimitSettings } from '../config/settings.ts'
import type { PipelineResponse } from '../execution/step.ts'
import type { Gateway } from '../gateway.ts'
import type { Caller } from '../request/request.ts'
import type { AcceptReader } from '../response/media-types.ts'
import { isPlainJson } from './body.ts'
import type { BodyReader } from './body-reader.ts'
import { createCacheControl, NO_STORE } from './cache-control.ts'
import type { CallerReader } from './caller.ts'
import { createCrossSiteCheck } from './cross-site.ts'
import { awaitWithComments, toEventReply } from './event-stream.ts'
import type { Exchange } from './exchange.ts'
import { type ErrorReply, RejectedRequest } from './error-reply.ts'
import { GraphQLRequest } from './graphql-request.ts'
import { checkQuery, parseBody } from './parameters.ts'
import { crossSiteGet, notAcceptable, unsupportedMediaType } from './rejections.ts'
import type { Reply } from './reply.ts'
import { bodyTooLarge } from './request-limits.ts'
import type { RequestRate } from './request-rate.ts'
import type { StreamedReply } from './streamed-reply.ts'
import type { Ticker } from './ticker.ts'

export interface GraphQLRouteOptions {
  readonly gateway: Gateway
  readonly callers: CallerReader
  readonly readAccept: AcceptReader
  /** Origins whose pages may send credentials. */
  readonly corsOrigins: readonly string[]
  readonly bodies: BodyReader
  readonly requestRate: RequestRate
  /** Whose requests may be traced. */
  readonly trace: 'everyone' | 'api-key' | 'nobody'
  /** Whether responses may be cached. */
  readonly isCaching: boolean
  /** Whether callers without a credential may execute mutations. */
  readonly anonymousMayWrite: boolean
  /** Milliseconds for a whole request. */
  readonly requestTimeoutMs: number
  readonly limits: Pick<LimitSettings, 'bodyBytes' | 'jsonNesting'>
  /** Times the comments that keep connections alive. */
  readonly ticker: Ticker
}

const toReply = (
  response: PipelineResponse,
  asked: GraphQLRequest,
  cacheControl: readonly string[],
): Reply | StreamedReply => {
  const { status } = response
  const { cookies, accepted } = asked
  const added = ['server-timing', asked.serverTiming(), ...cookies]
  const headers = [...response.headers, ...cacheControl, ...added]
  if ('stream' in response) {
    return { status, headers, stream: response.stream, builtBytes: response.builtBytes }
  }
  const isCompressible = !response.isSecret && cookies.length === 0
  // The method is not GraphQL's: errors of documents are events.
  if (!accepted.asEvents || status === 405) return { status, headers, body: response.body, isCompressible }
  const reply = toEventReply(response.body, accepted, isCompressible)
  return { ...reply, headers: [...reply.headers, ...added] }
}

/** Whether the response can begin before its operation has ended: not if that may set a cookie, or decide on the form. */
const mayBeginEarly = (request: GraphQLRequest): boolean => {
  const { parts, asEvents } = request.accepted
  if (!asEvents || parts?.type === 'multipart/mixed') return false
  if (!request.body) return true
  const { query } = request.parameters()
  return typeof query === 'string' && !query.includes('mutation')
}

/** Whether the client sends its body only if it is told to. */
const awaitsContinue = ({ headers, httpVersion }: IncomingMessage): boolean =>
  httpVersion === '1.1' && headers.expect !== undefined

/** GraphQL over HTTP: checks what a request may be without executing it, and hands it to the pipeline. */
export const createGraphQLRoute = (options: GraphQLRouteOptions) => {
  const { gateway, callers, readAccept, bodies, requestRate, trace, isCaching, limits } = options
  const cacheControlOf = createCacheControl(options.anonymousMayWrite)
  const isCrossSite = createCrossSiteCheck(options.corsOrigins)
  const requestOptions = {
    maxNesting: limits.jsonNesting,
    timeoutMs: options.requestTimeoutMs,
    isCaching,
    onClientGone: gateway.metrics.clientGone,
    sessionCookie: callers.sessionCookie,
  }

  const mayTrace = ({ apiKey }: Caller): boolean =>
    trace === 'everyone' || (trace === 'api-key' && apiKey === 'known')

  return async (exchange: Exchange): Promise<Reply | StreamedReply | ErrorReply> => {
    const { request, response, target, requestId: id, span, record, admission } = exchange
    const { headers } = request
    // HEAD is a GET whose body is not sent.
    const isPost = request.method === 'POST'
    const url = `http://gateway${target.path}${target.search}`
    try {
      const caller = callers.read(request)
      if (record) record.caller = caller
      if (caller.apiKey === 'known') gateway.metrics.keyUsed(caller.key?.name)
      const counted = requestRate.check(caller, id)
      const throttled = counted && (await counted)
      if (throttled) return throttled
      let body: Buffer<ArrayBuffer> | undefined
      if (isPost) {
        if (!isPlainJson(request)) return unsupportedMediaType
        const overloaded = admission.foresee()
        if (overloaded) return overloaded
        // Not before: a client that waits for it need not send what is refused.
        const goOn = awaitsContinue(request) ? () => response.writeContinue() : undefined
        body = await bodies.read(request, caller.address?.block ?? 'unknown', goOn)
        if (!body) return bodyTooLarge(limits.bodyBytes)
      }
      const overloaded = admission.enter()
      if (overloaded) return overloaded
      if (!isPost) {
        if (headers.cookie !== undefined && isCrossSite(request)) return crossSiteGet
        checkQuery(url, limits.jsonNesting)
      }
      const { accepted } = readAccept(headers.accept)
      if (!accepted) {
        // An invalid body is reported first.
        if (body) parseBody(body, limits.jsonNesting)
        return notAcceptable
      }
      const isTraced = headers['x-parley-trace'] === '1' && mayTrace(caller)
      const received = { id, request, response, url, body, accepted, caller, isTraced, span, record }
      const asked = new GraphQLRequest(received, requestOptions)
      const found = gateway.respond(asked)
      const result =
        found instanceof Promise
          ? await (mayBeginEarly(asked) ? awaitWithComments(found, accepted, options.ticker) : found)
          : found
      if (!('path' in result)) return result
      const { status, freshMs } = result
      const cacheControl = body ? NO_STORE : cacheControlOf(request, { url, status, freshMs })
      return toReply(result, asked, cacheControl)
    } catch (error) {
      if (error instanceof RejectedRequest) return error.reply
      throw error
    }
  }
}
