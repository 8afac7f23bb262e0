import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process that answers HTTP on loopback. */
export interface Running {
  readonly pid: number
  readonly url: string
  /** Milliseconds from its start to the first answer. */
  readonly readyMs: number
  /** Bytes that live on its heap: of one that was started with `TELLING_HEAP`. */
  heapBytes(): Promise<number>
  stop(): Promise<void>
}

export interface ProcessOptions {
  /** Arguments of node: a file, and what stands before it. */
  readonly args: readonly string[]
  readonly cwd?: string
  readonly env: (port: number) => Record<string, string>
  /** Body of the POST to /graphql that it answers once it is ready. */
  readonly probe?: string
}

const READY_TIMEOUT_MS = 30_000
const STOP_TIMEOUT_MS = 5_000
const PROBE_EVERY_MS = 3

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
// Without these a signal ends the bench without that.
process.on('SIGINT', () => process.exit(130))
process.on('SIGTERM', () => process.exit(143))

/** Arguments of node for a process that is to tell what lives on its heap: how much it has taken hangs on V8's mood. */
export const TELLING_HEAP: readonly string[] = [
  '--expose-gc',
  '--import=data:text/javascript,' +
    'process.on("message",()=>{gc();gc();process.send(process.memoryUsage().heapUsed)}).channel.unref()',
]

const askHeap = async (child: ChildProcess): Promise<number> => {
  const told = once(child, 'message')
  child.send('heap')
  return Number((await told)[0])
}

/** A port that was free a moment ago. */
const findPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  if (address === null || typeof address === 'string') throw new Error('no port to be had')
  return address.port
}

const isAnswering = async (url: string, probe: string): Promise<boolean> => {
  try {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${url}/graphql`, { method: 'POST', headers, body: probe })
    await answer.text()
    return true
  } catch {
    return false
  }
}

const stop = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGTERM')
  const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
  await exited
  clearTimeout(impatience)
}

/** Starts `node` with a clean environment and waits for its first answer. Rejects with what it wrote to stderr. */
export const startProcess = async ({
  args,
  cwd,
  env,
  probe = '{"query":"{ __typename }"}',
}: ProcessOptions) => {
  const port = await findPort()
  const startedAt = performance.now()
  const child = spawn(process.execPath, args, {
    ...(cwd !== undefined && { cwd }),
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env(port) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  running.add(child)
  child.on('exit', () => running.delete(child))
  let complaints = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-4_000)
  })
  const url = `http://127.0.0.1:${port}`
  while (!(await isAnswering(url, probe))) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended at its start:\n${complaints}`)
    if (performance.now() - startedAt > READY_TIMEOUT_MS) {
      child.kill('SIGKILL')
      throw new Error(`${args.join(' ')} does not answer:\n${complaints}`)
    }
    await sleep(PROBE_EVERY_MS)
  }
  const one: Running = {
    pid: child.pid ?? -1,
    url,
    readyMs: performance.now() - startedAt,
    heapBytes: () => askHeap(child),
    stop: () => stop(child),
  }
  return one
}
