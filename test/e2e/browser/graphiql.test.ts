import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chromium, launchChromium } from '../../support/chromium.ts'
import { type Demo, startDemo } from '../../support/demo.ts'
import {
  canBrowse,
  result,
  runOperation,
  typeInNewTab,
  useFirstScreen,
  whyNotBrowse,
} from '../../support/graphiql-page.ts'

describe.skipIf(!canBrowse)(`GraphiQL in a real browser${whyNotBrowse}`, { timeout: 60_000 }, () => {
  let demo: Demo
  let chromium: Chromium

  beforeAll(async () => {
    demo = await startDemo()
    chromium = await launchChromium()
  })
  afterAll(async () => {
    await chromium.close()
    await demo.stop()
  })

  it('opens with the tour in front and the other examples in tabs, each of which a click brings to the front', async () => {
    await useFirstScreen(chromium, demo.url, async (page) => {
      const tabs = page.locator('.graphiql-tab')

      expect(await page.title()).toBe('Parley')
      expect(await tabs.count()).toBeGreaterThanOrEqual(6)
      expect(await tabs.first().innerText()).toBe('Start here')
      await page.locator('.graphiql-query-editor', { hasText: 'Start' }).waitFor()

      for (const tab of (await page.locator('.graphiql-tab-button').all()).toReversed()) {
        const title = await tab.innerText()
        await tab.click()
        expect(await page.locator('.graphiql-tab-active').innerText()).toContain(title)
      }
    })
  })

  it('opens what a link asks in a tab of its own, before the tour, and forgets the link', async () => {
    const search = `?query=${encodeURIComponent('query Linked { __typename }')}`
    const readTitles = async (page: Page) => {
      const titles = await page.locator('.graphiql-tab-button').allInnerTexts()
      expect(titles.slice(0, 2)).toEqual(['Linked', 'Start here'])
      expect(await page.locator('.graphiql-query-editor').innerText()).toContain('Linked')
      expect(page.url()).toBe(`${demo.url}/graphql`)
    }
    await useFirstScreen(chromium, demo.url, readTitles, search)
  })

  it('runs a query of the tour, and the answer tells what it cost upstream', async () => {
    await useFirstScreen(chromium, demo.url, async (page) => {
      const answered = page.waitForResponse(
        (response) => response.request().postData()?.includes('"operationName":"Tour3BotAndMaker"') === true,
      )
      await runOperation(page, 'Tour3BotAndMaker')

      expect(await result(page, /Alia/)).toContain('"name": "CNB"')
      expect(await (await answered).json()).toMatchObject({
        data: { app: { name: 'CNB', creator: { name: 'Alia Sandmark' } } },
        extensions: { upstream: { summary: { upstreamCalls: expect.any(Number) as number } } },
      })
    })
  })

  it('marks a field that does not exist before anything is sent, helps with a query, and runs it', async () => {
    await useFirstScreen(chromium, demo.url, async (page) => {
      await typeInNewTab(page, '{ nobody')
      const mark = page.locator('.graphiql-query-editor .squiggly-error')
      await mark.first().waitFor()
      expect(await mark.count()).toBe(1)

      await typeInNewTab(page, '{ use')
      await page.locator('.suggest-widget', { hasText: 'users' }).waitFor()
      await page.keyboard.press('Escape')
      await page.keyboard.type('r(by: { mixinIdentityNumber: "30265" }) { name biography')
      await page.keyboard.press('ControlOrMeta+Enter')

      expect(await result(page, /biography/)).toContain(
        '"user": { "name": "Mirel Ostby", "biography": "Made up for the sandbox. Likes long queries."',
      )
    })
  })

  it('signs in to SealTalk, and then shows both accounts, by a cookie that the page cannot read', async () => {
    await useFirstScreen(chromium, demo.url, async (page) => {
      await page.getByRole('tab', { name: 'Two networks' }).click()
      await runOperation(page, 'SignIn')
      expect(await result(page, /login/)).toContain('"name": "Lin Tallmere"')

      await runOperation(page, 'BothAccounts')
      const both = await result(page, /viewer/)
      expect(both).toContain('"name": "Parley Sandbox Bot"')
      expect(both).toContain('"name": "Lin Tallmere"')
      expect(await page.evaluate('document.cookie')).toBe('')
    })
  })

  it('shows the documentation, down to the description of an argument', async () => {
    await useFirstScreen(chromium, demo.url, async (page) => {
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
      const docs = page.locator('.graphiql-doc-explorer')
      await docs.getByText('Query', { exact: true }).click()
      await docs.getByText('conversation', { exact: true }).click()
      await docs.getByText('Global id of the conversation').waitFor()

      expect(await docs.innerText()).toContain('mixin:conversation:<uuid>')
      // For people to look at; git ignores the folder.
      await page.screenshot({ path: 'test-results/graphiql-docs.png' })
    })
  })
})
