import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Sandbox } from '../../../sandbox/index.ts'
import { sandboxSettings } from '../../sandbox-settings.ts'

const SANDBOX = new URL('sandbox-process.ts', import.meta.url)
const START_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 25_000
const SAMPLE_EVERY_MS = 100

/** Memory and event loop of the gateway's process during an attack. */
export interface Watched {
  /** Highest resident memory above that at the start, in MiB. */
  readonly rssGrowthMiB: number
  readonly peakRssMiB: number
  /** Longest delay of the event loop, in milliseconds. */
  readonly maxLoopDelayMs: number
}

/** The gateway under attack, in a process of its own, with a sandbox in another. */
export interface Target {
  /** Base URL. */
  readonly url: string
  readonly hostname: string
  readonly port: number
  readonly sandbox: Sandbox['connection']
  /** Resident memory now, in MiB. */
  rssMiB(): number
  /** Connections that the gateway holds open with an address, as the operating system counts them. */
  connectionsWith(address: string): number
  /** A metric's value, summed over its labels; 0 if there is none. */
  metric(name: string): Promise<number>
  /** Starts to sample memory and event loop until it is called. */
  watch(): () => Promise<Watched>
  /** Sends SIGTERM and resolves to the exit code and the milliseconds that it took. */
  stop(): Promise<{ readonly code: number | string; readonly tookMs: number }>
}

export interface TargetOptions {
  readonly checkout: string
  /** Settings in addition to those of a gateway in production that serves the sandbox. */
  readonly env?: Readonly<Record<string, string>>
}

const children = new Set<ChildProcess>()
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})
// Without these, a signal would end the script without the handler above.
process.once('SIGINT', () => process.exit(130))
process.once('SIGTERM', () => process.exit(143))

const settingsFor = (connection: Sandbox['connection']): Record<string, string> => ({
  ...sandboxSettings(connection),
  NODE_ENV: 'production',
  METRICS_PORT: '0',
  SESSION_SECRET: 'an attack is no place for a secret, so this is none',
  DRAIN_DELAY_MS: '0',
})

const startSandboxProcess = async (): Promise<Sandbox['connection']> => {
  const child = fork(SANDBOX, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  children.add(child)
  const [connection] = await once(child, 'message', { signal: AbortSignal.timeout(START_TIMEOUT_MS) })
  // The process exits once nothing else keeps it, although the sandbox still runs.
  child.unref()
  child.channel?.unref()
  return connection as Sandbox['connection']
}

/** Options of `node` in the script `npm start`. */
const nodeOptionsOf = (checkout: string): string[] => {
  const { scripts } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly start: string }
  }
  return scripts.start.split(' ').filter((word) => word.startsWith('--'))
}

const rssMiBOf = (pid: number): number => {
  const [, kib = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kib) / 1024
}

/** The four numbers of an address, in the order in which Linux prints them. */
const hexOf = (address: string): string =>
  address
    .split('.')
    .toReversed()
    .map((part) => Number(part).toString(16).padStart(2, '0').toUpperCase())
    .join('')

const connectionsBetween = (port: number, address: string): number => {
  const local = `:${port.toString(16).padStart(4, '0').toUpperCase()}`
  const rows = readFileSync('/proc/net/tcp', 'utf8').split('\n').slice(1)
  return rows.filter((row) => {
    const [, own = '', other = '', state] = row.trim().split(/\s+/)
    return state === '01' && own.endsWith(local) && other.startsWith(`${hexOf(address)}:`)
  }).length
}

const sumOf = (metrics: string, name: string): number =>
  metrics
    .split('\n')
    .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0)

/** Starts a gateway as in production, on free loopback ports. */
export const startTarget = async ({ checkout, env }: TargetOptions): Promise<Target> => {
  const sandbox = await startSandboxProcess()
  const child = spawn(process.execPath, [...nodeOptionsOf(checkout), join(checkout, 'src/main.ts')], {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], ...settingsFor(sandbox), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  const exited = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  void exited.then(() => children.delete(child))
  let output = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-2_000)
  })
  let metricsPort = 0
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the gateway did not start in time')), START_TIMEOUT_MS)
    createInterface(child.stdout).on('line', (line) => {
      if (line.includes('metrics are served on a separate port')) {
        metricsPort = (JSON.parse(line) as { readonly port: number }).port
      }
      if (!line.includes('Parley is ready')) return
      clearTimeout(timer)
      resolve((JSON.parse(line) as { readonly address: string }).address)
    })
    void exited.then((code) => reject(new Error(`the gateway exited with ${code}: ${output}`)))
  })
  const { hostname, port } = new URL(address)
  const { pid = 0 } = child

  const scrape = async (): Promise<string> => {
    const response = await fetch(`http://${hostname}:${metricsPort}/metrics`, {
      signal: AbortSignal.timeout(10_000),
    })
    return response.text()
  }

  return {
    url: address,
    hostname,
    port: Number(port),
    sandbox,
    rssMiB: () => rssMiBOf(pid),
    connectionsWith: (address) => connectionsBetween(Number(port), address),
    metric: async (name) => sumOf(await scrape(), name),
    watch() {
      const startMiB = rssMiBOf(pid)
      let peakRssMiB = startMiB
      let maxLoopDelayMs = 0
      const sample = (): void => {
        peakRssMiB = Math.max(peakRssMiB, rssMiBOf(pid))
      }
      const timer = setInterval(sample, SAMPLE_EVERY_MS)
      const readDelay = async (): Promise<void> => {
        const seconds = sumOf(await scrape(), 'nodejs_eventloop_lag_max_seconds')
        maxLoopDelayMs = Math.max(maxLoopDelayMs, seconds * 1_000)
      }
      return async () => {
        clearInterval(timer)
        sample()
        await readDelay()
        return { rssGrowthMiB: peakRssMiB - startMiB, peakRssMiB, maxLoopDelayMs }
      }
    },
    async stop() {
      const startedAt = performance.now()
      child.kill('SIGTERM')
      const killTimer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
      const code = await exited
      clearTimeout(killTimer)
      return { code, tookMs: performance.now() - startedAt }
    },
  }
}
