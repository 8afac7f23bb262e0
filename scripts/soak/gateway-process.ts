import { fork } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import type { Sandbox } from '../../sandbox/index.ts'
import type { Held } from './watched-gateway.ts'

const MAIN = new URL('watched-gateway.ts', import.meta.url)
const STOP_TIMEOUT_MS = 20_000

export interface WatchedGateway {
  /** Base URL. */
  readonly url: string
  look(): Promise<Held>
  /** Tells it to stop, and resolves to its exit code. */
  stop(): Promise<number | string>
}

/** Settings of a gateway that acts as the sandbox's bot for everyone; its cache is small enough to be full soon. */
const settingsFor = ({ connection: { mixin, sealtalk } }: Sandbox): Record<string, string> => ({
  PORT: '0',
  SANDBOX: '0',
  MIXIN_API_URL: mixin.url,
  MIXIN_BLAZE_URL: mixin.blazeUrl,
  MIXIN_APP_ID: mixin.appId,
  MIXIN_SESSION_ID: mixin.sessionId,
  MIXIN_SESSION_PRIVATE_KEY: mixin.sessionPrivateKey,
  MIXIN_SERVER_PUBLIC_KEY: mixin.serverPublicKey,
  MIXIN_CLIENT_SECRET: mixin.clientSecret,
  MIXIN_PIN: mixin.pin,
  MIXIN_BOT_ACCESS: 'full',
  SEALTALK_API_URL: sealtalk.url,
  CACHE_MAX_BYTES: '8MiB',
})

/** Starts the gateway as a process of its own and waits until it answers. */
export const startWatchedGateway = async (sandbox: Sandbox): Promise<WatchedGateway> => {
  const child = fork(MAIN, {
    cwd: tmpdir(),
    env: { PATH: process.env['PATH'], ...settingsFor(sandbox) },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  process.once('exit', () => child.kill('SIGKILL'))
  const exited = once(child, 'exit').then(([code, signal]) => (code ?? signal) as number | string)
  let complaints = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-2_000)
  })
  const url = await new Promise<string>((resolve, reject) => {
    if (child.stdout) {
      createInterface(child.stdout).on('line', (line) => {
        if (!line.includes('Parley is ready')) return
        const { address } = JSON.parse(line) as { address: string }
        resolve(address)
      })
    }
    void exited.then((code) => reject(new Error(`the gateway ended with ${code}: ${complaints}`)))
  })
  return {
    url,
    async look() {
      const answer = once(child, 'message')
      child.send('look')
      const [held] = await answer
      return held as Held
    },
    async stop() {
      child.kill('SIGTERM')
      const impatience = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS)
      const code = await exited
      clearTimeout(impatience)
      return code
    },
  }
}
