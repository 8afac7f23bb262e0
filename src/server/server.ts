import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Settings } from '../config/settings.ts'
import { toError } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import { createAcceptReader } from '../response/media-types.ts'
import type { Log } from '../telemetry/log.ts'
import type { RequestSpan, Spans } from '../telemetry/spans/span.ts'
import { ClientGone } from './body.ts'
import { createCallerReader } from './caller.ts'
import { createCors } from './cors.ts'
import { createGraphQLRoute } from './graphql-route.ts'
import { createGraphiQL } from './graphiql/graphiql.ts'
import { refuseHead } from './url-limit.ts'
import { createLoopDelay, type LoopDelay } from './loop-delay.ts'
import { createOverload } from './overload.ts'
import { type ErrorReply, toErrorReply } from './error-reply.ts'
import { type Reply, toReply, writeReply } from './reply.ts'
import { type StreamedReply, writeStream } from './streamed-reply.ts'

/** Milliseconds that requests under way get to finish once no new ones are taken. */
const FINISH_TIMEOUT_MS = 15_000

/** An answer in parts may be read for as many times as long as a request may take to be answered. */
const TIMES_TO_READ = 2

const ASSETS_PATH = '/graphql/assets/'

/** The gateway on a port. */
export interface GatewayServer {
  /** Resolves to the base URL once it listens. */
  listen(): Promise<string>
  /** Readiness goes off, then the listener closes, then what runs is finished. */
  drain(): Promise<void>
}

export interface GatewayServerOptions {
  readonly gateway: Gateway
  readonly settings: Settings
  readonly log: Log
  /** Stands in for the real event loop's in tests. */
  readonly loopDelay?: LoopDelay | undefined
  /** Left out where nobody records any. */
  readonly spans?: Spans | undefined
}

type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  span: RequestSpan | undefined,
) => Promise<Reply | StreamedReply | ErrorReply>

const notFound: ErrorReply = {
  status: 404,
  code: 'NOT_FOUND',
  message: 'There is nothing here; GraphQL is at /graphql.',
}
const failed: ErrorReply = {
  status: 500,
  code: 'INTERNAL_SERVER_ERROR',
  message: 'Something went wrong in the gateway.',
}

const requestIdOf = ({ headers }: IncomingMessage): string => {
  const given = headers['x-request-id']
  return typeof given === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(given) ? given : randomUUID()
}

const text = (status: number, body: string): Reply => ({
  status,
  headers: ['content-type', 'text/plain; charset=utf-8', 'cache-control', 'no-store'],
  body,
})

