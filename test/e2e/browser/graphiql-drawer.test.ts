import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Chromium, launchChromium } from '../../support/chromium.ts'
import {
  canBrowse,
  isReady,
  result,
  runOperation,
  execute,
  pasteInNewTab,
  useGraphiQL,
  whyNotBrowse,
} from '../../support/graphiql-page.ts'
import { createGate } from '../../support/gate.ts'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'
import { standingClock } from '../../support/time.ts'

const MINUTE_MS = 60_000

describe.skipIf(!canBrowse)(`the drawer of upstream calls in a real browser${whyNotBrowse}`, () => {
  let chromium: Chromium
  let harness: SandboxGateway

  beforeAll(async () => {
    chromium = await launchChromium()
  })
  afterAll(() => chromium.close())
  afterEach(() => harness.close())

  const button = (page: Page): Locator => page.getByRole('button', { name: 'Upstream', exact: true })
  const tab = (page: Page, name: string): Locator => page.locator('.graphiql-tab-button', { hasText: name })
  /** GraphiQL stores half a second later which tab is in front. */
  const stored = async (page: Page, index: number): Promise<void> => {
    const readIndex = () =>
      page.evaluate(`JSON.parse(localStorage.getItem('graphiql:tabState')).activeTabIndex`)
    await expect.poll(readIndex).toBe(index)
  }
  const drawer = (page: Page): Locator => page.locator('#upstream-drawer')

  /** The cells of each row of the waterfall but the time, which no two runs have in common. */
  const rows = async (page: Page): Promise<string[][]> => {
    const found = await page.locator('.upstream-calls tbody tr').all()
    const cellsOf = (row: Locator) => row.locator('th, td:not(.upstream-time)').allInnerTexts()
    return Promise.all(found.map(async (row) => (await cellsOf(row)).slice(0, 4)))
  }

  /** Name and number of each sum. */
  const sums = async (page: Page): Promise<Record<string, string>> => {
    const [names, values] = await Promise.all(
      ['dt', 'dd'].map((tag) => page.locator(`.upstream-sums ${tag}`).allInnerTexts()),
    )
    return Object.fromEntries((names ?? []).map((name, index) => [name, values?.[index] ?? '']))
  }

  const budgets = async (page: Page): Promise<string[]> => {
    await page.locator('.upstream-budgets').waitFor()
    return page.locator('.upstream-budgets li').allInnerTexts()
  }

  /** The documents of what the page sends from now on. */
  const watchQueries = (page: Page): string[] => {
    const sent: string[] = []
    page.on('request', (request) => {
      const { query } = JSON.parse(request.postData() ?? '{}') as { query?: string }
      if (query !== undefined) sent.push(/\w+ \w+/.exec(query)?.[0] ?? query)
    })
    return sent
  }

  it('is closed until its button is pressed, and asks for nothing until then', async () => {
    harness = await startSandboxGateway()
    await useGraphiQL(chromium, harness.gateway.url, async (page) => {
      const sent = watchQueries(page)
      expect(await button(page).getAttribute('aria-expanded')).toBe('false')
      expect(await button(page).getAttribute('aria-controls')).toBe('upstream-drawer')
      expect(await drawer(page).isHidden()).toBe(true)

      await runOperation(page, 'Tour3BotAndMaker')
      await page.getByRole('status').filter({ hasText: '2 calls made, 0 saved' }).waitFor()
      expect(sent).toEqual(['query Tour3BotAndMaker'])

      await button(page).focus()
      await page.keyboard.press('Enter')
      expect(await button(page).getAttribute('aria-expanded')).toBe('true')
      await drawer(page).getByRole('heading', { name: 'Tour3BotAndMaker' }).waitFor()
      expect(await budgets(page)).toHaveLength(2)
      expect(sent).toEqual(['query Tour3BotAndMaker', 'query DrawerBudgets'])

      await page.keyboard.press('Tab')
      const focused = page.locator(':focus')
      expect(await focused.getAttribute('aria-label')).toBe('Upstream calls')
    })
  })

  it('draws the very calls that the network got, sums them up, and tells which lookups are left', async () => {
    harness = await startSandboxGateway()
    await useGraphiQL(chromium, harness.gateway.url, async (page) => {
      await button(page).click()
      await runOperation(page, 'Tour4GroupPage')
      await drawer(page).getByRole('heading', { name: 'Tour4GroupPage' }).waitFor()

      expect(harness.calls()).toEqual(['GET /conversations/:id', 'POST /users/fetch', 'POST /users/fetch'])
      const [, people, makers] = harness.callLog().map(({ ids }) => ids)
      expect(await rows(page)).toEqual([
        ['Mixin', 'readConversation', '–', 'miss'],
        ['Mixin', 'readUsers', String(people), 'miss'],
        ['Mixin', 'readUsers', String(makers), 'miss'],
      ])
      const batched = (people ?? 0) - 1 + (makers ?? 0) - 1
      expect(await sums(page)).toMatchObject({
        'calls made': '3',
        saved: String(batched + Number((await sums(page))['cache hits'])),
        coalesced: '0',
        batched: String(batched),
      })
      expect(await budgets(page)).toEqual(['3 MIXIN IDENTITY_NUMBER', '3 MIXIN SEARCH'])

      const bars = await Promise.all(
        (await page.locator('.upstream-bar').all()).map((bar) => bar.boundingBox()),
      )
      const [first, second, third] = bars
      expect((first?.x ?? 0) + (first?.width ?? 0)).toBeLessThanOrEqual((second?.x ?? 0) + 4)
      expect((second?.x ?? 0) + (second?.width ?? 0)).toBeLessThanOrEqual((third?.x ?? 0) + 4)
    })
  })

  it('tells of a lookup that it was taken off the budget, and of a copy that it cost nothing', async () => {
    harness = await startSandboxGateway({ env: { MIXIN_NUMBER_RATE: '0.001' } })
    await useGraphiQL(chromium, harness.gateway.url, async (page) => {
      await button(page).click()
      await pasteInNewTab(page, 'Box', 'query Box { user(by: { mixinIdentityNumber: "30265" }) { name } }')
      await execute(page)
      await drawer(page).getByRole('heading', { name: 'Box' }).waitFor()
      expect((await rows(page)).map(([, operation]) => operation)).toContain('readUser')
      expect(await budgets(page)).toEqual(['2 MIXIN IDENTITY_NUMBER', '3 MIXIN SEARCH'])

      await execute(page)
      await drawer(page).getByText('No upstream call was needed.').waitFor()
      expect(await sums(page)).toMatchObject({ 'calls made': '0', saved: '1', 'cache hits': '1' })
      expect(await budgets(page)).toEqual(['2 MIXIN IDENTITY_NUMBER', '3 MIXIN SEARCH'])
      expect(await page.getByRole('status').innerText()).toBe('0 calls made, 1 saved')
    })
  })

  it('has round numbers on the scale of an answer that took less than a millisecond', async () => {
    const calls = [
      {
        network: 'MIXIN',
        operation: 'user',
        method: 'CACHE',
        path: '',
        ids: 1,
        status: null,
        startedMs: 0.4,
        durationMs: 0,
        cache: 'revalidate',
      },
    ]
    const summary = { upstreamCalls: 0, cacheHits: 1, coalesced: 0, batchedIds: 0 }
    harness = await startSandboxGateway()
    await useGraphiQL(chromium, harness.gateway.url, async (page) => {
      await pasteInNewTab(page, 'Quick', 'query Quick { __typename }')
      await page.route('**/graphql', (route) =>
        route.fulfill({ json: { data: {}, extensions: { upstream: { calls, summary } } } }),
      )
      await button(page).click()
      await execute(page)
      await drawer(page).getByRole('heading', { name: 'Quick' }).waitFor()

      const ticks = await page.locator('.upstream-ruler span').allTextContents()
      expect(ticks).toEqual(['0', '0.2 ms', '0.4 ms', '0.6 ms', '0.8 ms'])
    })
  })

  it('shows each failed try, that a copy answered, where it stands and how old it is', async () => {
    const clock = standingClock()
    harness = await startSandboxGateway({ clock, sandbox: { clock: clock.now } })
    await useGraphiQL(chromium, harness.gateway.url, async (page) => {
      await button(page).click()
      const people = `query Old { users(by: [{ mixinUserId: "${x.userId}" }, { mixinUserId: "${x.aliaUserId}" }]) { name } }`
      await pasteInNewTab(page, 'Old', people)
      await execute(page)
      await drawer(page).getByRole('heading', { name: 'Old' }).waitFor()
      clock.advance(20 * MINUTE_MS)
      harness.sandbox.control.setFault({ endpoint: 'POST /users/fetch', kind: '500' })
      await execute(page)
      await page.locator('.upstream-stale').waitFor()

      expect(await rows(page)).toEqual([
        ['Mixin', 'readUsers500', '2', 'miss'],
        ['Mixin', 'readUsers500', '2', 'miss'],
        ['Mixin', 'user', '2', 'stale'],
      ])
      expect(await page.locator('.upstream-stale li').allInnerTexts()).toEqual([
        'users.* 2 stale entries, 20 min old: UPSTREAM_UNAVAILABLE',
      ])
      expect(await sums(page)).toMatchObject({ 'calls made': '2', saved: '0' })
    })
  })

  it('says why no call was sent under an open circuit, and counts none', async () => {
    harness = await startSandboxGateway()
    harness.sandbox.control.setFault({ endpoint: 'POST /users/fetch', kind: 'html', status: 502 })
    const ask = (id: number): string =>
      `query Paused { user(by: { mixinUserId: "e8e8cd79-cd40-4796-8c54-${String(id).padStart(12, '0')}" }) { name } }`
    for (let id = 1; id <= 5; id += 1) await harness.gateway.query(ask(id))
    await useGraphiQL(chromium, harness.gateway.url, async (page) => {
      await button(page).click()
      await pasteInNewTab(page, 'Paused', ask(6))
      await execute(page)
      await drawer(page).getByRole('heading', { name: 'Paused' }).waitFor()

      expect(await rows(page)).toEqual([['Mixin', 'readUsers', '1', 'not sent: paused']])
      expect(await sums(page)).toMatchObject({ 'calls made': '0', saved: '0' })
    })
  })

  it('draws the calls of all parts of an answer, and the result shows each part as it comes', async () => {
    const gate = createGate('/users/fetch')
    const env = { LIMIT_REQUEST_MS: '60000' }
    harness = await startSandboxGateway({ env, dispatcher: gate.dispatcher, callTimeoutMs: 60_000 })
    await useGraphiQL(chromium, harness.gateway.url, async (page) => {
      await button(page).click()
      await tab(page, 'GroupFirst').click()
      await runOperation(page, 'GroupFirst')
      expect(await result(page, /MEMBER/)).not.toContain('avatarUrl')
      expect(harness.calls()).toEqual(['GET /conversations/:id'])

      gate.open()
      expect(await result(page, /avatarUrl/)).toContain('"name": "Fifty"')
      await drawer(page).getByRole('heading', { name: 'GroupFirst' }).waitFor()
      expect(await rows(page)).toEqual([
        ['Mixin', 'readConversation', '–', 'miss'],
        ['Mixin', 'readUsers', '20', 'miss'],
      ])
    })
  })

  it('belongs to the tab in front, and is as it was left after a reload, as are the tabs', async () => {
    harness = await startSandboxGateway()
    await useGraphiQL(chromium, harness.gateway.url, async (page) => {
      const tabs = page.locator('.graphiql-tab')
      const count = await tabs.count()
      await button(page).click()
      await runOperation(page, 'Tour3BotAndMaker')
      await drawer(page).getByRole('heading', { name: 'Tour3BotAndMaker' }).waitFor()

      await tab(page, 'GroupFirst').click()
      await drawer(page).getByText('Run an operation').waitFor()
      await stored(page, count - 1)
      await tab(page, 'Tour3BotAndMaker').click()
      await drawer(page).getByRole('heading', { name: 'Tour3BotAndMaker' }).waitFor()
      await stored(page, 0)

      await page.reload()
      await isReady(page)
      expect(await button(page).getAttribute('aria-expanded')).toBe('true')
      expect(await tabs.count()).toBe(count)
      await page.locator('.graphiql-query-editor', { hasText: 'Welcome' }).waitFor()

      await button(page).click()
      await page.reload()
      await isReady(page)
      expect(await button(page).getAttribute('aria-expanded')).toBe('false')
    })
  })

  it('asks for the trace where it is open, unless the tab says otherwise', async () => {
    harness = await startSandboxGateway()
    await useGraphiQL(chromium, harness.gateway.url, async (page) => {
      const setHeaders = async (text: string): Promise<void> => {
        await page
          .getByRole('region', { name: 'Headers' })
          .locator('.graphiql-editor:not(.hidden) .view-line')
          .first()
          .click()
        await page.keyboard.press('ControlOrMeta+a')
        await page.keyboard.press('Delete')
        await page.keyboard.insertText(text)
      }
      const run = async (): Promise<string> => {
        await page.locator('.graphiql-query-editor .view-line').first().click()
        await execute(page)
        return result(page, /__typename/)
      }
      await pasteInNewTab(page, 'Nothing', 'query Nothing { __typename }')
      await setHeaders('{}')
      expect(await run()).not.toContain('upstream')

      await button(page).click()
      await drawer(page).getByText('has no trace').waitFor()
      await run()
      await drawer(page).getByText('No upstream call was needed.').waitFor()

      await setHeaders('{"X-Parley-Trace": "0"}')
      await run()
      await drawer(page).getByText('has no trace').waitFor()
    })
  })
})
