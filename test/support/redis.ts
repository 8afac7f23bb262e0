import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'

/** What to tell where there is no Redis to test with. */
export const redisMissing =
  'no redis-server found on PATH: install it, for example with apt-get install redis-server'

/** The redis-server of this machine; undefined where it has none, and its tests say that they are skipped. */
export const findRedis = (): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'redis-server'))
    .find((path) => existsSync(path))

/** An empty Redis on a port of its own, as a process that can be killed, stopped for a while and started again. */
export interface TestRedis {
  readonly url: string
  /** At once, without a word to anybody. Keeps nothing. */
  kill(): Promise<void>
  /** Starts again on the same port, empty. */
  restart(): Promise<void>
  /** It takes connections and answers nothing until `thaw`. */
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

/** @throws Error saying what to install where there is none */
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

/** A machine of CI that lacks Redis is not let off: its tests fail there, and are skipped elsewhere. */
export const canTestRedis = findRedis() !== undefined || Boolean(process.env['CI'])

/** End of the titles of tests that need Redis: says why they are skipped. */
export const redisNote = canTestRedis ? '' : ` (skipped: ${redisMissing})`
