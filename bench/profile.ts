import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Case, isBaseline } from './case.ts'
import { runLoad } from './load.ts'
import { fillCaches } from './round.ts'
import { startUpstream, type Target } from './targets.ts'
import type { Table } from './report/table.ts'

/** The used parts of a V8 CPU profile. Times are microseconds of the monotonic clock. */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number }
  }[]
  readonly startTime: number
  readonly samples: readonly number[]
  readonly timeDeltas: readonly number[]
}

export interface Share {
  readonly name: string
  /** Share of the time in which the process was not idle, 0 to 1. */
  readonly share: number
}

export interface Summary {
  readonly packages: readonly Share[]
  readonly functions: readonly Share[]
}

/** `…/node_modules/@scope/name/…` → `@scope/name`; own files → `parley <folder>`, `bench <folder>`; Node's → `node:…`. */
export const packageOf = (url: string): string => {
  const path = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (path !== undefined) return path
  if (url === '') return 'V8 and native code'
  if (url.startsWith('node:')) return url.split('/').slice(0, 2).join('/')
  const [, top, folder = ''] = /\/(src|bench)\/(?:(.+)\/)?[^/]+$/.exec(url) ?? []
  return top === undefined ? url : `${top === 'src' ? 'parley' : top} ${folder}`.trim()
}

const add = (totals: Map<string, number>, name: string, value: number): void =>
  void totals.set(name, (totals.get(name) ?? 0) + value)

const ranked = (totals: ReadonlyMap<string, number>, all: number): Share[] =>
  [...totals]
    .map(([name, time]) => ({ name, share: time / all }))
    .sort((one, other) => other.share - one.share)

/** Self time by package and by function, of the samples from `sinceMicros` on. */
export const summarise = (
  { nodes, startTime, samples, timeDeltas }: CpuProfile,
  sinceMicros: number,
): Summary => {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const packages = new Map<string, number>()
  const functions = new Map<string, number>()
  let all = 0
  let time = startTime
  for (const [index, id] of samples.entries()) {
    const delta = timeDeltas[index] ?? 0
    time += delta
    const frame = frames.get(id)
    if (!frame || time < sinceMicros || frame.functionName === '(idle)') continue
    all += delta
    const { functionName, url, lineNumber } = frame
    const owner = functionName === '(garbage collector)' ? functionName : packageOf(url)
    const place = url === '' ? '' : ` ${url.slice(url.lastIndexOf('/') + 1)}:${lineNumber + 1}`
    add(packages, owner, delta)
    add(functions, `${functionName || '(anonymous)'}${place} [${owner}]`, delta)
  }
  return { packages: ranked(packages, all), functions: ranked(functions, all) }
}

const SHOWN_PACKAGES = 20
const SHOWN_FUNCTIONS = 30

const tableOf = (what: string, shares: readonly Share[], count: number): Table => ({
  head: [what, 'self time'],
  rows: shares.slice(0, count).map(({ name, share }) => [name, `${(share * 100).toFixed(1)} %`]),
})

export const tablesOf = ({ packages, functions }: Summary): readonly Table[] => [
  tableOf('package or folder', packages, SHOWN_PACKAGES),
  tableOf('function', functions, SHOWN_FUNCTIONS),
]

/** Queries per connection between two checks of the clock. */
const QUERIES_PER_CONNECTION = 30

/** `process.exit` writes the profile. A signal alone would not. */
const EXIT_ON_SIGTERM = 'data:text/javascript,process.on("SIGTERM", () => process.exit())'

/** Runs a case against one target with V8's sampling profiler, and reads the profile. */
export const profileCase = async (one: Case, target: Target, seconds: number): Promise<Summary> => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-profile-'))
  const upstream = await startUpstream(one.latencyMs)
  const amount = one.connections * QUERIES_PER_CONNECTION
  try {
    const running = await target.start(one, upstream.url, [
      '--cpu-prof',
      `--cpu-prof-dir=${folder}`,
      `--import=${EXIT_ON_SIGTERM}`,
    ])
    if (!isBaseline(one, target)) await fillCaches(one, running, 'start', 0)
    let round = 0
    const run = async (): Promise<void> => {
      const end = performance.now() + seconds * 1000
      for (; performance.now() < end; round += 1) {
        if (!isBaseline(one, target)) await fillCaches(one, running, 'round', round)
        await runLoad({
          url: running.url,
          connections: one.connections,
          amount,
          queries: one.queries(round),
        })
      }
    }
    await run()
    const sinceMicros = Number(process.hrtime.bigint() / 1_000n)
    await run()
    await running.stop()
    const [file = ''] = readdirSync(folder)
    return summarise(JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile, sinceMicros)
  } finally {
    await upstream.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
