import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { startSandbox, type Sandbox } from '../../sandbox/index.ts'
import type { Chromium } from './chromium.ts'
import { startGateway, type TestGateway } from './gateway.ts'
import type { ServedPage } from './served-page.ts'
import { standingClock } from './time.ts'

const folder = join(resolve(import.meta.dirname, '../..'), 'examples/web')

/** Where people of the sandbox say that their pictures are. */
const PICTURES = /^https:\/\/(images\.example\.org|portraits\.sealtalk\.example)\//

/** The documents that the page may ask for, as codegen wrote them. */
export const TRUSTED_DOCUMENTS = join(folder, 'src/gql/persisted-documents.json')

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
  served: ServedPage,
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
  served.use(gateway.url)
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
      await gateway.close()
      await sandbox.close()
    },
  }
}
