import cluster from 'node:cluster'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, Server as NetServer, type Socket } from 'node:net'
import { parseClientAddress } from '../client-address.ts'
import type { Settings } from '../config/settings.ts'
import { toError } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import { RequestRecord } from '../request/request-record.ts'
import { createAcceptReader } from '../response/media-types.ts'
import type { Log, LogFields } from '../telemetry/log.ts'
import type { Cut, Metrics } from '../telemetry/metrics.ts'
import { createSecurityLog } from '../telemetry/security-log.ts'
import type { RequestSpan, Spans } from '../telemetry/spans/span.ts'
import { ClientGone } from './body.ts'
import { createBodyReader } from './body-reader.ts'
import { createConnectionLog } from './connection-log.ts'
import { type Connections, createConnections } from './connections.ts'
import { createCompressor } from './compression.ts'
import { createCors } from './cors.ts'
import { checkUrl } from './url-limit.ts'
import { createHandling, type HandlingOptions } from './handling.ts'
import { checkHost } from './host-check.ts'
import { createLoopDelay, type LoopDelay } from './loop-delay.ts'
import { createOpenReplies } from './open-replies.ts'
import { type ErrorReply, toErrorReply } from './error-reply.ts'
import type { Route } from './exchange.ts'
import { checkExpectation } from './expectation.ts'
import { respondByMethod } from './methods.ts'
import type { Reply } from './reply.ts'
import { createReplyWriter } from './reply-writer.ts'
import { requestIdOf } from './request-id.ts'
import { createThrottledNote } from './request-rate.ts'
import { createMetricsRoute } from './routes.ts'
import type { SandboxPanel } from './sandbox-control.ts'
import { createSandboxRoute } from './sandbox-route.ts'
import { createStreamWriter } from './stream-writer.ts'
import type { StreamedReply } from './streamed-reply.ts'
import { readTarget } from './target.ts'
import { systemTicker, type Ticker } from './ticker.ts'
import { openToGroup, removeStaleSocket, socketPathOf } from './unix-socket.ts'

/** Milliseconds for requests in progress to finish after the listener has closed. */
const FINISH_TIMEOUT_MS = 15_000

/** Milliseconds without a byte after which a connection has no request that is still arriving, while a stop waits. */
const IDLE_MS = 400

/** An incremental response may take this many times the limit of a request. */
const STREAM_TIMEOUT_FACTOR = 2

/** Milliseconds between two checks on slow clients. */
const CHECK_INTERVAL_MS = 1_000

/** The gateway on a port. */
export interface GatewayServer {
  /** Resolves to the base URL once it listens, or to `unix:` and a path. */
  listen(): Promise<string>
  /** Turns readiness off, closes the listener, then waits for the requests in progress. */
  drain(): Promise<void>
  /** Requests that arrive from now on are served by these settings. */
  reload(settings: Settings): void
  /** For evening out the connections of several workers. */
  readonly connections: Pick<Connections, 'takeUsed' | 'shed'>
}

export interface GatewayServerOptions {
  readonly gateway: Gateway
  readonly settings: Settings
  readonly log: Log
  /** Replaces the measured delay in tests. */
  readonly loopDelay?: LoopDelay | undefined
  /** Left out where no SDK is registered. */
  readonly spans?: Spans | undefined
  /** Times slow clients. Replaced in tests. */
  readonly ticker?: Ticker | undefined
  /** Left out where no sandbox was started, and in production. */
  readonly sandbox?: SandboxPanel | undefined
  /** Replaces the metrics of this gateway by those of all workers. */
  readonly renderMetrics?: Metrics['render'] | undefined
}

const failed: ErrorReply = {
  status: 500,
  code: 'INTERNAL_SERVER_ERROR',
  message: 'Internal gateway error. If it persists, report the request ID.',
}

const toUrl = ({ address, family, port }: AddressInfo): string =>
  `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`

/** Made once for all requests under some settings. */
const bodyLimitsOf = ({ connections, limits: { bodyBytes } }: Settings) => ({ ...connections, bodyBytes })

