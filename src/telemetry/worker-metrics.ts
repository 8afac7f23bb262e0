import { AggregatorRegistry, collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { CollectedMetrics, RenderedMetrics } from './metrics.ts'

/** The metrics of a primary process and its workers, as one gateway's. */
export interface WorkerMetrics {
  /** Sums what each worker has counted. One that does not answer counts with what it said last. */
  render(): Promise<RenderedMetrics>
  /** A worker serves requests. */
  started(): void
  /** A worker has ended. What it had counted when it was last asked stays in the sums, so that no counter falls. */
  ended(worker: number): Promise<void>
}

/** @param collect asks a worker, within a time; undefined if it does not answer */
export const createWorkerMetrics = (
  workers: () => Iterable<readonly [worker: number, collect: () => Promise<CollectedMetrics | undefined>]>,
): WorkerMetrics => {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  // Those of the event loop and of the heap are about processes that serve requests.
  for (const { name } of registry.getMetricsAsArray()) {
    if (!name.startsWith('process_')) registry.removeSingleMetric(name)
  }
  const running = new Gauge({
    name: 'parley_workers',
    help: 'Processes of WORKERS that serve requests.',
    registers: [registry],
  })
  const ends = new Counter({
    name: 'parley_worker_ends_total',
    help: 'Workers that ended by themselves and were replaced.',
    registers: [registry],
  })
  const latest = new Map<number, CollectedMetrics>()
  let former: CollectedMetrics = []

  const sum = (all: readonly CollectedMetrics[]) => AggregatorRegistry.aggregate([...all])

  return {
    async render() {
      await Promise.all(
        Array.from(workers(), async ([worker, collect]) => {
          const collected = await collect()
          if (collected) latest.set(worker, collected)
        }),
      )
      const all = sum([...latest.values(), former, await registry.getMetricsAsJSON()])
      return { contentType: all.contentType, body: await all.metrics() }
    },
    started: () => running.inc(),
    async ended(worker) {
      running.dec()
      ends.inc()
      const last = latest.get(worker)
      latest.delete(worker)
      if (!last) return
      const counted = last.filter(({ type }) => String(type) === 'counter' || String(type) === 'histogram')
      former = await sum([former, counted]).getMetricsAsJSON()
    },
  }
}
