import { expect } from 'vitest'
import { lookUpByHash } from './trusted.ts'
import type { Outcome, Seen } from './outcome.ts'

const READY = /Local: +(http:\S+)/

/** Whether the page is there with its script, and passes questions on to the gateway that runs beside it. */
const isServed = async ({ address, folder }: Seen, script: RegExp): Promise<void> => {
  const html = await (await fetch(address)).text()
  expect(html).toContain('<div id="root">')
  const [, path = ''] = script.exec(html) ?? []
  const answer = await fetch(new URL(path, address))
  expect(answer.headers.get('content-type')).toMatch(/javascript/)
  expect(await answer.text()).toContain('createRoot')
  expect(await lookUpByHash(address, folder)).toBe('Mirel Ostby')
}

/** Commands of the example's page. */
export const pages: readonly Outcome[] = [
  {
    command: 'npm run dev -w examples/web',
    ready: READY,
    holds: (seen) => isServed(seen, /<script type="module" src="(\/src\/main\.tsx)">/),
  },
  {
    command: 'npm run build -w examples/web && npm run preview -w examples/web',
    ready: READY,
    holds: (seen) => isServed(seen, /<script type="module" [^>]*src="(\/assets\/[^"]+)">/),
  },
  {
    command: 'npm exec -- node examples/node/people.ts 30265 7000100002',
    holds: ({ said }) =>
      expect(said()).toMatch(/^30265  Mirel Ostby\n7000100002  CNB, a bot by Alia Sandmark$/m),
  },
]
