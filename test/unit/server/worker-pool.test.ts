import { describe, expect, it } from 'vitest'
import type { PrimaryCalls, WorkerCalls } from '../../../src/server/process-calls.ts'
import { createWorkerPool } from '../../../src/server/worker-pool.ts'
import type { WorkerProcess } from '../../../src/server/worker-process.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { createLink, type Link } from '../../../src/workers/link.ts'
import { createPortPair } from '../../support/ports.ts'

/** A worker's process that does what the test says. */
interface Puppet {
  readonly primary: Link<Pick<PrimaryCalls, 'ready' | 'failed'>>
  end(how: string): void
  readonly stopped: () => boolean
  readonly killed: () => boolean
}

const READY = { url: 'http://127.0.0.1:1234', configured: [] }

const startPool = (count: number) => {
  const puppets: Puppet[] = []
  const logged: Record<string, unknown>[] = []
  const pauses: { ms: number; end: () => void }[] = []
  const ended: number[] = []
  let now = 0

  const fork = (): WorkerProcess => {
    const pair = createPortPair()
    const { promise, resolve } = Promise.withResolvers<string>()
    let [isStopped, isKilled] = [false, false]
    const nothing = (): undefined => undefined
    const answers: WorkerCalls = {
      cooldown: nothing,
      revoked: nothing,
      dropped: nothing,
      collectMetrics: async () => [],
      controlState: () => new Promise(nothing),
      control: () => new Promise(nothing),
      forget: async () => nothing(),
      reload: nothing,
      usedConnections: () => 0,
      shedConnections: nothing,
      stop: () => void (isStopped = true),
    }
    const primary = createLink<PrimaryCalls>(pair.worker, answers)
    puppets.push({ primary, end: resolve, stopped: () => isStopped, killed: () => isKilled })
    const kill = (): void => {
      isKilled = true
      resolve('SIGKILL')
    }
    return { port: pair.primary, ended: promise, kill }
  }
  const pool = createWorkerPool({
    count,
    fork,
    log: createLog({ level: 'debug', destination: { write: (line) => void logged.push(JSON.parse(line)) } }),
    callsOf: () => ({}) as Omit<PrimaryCalls, 'ready' | 'failed'>,
    onReady: () => undefined,
    onEnd: ({ number }) => void ended.push(number),
    now: () => now,
    sleep: (ms) => new Promise((end) => pauses.push({ ms, end: () => end(undefined) })),
  })
  const turn = () => new Promise((resolve) => setImmediate(resolve))
  return {
    pool,
    puppets,
    logged,
    pauses,
    ended,
    turn,
    advance: (ms: number) => void (now += ms),
    /** Lets the pause before the next start pass. */
    async goOn() {
      pauses.at(-1)?.end()
      await turn()
    },
    async makeReady(index: number) {
      await puppets[index]?.primary.ask('ready', READY)
      await turn()
    },
    async end(index: number, how = 'SIGKILL') {
      puppets[index]?.end(how)
      await turn()
    },
  }
}

const startAll = async (count: number) => {
  const stage = startPool(count)
  const started = stage.pool.start()
  await stage.makeReady(0)
  for (let index = 1; index < count; index += 1) await stage.makeReady(index)
  await started
  return stage
}

describe('the workers of a gateway', () => {
  it('start one first, so that a setting that cannot work is found out once', async () => {
    const { pool, puppets, logged, turn } = startPool(4)
    const started = pool.start()
    started.catch(() => undefined)
    await turn()
    expect(puppets).toHaveLength(1)
    void puppets[0]?.primary.ask('failed', 'TRUSTED_DOCUMENTS cannot be read')

    await expect(started).rejects.toThrow('TRUSTED_DOCUMENTS cannot be read')
    expect(puppets).toHaveLength(1)
    expect(logged).toEqual([])
  })

  it('are all there when the start is over', async () => {
    const { pool, puppets } = await startAll(3)
    expect(puppets).toHaveLength(3)
    expect(pool.running().map(({ number, isReady }) => [number, isReady])).toEqual([
      [1, true],
      [2, true],
      [3, true],
    ])
  })

  it('are replaced when they end, each by one of its number', async () => {
    const { pool, puppets, pauses, logged, ended, end, goOn, makeReady, advance } = await startAll(2)
    advance(60_000)
    await end(1)
    expect(ended).toEqual([2])
    expect(logged).toMatchObject([
      { level: 'error', msg: 'a worker has ended and is replaced', worker: 2, end: 'SIGKILL' },
    ])
    expect(pauses.map(({ ms }) => ms)).toEqual([0])
    await goOn()
    await makeReady(2)
    expect(puppets).toHaveLength(3)
    expect(pool.running().map(({ number, isReady }) => [number, isReady])).toEqual([
      [1, true],
      [2, true],
    ])
  })

  it('are replaced more and more slowly while they end soon, and at once again after one that lasted', async () => {
    const { puppets, pauses, end, goOn, advance } = await startAll(1)
    for (let death = 0; death < 12; death += 1) {
      await end(death, 'code 1')
      await goOn()
    }
    const waits = pauses.map(({ ms }) => ms)
    expect(waits).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000, 30_000])
    expect(puppets).toHaveLength(13)

    advance(30_000)
    await end(12)
    expect(pauses.at(-1)?.ms).toBe(0)
  })

  it('stop the start where one ends again and again without a word', async () => {
    const { pool, end, goOn, turn } = startPool(2)
    const started = pool.start()
    started.catch(() => undefined)
    await turn()
    for (let death = 0; death < 3; death += 1) {
      await end(death, 'code 13')
      await goOn()
    }
    await expect(started).rejects.toThrow('a worker ends at its start (code 13)')
  })

  it('go on without one that can no longer start, and say why', async () => {
    const { pool, puppets, logged, end, goOn, turn } = await startAll(2)
    await end(1)
    await goOn()
    void puppets[2]?.primary.ask('failed', 'no such file')
    await turn()
    expect(logged.at(-1)).toMatchObject({
      level: 'error',
      msg: 'a worker cannot start',
      worker: 2,
      reason: 'no such file',
    })
    expect(pool.running().some(({ number, isReady }) => number === 1 && isReady)).toBe(true)
  })

  it('are told to stop, and none is replaced; one that is still starting is ended', async () => {
    const { pool, puppets, end, goOn, turn } = await startAll(2)
    await end(1)
    await goOn()
    const stopped = pool.stop(60_000)
    await turn()
    expect(puppets.map(({ stopped: isStopped, killed }) => [isStopped(), killed()])).toEqual([
      [true, false],
      [false, false],
      [false, true],
    ])
    await end(0, 'code 0')
    await stopped
    expect(puppets).toHaveLength(3)
  })

  it('are asked as long as they run', async () => {
    const { pool, end } = await startAll(2)
    const asked: unknown[] = []
    await end(0)
    await pool.askAll(pool.running(), async (link) => {
      asked.push(await link.ask('collectMetrics', undefined))
      throw new Error('what one worker cannot do stops nobody')
    })
    expect(asked).toEqual([[]])
  })
})
