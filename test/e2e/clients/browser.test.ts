import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Request } from 'playwright-core'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chromium, launchChromium } from '../../support/chromium.ts'
import { canBrowse, whyNotBrowse } from '../../support/graphiql-page.ts'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'

const COOKIE = /(?:^|; )(__Host-)?parley_sealtalk=/

/** Clients with the methods that they send a login and a query by. */
const CLIENTS = [
  ['urql', 'POST, GET'],
  ['Apollo', 'POST, POST'],
  ['graphql-request', 'POST, POST'],
  ['graphql-sse', 'POST, POST'],
  ['Relay', 'POST, POST'],
] as const

const bundlePage = async (): Promise<string> => {
  const bundler = await rolldown({
    input: join(import.meta.dirname, 'page-of-clients.ts'),
    platform: 'browser',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  })
  const { output } = await bundler.generate({ format: 'esm' })
  await bundler.close()
  return output[0].code
}

/**
 * Serves the page on a port of its own. By number, that is another origin of the gateway's site; by name, another site. To
 * a page that comes from nowhere, Chromium allows no request to this machine.
 */
const servePage = async (files: Readonly<Record<string, readonly [type: string, text: string]>>) => {
  const server = createServer(({ url = '' }, response) => {
    const [type, text] = files[url] ?? ['text/plain', undefined]
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': type }).end(text)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    sameSite: `http://127.0.0.1:${port}`,
    otherSite: `http://localhost:${port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

describe.skipIf(!canBrowse)(`clients in Chromium${whyNotBrowse}`, { timeout: 60_000 }, () => {
  let files: Readonly<Record<string, readonly [type: string, text: string]>>
  let pages: Awaited<ReturnType<typeof servePage>>
  let chromium: Chromium
  let sameSite: SealTalkGateway
  let otherSite: SealTalkGateway
  beforeAll(async () => {
    files = {
      '/page': ['text/html', '<script type="module" src="/page.js"></script>'],
      '/page.js': ['text/javascript', await bundlePage()],
    }
    pages = await servePage(files)
    chromium = await launchChromium()
    sameSite = await startSealTalkGateway({ env: { CORS_ORIGINS: pages.sameSite } })
    otherSite = await startSealTalkGateway({
      env: { CORS_ORIGINS: pages.otherSite, COOKIE_SAMESITE: 'none' },
    })
  }, 60_000)
  afterAll(async () => {
    await chromium?.close()
    await pages?.close()
    await sameSite?.close()
    await otherSite?.close()
  })

  /** Opens the page at an origin, signs in there with a client, and asks who that is. */
  const visit = async (client: string, harness: SealTalkGateway, origin: string) => {
    const url = `${harness.gateway.url}/graphql`
    const isOwn = origin === harness.gateway.url
    const sent: Request[] = []
    const { page } = await chromium.open(`${origin}/page`, async (empty) => {
      // As if the gateway's origin had the page, behind a proxy.
      for (const [path, [contentType, body]] of Object.entries(isOwn ? files : {}))
        await empty.route(`**${path}`, (route) => route.fulfill({ contentType, body }))
      empty.on('request', (request) => {
        if (request.url().startsWith(url)) sent.push(request)
      })
    })
    const [{ region, phone: number, password }] = harness.sandbox.credentials.accounts
    const access = isOwn ? { url } : { url, credentials: 'include' }
    const input = { phone: { region, number }, password }
    const call = [client, access, input].map((value) => JSON.stringify(value)).join(', ')
    try {
      return {
        data: await page.evaluate<unknown>(`signInAndAsk(${call})`),
        methods: sent.map((request) => request.method()).join(', '),
        cookie: (await sent.at(-1)?.allHeaders())?.['cookie'],
        readable: await page.evaluate<string>('document.cookie'),
      }
    } finally {
      await page.context().close()
    }
  }

  const name = 'Lin Tallmere'
  const signedIn = [{ login: { user: { name } } }, { viewer: { sealtalk: { user: { name } } } }]

  const origins: [name: string, harness: () => SealTalkGateway, origin: () => string][] = [
    ['the gateway’s own origin', () => sameSite, () => sameSite.gateway.url],
    ['a listed origin of its site', () => sameSite, () => pages.sameSite],
    ['a listed origin of another site', () => otherSite, () => pages.otherSite],
  ]

  describe.each(origins)('on %s', (_, harness, origin) => {
    it.each(CLIENTS)('%s signs in by the cookie and goes on with it (%s)', async (client, methods) => {
      const visited = await visit(client, harness(), origin())

      expect(visited.data).toMatchObject(signedIn)
      expect(visited.methods).toBe(methods)
      expect(visited.cookie).toMatch(COOKIE)
      expect(visited.readable).toBe('')
    })
  })

  it.each(CLIENTS)('%s is kept out of an origin that is not listed, before any call', async (client) => {
    sameSite.sandbox.control.resetCalls()

    await expect(visit(client, sameSite, pages.otherSite)).rejects.toThrow('Failed to fetch')
    expect(sameSite.calls()).toEqual([])
  })
})
