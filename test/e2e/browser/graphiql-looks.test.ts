import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seriousProblems } from '../../support/axe.ts'
import { type Chromium, launchChromium } from '../../support/chromium.ts'
import { type Demo, startDemo } from '../../support/demo.ts'
import { canBrowse, whyNotBrowse } from '../../support/graphiql-page.ts'

const WIDTHS = [390, 768, 1024, 1280, 1440] as const
const isOutermost = (width: number): boolean => width === 390 || width === 1440
/** Dark only where pages are narrowest and widest: what fits does not depend on colours. */
const CASES = WIDTHS.flatMap((width) => {
  const schemes = isOutermost(width) ? (['light', 'dark'] as const) : (['light'] as const)
  return schemes.map((colorScheme) => ({ colorScheme, width }))
})
const RUN_COLOURS = { light: 'rgb(93, 63, 213)', dark: 'rgb(114, 88, 218)' } as const
const PANELS = ['Sandbox', 'Headers of all tabs'] as const
/** Parley's own parts. */
const OWN = ['.upstream', '.parley-next', '.parley-tool', '.parley-all-tabs select']

/** Texts of Parley's parts and of the editors that are cut off at the side, or lie outside the page. */
const findCut = `[...document.querySelectorAll('.upstream *, .parley-next *, .parley-panel *, :is(.graphiql-query-editor, .result-window) .view-line > span')]
  .filter((one) => (one.children.length === 0 || one.matches('.view-line > span')) && one.textContent.trim() && one.checkVisibility() && !one.closest('.parley-hidden'))
  .filter((one) => {
    const { left, right } = one.getBoundingClientRect()
    const pane = one.closest('.monaco-editor, .upstream, .parley-next, .parley-panel').getBoundingClientRect()
    return left < pane.left - 1 || right > pane.right + 1 || right > innerWidth
  })
  .map((one) => one.textContent)`

const findOverlaps = `[...document.querySelectorAll('.upstream-ruler span')]
  .map((one) => one.getBoundingClientRect())
  .filter((box, index, all) => index > 0 && box.left < all[index - 1].right)
  .length`

describe.skipIf(!canBrowse)(`how GraphiQL looks${whyNotBrowse}`, { timeout: 60_000 }, () => {
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

  describe.each(CASES)('at $width px, $colorScheme,', ({ colorScheme, width }) => {
    const height = width < 600 ? 844 : 900
    let page: Page

    beforeAll(async () => {
      const prepare = async (empty: Page): Promise<void> => {
        await empty.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
        await empty.setViewportSize({ width, height })
      }
      ;({ page } = await chromium.openAgain(`${demo.url}/graphql`, prepare))
      await page.locator('.upstream-budgets').waitFor()
    })

    it('nothing is cut, and the page does not scroll', async () => {
      // For people to look at; git ignores the folder.
      await page.screenshot({ path: `test-results/graphiql-${colorScheme}-${width}.png` })
      const size = await page.evaluate(
        '[document.documentElement.scrollWidth, document.documentElement.scrollHeight, innerHeight]',
      )
      expect(size).toEqual([width, height, height])
      await page.mouse.move(width / 4, 300)
      await page.mouse.wheel(0, 3000)
      expect(await page.evaluate('document.documentElement.scrollTop')).toBe(0)

      expect(await page.evaluate(findCut)).toEqual([])
      expect(await page.evaluate(findOverlaps)).toBe(0)
      expect(await seriousProblems(page, OWN)).toEqual([])
    })

    it.each(width === 1440 ? [RUN_COLOURS[colorScheme]] : [])(
      'Run has its own colour, %s, and nothing is magenta',
      async (runColour) => {
        const colours = await page.evaluate<string[]>(`[...document.querySelectorAll('*')].flatMap((one) => {
        const { color, backgroundColor, borderTopColor } = getComputedStyle(one)
        return [color, backgroundColor, borderTopColor]
      })`)
        const isMagenta = (colour: string): boolean => {
          const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number)
          return red > 200 && green < 110 && blue > 100
        }
        expect(colours.filter(isMagenta)).toEqual([])
        const background = await page.evaluate<string>(
          "getComputedStyle(document.querySelector('.graphiql-execute-button')).backgroundColor",
        )
        expect(background).toBe(runColour)
      },
    )

    it.each(isOutermost(width) ? PANELS : [])('the panel %s fits too', async (name) => {
      await page.getByRole('button', { name: `Show ${name}` }).click()
      const panel = page.getByRole('region', { name, exact: true })
      await panel
        .getByRole(name === 'Sandbox' ? 'button' : 'textbox')
        .first()
        .waitFor()
      await page.screenshot({ path: `test-results/graphiql-${name}-${colorScheme}-${width}.png` })
      expect(await page.evaluate(findCut)).toEqual([])
      expect(await seriousProblems(page, ['.parley-panel'])).toEqual([])
      const box = await page.locator('.parley-panel').boundingBox()
      expect(box?.width).toBeGreaterThan(300)
    })
  })
})
