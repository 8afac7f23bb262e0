import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { program } from './program.ts'

/** `npm start` without settings: the gateway and its sandbox in a separate process. */
export interface Demo {
  /** Base URL of the gateway. */
  readonly url: string
  /** Base URL of the sandbox's Mixin, as printed on the terminal; never printed in production. */
  mixinUrl(): Promise<string>
  /** Stops it with SIGTERM and waits. Otherwise it is killed when this process exits. */
  stop(): Promise<void>
}

/** Starts it on free ports with the given settings only, without this shell's environment and `.env`. */
export const startDemo = async (settings: Readonly<Record<string, string>> = {}): Promise<Demo> => {
  const child = spawn(process.execPath, [program('src/main.ts')], {
    cwd: tmpdir(),
    env: { PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exited = once(child, 'exit')
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  let said = ''
  const { promise: mixinUrl, resolve: findMixin, reject } = Promise.withResolvers<string>()
  const giveUp = () => reject(new Error(`the banner does not say where the sandbox is:\n${said}`))
  setTimeout(giveUp, 10_000).unref()
  // Whoever does not ask for it does not wait for it.
  mixinUrl.catch(() => undefined)
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
    const [, url] = /faults at (http:\S+)\/__sandbox/.exec(said) ?? []
    if (url !== undefined) findMixin(url)
  })

  for await (const line of createInterface({ input: child.stdout })) {
    const { address } = JSON.parse(line) as { address?: string }
    if (address === undefined) continue
    child.stdout.resume()
    return {
      url: address,
      mixinUrl: () => mixinUrl,
      async stop() {
        child.kill('SIGTERM')
        await exited
        process.off('exit', end)
      },
    }
  }
  throw new Error(`the gateway did not start:\n${said}`)
}
