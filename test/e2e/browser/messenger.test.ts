import type { Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SandboxControl } from '../../../sandbox/control.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { seriousProblems } from '../../support/axe.ts'
import { type Chromium, launchChromium } from '../../support/chromium.ts'
import {
  type ExamplePage,
  type OpenOptions,
  startExamplePage,
  type VisitedPage,
} from '../../support/example-page.ts'
import { canBrowse, whyNotBrowse } from '../../support/graphiql-page.ts'
import { serveExamplePage, type ServedPage } from '../../support/served-page.ts'

describe.skipIf(!canBrowse)(`the example page as a messenger${whyNotBrowse}`, { timeout: 60_000 }, () => {
  let served: ServedPage
  let chromium: Chromium
  let stage: ExamplePage
  let visited: VisitedPage

  beforeAll(async () => {
    ;[served, chromium] = await Promise.all([serveExamplePage(), launchChromium()])
  }, 60_000)
  beforeEach(async () => {
    stage = await startExamplePage(served)
  })
  afterEach(async () => {
    await visited.close()
    await stage.close()
  })
  afterAll(async () => {
    await chromium.close()
    await served.close()
  })

  const open = async (options?: OpenOptions): Promise<Page> => {
    visited = await stage.open(chromium, options)
    await visited.page.getByRole('heading', { name: 'Chats' }).waitFor()
    return visited.page
  }
  const openGroup = (id: string): Promise<Page> => open({ search: `?group=${id}` })
  const signIn = async (page: Page): Promise<void> => {
    await page.getByLabel('Phone').fill('19900000001')
    await page.getByLabel('Password').fill('demo-lin-1')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    await page.getByRole('list', { name: 'Groups' }).waitFor()
  }
  const times = ({ calls }: SandboxControl, endpoint: string): number =>
    calls().recent.filter((call) => call.endpoint === endpoint).length
  const mixin = () => stage.sandbox.mixin.control
  const sealtalk = () => stage.sandbox.sealtalk.control

  const chats = (page: Page): Locator => page.getByRole('region', { name: 'Chats' })
  const listOf = (page: Page, name: string): Locator => chats(page).getByRole('list', { name, exact: true })
  const group = (page: Page): Locator => page.locator('#group')
  /** What may be done with the group. */
  const actions = (page: Page): Promise<string[]> =>
    group(page).locator('.actions').first().getByRole('button').allInnerTexts()
  const button = (within: Locator, name: string): Locator => within.getByRole('button', { name, exact: true })
  /** A person's row, opened. */
  const openPerson = async (page: Page, list: string, name: string): Promise<Locator> => {
    const row = listOf(page, list).getByRole('listitem').filter({ hasText: name })
    await row.locator('summary').click()
    return row
  }
  /** Loads the pages of a list, one by one. */
  const loadAll = async (page: Page, list: string): Promise<void> => {
    const more = listOf(page, list).getByRole('button', { name: /^Load more/ })
    const rows = listOf(page, list).locator('> li:not(.more)')
    while ((await more.count()) > 0) {
      const before = await rows.count()
      await more.first().click()
      await expect.poll(() => rows.count()).toBeGreaterThan(before)
    }
  }
  /** Keeps the responses to mutations back. */
  const holdWrites = async (page: Page): Promise<() => void> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    await page.route(
      (url) => url.pathname === '/graphql',
      async (route) => {
        if (route.request().method() === 'POST') await promise
        await route.continue()
      },
    )
    return resolve
  }

  it('lists people, folders, groups and favorites of both networks, and filters them by name', async () => {
    const page = await open()
    await signIn(page)

    expect(await listOf(page, 'Folders').getByRole('listitem').allInnerTexts()).toEqual([
      expect.stringContaining('Testers'),
      expect.stringContaining('Large'),
    ])
    const people = (await listOf(page, 'Contacts').getByRole('listitem').allInnerTexts()).join()
    expect(people).toContain('SealTalk')
    // Further down the list than the page has loaded.
    expect(people).not.toContain('Mirel Ostby')
    expect(await listOf(page, 'Groups').getByRole('listitem').count()).toBe(65)

    await chats(page).getByLabel('Filter by name').fill(' MIREL ')
    await listOf(page, 'Contacts').getByText('Mirel Ostby').waitFor()
    expect(await listOf(page, 'Contacts').getByRole('listitem').count()).toBe(1)
    expect(await listOf(page, 'Groups').count()).toBe(0)
    await chats(page).getByLabel('Filter by name').fill('nobody has this')
    await chats(page).getByText('Nothing has that name.').waitFor()
    expect([times(mixin(), 'GET /friends'), times(sealtalk(), 'GET /friendship/all')]).toEqual([1, 1])
  })

  it('loads more of each long list by a button that says of which, of contacts without a call upstream', async () => {
    const page = await open()
    await signIn(page)
    const buttons = chats(page).getByRole('button', { name: /^Load more/ })
    expect(await buttons.allTextContents()).toEqual([
      'Load more contacts of Mixin',
      'Load more contacts of SealTalk',
    ])
    await loadAll(page, 'Contacts')

    expect(await buttons.count()).toBe(0)
    // Of 31 contacts of SealTalk, some are blocked and listed as such.
    expect(await listOf(page, 'Contacts').locator('> li').count()).toBeGreaterThan(42 + 25)
    expect([times(mixin(), 'GET /friends'), times(sealtalk(), 'GET /friendship/all')]).toEqual([1, 1])
  })

  it('loads what is in a folder when it is opened, and leads to a group in it', async () => {
    const page = await open()
    expect(times(mixin(), 'GET /circles/:id/conversations')).toBe(0)
    await listOf(page, 'Folders').getByText('Testers').click()
    await listOf(page, 'Testers').getByRole('link', { name: 'Parley Testers' }).click()
    await page.getByRole('heading', { name: 'Parley Testers' }).waitFor()

    expect(times(mixin(), 'GET /circles/:id/conversations')).toBe(1)
  })

  it('offers what the viewer may do with a group, and nothing else', async () => {
    const page = await openGroup(`mixin:conversation:${x.group50Id}`)
    expect(await actions(page)).toEqual(['Mute for 8 hours', 'Rename', 'Leave'])
    await page.goto(`${served.url}/?group=mixin:conversation:${x.group250Id}`)
    await page.getByRole('heading', { name: 'Two Hundred and Fifty' }).waitFor()
    expect(await actions(page)).toEqual(['Mute for 8 hours', 'Leave'])
  })

  it('shows a change before the gateway has confirmed it, and keeps it', async () => {
    const page = await openGroup(`mixin:conversation:${x.groupId}`)
    const release = await holdWrites(page)
    await button(group(page), 'Mute for 8 hours').click()
    await button(group(page), 'Unmute').waitFor()
    expect(times(mixin(), 'POST /conversations/:id/mute')).toBe(0)
    expect(await button(group(page), 'Unmute').isDisabled()).toBe(true)

    release()
    await expect.poll(() => button(group(page), 'Unmute').isEnabled()).toBe(true)
    expect(times(mixin(), 'POST /conversations/:id/mute')).toBe(1)
    await page.reload()
    await button(group(page), 'Unmute').click()
    await button(group(page), 'Mute for 8 hours').waitFor()
  })

  it('takes a change back that was refused or lost, says why, and does not send it again', async () => {
    const page = await openGroup(`mixin:conversation:${x.groupId}`)
    const endpoint = 'POST /conversations/:id/mute'
    mixin().setFault({ endpoint, kind: 'error', code: 403, times: 1 })
    await button(group(page), 'Mute for 8 hours').click()
    await group(page).getByRole('alert').filter({ hasText: 'You may not' }).waitFor()
    await button(group(page), 'Mute for 8 hours').waitFor()

    mixin().setFault({ endpoint, kind: 'hang-up-before', times: 1 })
    await button(group(page), 'Mute for 8 hours').click()
    await group(page).getByRole('alert').filter({ hasText: 'Mixin did not confirm this.' }).waitFor()
    await button(group(page), 'Mute for 8 hours').waitFor()
    expect(times(mixin(), endpoint)).toBe(2)
  })

  it('renames a group', async () => {
    const page = await openGroup(`mixin:conversation:${x.groupId}`)
    await button(group(page), 'Rename').click()
    await page.getByLabel('New name').fill('Renamed')
    await button(group(page), 'Save').click()
    await page.getByRole('heading', { name: 'Renamed' }).waitFor()
    expect(times(mixin(), 'POST /conversations/:id')).toBe(1)
  })

  it('asks before it leaves a group', async () => {
    const page = await openGroup(`mixin:conversation:${x.group50Id}`)
    await button(group(page), 'Leave').click()
    await button(group(page), 'Cancel').click()
    expect(times(mixin(), 'POST /conversations/:id/exit')).toBe(0)

    await button(group(page), 'Leave').click()
    await group(page).getByRole('group', { name: 'Leave this group?' }).waitFor()
    await button(group(page), 'Leave').click()
    await page.getByText('You are not in this group any more.').waitFor()
    expect(times(mixin(), 'POST /conversations/:id/exit')).toBe(1)
    await page.reload()
    await page.getByRole('alert').filter({ hasText: 'You may not see or change this on Mixin.' }).waitFor()
  })

  it('adds a group of SealTalk to the favorites, and removes it', async () => {
    const page = await open()
    await signIn(page)
    const favorites = await listOf(page, 'Favorites').getByRole('link').allInnerTexts()
    const groups = await listOf(page, 'Groups').getByRole('link').allInnerTexts()
    const other = groups.find((name) => !favorites.includes(name)) ?? ''
    await listOf(page, 'Groups').getByRole('link', { name: other, exact: true }).click()
    await page.getByRole('heading', { name: other, exact: true }).waitFor()
    await button(group(page), 'Add to favorites').click()
    await listOf(page, 'Favorites').getByRole('link', { name: other, exact: true }).waitFor()

    await button(group(page), 'Remove from favorites').click()
    await expect
      .poll(() => listOf(page, 'Favorites').getByRole('link', { name: other, exact: true }).count())
      .toBe(0)
  })

  it('sends a text, and sends one that got lost again as the same message', async () => {
    const page = await openGroup(`mixin:conversation:${x.groupId}`)
    const sent = group(page).getByRole('list', { name: 'Sent on this visit' })
    await group(page).getByLabel('Message').fill('Hello 👋')
    mixin().setFault({ endpoint: 'POST /messages', kind: 'hang-up-after', times: 1 })
    await button(group(page), 'Send').click()
    await group(page).getByRole('alert').filter({ hasText: 'Mixin did not confirm this.' }).waitFor()
    await button(sent, 'Send again').click()
    await sent.getByText('Sent', { exact: true }).waitFor()

    expect(await sent.getByRole('listitem').count()).toBe(1)
    expect(times(mixin(), 'POST /messages')).toBe(2)
    const ids = visited.asked.flatMap(({ body }) => /"messageId":"([^"]+)"/.exec(body ?? '')?.[1] ?? [])
    expect([ids.length, new Set(ids).size]).toEqual([2, 1])
  })

  it('accepts a contact request at once, and brings it back if that fails', async () => {
    const page = await open()
    await signIn(page)
    const requests = chats(page).getByRole('list', { name: 'Contact requests' })
    const [name = ''] = await requests.locator('.name').allInnerTexts()
    const count = await requests.getByRole('listitem').count()
    sealtalk().setFault({ endpoint: 'POST /friendship/agree', kind: '500', times: 1 })
    await button(requests.getByRole('listitem').first(), 'Accept').click()
    await requests.getByRole('alert').waitFor()
    expect(await requests.getByRole('listitem').count()).toBe(count)

    await button(requests.getByRole('listitem').first(), 'Accept').click()
    await chats(page).getByLabel('Filter by name').fill(name)
    await listOf(page, 'Contacts').getByText(name).waitFor()
    await expect.poll(() => chats(page).locator('.list').getByText(name).count()).toBe(1)
  })

  it('blocks and unblocks somebody at once, on either network', async () => {
    const page = await open()
    await signIn(page)
    for (const network of ['Mixin', 'SealTalk']) {
      const people = listOf(page, 'Contacts').getByRole('listitem').filter({ hasText: network })
      const name = (await people.first().locator('.name').innerText()).split('\n')[0] ?? ''
      const release = await holdWrites(page)
      const row = await openPerson(page, 'Contacts', name)
      await button(row, 'Block').click()
      await row.getByText('Blocked').waitFor()
      release()
      await listOf(page, 'Blocked').getByText(name).waitFor()
      await expect.poll(() => listOf(page, 'Contacts').getByText(name).count()).toBe(0)

      await button(await openPerson(page, 'Blocked', name), 'Unblock').click()
      await expect.poll(() => listOf(page, 'Blocked').getByText(name).count()).toBe(0)
    }
  })

  it('adds somebody who was found to the contacts', async () => {
    const page = await open()
    await page.getByLabel('Mixin number').fill('7000100002')
    await page.getByRole('button', { name: 'Find' }).click()
    const card = page.getByRole('region', { name: 'Find somebody on Mixin' })
    await button(card, 'Add to contacts').click()
    await chats(page).getByLabel('Filter by name').fill('cnb')
    await listOf(page, 'Contacts').getByText('CNB').waitFor()
    expect(times(mixin(), 'POST /relationships')).toBe(1)
  })

  it.each(['light', 'dark'] as const)('fits 390 px and keeps nobody out, %s', async (colorScheme) => {
    const page = await open({ colorScheme })
    await signIn(page)
    await listOf(page, 'Folders').getByText('Testers').click()
    await listOf(page, 'Testers').getByRole('link').first().waitFor()
    await button(group(page), 'Leave').click()
    expect(await seriousProblems(page)).toEqual([])

    // For manual review. Git ignores the folder.
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.screenshot({ path: `test-results/messenger-1440-${colorScheme}.png` })
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    // Nothing of a list that scrolls by itself makes the page longer.
    const below =
      'document.documentElement.scrollHeight - scrollY - document.querySelector("main").getBoundingClientRect().bottom'
    expect(await page.evaluate(below)).toBeLessThan(100)
    await page.screenshot({ path: `test-results/messenger-390-${colorScheme}.png`, fullPage: true })
  })
})
