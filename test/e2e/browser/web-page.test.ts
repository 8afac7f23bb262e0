import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SandboxControl } from '../../../sandbox/control.ts'
import { seriousProblems } from '../../support/axe.ts'
import { type Chromium, launchChromium } from '../../support/chromium.ts'
import {
  type ExamplePage,
  type OpenOptions,
  startExamplePage,
  TRUSTED_DOCUMENTS,
  type VisitedPage,
} from '../../support/example-page.ts'
import { serveExamplePage, type ServedPage } from '../../support/served-page.ts'
import { canBrowse, whyNotBrowse } from '../../support/graphiql-page.ts'

const MINUTE_MS = 60_000
const LOOKUP = 'GET /users/:id'
const LIMITED = { endpoint: LOOKUP, kind: '429' } as const
/** A user who is not on the page, so that finding this one costs a lookup. */
const STRANGER = { number: '7000100002', name: 'CNB' }

const documents = JSON.parse(readFileSync(TRUSTED_DOCUMENTS, 'utf8')) as Record<string, string>

const peopleOf = (page: Page) => page.getByRole('list', { name: 'People' }).locator('.person')
const cardOf = (page: Page, name: string | RegExp) => page.getByRole('region', { name })

const signIn = async (page: Page, password = 'demo-lin-1'): Promise<void> => {
  await page.getByLabel('Phone').fill('19900000001')
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

const lookUp = async (page: Page, number: string): Promise<void> => {
  await page.getByLabel('Mixin number').fill(number)
  await page.getByRole('button', { name: 'Find' }).click()
}

describe.skipIf(!canBrowse)(`the example page in a real browser${whyNotBrowse}`, { timeout: 60_000 }, () => {
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
    return visited.page
  }
  const lookups = (): number =>
    callsOf(stage.sandbox.mixin.control).filter((endpoint) => endpoint === LOOKUP).length
  const callsOf = (control: SandboxControl): string[] =>
    control.calls().recent.map(({ endpoint }) => endpoint)

  it.each(['light', 'dark'] as const)('keeps nobody out, %s, signed in or not', async (colorScheme) => {
    const page = await open()
    await page.emulateMedia({ colorScheme })
    await page.getByRole('heading', { name: 'Fifty' }).waitFor()
    expect(await seriousProblems(page)).toEqual([])

    await lookUp(page, STRANGER.number)
    await signIn(page)
    await page.getByRole('button', { name: 'Sign out' }).waitFor()
    expect(await seriousProblems(page)).toEqual([])
  })

  it('leads from the list of groups to one of them', async () => {
    const page = await open()
    await signIn(page)
    const link = page.getByRole('list', { name: 'Groups' }).getByRole('link').first()
    const name = await link.innerText()
    await link.click()
    await page.getByRole('heading', { name, exact: true }).waitFor()
    expect(await peopleOf(page).count()).toBeGreaterThan(0)
  })

  it('shows a group with its people, its bots and their creators in one GET, with three calls to Mixin', async () => {
    const page = await open()
    await page.getByRole('heading', { name: 'Fifty' }).waitFor()

    expect(await peopleOf(page).count()).toBe(20)
    expect(await peopleOf(page).filter({ hasText: 'Tidy Ledger' }).innerText()).toMatch(
      /^TL\s+Tidy Ledger\s*Bot\s+7000200019 · by Pelovan Nordalsen$/,
    )
    expect(await cardOf(page, 'Fifty').innerText()).toContain('50 people and bots · made by Alia Sandmark')
    const { pathname, search } = new URL(`http://page/graphql${visited.asked[0]?.url}`)
    expect([pathname, visited.asked[0]?.method, search.includes('sha256Hash')]).toEqual([
      '/graphql',
      'GET',
      true,
    ])
    expect(visited.asked.filter(({ url }) => url.includes('operationName=Page'))).toHaveLength(1)
    // `GET /me` loads the viewer, and three lists what the viewer has.
    expect(callsOf(stage.sandbox.mixin.control).toSorted()).toEqual([
      'GET /blocking_users',
      'GET /circles',
      'GET /conversations/:id',
      'GET /friends',
      'GET /me',
      'POST /users/fetch',
      'POST /users/fetch',
    ])
    expect(callsOf(stage.sandbox.sealtalk.control)).toEqual([])
  })

  it('shows initials if a user has no picture, or one that does not load', async () => {
    const page = await open()
    await peopleOf(page).first().waitFor()

    await expect.poll(() => peopleOf(page).locator('.avatar img').count()).toBe(0)
    expect(await peopleOf(page).filter({ hasText: 'Danwyn Corvelgard' }).locator('.avatar').innerText()).toBe(
      'DC',
    )
    expect(visited.pictures.length).toBeGreaterThan(0)
  })

  it('loads more participants by cursor, and fetches only the users of each page', async () => {
    const page = await open()
    const more = page.getByRole('button', { name: 'Load more people' })
    await more.waitFor()
    stage.sandbox.mixin.control.resetCalls()

    await more.click()
    await peopleOf(page).nth(39).waitFor()
    await more.click()
    await peopleOf(page).nth(49).waitFor()

    expect(await peopleOf(page).count()).toBe(50)
    expect(new Set(await peopleOf(page).allInnerTexts()).size).toBe(50)
    expect(await more.count()).toBe(0)
    // For each page its users, as far as they are no contacts; creators are cached. The group itself is still fresh.
    const calls = stage.sandbox.mixin.control.calls().recent.map(({ endpoint, ids }) => `${endpoint} ${ids}`)
    expect(calls).toEqual([11, 6].map((ids) => `POST /users/fetch ${ids}`))
  })

  it('signs in to SealTalk with an HttpOnly cookie, shows the groups, and signs out', async () => {
    const page = await open()
    const card = cardOf(page, 'SealTalk')
    await signIn(page)
    await card.getByText('Signed in as Lin Tallmere').waitFor()

    const groups = page.getByRole('list', { name: 'Groups' }).getByRole('listitem')
    expect(await groups.count()).toBeGreaterThan(50)
    expect(await page.getByLabel('Who is signed in').innerText()).toContain('Lin Tallmere')
    expect(await page.evaluate('document.cookie')).toBe('')
    expect(await page.context().cookies()).toMatchObject([{ name: 'parley_sealtalk', httpOnly: true }])

    await page.reload()
    await card.getByText('Signed in as Lin Tallmere').waitFor()
    await card.getByRole('button', { name: 'Sign out' }).click()
    await card.getByRole('button', { name: 'Sign in' }).waitFor()
    expect(await page.context().cookies()).toEqual([])
    expect(await page.locator('body').innerText()).not.toContain('Lin Tallmere')
    expect(visited.asked.filter(({ method }) => method === 'POST')).toHaveLength(2)
  })

  it('says that a password is wrong, and does not retry it', async () => {
    const page = await open()
    await signIn(page, 'wrong-one')
    await page.getByRole('alert').filter({ hasText: 'The phone number or the password is wrong.' }).waitFor()

    expect(callsOf(stage.sandbox.sealtalk.control)).toEqual(['POST /user/login'])
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
  })

  it('asks the user to sign in again if the session has ended elsewhere', async () => {
    const page = await open()
    await signIn(page)
    await page.getByText('Signed in as').waitFor()
    const [cookie] = await page.context().cookies()
    const logout = Object.entries(documents).find(([, text]) => text.includes('SignOut'))?.[0]
    await fetch(`${stage.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: `parley_sealtalk=${cookie?.value}` },
      body: JSON.stringify({ documentId: logout }),
    })

    await page.reload()
    await page
      .getByRole('alert')
      .filter({ hasText: 'You are not signed in to SealTalk, or your session has ended.' })
      .waitFor()
    expect(await peopleOf(page).count()).toBe(20)
    await signIn(page)
    await page.getByText('Signed in as Lin Tallmere').waitFor()
  })

  it('finds a user by number, and shows how many lookups are left', async () => {
    const page = await open()
    const card = cardOf(page, 'Find somebody on Mixin')
    await card.getByText('3 lookups left').waitFor()
    await lookUp(page, STRANGER.number)

    await card.getByText(STRANGER.name).waitFor()
    await card.getByText('2 lookups left').waitFor()
    await lookUp(page, '99999')
    await card.getByText('Nobody has that number.').waitFor()
    expect(lookups()).toBe(2)
  })

  it('waits for `retryAfterMs` when lookups are limited, with the button disabled, then retries once', async () => {
    const page = await open()
    const card = cardOf(page, 'Find somebody on Mixin')
    stage.sandbox.mixin.control.setFault({ ...LIMITED, times: 1 })
    await lookUp(page, STRANGER.number)

    await card.getByText('Retrying automatically in: 1 min').waitFor()
    expect(await card.getByRole('button', { name: 'Find' }).isDisabled()).toBe(true)
    await visited.advance(45_000)
    await card.getByText(/^Retrying automatically in: 1\d s/).waitFor()
    expect(lookups()).toBe(1)

    await visited.advance(15_000)
    await card.getByText(STRANGER.name).waitFor()
    expect(await card.getByRole('button', { name: 'Find' }).isEnabled()).toBe(true)
    expect(lookups()).toBe(2)
  })

  it('leaves the second retry to the user', async () => {
    const page = await open()
    const card = cardOf(page, 'Find somebody on Mixin')
    const find = card.getByRole('button', { name: 'Find' })
    stage.sandbox.mixin.control.setFault({ ...LIMITED, times: 2 })
    await lookUp(page, STRANGER.number)
    await card.getByText('Retrying automatically').waitFor()
    await visited.advance(MINUTE_MS)
    await card.getByText('Please wait: 2 min').waitFor()

    await visited.advance(2 * MINUTE_MS)
    await expect.poll(() => find.isEnabled()).toBe(true)
    expect(lookups()).toBe(2)

    await find.click()
    await card.getByText(STRANGER.name).waitFor()
    expect(lookups()).toBe(3)
  })

  it('marks stale data while Mixin is down', async () => {
    const page = await open()
    await peopleOf(page).first().waitFor()
    expect(await page.getByText('as of').count()).toBe(0)

    stage.sandbox.mixin.control.setFault({ endpoint: '*', kind: '500' })
    await visited.advance(12 * MINUTE_MS)
    await page.reload()
    await cardOf(page, 'Fifty').getByText('as of 12 min ago, Mixin is down').waitFor()
    expect(await peopleOf(page).count()).toBe(20)
  })

  it("shows the group while SealTalk is down, and the error in SealTalk's card", async () => {
    const page = await open()
    await signIn(page)
    await page.getByText('Signed in as').waitFor()
    stage.sandbox.sealtalk.control.setFault({ endpoint: '*', kind: '500' })
    await visited.advance(25 * 60 * MINUTE_MS)
    await page.reload()

    const alert = cardOf(page, 'SealTalk').getByRole('alert')
    await alert.filter({ hasText: 'SealTalk does not respond at the moment.' }).waitFor()
    expect(await page.getByRole('alert').count()).toBe(1)
    expect(await peopleOf(page).count()).toBe(20)

    stage.sandbox.sealtalk.control.clearFaults()
    await visited.advance(MINUTE_MS)
    await page.getByRole('button', { name: 'Try again' }).click()
    await cardOf(page, 'SealTalk').getByText('Signed in as Lin Tallmere').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it("shows SealTalk's groups while Mixin is down", async () => {
    stage.sandbox.mixin.control.setFault({ endpoint: '*', kind: '500' })
    const page = await open()
    await signIn(page)

    await cardOf(page, 'SealTalk').getByText('Signed in as Lin Tallmere').waitFor()
    await cardOf(page, 'Group').getByRole('alert').filter({ hasText: 'Mixin does not respond' }).waitFor()
    expect(await page.getByRole('list', { name: 'Groups' }).getByRole('listitem').count()).toBeGreaterThan(50)
  })

  it('shows rows without names if only the users cannot be loaded', async () => {
    stage.sandbox.mixin.control.setFault({ endpoint: 'POST /users/fetch', kind: '500' })
    const page = await open()
    await cardOf(page, 'Fifty').getByRole('alert').waitFor()

    expect(await page.getByRole('alert').count()).toBe(1)
    expect(await peopleOf(page).filter({ hasText: 'Not loaded' }).count()).toBe(20)
  })

  it('says that the gateway cannot be reached, and recovers', async () => {
    const page = await open()
    await peopleOf(page).first().waitFor()
    const isGraphql = (url: URL): boolean => url.pathname === '/graphql'
    await page.route(isGraphql, (route) => route.abort())
    await page.reload()
    await page.getByRole('alert').filter({ hasText: 'We cannot be reached.' }).waitFor()

    await page.unroute(isGraphql)
    await page.getByRole('button', { name: 'Try again' }).click()
    await peopleOf(page).first().waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it.each([
    [
      'is closed to the viewer',
      '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f',
      'You may not see or change this on Mixin.',
    ],
    ['does not exist', '00000000-0000-4000-8000-000000000000', 'There is no such group.'],
  ])('says of a group that it %s', async (_, id, said) => {
    const page = await open({ search: `?group=mixin:conversation:${id}` })
    await cardOf(page, 'Group').getByText(said).waitFor()
    expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0)
  })

  it('works with the keyboard alone, in reading order', async () => {
    const page = await open()
    await peopleOf(page).first().waitFor()
    const order: string[] = []
    for (let press = 0; press < 100; press += 1) {
      await page.keyboard.press('Tab')
      order.push(
        String(
          await page.evaluate('document.activeElement.name || document.activeElement.textContent.trim()'),
        ),
      )
      if (order.at(-1) === 'password') break
    }
    // Folders and contacts are behind the first one.
    expect([order[0], ...order.slice(-11)]).toEqual([
      'filter',
      'Mute for 8 hours',
      'Rename',
      'Leave',
      'text',
      'Send',
      'Load more people',
      'number',
      'Find',
      'region',
      'number',
      'password',
    ])
  })

  it.each(['light', 'dark'] as const)('has the right colors in %s mode', async (colorScheme) => {
    const page = await open({ colorScheme })
    await signIn(page)
    await page.getByText('Signed in as').waitFor()
    stage.sandbox.mixin.control.setFault({ endpoint: '*', kind: '429', retryAfterSeconds: 60 })
    await visited.advance(12 * MINUTE_MS)
    await page.reload()
    await page.getByText('as of 12 min ago').first().waitFor()
    await lookUp(page, STRANGER.number)
    await page.getByText('Retrying automatically').waitFor()
    await page.getByText('0 lookups left').waitFor()

    const ground = await page.evaluate('getComputedStyle(document.body).backgroundColor')
    expect(ground).toBe(colorScheme === 'light' ? 'rgb(244, 245, 249)' : 'rgb(16, 18, 24)')
    // For manual review. Git ignores the folder.
    await page.screenshot({ path: `test-results/page-${colorScheme}.png` })
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    await page.screenshot({ path: `test-results/page-${colorScheme}-narrow.png` })
  })
})
