// Takes docs/images/graphiql.png, the picture in the README: node scripts/screenshot.ts (needs Chromium).
import { launchChromium } from '../test/support/chromium.ts'
import { startDemo } from '../test/support/demo.ts'

const query = `# A group, who is in it, and of each bot
# who made it: three calls upstream,
# however many people there are.
{
  conversation(
    id: "mixin:conversation:8043dba1-e742-4c54-8425-1b8e188313a8"
  ) {
    name
    announcement
    participants(first: 2) {
      totalCount
      nodes {
        role
        user {
          name
          app {
            appNumber
            creator {
              name
              identityNumber
            }
          }
        }
      }
    }
  }
}
`

const demo = await startDemo()
const chromium = await launchChromium()
const { page } = await chromium.open(`${demo.url}/graphql?query=${encodeURIComponent(query)}`)
await page.getByRole('button', { name: 'Hide editor tools' }).click()
await page.getByRole('button', { name: /^Execute query/ }).click()
await page.locator('.result-window', { hasText: 'Mirel' }).waitFor()
// The last lines of the result are drawn a frame later.
await page.mouse.move(700, 800)
await page.waitForTimeout(500)
await page.screenshot({ path: 'docs/images/graphiql.png' })
await chromium.close()
await demo.stop()
