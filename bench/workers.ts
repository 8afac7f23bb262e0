/**
 * CPU per query of Parley with several workers, all its processes together, compared with one:
 *   npm exec -- node bench/workers.ts [--total] [case…]
 * Each number of workers takes its turn right after one worker, and a ratio compares these neighbors. Each worker has
 * as many connections as the one; with --total, all together have.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Case } from './case.ts'
import { createCases, findCases } from './cases.ts'
import { ensureInstalled } from './install.ts'
import { runLoad } from './load.ts'
import { readCpuMs } from './process-usage.ts'
import { toEnvironment } from './process-settings.ts'
import { type Running, startProcess } from './processes.ts'
import { median, pairedRatios, spread } from './statistics.ts'
import { createParley, root, startUpstream } from './targets.ts'

const CASES = ['user', 'group-50', 'hot']
const WORKERS = [2, 4]
const ROUNDS = 9
/** Queries of a round for each worker, since each compiles, collects and wakes up for itself. */
const AMOUNTS: Readonly<Record<string, number>> = { user: 8_000, 'group-50': 1_600, hot: 24_000 }
/** Of each worker: with fewer, it answers fewer requests in a turn of its event loop. */
const CONNECTIONS = 32

const isTotal = process.argv.includes('--total')
const chosen = process.argv.slice(2).filter((word) => word !== '--total')

/** Of a process and its children. */
const readAllCpuMs = (pid: number): number => {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean)
  return readCpuMs(pid) + children.reduce((sum, child) => sum + readCpuMs(Number(child)), 0)
}

const createRound = (one: Case, { url, pid }: Running, workers: number) => {
  const amount = workers * (AMOUNTS[one.id] ?? 1_000)
  const connections = isTotal ? CONNECTIONS : workers * CONNECTIONS
  return async (round: number): Promise<number> => {
    const queries = one.queries(round)
    // Workers even out their connections.
    const unansweredAtMost = workers === 1 ? 0 : amount / 20
    await runLoad({ url, connections, amount: Math.ceil(amount / 3), queries, unansweredAtMost })
    const before = readAllCpuMs(pid)
    await runLoad({ url, connections, amount, queries, unansweredAtMost })
    return ((readAllCpuMs(pid) - before) * 1_000) / amount
  }
}

type Start = (one: Case, upstreamUrl: string, workers: number) => Promise<Running>

const parley = createParley(root)

/** The gateway, and what node:cluster costs a bare program on this machine. */
const PROGRAMS: Readonly<Record<string, Start>> = {
  Parley: (one, upstreamUrl, workers) =>
    parley.start(one, upstreamUrl, [], {
      WORKERS: String(workers),
      // On a busy machine, several processes wait for a core.
      LIMIT_EVENT_LOOP_DELAY_MS: '60000',
    }),
  L3: ({ id, caches, latencyMs }, upstreamUrl, workers) =>
    startProcess({
      args: () => [join(root, 'bench/targets/l3-workers.ts')],
      env: (port) => ({
        ...toEnvironment({ port, upstreamUrl, caches, caseId: id, quick: false, latencyMs }),
        WORKERS: String(workers),
      }),
    }),
}

const measure = async (name: string, startProgram: Start, one: Case): Promise<void> => {
  const upstream = await startUpstream(one.latencyMs)
  const start = async (workers: number) => {
    const running = await startProgram(one, upstream.url, workers)
    const round = createRound(one, running, workers)
    for (let time = 0; time < 3; time += 1) await round(0)
    return { running, round }
  }
  const alone = await start(1)
  for (const workers of WORKERS) {
    const several = await start(workers)
    const [micros, against]: [number[], number[]] = [[], []]
    for (let round = 0; round < ROUNDS; round += 1) {
      against.push(await alone.round(round))
      micros.push(await several.round(round))
    }
    const { min, median: middle, max } = spread(pairedRatios(micros, against))
    // On a busy machine, the rounds with the least CPU say most.
    const best = Math.min(...micros) / Math.min(...against)
    const ratios = [min, middle, max].map((ratio) => ratio.toFixed(2)).join(' – ')
    process.stdout.write(
      `${one.id}, ${name}, ${workers} workers: ${Math.round(median(micros))} µs a query, ${Math.round(median(against))} with one; ratio ${ratios}, of the best rounds ${best.toFixed(2)}\n`,
    )
    await several.running.stop()
  }
  await alone.running.stop()
  await upstream.stop()
}

ensureInstalled(join(root, 'bench'))
const all = createCases({ quick: false })
for (const id of chosen.length > 0 ? chosen : CASES) {
  for (const one of findCases(all, id)) {
    for (const [name, start] of Object.entries(PROGRAMS)) await measure(name, start, one)
  }
}
