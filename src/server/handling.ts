import type { Settings } from '../config/settings.ts'
import type { Gateway } from '../gateway.ts'
import type { AcceptReader } from '../response/media-types.ts'
import type { Log } from '../telemetry/log.ts'
import { type AccessLog, createAccessLog } from './access-log.ts'
import type { BodyReader } from './body-reader.ts'
import { createCallerReader } from './caller.ts'
import type { Route } from './exchange.ts'
import { createGraphQLRoute } from './graphql-route.ts'
import { createOverload, type Load, type Overload } from './overload.ts'
import { createRequestRate, type RequestRateOptions } from './request-rate.ts'
import { createRoutes, type Routes } from './routes.ts'
import type { Ticker } from './ticker.ts'

/** What outlives settings: what is open, counted and cached. */
export interface HandlingOptions {
  readonly gateway: Gateway
  readonly log: Log
  readonly readAccept: AcceptReader
  readonly bodies: BodyReader
  readonly load: Load
  readonly metrics: Route
  readonly onThrottled: RequestRateOptions['onThrottled']
  readonly isDraining: () => boolean
  readonly ticker: Ticker
  readonly sandbox: Route | undefined
}

/** How requests are handled under some settings. It is made anew when these change; requests keep what they began with. */
export interface Handling {
  readonly routes: Routes
  readonly overload: Overload
  readonly accessLog: AccessLog
}

export const createHandling = (settings: Settings, options: HandlingOptions): Handling => {
  const { gateway, log, readAccept, bodies, load, metrics, onThrottled, isDraining, ticker, sandbox } =
    options
  // Prometheus misses the first increment of a series that did not exist before.
  for (const { rights } of settings.apiKeys) gateway.metrics.keyUsed(rights.name, 0)
  const graphql = createGraphQLRoute({
    gateway,
    callers: createCallerReader(settings),
    readAccept,
    corsOrigins: settings.corsOrigins,
    bodies,
    requestRate: createRequestRate({
      perSecond: settings.requestsPerSecond,
      attempts: gateway.attempts,
      onThrottled,
    }),
    trace: settings.trace,
    isCaching: settings.cacheMaxBytes > 0,
    anonymousMayWrite: settings.mixin?.botAccess === 'full',
    requestTimeoutMs: settings.requestTimeoutMs,
    limits: settings.limits,
    ticker,
  })
  return {
    routes: createRoutes({
      settings,
      schema: gateway.schema,
      metrics,
      graphql,
      readAccept,
      isDraining,
      redisState: () => gateway.redisState(),
      sandbox,
    }),
    overload: createOverload(settings.overload, load, gateway.metrics.shed),
    accessLog: createAccessLog({ log, share: settings.logRequests ?? 1 }),
  }
}