export const createServer = ({
  gateway,
  settings,
  log,
  loopDelay = createLoopDelay(),
  spans,
  ticker = systemTicker,
  sandbox,
  renderMetrics,
}: GatewayServerOptions): GatewayServer => {
  const cors = createCors(settings.corsOrigins, settings.corsHeaders)
  const readAccept = createAcceptReader()
  const { metrics: counters } = gateway
  const metrics = createMetricsRoute(renderMetrics ?? counters.render)
  const { now } = ticker
  let inForce = settings
  let bodyLimits = bodyLimitsOf(settings)
  const connectionLog = createConnectionLog(log, now)
  const onCut = (why: Cut, { remoteAddress }: Socket): void => {
    counters.cut(why)
    connectionLog.ended(why, remoteAddress)
  }
  const bodies = createBodyReader({
    limits: () => bodyLimits,
    now,
    // Their requests have lines.
    onCut: counters.cut,
  })
  const replies = createOpenReplies({
    maxBytes: () => inForce.connections.unreadBytes,
    now,
    onCut,
  })
  const connections = createConnections({
    limits: () => inForce.connections,
    blockOf: (address = '') => parseClientAddress(address)?.block ?? 'unknown',
    makeRoom: () => replies.makeRoom() || bodies.makeRoom(),
    onCut: (socket) => onCut('connections', socket),
  })
  const stopChecks = ticker.every(CHECK_INTERVAL_MS, () => {
    bodies.check()
    replies.check()
  })
  let draining = false
  /** GraphQL requests whose body is there and whose reply is not. */
  let executing = 0
  const streams = createStreamWriter({
    replies,
    connections,
    log,
    timeoutMs: () => STREAM_TIMEOUT_FACTOR * inForce.requestTimeoutMs,
  })
  const lasting: HandlingOptions = {
    gateway,
    log,
    readAccept,
    bodies,
    load: {
      requests: () => executing + replies.count(),
      executing: () => executing + streams.count(),
      makeRoom: replies.makeRoom,
      delayMs: loopDelay.p99Ms,
    },
    metrics,
    onThrottled: createThrottledNote(counters, createSecurityLog(log)),
    isDraining: () => draining,
    ticker,
    sandbox: sandbox && createSandboxRoute(sandbox, bodies),
  }
  let handling = createHandling(settings, lasting)
  const write = createReplyWriter({ compressor: createCompressor(), replies, connections })

  const noteRefusal = ({ status, code, message }: ErrorReply, ids: LogFields): void => {
    if (log.isDebug) log.debug('request refused', { ...ids, status, code, message })
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(request)
    const record = new RequestRecord()
    const { socket } = request
    const { routes, overload, accessLog } = handling
    const turn = connections.begin(socket)
    if (turn && !(await turn)) return
    const target = readTarget(request)
    const route = routes.find(target.path)
    let span: RequestSpan | undefined
    let reply: Reply | StreamedReply | ErrorReply
    let isExecuting = false
    const isGraphQL = routes.isGraphQL(route, request)
    const ended = (status: number | undefined, isClientGone: boolean): void => {
      span?.end(status)
      accessLog.ended({ id: requestId, record, status, isClientGone, span: span?.ids })
    }
    const enter = (): ErrorReply | undefined => {
      isExecuting = true
      executing += 1
      return overload.check()
    }
    try {
      span = isGraphQL ? spans?.request(request.headers, requestId) : undefined
      const admission = { foresee: overload.foresee, enter }
      const exchange = { request, response, target, requestId, span, record, admission }
      reply =
        checkUrl(request) ??
        checkHost(request) ??
        checkExpectation(request) ??
        (await respondByMethod(route, exchange, cors.preflightFor(request.headers.origin)))
    } catch (error) {
      if (error instanceof ClientGone) {
        connections.end(socket)
        counters.clientGone()
        ended(undefined, true)
        log.debug('client disconnected', { requestId, ...span?.ids })
        return
      }
      log.error('request failed', { requestId, ...span?.ids, err: toError(error) })
      reply = failed
    } finally {
      if (isExecuting) executing -= 1
    }
    const common = ['x-request-id', requestId, 'x-content-type-options', 'nosniff']
    // A connection that is kept alive would delay the shutdown, or load this worker more than others.
    if (!connections.hasMore(socket) && (draining || connections.isShed())) common.push('connection', 'close')
    common.push(...cors.headersFor(request.headers.origin))
    if ('code' in reply) {
      span?.failed(reply.code)
      record.failed(reply.code)
      noteRefusal(reply, { requestId, ...span?.ids })
    }
    if ('stream' in reply) {
      await streams.write(response, common, reply, { id: requestId, span })
      ended(reply.status, !response.writableFinished)
      return
    }
    const isClientGone = response.destroyed
    write(response, common, 'code' in reply ? toErrorReply(reply, requestId) : reply)
    // Health, metrics and pages have no lines, unless they fail.
    if (isGraphQL || 'code' in reply) ended(reply.status, isClientGone)
  }

  const options = {
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    connectionsCheckingInterval: 1_000,
    keepAliveTimeout: settings.keepAliveMs,
    maxHeaderSize: 16 * 1024,
    // Checked here, since a refusal by Node.js has no line in the log.
    requireHostHeader: false,
  }
  const onRequest = (request: IncomingMessage, response: ServerResponse): void =>
    void handle(request, response)
  const main = createHttpServer(options, onRequest)
  // Else Node.js would ask for every body.
  main.on('checkContinue', onRequest)
  main.on('checkExpectation', onRequest)
  main.on('connection', (socket: Socket) => connections.add(socket))
  connectionLog.watch(main)
  const sideRoutes: ReadonlyMap<string, Route> = new Map([['/metrics', metrics]])
  const handleSide = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const target = readTarget(request)
    const requestId = requestIdOf(request)
    const admission = { foresee: () => undefined, enter: () => undefined }
    const exchange = { request, response, target, requestId, span: undefined, admission }
    const reply = await respondByMethod(sideRoutes.get(target.path), exchange)
    if ('code' in reply) noteRefusal(reply, { requestId })
    if (!('stream' in reply)) write(response, [], 'code' in reply ? toErrorReply(reply, requestId) : reply)
  }
  const side =
    settings.metricsPort === undefined
      ? undefined
      : createHttpServer(options, (request, response) => {
          handleSide(request, response).catch((error: unknown) => {
            log.error('request failed', { err: toError(error) })
            response.destroy()
          })
        })
  if (side) connectionLog.watch(side)

  const socketPath = socketPathOf(settings.host)
  /** Without a host of its own, on loopback. */
  const portHost = socketPath === undefined ? settings.host : '127.0.0.1'

  const listenOnSocket = async (path: string): Promise<string> => {
    // The primary of several workers has done so for them.
    if (!cluster.isWorker) await removeStaleSocket(path)
    await new Promise<void>((resolve, reject) => {
      main.once('error', ({ code }: NodeJS.ErrnoException) =>
        reject(new Error(`cannot listen on ${path} (HOST): ${code}`)),
      )
      main.listen(path, resolve)
    })
    await openToGroup(path)
    return settings.host
  }

  const listenOn = (server: typeof main, name: string, port: number): Promise<AddressInfo> =>
    new Promise((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        const why =
          error.code === 'EADDRINUSE'
            ? 'the port is in use; stop the process that listens there, or set another port'
            : error.code
        reject(new Error(`cannot listen on ${portHost}:${port} (HOST, ${name}): ${why}`))
      })
      server.listen(port, portHost, () => resolve(server.address() as AddressInfo))
    })

  return {
    async listen() {
      const url =
        socketPath === undefined
          ? toUrl(await listenOn(main, 'PORT', settings.port))
          : await listenOnSocket(socketPath)
      if (side && settings.metricsPort !== undefined) {
        const { port } = await listenOn(side, 'METRICS_PORT', settings.metricsPort)
        log.info('metrics are served on a separate port', { port })
      }
      return url
    },
    connections,
    reload(next) {
      // Whatever fails does so before anything has changed.
      const nextHandling = createHandling(next, lasting)
      gateway.reload(next)
      handling = nextHandling
      inForce = next
      bodyLimits = bodyLimitsOf(next)
    },
    async drain() {
      draining = true
      await new Promise((resolve) => setTimeout(resolve, settings.drainDelayMs))
      loopDelay.close()
      // `main.close` would also destroy connections with unread replies, and stop the time-outs of requests.
      const closed = new Promise((resolve) => NetServer.prototype.close.call(main, resolve))
      side?.close()
      connections.closeIdle()
      const closeIdle = setInterval(() => connections.closeIdle(), IDLE_MS)
      const forceClose = setTimeout(() => main.closeAllConnections(), FINISH_TIMEOUT_MS)
      await closed
      clearTimeout(forceClose)
      clearInterval(closeIdle)
      stopChecks()
      // Stops the time-outs.
      main.close()
    },
  }
}
