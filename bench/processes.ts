import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process that serves HTTP on loopback. */
export interface Running {
  readonly pid: number
  readonly url: string
  /** Milliseconds from its start to the first response. */
  readonly readyMs: number
  /** Bytes of live objects on its heap. Requires a start with `HEAP_ON_REQUEST`. */
  heapBytes(): Promise<number>
  stop(): Promise<void>
}

/** A program that becomes another one, whose path and arguments follow its own arguments. */
export interface Launcher {
  readonly command: string
  readonly args: readonly string[]
  /** What it becomes, in place of Node. */
  readonly program?: string
}

export interface ProcessOptions {
  /** Path of the program; Node by default. */
  readonly command?: string
  /** Starts it. */
  readonly within?: Launcher
  /** Its arguments; Node's: options, then a file. */
  readonly args: (port: number) => readonly string[]
  readonly cwd?: string
  readonly env: (port: number) => Record<string, string>
  /** Body of a POST to /graphql that succeeds once the process is ready. */
  readonly probe?: string
}

const READY_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 5_000
const PROBE_EVERY_MS = 3

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
// Without these, a signal would end the bench without the handler above.
process.on('SIGINT', () => process.exit(130))
process.on('SIGTERM', () => process.exit(143))

/** Arguments of `node` for `heapBytes`. Resident memory would depend on when V8 collects garbage. */
export const HEAP_ON_REQUEST: readonly string[] = [
  '--expose-gc',
  '--import=data:text/javascript,' +
    'process.on("message",()=>{gc();gc();process.send(process.memoryUsage().heapUsed)}).channel.unref()',
]

const requestHeapBytes = async (child: ChildProcess): Promise<number> => {
  const reply = once(child, 'message')
  child.send('heap')
  return Number((await reply)[0])
}

/** A port that was free a moment ago. */
const findPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}

const isReady = async (url: string, probe: string): Promise<boolean> => {
  try {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: probe })
    await response.text()
    return true
  } catch {
    return false
  }
}

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const killTimer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await exited
  clearTimeout(killTimer)
}

/** Starts a program with an empty environment and waits for its first response. Rejects with its stderr. */
export const startProcess = async ({
  command = process.execPath,
  args: argsOf,
  within,
  cwd,
  env,
  probe = '{"query":"{ __typename }"}',
}: ProcessOptions) => {
  const port = await findPort()
  const args = argsOf(port)
  const startedAt = performance.now()
  const all = within
    ? [within.command, ...within.args, within.program ?? command, ...args]
    : [command, ...args]
  const [program = command, ...rest] = all
  const child = spawn(program, rest, {
    ...(cwd !== undefined && { cwd }),
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env(port) },
    // Within limits it starts as operators start it, who have no channel to it.
    stdio: ['ignore', 'ignore', 'pipe', ...(within ? [] : (['ipc'] as const))],
  })
  running.add(child)
  child.on('exit', () => running.delete(child))
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-4_000)
  })
  child.on('error', ({ message }) => (stderr += message))
  const url = `http://127.0.0.1:${port}`
  while (!(await isReady(url, probe))) {
    if (child.exitCode !== null) {
      running.delete(child)
      throw new Error(`${[command, ...args].join(' ')} exited at its start:\n${stderr}`)
    }
    if (performance.now() - startedAt > READY_TIMEOUT_MS) {
      child.kill('SIGKILL')
      throw new Error(`${[command, ...args].join(' ')} does not respond:\n${stderr}`)
    }
    await sleep(PROBE_EVERY_MS)
  }
  const one: Running = {
    pid: child.pid ?? -1,
    url,
    readyMs: performance.now() - startedAt,
    heapBytes: () => requestHeapBytes(child),
    stop: () => stop(child),
  }
  return one
}
