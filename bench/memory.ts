/**
 * How many callers the built gateway carries within the memory limit of a container:
 *   npm exec -- node bench/memory.ts --publish
 * It needs Linux, and the right to create control groups, which root has on most machines.
 */
import { execFile } from 'node:child_process'
import { parseArgs, promisify } from 'node:util'
import { toTable, writeMarkedPart } from '../scripts/figures/marked-part.ts'
import { memoryCases } from './memory/case.ts'
import { type MemoryResult, tryLimit } from './memory/measure.ts'
import { root, startUpstream } from './targets.ts'

const USAGE = `npm exec -- node bench/memory.ts [options]

  --limits a,b         MiB of memory (128,192,256,512,1024)
  --connections a,b    callers, each with a connection and a token of its own (16,64,256)
  --cases a,b          of ${memoryCases.map(({ id }) => id).join(', ')}
  --seconds n          of each trial (30)
  --built              takes dist/ as it is
  --node-args="a b"    options of Node's
  --publish            write the table into docs/operating.md
`

/** Milliseconds until the upstream responds. */
const UPSTREAM_MS = 20
/** Columns for the page: the others depend on whatever else runs on the machine. */
const PUBLISHED = 7
const PAGE = new URL('../docs/operating.md', import.meta.url)
const HEAD = [
  'limit',
  'callers',
  'each reads',
  'carries them',
  'peak of memory',
  'pages read again',
  'queries/s',
  'CPU a query',
  'p50, p99',
]

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h' },
    limits: { type: 'string', default: '128,192,256,512,1024' },
    connections: { type: 'string', default: '16,64,256' },
    cases: { type: 'string', default: memoryCases.map(({ id }) => id).join(',') },
    seconds: { type: 'string', default: '30' },
    built: { type: 'boolean', default: false },
    'node-args': { type: 'string', default: '' },
    publish: { type: 'boolean', default: false },
  },
})

const numbers = (text: string): number[] => text.split(',').map(Number)

const FAILURES = {
  killed: '**no**: the kernel ends it',
  ended: '**no**: V8 ends it',
  late: '**no**: a query takes over a minute',
}

const survivalOf = ({ failure, refused }: MemoryResult): string => {
  if (failure) return FAILURES[failure]
  return refused === 0 ? 'yes' : `yes; ${refused} queries refused`
}

const figuresOf = (result: MemoryResult): readonly string[] => [
  survivalOf(result),
  `${Math.round(result.peakRssBytes / 2 ** 20)} MiB`,
  `${Math.round(result.pagesReadPerSecond)}/s`,
  String(Math.round(result.queriesPerSecond)),
  `${(result.cpuMicrosPerQuery / 1_000).toFixed(2)} ms`,
  `${Math.round(result.p50Ms)}, ${Math.round(result.p99Ms)} ms`,
]

const run = async (): Promise<void> => {
  if (!values.built) await promisify(execFile)('npm', ['run', 'build'], { cwd: root })
  const upstream = await startUpstream(UPSTREAM_MS)
  const chosen = memoryCases.filter(({ id }) => values.cases.split(',').includes(id))
  const nodeArgs = values['node-args'].split(' ').filter(Boolean)
  const seconds = Number(values.seconds)
  const rows: string[][] = []
  for (const limitMib of numbers(values.limits)) {
    for (const connections of numbers(values.connections)) {
      for (const one of chosen) {
        const trial = { limitMib, connections, one, seconds, upstreamUrl: upstream.url, nodeArgs }
        const row = [`${limitMib} MiB`, String(connections), one.title, ...figuresOf(await tryLimit(trial))]
        process.stderr.write(`${row.join(' · ')}\n`)
        rows.push(row)
      }
    }
  }
  await upstream.stop()
  process.stdout.write(`${toTable(HEAD, rows)}\n`)
  const published = toTable(
    HEAD.slice(0, PUBLISHED),
    rows.map((row) => row.slice(0, PUBLISHED)),
  )
  if (values.publish) await writeMarkedPart(PAGE, 'memory', published)
}

if (values.help) process.stdout.write(USAGE)
else await run()
process.exit(0)
