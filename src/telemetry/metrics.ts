import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Saving, UpstreamEvent } from './observer.ts'

export interface Metrics {
  /** Content type and Prometheus text. */
  render(): Promise<{ readonly contentType: string; readonly body: string }>
  upstreamCall(event: UpstreamEvent): void
  saved(network: string, how: Saving, count: number): void
  error(code: string, network: string): void
  request(
    kind: 'query' | 'mutation' | 'subscription' | 'none',
    outcome: 'ok' | 'partial' | 'failed',
    seconds: number,
  ): void
  /** A request was refused since there is too much to do. */
  shed(why: 'requests' | 'delay'): void
  /** A client left before it had its answer. */
  clientGone(): void
  /** A class of calls rests, or no longer does. @param name network and operation: `mixin readUsers` */
  circuitOpen(name: string, isOpen: boolean): void
  /** Asked whenever somebody looks: for how many credentials each class of calls is closed. Names as above. */
  watchBudgets(closed: () => ReadonlyMap<string, number>): void
}

/** Labels out of a name that begins with its network. */
const labelsOf = (name: string) => {
  const blank = name.indexOf(' ')
  return { network: name.slice(0, blank), operation: name.slice(blank + 1) }
}

/** Counters, gauges and histograms of one gateway. Every label comes from a closed set: no ids, no names, no queries. */
export const createMetrics = (): Metrics => {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  collectDefaultMetrics({ register: registry })

  const requests = new Histogram({
    name: 'parley_request_duration_seconds',
    help: 'GraphQL requests by kind of operation and outcome.',
    labelNames: ['kind', 'outcome'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const errors = new Counter({
    name: 'parley_errors_total',
    help: 'GraphQL errors by code and network.',
    labelNames: ['code', 'network'],
    registers,
  })
  const upstreamCalls = new Histogram({
    name: 'parley_upstream_call_duration_seconds',
    help: 'Calls made upstream by network, operation and outcome (ok, cancelled or an error code).',
    labelNames: ['network', 'operation', 'outcome'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4],
    registers,
  })

  /** Counted here until somebody looks: a counter takes longer to find its labels than a copy to answer. */
  const savings = new Map<string, Map<Saving, number>>()
  const saved = new Counter({
    name: 'parley_upstream_calls_saved_total',
    help: 'Upstream calls that were not made, by what answered or refused instead: cache, batch, coalesced, learned, stale, refused (by a budget), breaker.',
    labelNames: ['network', 'how'],
    registers,
  })

  const shed = new Counter({
    name: 'parley_requests_shed_total',
    help: 'Requests refused with 503, by why: requests (too many in progress), delay (of the event loop).',
    labelNames: ['why'],
    registers,
  })
  // Prometheus does not notice a first count where there was none before.
  for (const why of ['requests', 'delay']) shed.inc({ why }, 0)
  errors.inc({ code: 'INTERNAL_SERVER_ERROR', network: 'none' }, 0)
  const clientsGone = new Counter({
    name: 'parley_clients_gone_total',
    help: 'Requests whose client left before it had the whole answer.',
    registers,
  })

  const resting = new Gauge({
    name: 'parley_breaker_open',
    help: '1 while calls of this kind are not made, since the network failed them; 0 again after one succeeded.',
    labelNames: ['network', 'operation'],
    registers,
  })
  const budgetsClosed = new Gauge({
    name: 'parley_budget_closed',
    help: 'Credentials or addresses for which calls of this kind are not made, since the network refused them.',
    labelNames: ['network', 'operation'],
    registers,
  })
  let closedBudgets: () => ReadonlyMap<string, number> = () => new Map()

  return {
    async render() {
      budgetsClosed.reset()
      for (const [name, count] of closedBudgets()) budgetsClosed.set(labelsOf(name), count)
      for (const [network, counts] of savings) {
        for (const [how, count] of counts) saved.inc({ network, how }, count)
      }
      savings.clear()
      return { contentType: registry.contentType, body: await registry.metrics() }
    },
    upstreamCall: ({ network, operation, outcome, durationMs }) =>
      upstreamCalls.observe({ network, operation, outcome }, durationMs / 1000),
    saved(network, how, count) {
      const counts = savings.get(network) ?? new Map<Saving, number>()
      counts.set(how, (counts.get(how) ?? 0) + count)
      savings.set(network, counts)
    },
    error: (code, network) => errors.inc({ code, network }),
    request: (kind, outcome, seconds) => requests.observe({ kind, outcome }, seconds),
    shed: (why) => shed.inc({ why }),
    clientGone: () => clientsGone.inc(),
    circuitOpen: (name, isOpen) => resting.set(labelsOf(name), isOpen ? 1 : 0),
    watchBudgets: (closed) => void (closedBudgets = closed),
  }
}
