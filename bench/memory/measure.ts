import { existsSync } from 'node:fs'
import { readCpuMs, readPeakRssBytes } from '../process-usage.ts'
import { percentile } from '../statistics.ts'
import { createParley, root } from '../targets.ts'
import type { MemoryCase } from './case.ts'
import { createMemoryLimit, type MemoryLimit } from './container.ts'
import { type LoadCounts, runLoadFor } from './load.ts'
import { copyNode } from './program.ts'

export interface MemoryTrial {
  readonly limitMib: number
  readonly connections: number
  readonly one: MemoryCase
  readonly seconds: number
  readonly upstreamUrl: string
  /** Options of Node's. */
  readonly nodeArgs: readonly string[]
}

export interface MemoryResult {
  /** Null if the gateway was still there at the end, and had answered each query within a minute. */
  readonly failure: 'killed' | 'ended' | 'late' | null
  readonly refused: number
  readonly queriesPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** The last ones that were read, where it ended. */
  readonly peakRssBytes: number
  readonly cpuMicrosPerQuery: number
  /** Pages of files that were read again, since there was no memory to keep them. */
  readonly pagesReadPerSecond: number
}

const READ_EVERY_MS = 100

const failureOf = (limit: MemoryLimit, pid: number, { lost }: LoadCounts): MemoryResult['failure'] => {
  if (limit.kills() > 0) return 'killed'
  if (lost === 0) return null
  return existsSync(`/proc/${pid}`) ? 'late' : 'ended'
}

/** Reads what a process has used again and again, since nothing can be read once it has ended. */
const watch = (pid: number) => {
  let latest = { cpuMs: readCpuMs(pid), peakRssBytes: readPeakRssBytes(pid) }
  const look = (): void => {
    try {
      latest = { cpuMs: readCpuMs(pid), peakRssBytes: readPeakRssBytes(pid) }
    } catch {
      // It has ended.
    }
  }
  const timer = setInterval(look, READ_EVERY_MS)
  return {
    latest() {
      look()
      return latest
    },
    stop: () => clearInterval(timer),
  }
}

/** Runs the built gateway within the limit, as shipped, and sends it queries. */
export const tryLimit = async (trial: MemoryTrial): Promise<MemoryResult> => {
  const { limitMib, connections, one, seconds, upstreamUrl, nodeArgs } = trial
  const limit = createMemoryLimit(limitMib * 2 ** 20)
  const node = copyNode()
  const parley = createParley(root, 'parley', 'Parley', 'dist/src/main.js')
  const within = { ...limit.enter, program: node.path }
  const gateway = await parley.start({ id: one.id, caches: true }, upstreamUrl, nodeArgs, {}, within)
  const usage = watch(gateway.pid)
  try {
    const startPages = limit.pagesRead()
    const startCpuMs = usage.latest().cpuMs
    const load = await runLoadFor({
      url: gateway.url,
      connections,
      seconds,
      queryOf: one.queryOf(connections),
    })
    const { cpuMs, peakRssBytes } = usage.latest()
    return {
      failure: failureOf(limit, gateway.pid, load),
      refused: load.refused,
      queriesPerSecond: load.served / load.seconds,
      p50Ms: percentile(load.latenciesMs, 0.5),
      p99Ms: percentile(load.latenciesMs, 0.99),
      peakRssBytes,
      cpuMicrosPerQuery: ((cpuMs - startCpuMs) * 1_000) / (load.served + load.refused),
      pagesReadPerSecond: (limit.pagesRead() - startPages) / load.seconds,
    }
  } finally {
    usage.stop()
    await gateway.stop()
    limit.remove()
    node.remove()
  }
}
