import { setTimeout } from 'node:timers/promises'
import { createYoga, type YogaServerInstance } from 'graphql-yoga'
import type { GraphQLSchema } from 'graphql'
import type { Dispatcher } from 'undici'
import { createResponseCache } from './response/response-cache.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Settings } from './config/settings.ts'
import { createContext, type GatewayContext } from './context.ts'
import { createCostLimit } from './limits/cost/cost-limit.ts'
import { createBruteForceGuard } from './datasources/brute-force-guard.ts'
import { createProviders, type Providers } from './datasources/index.ts'
import { createModelCache } from './datasources/loading/model-cache.ts'
import { createViewerScope } from './request/scope.ts'
import { withSharedDrops } from './datasources/loading/shared-entries.ts'
import { toError } from './errors.ts'
import type { Caller, GatewayRequest } from './request/request.ts'
import type { UpstreamEvent } from './telemetry/observer.ts'
import { createCompiledDocuments } from './execution/compiled-documents.ts'
import { createDocumentCache } from './execution/document-cache.ts'
import { createFastPath } from './execution/fast-path.ts'
import { createBudgets } from './upstream/rate-limits/budget.ts'
import { CALL_TIMEOUT_MS } from './upstream/transport.ts'
import { isObject, type JsonObject, parseJson } from './json.ts'
import { createAttemptLimiter } from './upstream/rate-limits/attempt-limiter.ts'
import type { Log } from './telemetry/log.ts'
import { createMetrics, type Metrics } from './telemetry/metrics.ts'
import { createFinisher } from './response/finish.ts'
import { createDocumentLimits } from './limits/document-limits.ts'
import { createPartsLimit } from './limits/parts.ts'
import { useCompiledDocuments } from './plugins/use-compiled-documents.ts'
import { useCostLimit } from './plugins/use-cost-limit.ts'
import { useDocumentLimits } from './plugins/use-document-limits.ts'
import { useNoIntrospection } from './plugins/use-no-introspection.ts'
import { useTrustedDocuments } from './plugins/use-trusted-documents.ts'
import { useResult } from './plugins/use-result.ts'
import { useParts } from './plugins/use-parts.ts'
import { createSchema } from './schema.ts'
import { createRedisStore } from './redis/index.ts'
import type { RequestSpan } from './telemetry/spans/span.ts'
import { createTrustedDocuments } from './execution/trusted-documents.ts'

/** The part of `CACHE_MAX_BYTES` that is for whole answers; the rest is for models. */
const ANSWERS_SHARE = 1 / 4

const RECALLED = { path: 'response-cache', kind: 'query', name: undefined } as const

/** Schema, data sources and execution, without a port. */
export interface Gateway {
  readonly schema: GraphQLSchema
  readonly providers: Providers
  readonly metrics: Metrics
  /** What other gateways know has been asked for once. At most a second; at once where this one is alone. */
  readonly ready: Promise<void>
  /**
   * The answer that this caller got to this very body before, while all that it shows is fresh. It
   * is JSON and goes out with HTTP 200.
   */
  recall(body: Buffer, caller: Caller, span?: RequestSpan): string | Buffer | undefined
  /**
   * The fast path: answers, likewise, a question whose document has been answered before; undefined for any
   * other, which `fetch` answers.
   * @param body what `recall` will know the answer by
   */
  answer(question: JsonObject, incoming: GatewayRequest, body: Buffer): Promise<string> | undefined
  /** The Yoga path: answers any GraphQL-over-HTTP request. */
  fetch(request: Request, incoming: GatewayRequest): Promise<Response>
  /** Milliseconds for which what a request was answered stays true; 0 where the answer was for that moment alone. */
  freshMs(incoming: GatewayRequest): number
  close(): Promise<void>
}

export interface GatewayOptions {
  readonly settings: Settings
  readonly log: Log
  readonly clock?: Clock
  /** 0 to 1. */
  readonly random?: () => number
  readonly sleep?: (ms: number) => Promise<void>
  /** Milliseconds that Redis may take. Default 50. */
  readonly redisTimeoutMs?: number
  /** Milliseconds that one upstream call may take, waiting and repeats included. Default 4,000. */
  readonly callTimeoutMs?: number
  /** Where gateways of one process share them: both take a while to make. Default: its own. */
  readonly schema?: GraphQLSchema
  readonly metrics?: Metrics
  /** Stands in for the network in tests. */
  readonly dispatcher?: Dispatcher
}

