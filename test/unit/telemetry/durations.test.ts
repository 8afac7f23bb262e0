import { Histogram, Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { createDurations } from '../../../src/telemetry/durations.ts'

const createStage = () => {
  const registry = new Registry()
  const histogram = new Histogram({
    name: 'seconds',
    help: 'For this test.',
    labelNames: ['kind', 'outcome'],
    buckets: [0.1, 1],
    registers: [registry],
  })
  const durations = createDurations(histogram, ['kind', 'outcome'])
  return {
    durations,
    counted: async () => (await registry.metrics()).split('\n').filter((line) => line.startsWith('seconds')),
  }
}

describe('durations', () => {
  it('count in the histogram once they are handed over', async () => {
    const { durations, counted } = createStage()
    durations.observe({ kind: 'query', outcome: 'ok' }, 0.05)
    durations.observe({ outcome: 'ok', kind: 'query' }, 0.5)
    durations.observe({ kind: 'query', outcome: 'failed' }, 2)
    expect(await counted()).toEqual([])
    durations.flush()
    durations.flush()
    expect(await counted()).toEqual([
      'seconds_bucket{le="0.1",kind="query",outcome="ok"} 1',
      'seconds_bucket{le="1",kind="query",outcome="ok"} 2',
      'seconds_bucket{le="+Inf",kind="query",outcome="ok"} 2',
      'seconds_sum{kind="query",outcome="ok"} 0.55',
      'seconds_count{kind="query",outcome="ok"} 2',
      'seconds_bucket{le="0.1",kind="query",outcome="failed"} 0',
      'seconds_bucket{le="1",kind="query",outcome="failed"} 0',
      'seconds_bucket{le="+Inf",kind="query",outcome="failed"} 1',
      'seconds_sum{kind="query",outcome="failed"} 2',
      'seconds_count{kind="query",outcome="failed"} 1',
    ])
  })

  it('are held up to a bound', async () => {
    const { durations, counted } = createStage()
    for (let made = 0; made < 1_000; made += 1) durations.observe({ kind: 'query', outcome: 'ok' }, 0.01)
    expect(await counted()).toContain('seconds_count{kind="query",outcome="ok"} 768')
    durations.flush()
    expect(await counted()).toContain('seconds_count{kind="query",outcome="ok"} 1000')
  })
})
