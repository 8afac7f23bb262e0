import { expect } from 'vitest'
import { findsMirel, findsMirelByHash } from './questions.ts'
import type { Outcome, Seen } from './outcome.ts'

const READY = /Local: +(http:\S+)/

/** Checks that the page and its script are served. */
const isServed = async ({ address }: Seen, script: RegExp): Promise<void> => {
  const html = await (await fetch(address)).text()
  expect(html).toContain('<div id="root">')
  const [, path = ''] = script.exec(html) ?? []
  const response = await fetch(new URL(path, address))
  expect(response.headers.get('content-type')).toMatch(/javascript/)
  expect(await response.text()).toContain('createRoot')
}

/** Commands of the example's page. */
export const pages: readonly Outcome[] = [
  {
    command: 'npm run dev -w examples/web',
    ready: READY,
    async holds(seen) {
      await isServed(seen, /<script type="module" src="(\/src\/main\.tsx)">/)
      // Through the page's own address, as a browser does.
      await findsMirel(seen)
    },
  },
  {
    command: 'npm run build -w examples/web && npm run preview -w examples/web',
    ready: READY,
    async holds(seen) {
      await isServed(seen, /<script type="module" [^>]*src="(\/assets\/[^"]+)">/)
      await findsMirelByHash(seen)
    },
  },
  {
    command: 'npm exec -- node examples/node/people.ts 30265 7000100002',
    holds: ({ said }) =>
      expect(said()).toMatch(/^30265  Mirel Ostby\n7000100002  CNB, a bot by Alia Sandmark$/m),
  },
]
