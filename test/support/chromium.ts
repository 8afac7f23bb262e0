import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'

/** What to tell where there is no browser to test with. */
export const chromiumMissing =
  'no Chromium found on PATH: install it, for example with apt-get install chromium'

/** The Chromium of this machine; undefined where it has none, and browser tests say that they are skipped. */
export function findChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}

/** A running browser with an empty profile that can reach nothing but this machine. */
export interface Chromium {
  /**
   * Opens a page and writes down what goes wrong on it, from the first byte on.
   * @param prepare what is done with the empty page before
   */
  open(url: string, prepare?: (page: Page) => Promise<void>): Promise<OpenPage>
  close(): Promise<void>
}

/** A page and what has happened on it so far. */
export interface OpenPage {
  readonly page: Page
  /** Addresses outside loopback that the page or its workers asked for. No name is resolved for them. */
  readonly outsideRequests: string[]
  /** Errors on the console and uncaught ones. What the page's security policy refused is among them. */
  readonly errors: string[]
}

/** Starts Chromium without a window. @throws Error saying what to install where there is none */
export async function launchChromium(): Promise<Chromium> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(chromiumMissing)
  const browser = await chromium.launch({ executablePath, args: chromiumFlags })
  return {
    async open(url, prepare) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
      const outsideRequests: string[] = []
      context.on('request', (request) => {
        if (isOutside(new URL(request.url()))) outsideRequests.push(request.url())
      })
      const page = await context.newPage()
      const errors: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') errors.push(message.text())
      })
      page.on('websocket', (socket) => {
        if (isOutside(new URL(socket.url()))) outsideRequests.push(socket.url())
      })
      page.on('pageerror', (error) => errors.push(error.message))
      await prepare?.(page)
      await page.goto(url)
      return { page, outsideRequests, errors }
    },
    close: () => browser.close(),
  }
}

/** Nothing of Chromium's own may call home either, and no name but localhost is resolved. */
const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]

function isOutside(url: URL): boolean {
  const isNetwork = ['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol)
  return isNetwork && !['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
}
