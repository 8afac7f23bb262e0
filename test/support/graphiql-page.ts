import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Chromium, chromiumMissing, findChromium } from './chromium.ts'

/** A machine of CI that lacks a browser is not let off: it fails at the start. */
export const canBrowse = findChromium() !== undefined || Boolean(process.env['CI'])

/** What to add to the title of a suite that needs a browser. */
export const whyNotBrowse = canBrowse ? '' : ` (skipped: ${chromiumMissing})`

/**
 * Opens GraphiQL of a gateway. Whatever is done on the page, nothing may leave the machine, fail, or be refused by
 * the page's policy.
 *
 * @param url base URL of the gateway
 * @param search what a link adds, such as `?query=…`
 */
export const useGraphiQL = async (
  chromium: Chromium,
  url: string,
  run: (page: Page) => Promise<void>,
  search = '',
): Promise<void> => {
  const { page, outsideRequests, errors } = await chromium.openAgain(`${url}/graphql${search}`)
  // Shorter than a test may take, so that a failure tells what was waited for.
  page.setDefaultTimeout(10_000)
  await isReady(page)
  await run(page)
  expect(outsideRequests).toEqual([])
  expect(errors).toEqual([])
}

/**
 * The same on the sandbox's first screen, once its query has run: Run would stop that. With a `search`, nothing runs.
 */
export const useFirstScreen: typeof useGraphiQL = (chromium, url, run, search) => {
  const runLater = async (page: Page): Promise<void> => {
    await page.getByRole('heading', { name: 'Tour1WhoAmI' }).waitFor()
    await run(page)
  }
  return useGraphiQL(chromium, url, search === undefined ? runLater : run, search)
}

/** Waits until something can be typed. */
export const isReady = (page: Page): Promise<void> =>
  page.locator('.graphiql-query-editor .view-line').first().waitFor()

/** Runs one of several operations of the tab in front. */
export const runOperation = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: /^Execute query/ }).click()
  await page.getByRole('menuitem', { name, exact: true }).click()
}

/** Runs the one operation of the tab in front. */
export const execute = (page: Page): Promise<void> =>
  page.getByRole('button', { name: /^Execute query/ }).click()

const openTab = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: 'New tab' }).click()
  await page.locator('.graphiql-tab-active', { hasText: '<untitled>' }).waitFor()
  await page.locator('.graphiql-query-editor .view-line').first().click()
  await page.keyboard.press('ControlOrMeta+a')
}

/** Key by key: the editor closes what is opened, and suggests. */
export const typeInNewTab = async (page: Page, text: string): Promise<void> => {
  await openTab(page)
  await page.keyboard.type(text)
}

/**
 * All at once, so that nothing the editor suggests gets in between. GraphiQL runs an operation only once it has read
 * it, and names the tab after it then.
 */
export const pasteInNewTab = async (page: Page, operation: string, text: string): Promise<void> => {
  await openTab(page)
  await page.keyboard.insertText(text)
  await page.locator('.graphiql-tab-active', { hasText: operation }).waitFor()
}

/** What the result pane shows, once it shows this; its spaces are of several kinds. */
export const result = async (page: Page, expected: RegExp): Promise<string> => {
  const pane = page.locator('.result-window .view-lines')
  await pane.filter({ hasText: expected }).waitFor()
  return (await pane.innerText()).replaceAll(/\s+/g, ' ')
}
