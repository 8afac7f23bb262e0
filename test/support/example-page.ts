import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { startSandbox, type Sandbox } from '../../sandbox/index.ts'
import type { Chromium } from './chromium.ts'
import { startGateway, type TestGateway } from './gateway.ts'
import { runScript } from './run-script.ts'
import { standingClock } from './time.ts'

const root = resolve(import.meta.dirname, '../..')
const folder = join(root, 'examples/web')
const VITE = 'node_modules/vite/bin/vite.js'

/** Where people of the sandbox say that their pictures are. */
const PICTURES = /^https:\/\/(images\.example\.org|portraits\.sealtalk\.example)\//

/** The documents that the page may ask for, as codegen wrote them. */
export const TRUSTED_DOCUMENTS = join(folder, 'src/gql/persisted-documents.json')

/** `examples/web` as it is deployed. */
export interface BuiltPage {
  /** Serves it at one origin with a gateway, as a proxy would. */
  serve(gatewayUrl: string): Promise<{ readonly url: string; close(): Promise<void> }>
  remove(): void
}

/** Builds the page for production, into a folder of its own. */
export const buildExamplePage = async (): Promise<BuiltPage> => {
  const outDir = mkdtempSync(join(tmpdir(), 'parley-page-'))
  const built = await runScript(VITE, { cwd: folder, env: {}, args: ['build', '--outDir', outDir] })
  if (built.code !== 0) throw new Error(`the page was not built:\n${built.stdout}${built.stderr}`)
  return {
    async serve(gatewayUrl) {
      const args = ['preview', '--outDir', outDir, '--port', '0', '--host', '127.0.0.1']
      const child = spawn(process.execPath, [join(root, VITE), ...args], {
        cwd: folder,
        env: { PATH: process.env['PATH'], PARLEY_URL: gatewayUrl, NO_COLOR: '1' },
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
          async close() {
            child.kill('SIGKILL')
            await exited
            process.off('exit', end)
          },
        }
      }
      throw new Error('the page is not served')
    },
    remove: () => rmSync(outDir, { recursive: true }),
  }
}

/** The page with a gateway and a sandbox of its own, all of whose clocks are one. */
export interface ExamplePage {
  readonly sandbox: Sandbox
  readonly gateway: TestGateway
  /** Opens the page in a browser. Whatever is outside of this machine does not answer. */
  open(chromium: Chromium, options?: OpenOptions): Promise<VisitedPage>
  close(): Promise<void>
}

export interface OpenOptions {
  readonly colorScheme?: 'light' | 'dark'
  readonly search?: string
}

export interface VisitedPage {
  readonly page: Page
  /** Lets time pass for page, gateway and networks. */
  advance(ms: number): Promise<void>
  /** Requests to the gateway so far: the method and the address behind `/graphql`. */
  readonly asked: readonly { readonly method: string; readonly url: string; readonly body: string | null }[]
  /** Pictures that the page has asked others for, in vain. */
  readonly pictures: readonly string[]
  /** Whatever was done: hashes and pictures have left the page and nothing else, and nothing went wrong in it. */
  close(): Promise<void>
}

/** @param env settings of the gateway, beside those that the example's README names */
export const startExamplePage = async (
  built: BuiltPage,
  env: Readonly<Record<string, string>> = {},
): Promise<ExamplePage> => {
  const clock = standingClock()
  const sandbox = await startSandbox({ clock: clock.now })
  const gateway = await startGateway({
    sandbox,
    clock,
    sleep: async () => undefined,
    env: { TRUSTED_DOCUMENTS, TRUSTED_DOCUMENTS_ONLY: '1', ...env },
  })
  const served = await built.serve(gateway.url)
  return {
    sandbox,
    gateway,
    async open(chromium, { colorScheme = 'light', search = '' } = {}) {
      const asked: VisitedPage['asked'][number][] = []
      const { page, outsideRequests, errors } = await chromium.open(
        `${served.url}/${search}`,
        async (page) => {
          page.setDefaultTimeout(10_000)
          await page.emulateMedia({ colorScheme })
          await page.setViewportSize({ width: 1100, height: 700 })
          // The page counts down by the clock that the gateway goes by.
          await page.clock.install({ time: clock.now() })
          await page.route(
            (url) => url.hostname !== '127.0.0.1',
            (route) => route.abort(),
          )
          page.on('request', (request) => {
            const { pathname, search } = new URL(request.url())
            if (pathname !== '/graphql') return
            asked.push({ method: request.method(), url: search, body: request.postData() })
          })
        },
      )
      return {
        page,
        async advance(ms) {
          clock.advance(ms)
          await page.clock.fastForward(ms)
        },
        asked,
        pictures: outsideRequests,
        async close() {
          await page.context().close()
          expect(outsideRequests.filter((url) => !PICTURES.test(url))).toEqual([])
          expect(asked.filter(({ url, body }) => `${url}${body ?? ''}`.includes('query='))).toEqual([])
          expect(asked.filter(({ body }) => body?.includes('"query"'))).toEqual([])
          expect(errors.filter((error) => !error.startsWith('Failed to load resource'))).toEqual([])
        },
      }
    },
    async close() {
      await served.close()
      await gateway.close()
      await sandbox.close()
    },
  }
}
