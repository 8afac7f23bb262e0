import { setTimeout } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { GraphQLSchema } from 'graphql'
import type { Dispatcher } from 'undici'
import { type Clock, systemClock } from './clock.ts'
import type { Settings } from './config/settings.ts'
import { createBruteForceGuard } from './datasources/brute-force-guard.ts'
import { createFamiliarAddresses } from './datasources/familiar-addresses.ts'
import { createProviders, type Providers } from './datasources/index.ts'
import { createModelCache } from './datasources/loading/model-cache.ts'
import { withSharedDrops } from './datasources/loading/shared-entries.ts'
import { createGatewayControl, type GatewayControl, type RedisChange } from './control/index.ts'
import { createCompiledDocuments } from './execution/compiled-documents.ts'
import { createFastPath } from './execution/fast-path.ts'
import { createPipeline } from './execution/pipeline.ts'
import { createResponseCacheStep } from './execution/response-cache-step.ts'
import { createSettledRespond } from './execution/settled-respond.ts'
import type { Respond } from './execution/step.ts'
import { createTrustedDocuments } from './execution/trusted-documents.ts'
import { createYogaStep } from './execution/yoga-step.ts'
import { createCostLimit } from './limits/cost/cost-limit.ts'
import { createYogaServer } from './plugins/yoga.ts'
import { createRedisStore } from './redis/index.ts'
import type { RedisState } from './redis/status.ts'
import { createViewerScope, nameOfScope } from './request/scope.ts'
import { createFinisher } from './response/finish.ts'
import { createResponseCache } from './response/response-cache.ts'
import { createSchema } from './schema.ts'
import type { Log } from './telemetry/log.ts'
import { createMetrics, type Metrics } from './telemetry/metrics.ts'
import { createSecurityLog } from './telemetry/security-log.ts'
import type { Observer, UpstreamEvent } from './telemetry/observer.ts'
import { createNetworkSwitch, type NetworkSwitch } from './upstream/network-switch.ts'
import { type AttemptLimiter, createAttemptLimiter } from './upstream/rate-limits/attempt-limiter.ts'
import { type CooldownChange, createBudgets } from './upstream/rate-limits/budget.ts'
import type { StateBounds } from './upstream/rate-limits/expiring-map.ts'
import { CALL_TIMEOUT_MS } from './upstream/transport.ts'
import type { WorkerStore } from './workers/worker-stores.ts'

/** The part of `CACHE_MAX_BYTES` for whole responses; the rest is for models. */
const RESPONSES_SHARE = 1 / 4

/** Settings that decide which documents are executed. */
const EXECUTION_RULES = ['limits', 'trustedDocuments'] as const

/** Schema, data sources and execution, without a port. */
export interface Gateway {
  readonly schema: GraphQLSchema
  readonly providers: Providers
  readonly metrics: Metrics
  /** Counts what callers may do only so often, for all gateways that share a store. */
  readonly attempts: AttemptLimiter
  /**
   * Resolves once Redis has been asked for the state that gateways share, after two seconds at most: to the refusal if Redis
   * refused `REDIS_URL`. The gateway works alone then, and goes on asking.
   */
  readonly ready: Promise<Error | undefined>
  /** What an operator may see and do. */
  readonly control: GatewayControl
  /** Responds to a GraphQL request over HTTP; the steps are `execution/pipeline.ts`'s. */
  readonly respond: Respond
  /**
   * Takes the limits and trusted documents of these settings, for requests from now on. Counts, models, sessions and
   * connections stay. Everything else of them needs a new gateway.
   */
  reload(settings: Settings): void
  /** Whether state is shared by Redis now; undefined without `REDIS_URL`. */
  redisState(): RedisState | undefined
  close(): Promise<void>
}

export interface GatewayOptions {
  readonly settings: Settings
  readonly log: Log
  readonly clock?: Clock
  /** 0 to 1. */
  readonly random?: () => number
  readonly sleep?: (ms: number) => Promise<void>
  /** Milliseconds that a Redis command may take. Default 50. */
  readonly redisTimeoutMs?: number
  /** Milliseconds for one upstream call, including its wait for a permit and its retries. Default 4,000. */
  readonly callTimeoutMs?: number
  /** Bounds of counts, cooldowns and revoked sessions. Tests reach smaller ones sooner. */
  readonly stateBounds?: StateBounds
  /** Gateways of one process may share these, since creating them takes a while. Default: its own. */
  readonly schema?: GraphQLSchema
  readonly metrics?: Metrics
  /** Replaces the network in tests. */
  readonly dispatcher?: Dispatcher
  /** Which networks an operator has closed, for a gateway that replaces another. Default: none. */
  readonly networkSwitch?: NetworkSwitch
  /** Opens the state that the workers of this gateway share. Used where no Redis is. */
  readonly openWorkerStore?: (() => WorkerStore) | undefined
}

