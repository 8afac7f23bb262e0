import { afterEach, describe, expect, it, vi } from 'vitest'
import { readSettings } from '../../../src/config/index.ts'
import { unpackSettings } from '../../../src/config/worker-settings.ts'
import { createWorkerSettings } from '../../../src/server/distribute-settings.ts'
import type { RunningWorker } from '../../../src/server/worker-pool.ts'
import { createLink } from '../../../src/workers/link.ts'
import { createPortPair } from '../../support/ports.ts'

const settingsWith = (LIMIT_DEPTH: string) => readSettings({ SANDBOX: '0', WORKERS: '3', LIMIT_DEPTH })

/** Workers that take settings, except those whose numbers are listed. @param stuck those that never answer */
const startWorkers = (failing: readonly number[], stuck: readonly number[] = []) => {
  const depths = new Map<number, number>()
  const killed: number[] = []
  const workers = [1, 2, 3].map((number): RunningWorker => {
    const pair = createPortPair()
    const { depth } = settingsWith('10').limits
    depths.set(number, depth)
    createLink(pair.worker, {
      reload(packed: string) {
        if (stuck.includes(number)) return new Promise(() => undefined)
        const { limits } = unpackSettings(packed)
        if (failing.includes(number) && limits.depth !== depth) throw new Error('no room')
        depths.set(number, limits.depth)
        return undefined
      },
    })
    return {
      number,
      link: createLink(pair.primary, {}),
      process: { port: pair.primary, ended: Promise.resolve(''), kill: () => void killed.push(number) },
      isReady: true,
    }
  })
  const logged: unknown[] = []
  const settings = createWorkerSettings(settingsWith('10'), {
    error: (message, fields) => void logged.push({ message, ...fields }),
  })
  const depthOf = (number: number): number => unpackSettings(settings.of(number)).limits.depth
  return { settings, workers, killed, logged, depthOf, taken: () => [...depths.values()] }
}

afterEach(() => void vi.useRealTimers())

describe('new settings of several workers', () => {
  it('are taken by all before the change ends, and by those that start later', async () => {
    const { settings, workers, taken, depthOf, killed } = startWorkers([])
    await settings.change(settingsWith('5'), workers)
    expect(taken()).toEqual([5, 5, 5])
    expect(depthOf(4)).toBe(5)
    expect(killed).toEqual([])
  })

  it('are taken by none where the first cannot take them', async () => {
    const { settings, workers, taken, depthOf, killed } = startWorkers([1])
    await expect(settings.change(settingsWith('5'), workers)).rejects.toThrow('no room')
    expect(taken()).toEqual([10, 10, 10])
    expect(depthOf(4)).toBe(10)
    expect(killed).toEqual([])
  })

  it('replace another worker that does not take them, which the log says', async () => {
    const { settings, workers, taken, killed, logged, depthOf } = startWorkers([2])
    await settings.change(settingsWith('5'), workers)
    expect(taken()).toEqual([5, 10, 5])
    expect(killed).toEqual([2])
    expect(logged).toMatchObject([{ worker: 2, message: expect.stringContaining('is replaced') }])
    expect(depthOf(2)).toBe(5)
  })

  it('are tried out by one that serves, whatever becomes of one that starts', async () => {
    const { settings, workers, taken, killed, depthOf } = startWorkers([1])
    for (const worker of workers) worker.isReady = worker.number !== 1
    await settings.change(settingsWith('5'), workers)
    expect(taken()).toEqual([10, 5, 5])
    expect(killed).toEqual([1])
    expect(depthOf(1)).toBe(5)
  })

  it('are tried out by the next where the first has ended, which says nothing about them', async () => {
    const { settings, workers, taken, killed, logged } = startWorkers([])
    workers[0]?.link.close()
    await settings.change(settingsWith('5'), workers)
    expect(taken()).toEqual([10, 5, 5])
    expect([killed, logged]).toEqual([[], []])
  })

  it('are tried out by the next where the first is stuck, which is replaced', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setImmediate'] })
    const { settings, workers, taken, killed, logged, depthOf } = startWorkers([], [1])
    const change = settings.change(settingsWith('5'), workers)
    await vi.advanceTimersByTimeAsync(5_100)
    await change

    expect(taken()).toEqual([10, 5, 5])
    expect(killed).toEqual([1])
    expect(logged).toMatchObject([{ worker: 1, err: { message: 'no reply within 5000 ms' } }])
    expect(depthOf(1)).toBe(5)
  })

  it('keep the session secret that all of them share', async () => {
    const { settings, workers } = startWorkers([])
    const secretOf = (number: number) => unpackSettings(settings.of(number)).session.secret?.reveal()
    const secret = secretOf(1)
    expect(secret).toHaveLength(43)
    await settings.change(settingsWith('5'), workers)
    expect([secretOf(1), secretOf(2)]).toEqual([secret, secret])
  })
})
