import { describe, expect, it } from 'vitest'
import { createTally } from '../../../scripts/soak/client.ts'
import { drawSoak } from '../../../scripts/soak/chart.ts'
import { readOptions } from '../../../scripts/soak/options.ts'
import { judge, type Run, type Sample } from '../../../scripts/soak/verdict.ts'

const MEGABYTE = 1024 * 1024
const MINUTES = 15
const quiet = { heap: 40 * MEGABYTE, buffers: 0, rss: 100 * MEGABYTE, resources: { TCPServerWrap: 1 } }

/** A run whose heap is this large after so many seconds. */
const runOf = (heap: (second: number) => number, over: Partial<Run> = {}): Run => ({
  seconds: MINUTES * 60,
  samples: Array.from({ length: 90 }, (_, index): Sample => {
    const seconds = (index + 1) * 10
    return { ...quiet, seconds, heap: heap(seconds), resources: { TCPServerWrap: 1, TCPSocketWrap: 40 } }
  }),
  before: quiet,
  after: quiet,
  tally: { ...createTally(), sent: 1_000, whole: 900 },
  exit: 0,
  ...over,
})

const flat = (): number => 60 * MEGABYTE

describe('a soak', () => {
  it('holds where nothing grows after the first third, whatever was before', () => {
    const { failures, ratio } = judge(runOf((second) => (second < 240 ? second * 1_000 : flat())))

    expect(failures).toEqual([])
    expect(ratio).toBe(1)
  })

  it('fails where the heap grows by more than a tenth, however slowly', () => {
    const growing = runOf((second) => flat() + second * 0.012 * MEGABYTE)

    expect(judge(growing).failures).toEqual([expect.stringMatching(/^the heap has grown to 1\.1\d/)])
    expect(judge(runOf((second) => flat() + second * 0.005 * MEGABYTE)).failures).toEqual([])
  })

  it('is not deceived by a single look at a bad moment', () => {
    expect(judge(runOf((second) => (second === 900 ? 3 * flat() : flat()))).failures).toEqual([])
    expect(judge(runOf((second) => (second === 300 ? flat() / 3 : flat()))).failures).toEqual([])
  })

  it('fails where sockets grow in number, and where something is left once everybody has gone', () => {
    const { samples } = runOf(flat)
    const leaking = samples.map((sample) => ({ ...sample, resources: { TCPSocketWrap: sample.seconds } }))

    expect(judge(runOf(flat, { samples: leaking })).failures).toEqual([
      '880 sockets where there were 300',
      '880 handles where there were 300',
    ])
    expect(judge(runOf(flat, { after: { ...quiet, resources: { Timeout: 7 } } })).failures).toEqual([
      '7 × Timeout are left where there were 0',
    ])
  })

  it('fails for a wrong answer, for no answer, and for a gateway that ended badly', () => {
    const tally = { ...createTally(), wrongs: ['HTTP 500 for { viewer }'] }

    expect(judge(runOf(flat, { tally, exit: 'SIGKILL' })).failures).toEqual([
      'HTTP 500 for { viewer }',
      'nothing was answered',
      'the gateway ended with SIGKILL',
    ])
  })

  it('is drawn with its axes, their units and the limit, for light and dark pages', () => {
    const run = runOf(flat)
    const picture = drawSoak(run, judge(run), '15 minutes')

    for (const text of ['MiB', 'sockets', 'minutes since the load began', 'limit: × 1.1', 'heap after GC']) {
      expect(picture).toContain(`${text}</text>`)
    }
    expect(picture).toContain('prefers-color-scheme: dark')
    expect(picture).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('is bounded in time and in how much may fail', () => {
    expect(readOptions([])).toEqual({ minutes: 15, seed: 1, faults: 0.1, publish: false })
    expect(() => readOptions(['--minutes', '1000'])).toThrow('--minutes must be a number from 0.01 to 120')
    expect(() => readOptions(['--faults', 'many'])).toThrow('--faults must be a number from 0 to 0.5')
  })
})
