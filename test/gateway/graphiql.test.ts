import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type Chromium,
  chromiumMissing,
  findChromium,
  launchChromium,
  type OpenPage,
} from '../support/chromium.ts'
import { type Demo, startDemo } from '../support/demo.ts'

const hasChromium = findChromium() !== undefined
/** A machine of CI that lacks a browser fails at its start instead. */
const canRun = hasChromium || Boolean(process.env['CI'])

describe.skipIf(!canRun)(
  `GraphiQL in a real browser${canRun ? '' : ` (skipped: ${chromiumMissing})`}`,
  () => {
    let demo: Demo
    let chromium: Chromium
    let opened: OpenPage

    beforeAll(async () => {
      demo = await startDemo()
      chromium = await launchChromium()
    })
    afterAll(async () => {
      await chromium.close()
      await demo.stop()
    })

    beforeEach(async () => {
      opened = await chromium.open(`${demo.url}/graphql`)
      await opened.page.locator('.graphiql-query-editor .view-line').first().waitFor()
    })
    /** Whatever a test does on the page, nothing may leave the machine or be refused by the page's policy. */
    afterEach(async () => {
      expect(opened.outsideRequests).toEqual([])
      expect(opened.errors).toEqual([])
      await opened.page.context().close()
    })

    /** The result pane shows no more lines than fit; its words are joined by spaces of several kinds. */
    const result = async (expected: RegExp): Promise<string> => {
      const pane = opened.page.locator('.result-window .view-lines')
      await pane.filter({ hasText: expected }).waitFor()
      return (await pane.innerText()).replaceAll(/\s+/g, ' ')
    }

    it('opens with the tour in front and the other examples in tabs', async () => {
      const { page } = opened

      expect(await page.title()).toBe('Parley')
      const tabs = page.locator('.graphiql-tab')
      await expect.poll(() => tabs.count()).toBeGreaterThanOrEqual(5)
      expect(await tabs.first().innerText()).toContain('Tour1WhoAmI')
      expect(await page.locator('.graphiql-query-editor').innerText()).toContain('Welcome')
    })

    it('runs a query of the tour, and the answer tells what it cost upstream', async () => {
      const { page } = opened
      const answered = page.waitForResponse(
        (response) =>
          response.request().postData()?.includes('Tour3BotAndMaker') === true &&
          response.url().endsWith('/graphql'),
      )
      await page.getByRole('button', { name: /^Execute query/ }).click()
      await page.getByRole('menuitem', { name: 'Tour3BotAndMaker' }).click()

      expect(await result(/Alia/)).toContain('"name": "CNB"')
      expect(await (await answered).json()).toMatchObject({
        data: { app: { name: 'CNB', creator: { name: 'Alia Sandmark' } } },
        extensions: { upstream: { summary: { upstreamCalls: 2 } } },
      })
    })

    it('helps with a query that somebody types, and runs it', async () => {
      const { page } = opened
      await page.getByRole('button', { name: 'New tab' }).click()
      await page.locator('.graphiql-query-editor .view-line').first().click()
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type('{ use')
      await page.locator('.suggest-widget', { hasText: 'users' }).waitFor()
      await page.keyboard.press('Escape')
      await page.keyboard.type('r(by: { mixinIdentityNumber: "30265" }) { name biography')
      await page.keyboard.press('ControlOrMeta+Enter')

      expect(await result(/biography/)).toContain(
        '"user": { "name": "Mirel Ostby", "biography": "Made up for the sandbox. Likes long queries."',
      )
    })

    it('marks a field that does not exist before anything is sent', async () => {
      const { page } = opened
      await page.getByRole('button', { name: 'New tab' }).click()
      await page.locator('.graphiql-query-editor .view-line').first().click()
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type('{ nobody')

      await page.locator('.graphiql-query-editor .squiggly-error').waitFor()
    })

    it('shows the documentation, down to the description of an argument', async () => {
      const { page } = opened
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
      const docs = page.locator('.graphiql-doc-explorer')
      await docs.getByText('Query', { exact: true }).click()
      await docs.getByText('conversation', { exact: true }).click()

      await docs.getByText('Global id of the conversation').waitFor()
      // For people to look at; git ignores the folder.
      await page.screenshot({ path: 'test-results/graphiql-docs.png' })
    })
  },
)
