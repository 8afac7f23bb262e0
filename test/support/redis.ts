import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { createClient } from '@redis/client'

/** Message for machines without a Redis to test with. */
export const redisMissing =
  'no redis-server found on PATH: install it, for example with apt-get install redis-server'

/** Servers that speak as Redis does, the first that is there; `REDIS_SERVER` names another, such as `valkey-server`. */
const SERVERS = ['redis-server', 'valkey-server']

/** The path of the server; undefined if none is installed. */
export const findRedis = (): string | undefined => {
  const chosen = process.env['REDIS_SERVER']
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return (chosen === undefined ? SERVERS : [chosen])
    .flatMap((name) => (name.includes('/') ? [name] : folders.map((folder) => join(folder, name))))
    .find((path) => existsSync(path))
}

/** An empty Redis on its own port, as a process that can be killed, paused and restarted. */
export interface TestRedis {
  readonly url: string
  readonly port: number
  /** Kills the process without a shutdown; its data is lost. */
  kill(): Promise<void>
  /** Starts again on the same port, empty. */
  restart(): Promise<void>
  /** Pauses the process: it accepts connections but does not reply until `thaw`. */
  freeze(): void
  thaw(): void
  close(): Promise<void>
}

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const READY = /Ready to accept connections|Sentinel ID is/

const launch = async (program: string, args: readonly string[]): Promise<ChildProcess> => {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  for await (const line of createInterface({ input: child.stdout })) {
    if (!READY.test(line)) continue
    child.stdout.resume()
    return child
  }
  throw new Error(`${program} ended before it was ready (${args.join(' ')})`)
}

/** @param toArgs arguments for a server with this port, and a folder of its own */
const start = async (toArgs: (port: number, folder: string) => readonly string[]): Promise<TestRedis> => {
  const program = findRedis()
  if (program === undefined) throw new Error(redisMissing)
  const folder = mkdtempSync(join(tmpdir(), 'parley-redis-'))
  const port = await freePort()
  const run = () => launch(program, toArgs(port, folder))
  let child = await run()
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    kill,
    restart: async () => void (child = await run()),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async close() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * @param options of the server, by their names
 * @throws Error with what to install if no server is installed
 */
export const startRedis = (options: Readonly<Record<string, string>> = {}): Promise<TestRedis> => {
  const all = { bind: '127.0.0.1', save: '', appendonly: 'no', ...options }
  return start((port, folder) =>
    Object.entries({ port: String(port), dir: folder, ...all }).flatMap(([name, value]) => [
      `--${name}`,
      value,
    ]),
  )
}

/** A sentinel, as a process of the same program. @param lines of its configuration */
export const startSentinel = (lines: readonly string[]): Promise<TestRedis> =>
  start((port, folder) => {
    const file = join(folder, 'sentinel.conf')
    writeFileSync(file, [`port ${port}`, 'bind 127.0.0.1', `dir ${folder}`, ...lines, ''].join('\n'))
    return [file, '--sentinel']
  })

/** Sends one command. Maps of the reply are objects. */
export const askRedis = async <Reply = string>(
  { url }: Pick<TestRedis, 'url'>,
  ...command: readonly string[]
): Promise<Reply> => {
  const client = createClient({ url, socket: { reconnectStrategy: false } })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.sendCommand([...command])) as Reply
  } finally {
    client.destroy()
  }
}

/** Time passes in Redis: everything in it expires so much sooner. */
export const elapse = async (url: string, ms: number): Promise<void> => {
  const client = await createClient({ url }).connect()
  for (const key of await client.keys('*')) {
    const leftMs = await client.pTTL(key)
    if (leftMs > 0) await client.pExpire(key, leftMs - ms)
  }
  client.destroy()
}

/** Without Redis, its tests are skipped, except in CI, where they fail. */
export const canTestRedis = findRedis() !== undefined || Boolean(process.env['CI'])

/** End of the titles of tests that need Redis: says why they are skipped. */
export const redisNote = canTestRedis ? '' : ` (skipped: ${redisMissing})`
