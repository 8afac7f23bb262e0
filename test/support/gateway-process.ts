import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { program } from './program.ts'

const ROOT = resolve(import.meta.dirname, '../..')

/** What the line says with which a gateway tells that it answers. */
export interface Ready {
  readonly address: string
  readonly graphql: string
  readonly query: string
  /** Of the gateway itself, which npm may have started. */
  readonly pid: number
}

/** Parley as a process of its own. */
export interface GatewayProcess {
  /** Rejects if the process ends before it is ready. */
  readonly ready: Promise<Ready>
  readonly pid: number
  /** Resolves to the exit code, or the signal that ended it. */
  readonly exited: Promise<number | string>
  /** Lines on stdout so far. */
  readonly lines: readonly string[]
  /** All of stderr so far. */
  stderr(): string
  signal(name: NodeJS.Signals): void
}

/** Sends a document to a gateway. */
export const ask = (
  graphql: string,
  query: string,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  })

const watch = (child: ChildProcessByStdio<null, Readable, Readable>): Omit<GatewayProcess, 'signal'> => {
  const lines: string[] = []
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (stderr += text))
  const exited = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | string)
  const ready = new Promise<Ready>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      lines.push(line)
      if (line.includes('Parley is ready')) resolve(JSON.parse(line) as Ready)
    })
    void exited.then((code) => reject(new Error(`it ended with ${code}: ${stderr}`)))
  })
  // Whoever expects it to end does not wait for it.
  ready.catch(() => undefined)
  return { pid: Number(child.pid), ready, exited, lines, stderr: () => stderr }
}

const STDIO: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe']

/**
 * Runs a gateway with these settings only.
 * @param options of Node's
 * @param main the file to run, by default this checkout's `src/main.ts`
 * @param cwd the folder to run it in, by default one without an `.env`
 * @param launcher the start of a command line that Node's follows, such as that of a program which sets limits
 */
export const runGateway = (
  env: Record<string, string>,
  options: readonly string[] = [],
  main = program('src/main.ts'),
  cwd = tmpdir(),
  launcher: readonly string[] = [],
): GatewayProcess => {
  const [command, ...args] = [...launcher, process.execPath, ...options, main]
  const child = spawn(command, args, {
    cwd,
    env: { PATH: process.env['PATH'], PORT: '0', ...env },
    stdio: STDIO,
  })
  return { ...watch(child), signal: (name) => void child.kill(name) }
}

/** Runs `npm start` with these settings. Signals are sent to npm alone, except SIGKILL, which ends all that it started. */
export const runNpmStart = (env: Record<string, string>): GatewayProcess => {
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', ...env },
    stdio: STDIO,
    detached: true,
  })
  const endAll = (): void => {
    try {
      process.kill(-Number(child.pid), 'SIGKILL')
    } catch {
      // All have ended.
    }
  }
  return { ...watch(child), signal: (name) => (name === 'SIGKILL' ? endAll() : void child.kill(name)) }
}
