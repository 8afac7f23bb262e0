// Takes the README's screenshot, docs/images/graphiql.png: the first screen. node scripts/screenshot.ts (needs Chromium).
// `--dark docs/images/other.png` takes a dark one and saves it elsewhere.
import { parseArgs } from 'node:util'
import { launchChromium } from '../test/support/chromium.ts'
import { startDemo } from '../test/support/demo.ts'

const { values, positionals } = parseArgs({
  options: { dark: { type: 'boolean', default: false } },
  allowPositionals: true,
})

const demo = await startDemo()
const chromium = await launchChromium()
// A first response includes what the gateway does once, so it comes from a gateway that has run for a while.
const warmUp = JSON.stringify({ query: '{ viewer { mixin { user { name } } } }' })
for (let time = 0; time < 20; time += 1) {
  const headers = { 'content-type': 'application/json', 'x-parley-trace': '1' }
  await fetch(`${demo.url}/graphql`, { method: 'POST', headers, body: warmUp })
}
await fetch(`${demo.url}/graphql/sandbox`, {
  method: 'POST',
  headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
  body: '{"action": "reset"}',
})
const { page } = await chromium.open(`${demo.url}/graphql`, (page) =>
  page.emulateMedia({ colorScheme: values.dark ? 'dark' : 'light' }),
)
await page.locator('.upstream-budgets').waitFor()
// The colours of the editors come a moment later, and the bars are animated.
await page.mouse.move(700, 800)
await page.waitForTimeout(1500)
await page.screenshot({ path: positionals[0] ?? 'docs/images/graphiql.png' })
await chromium.close()
await demo.stop()
