import { describe, expect, it } from 'vitest'
import { createMetrics, type Metrics } from '../../../src/telemetry/metrics.ts'
import { createWorkerMetrics } from '../../../src/telemetry/worker-metrics.ts'

const start = () => {
  const workers = new Map<number, Metrics>()
  const silent = new Set<number>()
  const metrics = createWorkerMetrics(() =>
    [...workers].map(([number, { collect }]) => [
      number,
      async () => (silent.has(number) ? undefined : structuredClone(await collect())),
    ]),
  )
  return {
    metrics,
    silent,
    add(number: number): Metrics {
      const own = createMetrics()
      workers.set(number, own)
      metrics.started()
      return own
    },
    async end(number: number) {
      workers.delete(number)
      await metrics.ended(number)
    },
    async read(name: string): Promise<number | undefined> {
      const { body } = await metrics.render()
      const line = body.split('\n').find((text) => text.startsWith(`${name} `))
      return line === undefined ? undefined : Number(line.slice(name.length + 1))
    },
  }
}

const REQUESTS = 'parley_request_duration_seconds_count{kind="query",outcome="ok"}'

describe('the metrics of several workers', () => {
  it('are the sums of what each has counted, buckets included', async () => {
    const { add, read } = start()
    const [one, other] = [add(1), add(2)]
    one.request('query', 'ok', 0.003)
    other.request('query', 'ok', 0.003)
    other.request('query', 'ok', 0.3)
    one.saved('mixin', 'cache', 5)
    other.saved('mixin', 'cache', 6)

    expect(await read(REQUESTS)).toBe(3)
    expect(await read('parley_request_duration_seconds_bucket{le="0.005",kind="query",outcome="ok"}')).toBe(2)
    expect(await read('parley_upstream_calls_saved_total{network="mixin",how="cache"}')).toBe(11)
    expect(await read('parley_workers')).toBe(2)
  })

  it('say that a circuit is open where one worker has opened it, and count a pause that all know once', async () => {
    const { add, read } = start()
    for (const number of [1, 2]) {
      const worker = add(number)
      worker.circuitOpen('mixin readUsers', number === 2)
      worker.watchBudgets(() => new Map([['mixin searchUser', 1]]))
    }
    expect(await read('parley_breaker_open{network="mixin",operation="readUsers"}')).toBe(1)
    expect(await read('parley_budget_closed{network="mixin",operation="searchUser"}')).toBe(1)
  })

  it('do not fall when a worker ends, or does not answer', async () => {
    const { add, end, read, silent } = start()
    const [one, other] = [add(1), add(2)]
    for (const worker of [one, other]) worker.request('query', 'ok', 0.1)
    expect(await read(REQUESTS)).toBe(2)

    silent.add(2)
    one.request('query', 'ok', 0.1)
    expect(await read(REQUESTS)).toBe(3)
    await end(2)
    expect(await read(REQUESTS)).toBe(3)
    expect(await read('parley_workers')).toBe(1)
    expect(await read('parley_worker_ends_total')).toBe(1)

    silent.clear()
    add(2).request('query', 'ok', 0.1)
    expect(await read(REQUESTS)).toBe(4)
    await end(1)
    await end(2)
    expect(await read(REQUESTS)).toBe(4)
  })

  it('have the memory and the CPU time of all processes, and the event loop of those that serve', async () => {
    const { add, read } = start()
    const rss = Number(await read('process_resident_memory_bytes'))
    expect(rss).toBeGreaterThan(10 * 2 ** 20)
    expect(await read('nodejs_eventloop_lag_seconds')).toBeUndefined()
    add(1)
    expect(await read('process_resident_memory_bytes')).toBeGreaterThan(rss * 1.5)
    expect(await read('nodejs_eventloop_lag_seconds')).toBeTypeOf('number')
  })
})
