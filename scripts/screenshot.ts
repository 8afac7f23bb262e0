// Takes the README's screenshot, docs/images/graphiql.png: node scripts/screenshot.ts (needs Chromium).
// `--dark docs/images/other.png` takes a dark one and saves it elsewhere.
import { parseArgs } from 'node:util'
import { launchChromium } from '../test/support/chromium.ts'
import { startDemo } from '../test/support/demo.ts'

const { values, positionals } = parseArgs({
  options: { dark: { type: 'boolean', default: false } },
  allowPositionals: true,
})

const query = `# Two networks in one answer: my favourite
# groups on SealTalk, and on Mixin a group of
# fifty, with who made each bot in it.
query Story {
  viewer {
    sealtalk {
      favoriteConversations(first: 2) {
        nodes {
          name
        }
      }
    }
  }
  conversation(
    id: "mixin:conversation:50505050-5050-4050-8050-505050505050"
  ) {
    name
    participants(first: 50) {
      totalCount
      nodes {
        role
        user {
          name
          app {
            appNumber
            creator {
              name
            }
          }
        }
      }
    }
  }
}
`
const login = `mutation {
  login(input: { phone: { region: "86", number: "19900000001" }, password: "demo-lin-1" }) { user { id } }
}`

const demo = await startDemo()
const chromium = await launchChromium()
const { page } = await chromium.open(`${demo.url}/graphql`)
if (values.dark) await page.emulateMedia({ colorScheme: 'dark' })
await page.request.post(`${demo.url}/graphql`, { data: { query: login } })
await page.evaluate('localStorage.clear()')
await page.goto(`${demo.url}/graphql?query=${encodeURIComponent(query)}`)
await page.getByRole('button', { name: 'Hide editor tools' }).click()
await page.getByRole('button', { name: 'Upstream', exact: true }).click()
await page.getByRole('button', { name: /^Execute query/ }).click()
await page.locator('.upstream-budgets').waitFor()
// The last lines of the result appear a frame later, and the bars are animated.
await page.mouse.move(700, 800)
await page.waitForTimeout(500)
await page.screenshot({ path: positionals[0] ?? 'docs/images/graphiql.png' })
await chromium.close()
await demo.stop()
