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
import { openRelay, type Relay } from '../../support/relay.ts'
import {
  type SandboxGateway,
  type SandboxGatewayOptions,
  startSandboxGateway,
} from '../../support/sandbox.ts'
import { standingClock } from '../../support/time.ts'

const MINUTE_MS = 60_000

describe.skipIf(!canBrowse)(
  `the drawer of upstream calls in a real browser${whyNotBrowse}`,
  { timeout: 60_000 },
  () => {
    let chromium: Chromium
    /** One origin for the gateways of all tests. */
    let relay: Relay
    let harness: SandboxGateway

    beforeAll(async () => {
      ;[chromium, relay] = await Promise.all([launchChromium(), openRelay()])
    })
    afterAll(async () => {
      await chromium.close()
      relay.close()
    })
    afterEach(() => harness.close())

    /** Opens GraphiQL of a gateway of its own. */
    const use = async (options: SandboxGatewayOptions, run: (page: Page) => Promise<void>): Promise<void> => {
      harness = await startSandboxGateway(options)
      relay.aimAt(Number(new URL(harness.gateway.url).port))
      await useGraphiQL(chromium, `http://127.0.0.1:${relay.port}`, run)
    }

    const button = (page: Page): Locator => page.getByRole('button', { name: 'Upstream', exact: true })
    const tab = (page: Page, name: string): Locator => page.locator('.graphiql-tab-button', { hasText: name })
    /** GraphiQL stores half a second later which tab is in front. */
    const stored = async (page: Page, index: number): Promise<void> => {
      const readIndex = () =>
        page.evaluate(`JSON.parse(localStorage.getItem('graphiql:tabState')).activeTabIndex`)
      await expect.poll(readIndex).toBe(index)
    }
    const drawer = (page: Page): Locator => page.locator('#upstream-drawer')

    const idsOf = (count: number | null | undefined): string => (count === 1 ? '1 id' : `${count} ids`)

    /** Operation, network and field, ids and answer of each call: all but the time, which no two runs have in common. */
    const rows = async (page: Page): Promise<string[][]> => {
      const found = await page.locator('.upstream-calls tbody tr:not(.upstream-response)').all()
      const textOf = async (row: Locator, part: string) =>
        (await row.locator(part).allInnerTexts()).join(' ').replaceAll(/\s+/g, ' ')
      return Promise.all(
        found.map((row) =>
          Promise.all(
            ['operation', 'cause', 'ids', 'answer'].map((part) => textOf(row, `.upstream-${part}`)),
          ),
        ),
      )
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

    /** The operations that the page sends from now on. */
    const watchOperations = (page: Page): string[] => {
      const sent: string[] = []
      page.on('request', (request) => {
        const { operationName } = JSON.parse(request.postData() ?? '{}') as { operationName?: string }
        if (operationName !== undefined) sent.push(operationName)
      })
      return sent
    }

    it('is closed until its button is pressed, and asks for nothing until then', async () => {
      await use({}, async (page) => {
        const sent = watchOperations(page)
        expect(await button(page).getAttribute('aria-expanded')).toBe('false')
        expect(await button(page).getAttribute('aria-controls')).toBe('upstream-drawer')
        expect(await drawer(page).isHidden()).toBe(true)

        await runOperation(page, 'Tour3BotAndMaker')
        await page.getByRole('status').filter({ hasText: '2 calls made, 0 saved' }).waitFor()
        expect(sent).toEqual(['Tour3BotAndMaker'])

        await button(page).focus()
        await page.keyboard.press('Enter')
        expect(await button(page).getAttribute('aria-expanded')).toBe('true')
        await drawer(page).getByRole('heading', { name: 'Tour3BotAndMaker' }).waitFor()
        expect(await budgets(page)).toHaveLength(2)
        expect(sent).toEqual(['Tour3BotAndMaker', 'DrawerBudgets'])

        await page.keyboard.press('Tab')
        const focused = page.locator(':focus')
        expect(await focused.getAttribute('aria-label')).toBe('Upstream calls')
      })
    })

    it('draws the very calls that the network got, sums them up, and tells which lookups are left', async () => {
      await use({}, async (page) => {
        await button(page).click()
        await runOperation(page, 'Tour4GroupPage')
        await drawer(page).getByRole('heading', { name: 'Tour4GroupPage' }).waitFor()

        expect(harness.calls()).toEqual(['GET /conversations/:id', 'POST /users/fetch', 'POST /users/fetch'])
        const [, people, makers] = harness.callLog().map(({ ids }) => ids)
        expect(await rows(page)).toEqual([
          ['readConversation', 'Mixin for conversation', '', 'fetched'],
          ['readUsers', 'Mixin for conversation › participants › nodes', idsOf(people), 'fetched'],
          ['readUsers', 'Mixin for conversation › participants › nodes', idsOf(makers), 'fetched'],
        ])
        const batched = (people ?? 0) - 1 + (makers ?? 0) - 1
        expect(await sums(page)).toMatchObject({
          'calls made': '3',
          saved: String(batched + Number((await sums(page))['from the cache'])),
          shared: '0',
          batched: String(batched),
        })
        expect(await budgets(page)).toEqual(['3 Mixin identity number', '3 Mixin search'])

        const bars = await Promise.all(
          (await page.locator('.upstream-bar').all()).map((bar) => bar.boundingBox()),
        )
        const [first, second, third] = bars
        expect((first?.x ?? 0) + (first?.width ?? 0)).toBeLessThanOrEqual((second?.x ?? 0) + 4)
        expect((second?.x ?? 0) + (second?.width ?? 0)).toBeLessThanOrEqual((third?.x ?? 0) + 4)
      })
    })

    it('tells of a lookup that it was taken off the budget, and of a copy that it cost nothing', async () => {
      await use({ env: { MIXIN_NUMBER_RATE: '0.001' } }, async (page) => {
        await button(page).click()
        await pasteInNewTab(page, 'Box', 'query Box { user(by: { mixinIdentityNumber: "30265" }) { name } }')
        await execute(page)
        await drawer(page).getByRole('heading', { name: 'Box' }).waitFor()
        expect((await rows(page)).map(([operation]) => operation)).toContain('readUser')
        expect(await budgets(page)).toEqual(['2 Mixin identity number', '3 Mixin search'])

        await execute(page)
        await drawer(page).getByText('No upstream call was needed.').waitFor()
        expect(await sums(page)).toMatchObject({ 'calls made': '0', saved: '1', 'from the cache': '1' })
        expect(await budgets(page)).toEqual(['2 Mixin identity number', '3 Mixin search'])
        await page.getByRole('status').filter({ hasText: '0 calls made, 1 saved' }).waitFor()
      })
    })

    it('draws many alike calls in one row, and has round numbers on its scale', async () => {
      const call = (index: number, more: object = {}) => ({
        network: 'SEALTALK',
        operation: 'groupMembers',
        method: 'GET',
        path: '/group/:id/members',
        ids: 0,
        status: 200,
        startedMs: 1900 - index,
        durationMs: 100,
        cache: 'miss',
        field: ['viewer', 'sealtalk', 'groups', 'nodes', index, 'participants'],
        ...more,
      })
      const calls = [
        ...Array.from({ length: 65 }, (_, index) => call(index)),
        call(65, { cache: 'coalesced' }),
        call(66, { status: 500 }),
        call(67, { cache: 'revalidate', method: 'CACHE', status: null, durationMs: 0, startedMs: 2 }),
      ]
      const summary = { upstreamCalls: 66, cacheHits: 1, coalesced: 1, batchedIds: 0 }
      await use({}, async (page) => {
        await pasteInNewTab(page, 'Many', 'query Many { __typename }')
        await page.route('**/graphql', (route) =>
          route.fulfill({ json: { data: {}, extensions: { upstream: { calls, summary } } } }),
        )
        await button(page).click()
        await execute(page)
        await drawer(page).getByRole('heading', { name: 'Many' }).waitFor()

        const cause = 'SealTalk for viewer › sealtalk › groups › nodes › participants'
        expect(await rows(page)).toEqual([
          ['groupMembers', cause, '', 'refreshed in the background'],
          ['groupMembers', cause, '', 'failed'],
          ['groupMembers', cause, '', 'shared with another request'],
          ['groupMembers × 65', cause, '', 'fetched'],
        ])
        const many = page.locator('.upstream-calls tr', { hasText: '× 65' })
        expect(await many.locator('.upstream-bar').count()).toBe(65)
        expect(await many.locator('.upstream-number').innerText()).toBe('164 ms')
        const ticks = await page.locator('.upstream-ruler span').allTextContents()
        expect(ticks).toEqual(['0', '500 ms', '1 s', '1.5 s'])
      })
    })

    it('shows each failed try, that a copy answered, where it stands and how old it is', async () => {
      const clock = standingClock()
      await use({ clock, sandbox: { clock: clock.now } }, async (page) => {
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
          ['readUsers', 'Mixin for users', '2 ids', 'failed'],
          ['readUsers', 'Mixin for users', '2 ids', 'failed'],
          ['user × 2', 'Mixin for users', '2 ids', 'old copy'],
        ])
        expect(await page.locator('.upstream-stale li').allInnerTexts()).toEqual([
          'users.* 2 stale entries, 20 min old: UPSTREAM_UNAVAILABLE',
        ])
        expect(await sums(page)).toMatchObject({ 'calls made': '2', saved: '0' })
      })
    })

    it('says why no call was sent under an open circuit, and counts none', async () => {
      const ask = (id: number): string =>
        `query Paused { user(by: { mixinUserId: "e8e8cd79-cd40-4796-8c54-${String(id).padStart(12, '0')}" }) { name } }`
      await use({}, async (page) => {
        const { gateway, sandbox } = harness
        sandbox.control.setFault({ endpoint: 'POST /users/fetch', kind: 'html', status: 502 })
        await button(page).click()
        await pasteInNewTab(page, 'Paused', ask(6))
        // Only now: on a busy machine, the pause would be over before the page is there.
        for (let id = 1; id <= 5; id += 1) await gateway.query(ask(id))
        await execute(page)
        await drawer(page).getByRole('heading', { name: 'Paused' }).waitFor()

        expect(await rows(page)).toEqual([['readUsers', 'Mixin for user', '1 id', 'not sent: paused']])
        expect(await sums(page)).toMatchObject({ 'calls made': '0', saved: '0' })
      })
    })

    it('draws the calls of all parts of an answer, and the result shows each part as it comes', async () => {
      const gate = createGate('/users/fetch')
      const env = { LIMIT_REQUEST_MS: '60000' }
      await use({ env, dispatcher: gate.dispatcher, callTimeoutMs: 60_000 }, async (page) => {
        await button(page).click()
        await tab(page, 'In two parts').click()
        await runOperation(page, 'GroupFirst')
        expect(await result(page, /MEMBER/)).not.toContain('avatarUrl')
        expect(harness.calls()).toEqual(['GET /conversations/:id'])
        const response = page.locator('.upstream-response')
        await response.filter({ hasText: 'more to come' }).waitFor()
        expect(await response.locator('.upstream-part').count()).toBe(1)

        gate.open()
        expect(await result(page, /avatarUrl/)).toContain('"name": "Fifty"')
        await response.filter({ hasText: 'in 2 parts' }).waitFor()
        const [first, second] = await response.locator('.upstream-part').all()
        expect((await second?.boundingBox())?.x).toBeGreaterThan((await first?.boundingBox())?.x ?? NaN)
        expect(await rows(page)).toEqual([
          ['readConversation', 'Mixin for conversation', '', 'fetched'],
          ['readUsers', 'Mixin for conversation › participants › nodes › user', '20 ids', 'fetched'],
        ])
      })
    })

    it('belongs to the tab in front, and is as it was left after a reload, as are the tabs', async () => {
      await use({}, async (page) => {
        const tabs = page.locator('.graphiql-tab')
        const count = await tabs.count()
        await button(page).click()
        await runOperation(page, 'Tour3BotAndMaker')
        await drawer(page).getByRole('heading', { name: 'Tour3BotAndMaker' }).waitFor()

        await tab(page, 'In two parts').click()
        await drawer(page).getByText('Run an operation').waitFor()
        await stored(page, count - 1)
        await tab(page, 'Start here').click()
        await drawer(page).getByRole('heading', { name: 'Tour3BotAndMaker' }).waitFor()
        await stored(page, 0)

        await page.reload()
        await isReady(page)
        expect(await button(page).getAttribute('aria-expanded')).toBe('true')
        expect(await tabs.count()).toBe(count)
        await page.locator('.graphiql-query-editor', { hasText: 'Start here' }).waitFor()

        await button(page).click()
        await page.reload()
        await isReady(page)
        expect(await button(page).getAttribute('aria-expanded')).toBe('false')
      })
    })

    it('is as high as its handle says, by mouse and by keys, also after a reload', async () => {
      await use({}, async (page) => {
        const heightOf = async (): Promise<number> =>
          Math.round((await page.locator('.upstream').boundingBox())?.height ?? 0)
        const handle = page.getByRole('separator', { name: 'Height of the upstream calls' })
        expect(await handle.isHidden()).toBe(true)
        await button(page).click()
        const before = await heightOf()

        await handle.focus()
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('ArrowDown')
        expect(await heightOf()).toBe(before - 48)
        expect(await handle.getAttribute('aria-valuenow')).toBe(String(before - 48))
        await page.keyboard.press('Home')
        expect(await heightOf()).toBe(120)

        const { x = 0, y = 0 } = (await handle.boundingBox()) ?? {}
        await page.mouse.move(x + 40, y + 4)
        await page.mouse.down()
        await page.mouse.move(x + 40, y - 96)
        await page.mouse.up()
        expect(await heightOf()).toBe(220)

        await page.reload()
        await isReady(page)
        await expect.poll(heightOf).toBe(220)
      })
    })

    it('asks for the trace where it is open, unless the tab says otherwise', async () => {
      await use({}, async (page) => {
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
        await page.getByRole('button', { name: 'Headers', exact: true }).click()
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
  },
)