export const createGateway = ({
  settings,
  log,
  clock = systemClock,
  random = Math.random,
  sleep = (ms) => setTimeout(ms),
  redisTimeoutMs,
  callTimeoutMs = CALL_TIMEOUT_MS,
  schema = createSchema(),
  metrics = createMetrics(),
  dispatcher,
}: GatewayOptions): Gateway => {
  const call = (event: UpstreamEvent): void => {
    metrics.upstreamCall(event)
    const { error, ...facts } = event
    if (event.outcome === 'UPSTREAM_UNAVAILABLE' || event.outcome === 'OUTCOME_UNKNOWN') {
      log.warn('an upstream call failed', { ...facts, err: error })
    } else {
      log.debug('upstream call', facts)
    }
  }
  // First, since it may fail: what has been opened by then would stay open.
  const trustedDocuments = settings.trustedDocuments && createTrustedDocuments(settings.trustedDocuments)
  const { redisUrl, session } = settings
  const shared =
    redisUrl &&
    session.secret &&
    createRedisStore({ url: redisUrl, secret: session.secret, log, clock, random, timeoutMs: redisTimeoutMs })
  const observer = { call, saved: metrics.saved, circuitOpen: metrics.circuitOpen }
  const budgets = createBudgets(clock, shared?.budgets)
  metrics.watchBudgets(budgets.cooldowns)
  const attempts = createAttemptLimiter(clock, shared?.budgets)
  const answerBytes = Math.floor(settings.cacheMaxBytes * ANSWERS_SHARE)
  const own = createModelCache(settings.cacheMaxBytes - answerBytes, clock)
  const cache = shared ? withSharedDrops(own, shared.models) : own
  const viewerScope = createViewerScope(shared && session.secret)
  const answers = createResponseCache({ maxBytes: answerBytes, models: cache, clock, viewerScope })
  const providers = createProviders(settings, {
    connections: settings.upstreamConnections,
    callTimeoutMs,
    observer,
    cache,
    budgets,
    attempts,
    bruteForceGuard: createBruteForceGuard({
      limits: settings.attempts,
      attempts,
      clock,
      observer,
      secret: session.secret,
      facts: shared?.facts,
    }),
    viewerScope,
    shared,
    clock,
    random,
    sleep,
    sessionSecret: session.secret,
    dispatcher,
  })
  const outcome = createFinisher({ log, metrics, suggestions: settings.introspection })
  const costLimit = createCostLimit(schema, settings.limits.cost)
  const compiledDocuments = createCompiledDocuments(schema, costLimit)
  const fastPath = createFastPath({ compiledDocuments, trustedDocuments, providers, outcome })
  const yoga: YogaServerInstance<GatewayContext, object> = createYoga<GatewayContext>({
    schema,
    graphqlEndpoint: '/graphql',
    plugins: [
      ...(trustedDocuments ? [useTrustedDocuments(trustedDocuments)] : []),
      useDocumentLimits(createDocumentLimits(settings.limits, schema)),
      ...(settings.introspection ? [] : [useNoIntrospection()]),
      useResult(outcome),
      useCostLimit(costLimit),
      useParts(createPartsLimit(schema, settings.limits.parts)),
      ...(settings.executionPath === 'yoga'
        ? []
        : [useCompiledDocuments(compiledDocuments, { isFastOnly: settings.executionPath === 'fast' })]),
    ],
    extraParamNames: ['documentId'],
    parserAndValidationCache: createDocumentCache(),
    // Errors are translated in one place, the outcome; until then they travel as they are.
    maskedErrors: { maskError: (error) => toError(error) },
    // What Yoga would do by default and the server in front of it does in its own way.
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    logging: false,
  })

  const nameOf = (body: Buffer): string | undefined => {
    const question = parseJson(body.toString())
    return isObject(question) ? fastPath.nameOf(question) : undefined
  }

  return {
    schema,
    providers,
    metrics,
    ready: shared?.ready ?? Promise.resolve(),
    recall(body, caller, span) {
      const startedAt = performance.now()
      const kept = answers.find(caller, body)
      if (!kept) return undefined
      for (const [network, things] of kept.counts) metrics.saved(network, 'cache', things)
      const operation = span ? { ...RECALLED, name: nameOf(body) } : RECALLED
      outcome.executed(operation, startedAt, { errors: undefined, hasData: true }, span)
      return kept.body
    },
    answer: (question, incoming, body) =>
      fastPath.answer(question, incoming)?.then((json) => {
        if (incoming.cacheDependencies) answers.keep(incoming.caller, body, json, incoming.cacheDependencies)
        return json
      }),
    fetch: async (request, incoming) =>
      yoga.fetch(request, createContext(incoming, providers.open(incoming))),
    freshMs({ cacheDependencies }) {
      if (!cacheDependencies || cacheDependencies.isNoStore || cacheDependencies.copies.length === 0) return 0
      return Math.max(0, cacheDependencies.until - clock.now())
    },
    async close() {
      await yoga.dispose()
      await providers.close()
      await shared?.close()
    },
  }
}
