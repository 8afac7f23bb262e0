import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { openRelay } from './relay.ts'
import { runScript } from './run-script.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = join(root, 'examples/web')
const VITE = 'node_modules/vite/bin/vite.js'

/** `examples/web` as it is deployed: at one origin with a gateway, as behind a proxy. */
export interface ServedPage {
  readonly url: string
  /** Has requests go to this gateway from now on. */
  use(gatewayUrl: string): void
  close(): Promise<void>
}

/** Builds the page for production, into a folder of its own, and serves it from there. */
export const serveExamplePage = async (): Promise<ServedPage> => {
  const outDir = mkdtempSync(join(tmpdir(), 'parley-page-'))
  const built = await runScript(VITE, { cwd: folder, env: {}, args: ['build', '--outDir', outDir] })
  if (built.code !== 0) throw new Error(`the page was not built:\n${built.stdout}${built.stderr}`)
  const relay = await openRelay()
  const args = ['preview', '--outDir', outDir, '--port', '0', '--host', '127.0.0.1']
  const child = spawn(process.execPath, [join(root, VITE), ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], PARLEY_URL: `http://127.0.0.1:${relay.port}`, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  const end = () => child.kill('SIGKILL')
  process.once('exit', end)
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
    if (url === undefined) continue
    child.stdout.resume()
    return {
      url,
      use: (gatewayUrl) => relay.aimAt(Number(new URL(gatewayUrl).port)),
      async close() {
        child.kill('SIGKILL')
        await exited
        process.off('exit', end)
        relay.close()
        rmSync(outDir, { recursive: true })
      },
    }
  }
  throw new Error('the page is not served')
}
