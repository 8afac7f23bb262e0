import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { memoryAtHand } from '../config/memory.ts'
import { networkNames } from '../global-id.ts'
import { createDurations } from './durations.ts'
import { type CircuitChange, type Saving, type Unusable, UNUSABLE, type UpstreamEvent } from './observer.ts'

/** Why the gateway cut a client: its speed, or the limit at which it was the slowest. */
export type Cut = 'slow-body' | 'slow-reply' | 'bodies' | 'connections' | 'requests' | 'unread-bytes'
const CUTS: readonly Cut[] = ['slow-body', 'slow-reply', 'bodies', 'connections', 'requests', 'unread-bytes']

export interface RenderedMetrics {
  readonly contentType: string
  readonly body: string
}

/** Metrics of one process at one moment. */
export type CollectedMetrics = Awaited<ReturnType<Registry['getMetricsAsJSON']>>

export interface Metrics {
  /** Content type and Prometheus text. */
  render(): Promise<RenderedMetrics>
  /** The same as data, for the metrics of all workers. */
  collect(): Promise<CollectedMetrics>
  upstreamCall(event: UpstreamEvent): void
  saved(network: string, how: Saving, count: number): void
  /** Parts of upstream responses that the schema cannot carry were dropped. */
  unusable(network: string, what: Unusable, count: number): void
  /** @param count default 1 */
  error(code: string, network: string, count?: number): void
  request(
    kind: 'query' | 'mutation' | 'subscription' | 'none',
    outcome: 'ok' | 'partial' | 'failed',
    seconds: number,
  ): void
  /** A request was rejected because of overload. */
  shed(why: 'requests' | 'delay'): void
  /** A request was rejected, since its API key or address has sent too many. */
  throttled(by: 'key' | 'address'): void
  /** A request came with a known API key. @param name undefined for a key without one @param count default 1 */
  keyUsed(name: string | undefined, count?: number): void
  /** A slow client was cut, or one that only held a connection. */
  cut(why: Cut): void
  /** A client disconnected before it had the whole response. */
  clientGone(): void
  /** A class of calls rests, or no longer does. @param name network and operation: `mixin readUsers` */
  circuitOpen(name: string, isOpen: boolean, change?: CircuitChange): void
  /**
   * Asked whenever somebody looks: for how many credentials each class of calls is closed. Names as above.
   */
  watchBudgets(closed: () => ReadonlyMap<string, number>): void
  /** Asked whenever somebody looks: whether an operator has closed a network. */
  watchClosed(isClosed: (network: string) => boolean): void
  /** Whether Redis can be used. Never called without `REDIS_URL`: then there is no such metric. */
  redisUp(isUp: boolean): void
}

const OPENING_REASONS = ['outage', 'callers', 'subjects'] as const

/** The labels of a name such as `mixin readUsers`. */
const labelsOf = (name: string) => {
  const blank = name.indexOf(' ')
  return { network: name.slice(0, blank), operation: name.slice(blank + 1) }
}