export const createGateway = ({
  settings,
  log,
  clock = systemClock,
  random = Math.random,
  sleep = (ms) => setTimeout(ms),
  redisTimeoutMs,
  callTimeoutMs = CALL_TIMEOUT_MS,
  stateBounds = {},
  schema = createSchema(),
  metrics = createMetrics(),
  dispatcher,
  networkSwitch = createNetworkSwitch(clock),
  openWorkerStore,
}: GatewayOptions): Gateway => {
  const call = (event: UpstreamEvent): void => {
    metrics.upstreamCall(event)
    const isFailure = event.outcome === 'UPSTREAM_UNAVAILABLE' || event.outcome === 'OUTCOME_UNKNOWN'
    if (!isFailure && !log.isDebug) return
    const { error, ...facts } = event
    if (isFailure) log.warn('upstream call failed', { ...facts, err: error })
    else log.debug('upstream call', error ? { ...facts, err: error } : facts)
  }
  let inForce = settings
  const { session } = settings
  let redisChange: RedisChange | undefined
  const followRedis = (state: RedisState): void => {
    redisChange = { state, since: clock.now() }
    metrics.redisUp(state.status === 'up')
  }
  const redis =
    settings.redis &&
    session.secret &&
    createRedisStore({
      settings: settings.redis,
      secret: session.secret,
      formerSecrets: session.formerSecrets,
      log,
      clock,
      random,
      timeoutMs: redisTimeoutMs,
      onState: followRedis,
    })
  if (redis) followRedis({ status: 'down' })
  const ofWorkers = redis ? undefined : openWorkerStore?.()
  const shared = redis || ofWorkers
  const circuitOpen: Observer['circuitOpen'] = (name, isOpen, change) => {
    metrics.circuitOpen(name, isOpen, change)
    if (!change) return
    const { to, ...facts } = change
    security({ type: to === 'open' ? 'breaker-opened' : 'breaker-closed', circuit: name, ...facts })
  }
  const security = createSecurityLog(log)
  const observer: Observer = { call, saved: metrics.saved, unusable: metrics.unusable, circuitOpen, security }
  const cooldown = ({ name, scope, forMs }: CooldownChange): void =>
    security({
      type: forMs === undefined ? 'cooldown-closed' : 'cooldown-opened',
      calls: name,
      account: nameOfScope(scope),
      forMs,
    })
  const budgets = createBudgets(clock, shared?.budgets, { bounds: stateBounds, onCooldown: cooldown })
  metrics.watchBudgets(budgets.cooldowns)
  metrics.watchClosed((network) => networkSwitch.find(network) !== undefined)
  const attempts = createAttemptLimiter(clock, shared?.budgets, stateBounds.attempts)
  const responseBytes = Math.floor(settings.cacheMaxBytes * RESPONSES_SHARE)
  const own = createModelCache(settings.cacheMaxBytes - responseBytes, clock)
  const cache = shared ? withSharedDrops(own, shared.models) : own
  const viewerScope = createViewerScope(shared && session.secret)
  const providers = createProviders(settings, {
    connections: settings.upstreamConnections,
    proxies: settings.proxies,
    callTimeoutMs,
    observer,
    cache,
    budgets,
    networkSwitch,
    attempts,
    bruteForceGuard: createBruteForceGuard({
      limits: () => inForce.attempts,
      attempts,
      familiar: createFamiliarAddresses(clock, shared?.facts, stateBounds.familiarAddresses),
      observer,
      secret: session.secret,
    }),
    viewerScope,
    stateBounds,
    shared,
    clock,
    random,
    sleep,
    sessionSecret: session.secret,
    formerSessionSecrets: session.formerSecrets,
    dispatcher,
  })
  const finisher = createFinisher({ log, metrics, suggestions: settings.introspection })

  /** What hangs on the documents that are accepted: it is made anew when they change. Models outlive it. */
  const createExecution = (rules: Settings) => {
    const { limits, trustedDocuments: given } = rules
    const trustedDocuments = createTrustedDocuments(given)
    const costLimit = createCostLimit(schema, limits.cost)
    const compiledDocuments = createCompiledDocuments(schema, costLimit)
    const common = { trustedDocuments, compiledDocuments, finisher }
    const yoga = createYogaServer({ ...common, schema, settings: rules, costLimit })
    const responses = createResponseCache({ maxBytes: responseBytes, models: cache, clock, viewerScope })
    const responseCache = createResponseCacheStep({ cache: responses, finisher, metrics })
    const steps = {
      responseCache: settings.cacheMaxBytes > 0 ? responseCache : undefined,
      fastPath: createFastPath({ ...common, providers, maxBytes: limits.answerBytes }),
      yoga: createYogaStep({
        fetch: (request, context) => yoga.fetch(request, context),
        Request: yoga.fetchAPI.Request,
        providers,
        clock,
        maxBytes: limits.answerBytes,
      }),
    }
    return { respond: createPipeline(steps, settings.executionPath), responses, end: () => yoga.dispose() }
  }
  let execution = createExecution(settings)
  const respond: Respond = (request) => execution.respond(request)
  // None of them could be sent any more: this gives their memory back.
  cache.onDrop((kind) => kind === undefined && execution.responses.clear())

  return {
    schema,
    providers,
    metrics,
    attempts,
    control: createGatewayControl({
      clock,
      providers,
      networkSwitch,
      budgets,
      models: cache,
      responses: () => execution.responses,
      redis: () => redisChange,
    }),
    ready: shared?.ready ?? Promise.resolve(undefined),
    redisState: () => (redis ? redis.state() : undefined),
    respond: ofWorkers ? createSettledRespond(respond, ofWorkers) : respond,
    reload(next) {
      const hasSameRules = EXECUTION_RULES.every((name) => isDeepStrictEqual(inForce[name], next[name]))
      if (!hasSameRules) execution = createExecution(next)
      providers.reload(next)
      inForce = next
    },
    async close() {
      await execution.end()
      await providers.close()
      await shared?.close()
    },
  }
}
