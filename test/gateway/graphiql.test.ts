import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chromium, chromiumMissing, findChromium, launchChromium } from '../support/chromium.ts'
import { type Demo, startDemo } from '../support/demo.ts'

/** A machine of CI that lacks a browser is not let off: it fails at the start. */
const canRun = findChromium() !== undefined || Boolean(process.env['CI'])

describe.skipIf(!canRun)(
  `GraphiQL in a real browser${canRun ? '' : ` (skipped: ${chromiumMissing})`}`,
  () => {
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

    /** Whatever is done on the page, nothing may leave the machine, fail, or be refused by the page's policy. */
    const useGraphiQL = async (run: (page: Page) => Promise<void>): Promise<void> => {
      const { page, outsideRequests, errors } = await chromium.open(`${demo.url}/graphql`)
      await page.locator('.graphiql-query-editor .view-line').first().waitFor()
      await run(page)
      expect(outsideRequests).toEqual([])
      expect(errors).toEqual([])
      await page.context().close()
    }

    const runOperation = async (page: Page, name: string): Promise<void> => {
      await page.getByRole('button', { name: /^Execute query/ }).click()
      await page.getByRole('menuitem', { name, exact: true }).click()
    }

    const typeInNewTab = async (page: Page, text: string): Promise<void> => {
      await page.getByRole('button', { name: 'New tab' }).click()
      await page.locator('.graphiql-query-editor .view-line').first().click()
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type(text)
    }

    /** What the result pane shows, once it shows this; its spaces are of several kinds. */
    const result = async (page: Page, expected: RegExp): Promise<string> => {
      const pane = page.locator('.result-window .view-lines')
      await pane.filter({ hasText: expected }).waitFor()
      return (await pane.innerText()).replaceAll(/\s+/g, ' ')
    }

    it('opens with the tour in front and the other examples in tabs', async () => {
      await useGraphiQL(async (page) => {
        const tabs = page.locator('.graphiql-tab')

        expect(await page.title()).toBe('Parley')
        expect(await tabs.count()).toBeGreaterThanOrEqual(6)
        expect(await tabs.first().innerText()).toContain('Tour1WhoAmI')
        expect(await page.locator('.graphiql-query-editor').innerText()).toContain('Welcome')
      })
    })

    it('runs a query of the tour, and the answer tells what it cost upstream', async () => {
      await useGraphiQL(async (page) => {
        const answered = page.waitForResponse(
          (response) => response.request().postData()?.includes('Tour3BotAndMaker') === true,
        )
        await runOperation(page, 'Tour3BotAndMaker')

        expect(await result(page, /Alia/)).toContain('"name": "CNB"')
        expect(await (await answered).json()).toMatchObject({
          data: { app: { name: 'CNB', creator: { name: 'Alia Sandmark' } } },
          extensions: { upstream: { summary: { upstreamCalls: 2 } } },
        })
      })
    })

    it('helps with a query that somebody types, and runs it', async () => {
      await useGraphiQL(async (page) => {
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

    it('marks a field that does not exist before anything is sent', async () => {
      await useGraphiQL(async (page) => {
        await typeInNewTab(page, '{ nobody')
        const mark = page.locator('.graphiql-query-editor .squiggly-error')
        await mark.first().waitFor()

        expect(await mark.count()).toBe(1)
      })
    })

    it('signs in to SealTalk, and then shows both accounts, by a cookie that the page cannot read', async () => {
      await useGraphiQL(async (page) => {
        await page.getByRole('tab', { name: 'SignIn' }).click()
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
      await useGraphiQL(async (page) => {
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
  },
)