/** Creates a gateway's metrics. Every label has a closed set of values: no ids, names or documents. */
export const createMetrics = (): Metrics => {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  collectDefaultMetrics({ register: registry })

  new Gauge({
    name: 'parley_memory_limit_bytes',
    help: 'Memory that the gateway may use: the limit of the container, or else the memory of the machine.',
    registers,
    // Workers share it.
    aggregator: 'max',
  }).set(memoryAtHand().processBytes)

  const requestLabels = ['kind', 'outcome'] as const
  const requests = createDurations(
    new Histogram({
      name: 'parley_request_duration_seconds',
      help: 'Duration of GraphQL requests by kind of operation and outcome.',
      labelNames: requestLabels,
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    }),
    requestLabels,
  )
  const errors = new Counter({
    name: 'parley_errors_total',
    help: 'GraphQL errors by code and network.',
    labelNames: ['code', 'network'],
    registers,
  })
  const callLabels = ['network', 'operation', 'outcome'] as const
  const upstreamCalls = createDurations(
    new Histogram({
      name: 'parley_upstream_call_duration_seconds',
      help: 'Duration of upstream calls by network, operation and outcome (ok, cancelled or an error code).',
      labelNames: callLabels,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4],
      registers,
    }),
    callLabels,
  )

  /** Added to the counter on scrape: its lookup of labels takes longer than a cache hit. */
  const savings = new Map<string, Map<Saving, number>>()
  const saved = new Counter({
    name: 'parley_upstream_calls_saved_total',
    help: 'Upstream calls that were not needed or not allowed, by reason: cache, batch, coalesced, learned, stale, refused (by a budget), breaker (open circuit), closed (by an operator).',
    labelNames: ['network', 'how'],
    registers,
  })

  const unusable = new Counter({
    name: 'parley_upstream_unusable_total',
    help: 'Parts of upstream responses that were dropped: number (too large or a fraction), date, and field (of another type), which are null then; row (of a list, of an unknown shape) and empty-row (about nothing, such as a deleted user), which are left out.',
    labelNames: ['network', 'what'],
    registers,
  })
  // Prometheus misses the first increment of a series that did not exist before.
  for (const network of networkNames) {
    for (const what of UNUSABLE) unusable.inc({ network, what }, 0)
  }

  const shed = new Counter({
    name: 'parley_requests_shed_total',
    help: 'Requests rejected with 503, by reason: requests (too many in progress), delay (of the event loop).',
    labelNames: ['why'],
    registers,
  })
  // Prometheus misses the first increment of a series that did not exist before.
  for (const why of ['requests', 'delay']) shed.inc({ why }, 0)
  errors.inc({ code: 'INTERNAL_SERVER_ERROR', network: 'none' }, 0)
  const throttled = new Counter({
    name: 'parley_requests_throttled_total',
    help: 'Requests rejected with 429, by whose they were: key (an API key), address (a client address without one).',
    labelNames: ['by'],
    registers,
  })
  for (const by of ['key', 'address']) throttled.inc({ by }, 0)
  const keysUsed = new Counter({
    name: 'parley_api_key_requests_total',
    help: 'Requests with a known API key by its name in API_KEYS; unnamed for keys without one.',
    labelNames: ['api_key'],
    registers,
  })
  const cuts = new Counter({
    name: 'parley_clients_cut_total',
    help: 'Slow clients that were disconnected, by reason: slow-body and slow-reply (below the minimum speed), or the limit at which they gave way: bodies, connections, requests, unread-bytes.',
    labelNames: ['why'],
    registers,
  })
  for (const why of CUTS) cuts.inc({ why }, 0)
  const clientsGone = new Counter({
    name: 'parley_clients_gone_total',
    help: 'Requests whose client disconnected before it had the whole response.',
    registers,
  })

  const openCircuits = new Gauge({
    name: 'parley_breaker_open',
    help: '1 while the circuit of this operation is open after repeated failures; 0 after a call has succeeded.',
    labelNames: ['network', 'operation'],
    // Of workers.
    aggregator: 'max',
    registers,
  })
  const circuitsOpened = new Counter({
    name: 'parley_breaker_opened_total',
    help: 'Openings of circuits by reason: outage (no connection, resets, 502 to 504), callers (other failures of several callers), subjects (other failures about several things).',
    labelNames: ['network', 'operation', 'reason'],
    registers,
  })
  const budgetsClosed = new Gauge({
    name: 'parley_budget_closed',
    help: 'Credentials or addresses for which this operation is paused, since the network rate-limited it.',
    labelNames: ['network', 'operation'],
    // Workers know each other's.
    aggregator: 'max',
    registers,
  })
  const networksClosed = new Gauge({
    name: 'parley_network_closed',
    help: '1 while an operator has closed the network: no call is sent to it.',
    labelNames: ['network'],
    // Of workers.
    aggregator: 'max',
    registers,
  })
  const createRedisUp = () =>
    new Gauge({
      name: 'parley_redis_up',
      help: '1 while the gateway shares its state by Redis; 0 while it works alone or Redis refuses writes. Absent without REDIS_URL.',
      // Of workers.
      aggregator: 'min',
      registers,
    })
  let redisUp: Gauge | undefined
  let isNetworkClosed: (network: string) => boolean = () => false
  let closedBudgets: () => ReadonlyMap<string, number> = () => new Map()

  /** Hands over what is held until somebody looks. */
  const flush = (): void => {
    budgetsClosed.reset()
    for (const [name, count] of closedBudgets()) budgetsClosed.set(labelsOf(name), count)
    for (const network of networkNames) networksClosed.set({ network }, isNetworkClosed(network) ? 1 : 0)
    for (const [network, counts] of savings) {
      for (const [how, count] of counts) saved.inc({ network, how }, count)
    }
    savings.clear()
    requests.flush()
    upstreamCalls.flush()
  }

  return {
    async render() {
      flush()
      return { contentType: registry.contentType, body: await registry.metrics() }
    },
    async collect() {
      flush()
      return registry.getMetricsAsJSON()
    },
    upstreamCall: ({ network, operation, outcome, durationMs }) =>
      upstreamCalls.observe({ network, operation, outcome }, durationMs / 1000),
    saved(network, how, count) {
      let counts = savings.get(network)
      if (!counts) {
        counts = new Map()
        savings.set(network, counts)
      }
      counts.set(how, (counts.get(how) ?? 0) + count)
    },
    unusable: (network, what, count) => unusable.inc({ network, what }, count),
    error: (code, network, count = 1) => errors.inc({ code, network }, count),
    request: (kind, outcome, seconds) => requests.observe({ kind, outcome }, seconds),
    shed: (why) => shed.inc({ why }),
    throttled: (by) => throttled.inc({ by }),
    keyUsed: (name = 'unnamed', count = 1) => keysUsed.inc({ api_key: name }, count),
    cut: (why) => cuts.inc({ why }),
    clientGone: () => clientsGone.inc(),
    circuitOpen(name, isOpen, change) {
      const labels = labelsOf(name)
      openCircuits.set(labels, isOpen ? 1 : 0)
      if (change?.to === 'open') circuitsOpened.inc({ ...labels, reason: change.reason })
      // Prometheus misses the first increment of a series that did not exist before.
      if (!change) for (const reason of OPENING_REASONS) circuitsOpened.inc({ ...labels, reason }, 0)
    },
    watchBudgets: (closed) => void (closedBudgets = closed),
    watchClosed: (isClosed) => void (isNetworkClosed = isClosed),
    redisUp(isUp) {
      redisUp ??= createRedisUp()
      redisUp.set(isUp ? 1 : 0)
    },
  }
}
