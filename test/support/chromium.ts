import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import type { Page, Request, WebSocket } from 'playwright-core'

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
   * Opens a page in a window of its own and writes down what goes wrong on it, from the first byte on.
   * @param prepare what is done with the empty page before
   */
  open(url: string, prepare?: Prepare): Promise<OpenPage>
  /**
   * The same in the window of the last such call, as on a first visit: nothing is left of the last one but what the
   * browser has loaded and compiled, which is most of what a large page costs.
   */
  openAgain(url: string, prepare?: Prepare): Promise<OpenPage>
  close(): Promise<void>
}

type Prepare = (page: Page) => Promise<void>

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
  const openWindow = async () => (await browser.newContext({ viewport })).newPage()
  const openIn = async (page: Page, url: string, prepare?: Prepare): Promise<OpenPage> => {
    const happened = watch(page)
    await prepare?.(page)
    await page.goto(url)
    return { page, ...happened }
  }
  let window: Page | undefined
  return {
    open: async (url, prepare) => openIn(await openWindow(), url, prepare),
    async openAgain(url, prepare) {
      if (window === undefined || window.isClosed()) window = await openWindow()
      else await forget(window, url)
      return openIn(window, url, prepare)
    },
    close: () => browser.close(),
  }
}

const viewport = { width: 1440, height: 900 }

/** Writes down what goes wrong from now on. */
const watch = (page: Page): Omit<OpenPage, 'page'> => {
  const outsideRequests: string[] = []
  const note = (asked: Request | WebSocket): void => {
    if (isOutside(new URL(asked.url()))) outsideRequests.push(asked.url())
  }
  const errors: string[] = []
  page.context().on('request', note)
  page.on('websocket', note)
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  page.on('pageerror', (error) => errors.push(error.message))
  return { outsideRequests, errors }
}

/** Leaves a page, and everything that it and its test have set in the window, before the visit to a URL. */
const forget = async (page: Page, url: string): Promise<void> => {
  const context = page.context()
  for (const other of context.pages()) if (other !== page) await other.close()
  context.removeAllListeners('request')
  for (const event of ['request', 'websocket', 'console', 'pageerror']) page.removeAllListeners(event)
  await page.unrouteAll()
  // A page without scripts, which has the same storage.
  await page.goto(new URL('/health/live', url).href)
  await page.evaluate('localStorage.clear(), sessionStorage.clear()')
  await context.clearCookies()
  await context.clearPermissions()
  await page.setViewportSize(viewport)
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
}

/**
 * What Chromium leaves out, in place of Playwright's own list, most of which is here. Each window would load a page of
 * its own for the suggestions of the address bar, which nobody sees and which costs more than many a page that is tested.
 */
const withoutFeatures = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
]

/** Nothing of Chromium's own may call home either, and no name but localhost is resolved. */
const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${withoutFeatures.join(',')}`,
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]

function isOutside(url: URL): boolean {
  const isNetwork = ['http:', 'https:', 'ws:', 'wss:'].includes(url.protocol)
  return isNetwork && !['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
}
