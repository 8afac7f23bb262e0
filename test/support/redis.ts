import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { createClient } from '@redis/client'

/** Message for machines without a Redis to test with. */
export const redisMissing =
  'no redis-server found on PATH: install it, for example with apt-get install redis-server'

/** The path of redis-server; undefined if it is not installed. */
export const findRedis = (): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'redis-server'))
    .find((path) => existsSync(path))

/** An empty Redis on its own port, as a process that can be killed, paused and restarted. */
export interface TestRedis {
  readonly url: string
  /** Kills the process without a shutdown; its data is lost. */
  kill(): Promise<void>
  /** Starts again on the same port, empty. */
  restart(): Promise<void>
  /** Pauses the process: it accepts connections but does not reply until `thaw`. */
  freeze(): void
  thaw(): void
  close(): Promise<void>
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const READY = /Ready to accept connections/

const launch = async (program: string, port: number, folder: string): Promise<ChildProcess> => {
  const flags = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
  ]
  const child = spawn(program, flags, { stdio: ['ignore', 'pipe', 'ignore'] })
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
  for await (const line of createInterface({ input: child.stdout })) {
    if (!READY.test(line)) continue
    child.stdout.resume()
    return child
  }
  throw new Error(`redis-server ended before it was ready (port ${port})`)
}

/** @throws Error with what to install if redis-server is missing */
export const startRedis = async (): Promise<TestRedis> => {
  const program = findRedis()
  if (program === undefined) throw new Error(redisMissing)
  const folder = mkdtempSync(join(tmpdir(), 'parley-redis-'))
  const port = await freePort()
  let child = await launch(program, port, folder)
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGKILL')
    await exited
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    kill,
    restart: async () => void (child = await launch(program, port, folder)),
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async close() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
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