export const createServer = ({
  gateway,
  settings,
  log,
  loopDelay = createLoopDelay(),
  spans,
}: GatewayServerOptions): GatewayServer => {
  const cors = createCors(settings.corsOrigins)
  const graphiql = settings.graphiql ? createGraphiQL() : undefined
  const readAccept = createAcceptReader()
  const wantsPage = ({ method, headers }: IncomingMessage): boolean =>
    graphiql !== undefined && method === 'GET' && readAccept(headers.accept).prefersHtml
  const graphql = createGraphQLRoute({
    gateway,
    callers: createCallerReader(settings),
    readAccept,
    sameSite: settings.session.sameSite,
    trace: settings.trace,
    isCaching: settings.cacheMaxBytes > 0,
    anonymousMayWrite: settings.mixin?.botAccess === 'full',
    requestTimeoutMs: settings.requestTimeoutMs,
    limits: settings.limits,
  })
  let draining = false
  /** Requests that have not been answered yet. */
  let inProgress = 0
  const refuseOverload = createOverload(
    settings.overload,
    { requests: () => inProgress, delayMs: loopDelay.p99Ms },
    gateway.metrics.shed,
  )

  const metrics = async (): Promise<Reply> => {
    const { contentType, body } = await gateway.metrics.render()
    return toReply(200, { 'content-type': contentType, 'cache-control': 'no-store' }, body)
  }

  const graphqlOrPage: Route = async (request, response, requestId, span) => {
    const refusal = refuseOverload()
    if (refusal) return refusal
    if (graphiql && wantsPage(request)) {
      const { status, headers, body } = await graphiql.page()
      return toReply(status, headers, body)
    }
    if (request.method !== 'OPTIONS') return graphql(request, response, requestId, span)
    return toReply(204, { ...cors.preflightFor(request.headers.origin), allow: 'GET, POST' }, undefined)
  }

  const asset: Route = async (request) => {
    const path = new URL(request.url ?? '/', 'http://gateway').pathname
    const found = await graphiql?.asset(path, request.headers['accept-encoding'])
    return found ? toReply(found.status, found.headers, found.body) : notFound
  }

  const routes: ReadonlyMap<string, Route> = new Map<string, Route>([
    ['/graphql', graphqlOrPage],
    ['/health/live', async () => text(200, 'live\n')],
    ['/health/ready', async () => (draining ? text(503, 'draining\n') : text(200, 'ready\n'))],
    ...(settings.metricsPort === undefined ? [['/metrics', metrics] as const] : []),
  ])

  const routeOf = ({ url = '/' }: IncomingMessage): Route | undefined => {
    const query = url.indexOf('?')
    const path = query < 0 ? url : url.slice(0, query)
    return routes.get(path) ?? (path.startsWith(ASSETS_PATH) ? asset : undefined)
  }

  /** GraphQL alone, neither its page nor a browser's question whether it may ask. */
  const spanOf = (request: IncomingMessage, route: Route | undefined, requestId: string) =>
    spans && route === graphqlOrPage && request.method !== 'OPTIONS' && !wantsPage(request)
      ? spans.request(request.headers, requestId)
      : undefined

  /** Writes what comes in parts: it is in progress until it is over. */
  const write = async (
    response: ServerResponse,
    common: readonly string[],
    reply: StreamedReply,
    requestId: string,
    span: RequestSpan | undefined,
  ): Promise<void> => {
    inProgress += 1
    try {
      await writeStream(response, common, reply, TIMES_TO_READ * settings.requestTimeoutMs)
    } catch (error) {
      log.error('an answer broke off', { requestId, ...span?.ids, err: toError(error) })
    } finally {
      inProgress -= 1
      span?.end(reply.status)
    }
    // Its head went out before anybody knew that the process waits for this connection.
    if (draining) response.req.socket.end()
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(request)
    inProgress += 1
    const route = routeOf(request)
    let span: RequestSpan | undefined
    let outcome: Reply | StreamedReply | ErrorReply
    try {
      span = spanOf(request, route, requestId)
      outcome = refuseHead(request) ?? (route ? await route(request, response, requestId, span) : notFound)
    } catch (error) {
      if (error instanceof ClientGone) {
        gateway.metrics.clientGone()
        span?.end()
        return log.debug('a client left', { requestId, ...span?.ids })
      }
      log.error('a request failed', { requestId, ...span?.ids, err: toError(error) })
      outcome = failed
    } finally {
      inProgress -= 1
    }
    const common = ['x-request-id', requestId, 'x-content-type-options', 'nosniff']
    // A connection that were kept alive after its answer would hold the process back.
    if (draining) common.push('connection', 'close')
    common.push(...cors.headersFor(request.headers.origin))
    if (span && 'code' in outcome) span.failed(outcome.code)
    if ('stream' in outcome) return write(response, common, outcome, requestId, span)
    span?.end(outcome.status)
    writeReply(response, common, 'code' in outcome ? toErrorReply(outcome, requestId) : outcome)
  }

  const options = {
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: 5_000,
    maxHeaderSize: 16 * 1024,
  }
  const main = createHttpServer(options, (request, response) => void handle(request, response))
  main.maxConnections = 2_000
  main.maxRequestsPerSocket = 1_000
  const side =
    settings.metricsPort === undefined
      ? undefined
      : createHttpServer(options, (request, response) => {
          if (request.url !== '/metrics') return writeReply(response, [], text(404, 'not found\n'))
          metrics().then(
            (reply) => writeReply(response, [], reply),
            () => response.destroy(),
          )
        })

  const listenOn = (server: typeof main, name: string, port: number): Promise<AddressInfo> =>
    new Promise((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        const why =
          error.code === 'EADDRINUSE' ? 'it is in use: end what listens there, or set another' : error.code
        reject(new Error(`cannot listen on ${settings.host}:${port} (HOST, ${name}): ${why}`))
      })
      server.listen(port, settings.host, () => resolve(server.address() as AddressInfo))
    })

  return {
    async listen() {
      const { address, port, family } = await listenOn(main, 'PORT', settings.port)
      if (side && settings.metricsPort !== undefined) {
        const { port } = await listenOn(side, 'METRICS_PORT', settings.metricsPort)
        log.info('metrics have a port of their own', { port })
      }
      return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
    },
    async drain() {
      draining = true
      await new Promise((resolve) => setTimeout(resolve, settings.drainDelayMs))
      loopDelay.close()
      const closed = new Promise((resolve) => main.close(resolve))
      side?.close()
      main.closeIdleConnections()
      const impatience = setTimeout(() => main.closeAllConnections(), FINISH_TIMEOUT_MS)
      await closed
      clearTimeout(impatience)
    },
  }
}
