import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

/**
 * What keeps people out of a page: violations that axe calls serious or critical, each with where it is.
 *
 * @param include selectors of the parts to look at. Default: the whole page
 */
export const seriousProblems = async (page: Page, include?: readonly string[]): Promise<string[]> => {
  await page.evaluate(axe.source)
  const context = include ? { include: include.map((selector) => [selector]) } : {}
  const { violations } = await page.evaluate<AxeResults>(`axe.run(${JSON.stringify(context)})`)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}
