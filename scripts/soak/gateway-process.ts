import { fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import type { Sandbox } from '../../sandbox/index.ts'
import { sandboxSettings } from '../sandbox-settings.ts'
import type { Held } from './watched-gateway.ts'

const MAIN = new URL('watched-gateway.ts', import.meta.url)
const STOP_TIMEOUT_MS = 20_000

export interface WatchedGateway {
  /** Base URL. */
  readonly url: string
  look(): Promise<Held>
  /** Stops it, and resolves to its exit code. */
  stop(): Promise<number | string>
}

/** Settings of a gateway that acts as the sandbox's bot for all callers, with a small cache that soon is full. */
const settingsFor = ({ connection }: Sandbox): Record<string, string> => ({
  ...sandboxSettings(connection),
  CACHE_MAX_BYTES: '8MiB',
  // All clients have one address and share the sandbox's accounts.
  LIMIT_SIGN_INS_PER_ACCOUNT: '1000000',
  LIMIT_SIGN_INS_PER_ADDRESS: '1000000',
})

/** Starts the gateway in its own process and waits until it is ready. */
export const startWatchedGateway = async (sandbox: Sandbox): Promise<WatchedGateway> => {
  const child = fork(MAIN, {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], ...settingsFor(sandbox) },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const exited = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  let stderr = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-2_000)
  })
  const url = await new Promise<string>((resolve, reject) => {
    if (child.stdout) {
      createInterface(child.stdout).on('line', (line) => {
        if (!line.includes('Parley is ready')) return
        const { address } = JSON.parse(line) as { address: string }
        resolve(address)
      })
    }
    void exited.then((code) => reject(new Error(`the gateway exited with ${code}: ${stderr}`)))
  })
  return {
    url,
    async look() {
      const reply = once(child, 'message')
      child.send('look')
      const [held] = await reply
      return held as Held
    },
    async stop() {
      child.kill('SIGTERM')
      const killTimer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
      const code = await exited
      clearTimeout(killTimer)
      return code
    },
  }
}
