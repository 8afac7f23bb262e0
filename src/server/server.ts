import { randomUUID } from 'node:crypto'
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Settings } from '../config/settings.ts'
import { toError } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import type { Log } from '../log.ts'
import { createCallerReader } from './caller.ts'
import { createCors } from './cors.ts'
import { createGraphQLRoute } from './graphql-route.ts'
import type { StaticResponse } from './graphiql/assets.ts'
import { createGraphiQL } from './graphiql/graphiql.ts'
import { type Refusal, renderRefusal } from './refusal.ts'

/** Milliseconds that requests under way get to finish once no new ones are taken. */
const FINISH_TIMEOUT_MS = 15_000

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
}

type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  requestId: string,
) => Promise<Refusal | undefined>

const notFound: Refusal = {
  status: 404,
  code: 'NOT_FOUND',
  message: 'There is nothing here; GraphQL is at /graphql.',
}
const failed: Refusal = {
  status: 500,
  code: 'INTERNAL_SERVER_ERROR',
  message: 'Something went wrong in the gateway.',
}

const requestIdOf = (request: IncomingMessage): string => {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(given) ? given : randomUUID()
}

const wantsPage = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && /(^|,)\s*text\/html\b/.test(headers.accept ?? '')

export const createServer = ({ gateway, settings, log }: GatewayServerOptions): GatewayServer => {
  const cors = createCors(settings.corsOrigins)
  const graphiql = settings.graphiql ? createGraphiQL() : undefined
  const graphql = createGraphQLRoute({
    gateway,
    callers: createCallerReader(settings),
    sameSite: settings.session.sameSite,
    trace: settings.trace,
    limits: settings.limits,
  })
  let draining = false
  /** Answers that have not been written yet. */
  const underWay = new Set<ServerResponse>()

  const send = (response: ServerResponse, { status, headers, body }: StaticResponse): undefined => {
    response.writeHead(status, { ...headers }).end(body)
  }
  const text = (response: ServerResponse, status: number, body: string): undefined => {
    response
      .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' })
      .end(body)
  }

  const metrics: Route = async (_, response) => {
    const { contentType, body } = await gateway.metrics.render()
    response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body)
    return undefined
  }

  const graphqlOrPage: Route = async (request, response, requestId) => {
    if (graphiql && wantsPage(request)) return send(response, await graphiql.page())
    if (request.method !== 'OPTIONS') return graphql(request, response, requestId)
    for (const [name, value] of Object.entries(cors.preflightFor(request.headers.origin)))
      response.setHeader(name, value)
    response.writeHead(204, { allow: 'GET, POST' }).end()
    return undefined
  }

  const asset: Route = async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://gateway').pathname
    const found = await graphiql?.asset(path, request.headers['accept-encoding'])
    return found ? send(response, found) : notFound
  }

  const routes: Readonly<Record<string, Route>> = {
    '/graphql': graphqlOrPage,
    '/health/live': async (_, response) => text(response, 200, 'live\n'),
    '/health/ready': async (_, response) =>
      text(response, draining ? 503 : 200, draining ? 'draining\n' : 'ready\n'),
    ...(settings.metricsPort === undefined && { '/metrics': metrics }),
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(request)
    const [path = '/'] = (request.url ?? '/').split('?')
    response.setHeader('x-request-id', requestId)
    response.setHeader('x-content-type-options', 'nosniff')
    if (draining) response.setHeader('connection', 'close')
    underWay.add(response)
    response.once('close', () => underWay.delete(response))
    for (const [name, value] of Object.entries(cors.headersFor(request.headers.origin)))
      response.setHeader(name, value)
    const route = Object.hasOwn(routes, path)
      ? routes[path]
      : path.startsWith(ASSETS_PATH)
        ? asset
        : undefined
    let refusal: Refusal | undefined
    try {
      refusal = route ? await route(request, response, requestId) : notFound
    } catch (error) {
      log.error('a request failed', { requestId, err: toError(error) })
      refusal = failed
    }
    if (!refusal || response.headersSent) return
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      ...refusal.headers,
    }
    response.writeHead(refusal.status, headers).end(renderRefusal(refusal, requestId))
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
          if (request.url === '/metrics') void metrics(request, response, '')
          else text(response, 404, 'not found\n')
        })

  const listenOn = (server: typeof main, port: number): Promise<AddressInfo> =>
    new Promise((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        const why =
          error.code === 'EADDRINUSE' ? 'it is in use: end what listens there, or set another' : error.code
        reject(new Error(`cannot listen on ${settings.host}:${port} (PORT, METRICS_PORT, HOST): ${why}`))
      })
      server.listen(port, settings.host, () => resolve(server.address() as AddressInfo))
    })

  return {
    async listen() {
      const { address, port, family } = await listenOn(main, settings.port)
      if (side && settings.metricsPort !== undefined) await listenOn(side, settings.metricsPort)
      return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
    },
    async drain() {
      draining = true
      // A connection that were kept alive after its answer would hold the process back.
      for (const response of underWay) if (!response.headersSent) response.setHeader('connection', 'close')
      await new Promise((resolve) => setTimeout(resolve, settings.drainDelayMs))
      const closed = new Promise((resolve) => main.close(resolve))
      side?.close()
      main.closeIdleConnections()
      const impatience = setTimeout(() => main.closeAllConnections(), FINISH_TIMEOUT_MS)
      await closed
      clearTimeout(impatience)
    },
  }
}
