import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { rolldown } from 'rolldown'

/** A front end whose requests are answered by MSW's service worker. Its title becomes the first response. */
const APP = `
import { setupWorker } from 'msw/browser'
import { graphqlHandlers, stubDataSource, stubDataSources, stubUser } from 'parley-gateway/testing/msw'

const stub = stubDataSource({ users: [stubUser('ada', { name: 'Ada' })] })
const worker = setupWorker(...graphqlHandlers(stubDataSources(stub)))
await worker.start({ quiet: true })
const response = await fetch('/graphql', {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: '{ node(id: "mixin:user:ada") { ... on User { name } } nobody: node(id: "ada") { id } }' }),
})
document.title = JSON.stringify(await response.json())
`

/** The front end as its bundler makes it, served on loopback. */
export interface ServedFrontEnd {
  readonly url: string
  readonly bundle: string
  close(): Promise<void>
}

/** Bundles a front end in a project that has MSW and Parley, and serves it. */
export const serveFrontEnd = async (project: string): Promise<ServedFrontEnd> => {
  writeFileSync(join(project, 'app.js'), APP)
  const bundler = await rolldown({ input: join(project, 'app.js'), cwd: project, platform: 'browser' })
  const { output } = await bundler.generate({ format: 'esm' })
  await bundler.close()
  const [{ code: bundle }] = output
  const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
    '/': [
      'text/html',
      '<!doctype html><title></title><link rel="icon" href="data:,"><script type="module" src="/app.js"></script>',
    ],
    '/app.js': ['text/javascript', bundle],
    '/mockServiceWorker.js': [
      'text/javascript',
      readFileSync(join(project, 'node_modules/msw/lib/mockServiceWorker.js'), 'utf8'),
    ],
  }
  const server = createServer(({ url = '' }, response) => {
    const [type, text] = files[url] ?? ['text/plain', undefined]
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': type }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    bundle,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
