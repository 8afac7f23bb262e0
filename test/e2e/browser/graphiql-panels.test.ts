import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page, Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Chromium, launchChromium } from '../../support/chromium.ts'
import { type Demo, startDemo } from '../../support/demo.ts'
import {
  canBrowse,
  execute,
  pasteInNewTab,
  result,
  runOperation,
  typeInNewTab,
  useFirstScreen,
  whyNotBrowse,
} from '../../support/graphiql-page.ts'

const SECRET = 'mine-alone'

describe.skipIf(!canBrowse)(`GraphiQL on the sandbox${whyNotBrowse}`, { timeout: 60_000 }, () => {
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
  afterEach(async () => {
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }
    await fetch(`${demo.url}/graphql/sandbox`, { method: 'POST', headers, body: '{"action": "reset"}' })
  })

  const use = (run: (page: Page) => Promise<void>, search?: string) =>
    useFirstScreen(chromium, demo.url, run, search)

  /** The requests for an operation from now on. */
  const watch = (page: Page, operation: string): Request[] => {
    const sent: Request[] = []
    page.on('request', (request) => {
      if (request.postData()?.includes(`"operationName":"${operation}"`)) sent.push(request)
    })
    return sent
  }
  const openPanel = async (page: Page, name: string): Promise<Locator> => {
    await page.getByRole('button', { name: `Show ${name}` }).click()
    return page.getByRole('region', { name, exact: true })
  }
  /** What a click copies. */
  const copied = async (page: Page, name: string): Promise<string> => {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name }).click()
    await page.getByRole('status').filter({ hasText: 'copied' }).waitFor()
    return page.evaluate('navigator.clipboard.readText()')
  }
  const tabs = (page: Page) => page.locator('.graphiql-tab-button')

  describe('the first screen', () => {
    it('shows the answer of the tour’s first query and its calls, and what to try next', async () => {
      await use(async (page) => {
        expect(await result(page, /viewer/)).toContain('"name": "Parley Sandbox Bot"')
        await page.getByRole('heading', { name: 'Tour1WhoAmI' }).waitFor()
        expect(await page.locator('.upstream-operation').allInnerTexts()).toEqual([
          'userMe',
          'readConversation',
          'readUsers',
          'readUsers',
        ])
        expect(await page.getByRole('region', { name: 'Try next' }).getByRole('listitem').count()).toBe(4)
        expect(await tabs(page).allInnerTexts()).toEqual([
          'Start here',
          'A group',
          'Fifty numbers, one call',
          'A search box',
          'Two networks',
          'When things fail',
          'Start a chat',
          'Anything by its id',
          'In two parts',
        ])
      })
    })

    it('runs what it says to try next, and is without it once it was closed', async () => {
      await use(async (page) => {
        await page.getByRole('region', { name: 'Try next' }).getByRole('button', { name: 'A group' }).click()
        await page.getByRole('heading', { name: 'GroupPage' }).waitFor()
        expect(await page.locator('.graphiql-tab-active .graphiql-tab-button').innerText()).toBe('A group')

        await page.getByRole('button', { name: 'Close what to try next' }).click()
        await page.reload()
        await page.locator('.parley-tool').first().waitFor()
        expect(await page.getByRole('region', { name: 'Try next' }).count()).toBe(0)
      })
    })

    it('runs nothing that a link has brought', async () => {
      const query = 'query Linked { __typename }'
      await use(
        async (page) => {
          await page.getByText('Run an operation to see which calls it takes.').waitFor()
          expect((await page.locator('.result-window').innerText()).includes('__typename')).toBe(false)
        },
        `#query=${encodeURIComponent(query)}`,
      )
    })
  })

  describe('the keyboard', () => {
    it('opens each panel, the settings, and tabs that do not fit', async () => {
      await use(async (page) => {
        for (const name of ['Documentation Explorer', 'History', 'Sandbox', 'Headers of all tabs']) {
          for (let key = 0; key < 12; key += 1) {
            await page.keyboard.press('Tab')
            if ((await page.locator(':focus').getAttribute('aria-label')) === `Show ${name}`) break
          }
          await page.keyboard.press('Enter')
          await page.getByRole('button', { name: `Hide ${name}` }).waitFor()
          expect(await page.locator('.graphiql-plugin').innerText(), name).not.toBe('')
          await page.keyboard.press('Enter')
          await page.getByRole('button', { name: `Show ${name}` }).waitFor()
        }

        await page.getByRole('button', { name: 'Open settings dialog' }).focus()
        await page.keyboard.press('Enter')
        await page.getByRole('dialog').getByText('Theme', { exact: true }).waitFor()
        expect(await page.getByRole('dialog').count()).toBe(1)
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').waitFor({ state: 'hidden' })

        const all = page.getByRole('combobox', { name: 'All tabs' })
        expect(await all.isHidden()).toBe(true)
        await page.setViewportSize({ width: 768, height: 900 })
        await all.waitFor()
        await all.selectOption('In two parts')
        const active = page.locator('.graphiql-tab-active')
        await active.filter({ hasText: 'In two parts' }).waitFor()
        await expect.poll(async () => (await active.boundingBox())?.x ?? 999).toBeLessThan(700)
      })
    })

    it('keeps what was run in the history, without the headers', async () => {
      await use(async (page) => {
        const panel = await openPanel(page, 'Headers of all tabs')
        await panel.getByRole('textbox').fill(`X-Api-Key: ${SECRET}`)
        await pasteInNewTab(page, 'Kept', 'query Kept { __typename }')
        await execute(page)
        await page.getByRole('heading', { name: 'Kept' }).waitFor()
        await page.getByRole('button', { name: 'Show History' }).click()
        await page.locator('.graphiql-history-item', { hasText: 'Kept' }).waitFor()

        const stored = await page.evaluate<string>('JSON.stringify({ ...localStorage })')
        expect(stored).toContain('Kept')
        expect(stored).not.toContain(SECRET)
        expect(stored).not.toContain('"headers\\":\\"')
      })
    })
  })

  it('says in words what is wrong with a syntax, and where', async () => {
    await use(async (page) => {
      for (const [text, message] of [
        ['query Wrong { viewer {{ }', 'Syntax Error: Expected Name, found "{".'],
        ['query Wrong { viewer }}', 'Syntax Error: Unexpected "}".'],
      ] as const) {
        await typeInNewTab(page, '')
        await page.keyboard.insertText(text)
        await page.keyboard.press('ControlOrMeta+Enter')
        const answer = await result(page, /Syntax/)
        expect(answer).toContain(JSON.stringify(message))
        expect(answer).toContain('"line": 1')
        expect(answer).not.toContain('stack')
      }
    })
  })

  it('says that the gateway cannot be reached, without a stack', async () => {
    const own = await startDemo()
    const { page } = await chromium.openAgain(`${own.url}/graphql`)
    await page.getByRole('heading', { name: 'Tour1WhoAmI' }).waitFor()
    await own.stop()
    await runOperation(page, 'Tour5OneToOne')
    expect(await result(page, /errors/)).toBe(
      '{ "errors": [ { "message": "The gateway cannot be reached. Check that it is still running." } ] }',
    )
  })

  describe('the sandbox panel', () => {
    it('lets requests act as somebody on either network by a click, and as nobody again', async () => {
      await use(async (page) => {
        const panel = await openPanel(page, 'Sandbox')
        const onMixin = panel.getByRole('group', { name: 'Act on Mixin as' })
        const onSealTalk = panel.getByRole('group', { name: 'Act on SealTalk as' })
        await onMixin.getByRole('button', { name: 'Alia Sandmark' }).click()
        await panel.getByText('On Mixin, requests act as Alia Sandmark.').waitFor()
        await onSealTalk.getByRole('button', { name: 'Max Orrinson' }).click()
        await panel.getByText('On SealTalk, requests act as Max Orrinson.').waitFor()
        expect(await panel.locator('[aria-pressed=true]').allInnerTexts()).toEqual([
          'Alia Sandmark',
          'Max Orrinson',
        ])

        const ask = 'query Who { viewer { mixin { user { name } } sealtalk { user { name } } } }'
        await pasteInNewTab(page, 'Who', ask)
        await execute(page)
        const both = await result(page, /sealtalk/)
        expect(both).toContain('"mixin": { "user": { "name": "Alia Sandmark" } }')
        expect(both).toContain('"sealtalk": { "user": { "name": "Max Orrinson" } }')
        expect(await page.evaluate('document.cookie')).toBe('')

        await onMixin.getByRole('button', { name: "The gateway's bot" }).click()
        await onSealTalk.getByRole('button', { name: 'Nobody' }).click()
        await panel.getByText('nobody is signed in').waitFor()
        await execute(page)
        expect(await result(page, /Sandbox.Bot/)).toContain('"sealtalk": null')
      })
    })

    it('breaks a network and repairs it, and shows the calls that met the fault', async () => {
      await use(async (page) => {
        const panel = await openPanel(page, 'Sandbox')
        const wrong = panel.getByRole('group', { name: 'What is wrong with Mixin' })
        for (const name of [
          'Too many requests (429)',
          'Slow (2 s)',
          'Down',
          'HTML of a proxy (502)',
          'Failing (500)',
        ]) {
          await wrong.getByRole('button', { name }).click()
          await expect.poll(() => wrong.locator('[aria-pressed=true]').allInnerTexts()).toEqual([name])
        }

        const ask = (name: string, id: string) =>
          `query ${name} { conversation(id: "mixin:conversation:${id}") { name } }`
        await pasteInNewTab(page, 'Broken', ask('Broken', '25025025-2502-4250-8250-250250250250'))
        await execute(page)
        expect(await result(page, /UPSTREAM_UNAVAILABLE/)).toContain('"conversation"')
        await panel.getByText('2 met the fault').waitFor()
        expect(await panel.getByRole('group', { name: 'Calls to Mixin' }).innerText()).toMatch(
          /GET \/conversations\/:id\s+\d/,
        )

        await wrong.getByRole('button', { name: 'Failing (500)' }).click()
        await panel.getByText('Nothing is wrong any more').waitFor()
        await execute(page)
        expect(await result(page, /"name"/)).not.toContain('errors')

        await panel.getByRole('button', { name: 'Reset everything' }).click()
        await panel.getByText('as freshly started').waitFor()
        expect(await panel.getByText('0 calls so far').count()).toBe(2)
      })
    })
  })

  describe('the headers of all tabs', () => {
    it('go with each tab, give way to those of a tab, and end with the visit', async () => {
      await use(async (page) => {
        const panel = await openPanel(page, 'Headers of all tabs')
        const field = panel.getByRole('textbox')
        await field.fill(`Authorization: Bearer sandbox-bo-all-scopes\nnonsense`)
        await panel.getByText('Line 2 is not a header').waitFor()

        const sent = watch(page, 'Tour3BotAndMaker')
        await runOperation(page, 'Tour3BotAndMaker')
        await page.getByRole('heading', { name: 'Tour3BotAndMaker' }).waitFor()
        expect(await sent[0]?.headerValue('authorization')).toBe('Bearer sandbox-bo-all-scopes')

        const own = '{"Authorization": "Bearer sandbox-alia-all-scopes"}'
        await page.getByRole('button', { name: 'Headers', exact: true }).click()
        await pasteInNewTab(page, 'Own', 'query Own { viewer { mixin { user { name } } } }')
        await page
          .getByRole('region', { name: 'Headers', exact: true })
          .locator('.graphiql-editor:not(.hidden) .view-line')
          .first()
          .click()
        await page.keyboard.press('ControlOrMeta+a')
        await page.keyboard.press('Delete')
        await page.keyboard.insertText(own)
        await execute(page)
        expect(await result(page, /viewer/)).toContain('Alia Sandmark')

        expect(await page.evaluate('JSON.stringify({ ...localStorage })')).not.toContain('sandbox-bo')
        const other = await page.context().newPage()
        await other.goto(`${demo.url}/graphql`)
        expect(await other.getByRole('textbox', { name: 'One “Name: value” per line' }).inputValue()).toBe('')
      })
    })
  })

  describe('what is copied', () => {
    const login = `query Mine($id: ID!, $password: String! = "${SECRET}") { node(id: $id) { id } }`

    it('as curl sends the operation, and leaves credentials to variables of the shell', async () => {
      await use(async (page) => {
        const panel = await openPanel(page, 'Headers of all tabs')
        await panel.getByRole('textbox').fill(`Authorization: Bearer ${SECRET}\nX-Api-Key: ${SECRET}`)
        await pasteInNewTab(page, 'Mine', login)
        const command = await copied(page, 'Copy as curl')

        expect(command).not.toContain(SECRET)
        expect(command).toContain(`curl '${demo.url}/graphql'`)
        expect(command).toContain('-H "authorization: $AUTHORIZATION"')
        expect(command).toContain('-H "x-api-key: $X_API_KEY"')
        expect(command).toContain('"operationName":"Mine"')
      })
    })

    it('as a link opens query and variables, which no log of a server sees, and holds no credentials', async () => {
      await use(async (page) => {
        const panel = await openPanel(page, 'Headers of all tabs')
        await panel.getByRole('textbox').fill(`Authorization: Bearer ${SECRET}`)
        await pasteInNewTab(page, 'Mine', login)
        await page.getByRole('button', { name: 'Variables', exact: true }).click()
        await page
          .getByRole('region', { name: 'Variables', exact: true })
          .locator('.graphiql-editor:not(.hidden) .view-line')
          .first()
          .click()
        await page.keyboard.insertText(
          `{"id": "some-id", "input": {"newPassword": "${SECRET}", "pin": 123456}}`,
        )
        const link = await copied(page, 'Copy link')

        expect(link).not.toContain(SECRET)
        expect(link).not.toContain('123456')
        const { pathname, search, hash } = new URL(link)
        expect([pathname, search]).toEqual(['/graphql', ''])
        const parameters = new URLSearchParams(hash.slice(1))
        expect([...parameters.keys()]).toEqual(['query', 'variables'])
        expect(parameters.get('query')).toBe(login.replace(SECRET, '…'))
        expect(JSON.parse(parameters.get('variables') ?? '')).toEqual({
          id: 'some-id',
          input: { newPassword: '…', pin: '…' },
        })

        const opened = await page.context().newPage()
        await opened.goto(link)
        await opened.locator('.graphiql-tab-active', { hasText: 'Mine' }).waitFor()
        expect(opened.url()).toBe(`${demo.url}/graphql`)
        await opened.getByRole('button', { name: 'Variables', exact: true }).click()
        await opened.locator('.graphiql-editor-tool', { hasText: 'some-id' }).waitFor()
      })
    })
  })
})

describe.skipIf(!canBrowse)(`GraphiQL of trusted documents${whyNotBrowse}`, { timeout: 60_000 }, () => {
  const documents = {
    ['a'.repeat(64)]: 'query Me { viewer { mixin { user { name } } } }',
    ['b'.repeat(64)]: 'query Group($id: ID!) { conversation(id: $id) { name } }',
  }
  const NO_SCHEMA = 'It does not show its schema'
  let chromium: Chromium
  beforeAll(async () => {
    chromium = await launchChromium()
  })
  afterAll(() => chromium.close())

  /** Opens the page of a gateway of these documents. */
  const visit = async (env: Record<string, string>, run: (page: Page) => Promise<void>) => {
    const path = join(mkdtempSync(join(tmpdir(), 'parley-documents-')), 'documents.json')
    writeFileSync(path, JSON.stringify(documents))
    const demo = await startDemo({ TRUSTED_DOCUMENTS: path, TRUSTED_DOCUMENTS_ONLY: '1', ...env })
    try {
      const { page, outsideRequests, errors } = await chromium.openAgain(`${demo.url}/graphql`)
      await run(page)
      // The console tells of refused operations too.
      const failures = errors.filter((error) => !error.startsWith('Failed to load resource'))
      expect([outsideRequests, failures]).toEqual([[], []])
    } finally {
      await demo.stop()
    }
  }

  it('lists them, runs one by a click, and says in words that others are refused', async () => {
    await visit({}, async (page) => {
      const panel = page.getByRole('region', { name: 'Trusted documents' })
      await panel.getByRole('button', { name: 'Group' }).waitFor()
      expect(await panel.getByRole('listitem').allInnerTexts()).toEqual([
        expect.stringMatching(/^Me\s+aaaaaaaaaaaa…$/),
        expect.stringMatching(/^Group\s+bbbbbbbbbbbb…$/),
      ])

      await panel.getByRole('button', { name: 'Me' }).click()
      expect(await result(page, /viewer/)).toContain('"name": "Parley Sandbox Bot"')

      await panel.getByRole('searchbox').fill('gro')
      expect(await panel.getByRole('listitem').count()).toBe(1)
      await panel.getByRole('button', { name: 'Group' }).click()
      await page.locator('.graphiql-query-editor', { hasText: 'Group' }).waitFor()

      await pasteInNewTab(page, 'Other', 'query Other { __typename }')
      await execute(page)
      expect(await result(page, /errors/)).toContain('This gateway executes trusted documents only.')
    })
  })

  it('shows the schema, which is no trusted document, where introspection is on', async () => {
    await visit({}, async (page) => {
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
      const explorer = page.locator('.graphiql-plugin')
      await explorer.getByRole('link', { name: 'Mutation', exact: true }).click()
      await explorer.getByText('createGroupConversation').first().waitFor()
      expect(await page.getByText(NO_SCHEMA).count()).toBe(0)
    })
  })

  it('says that there is no schema where introspection is off', async () => {
    await visit({ INTROSPECTION: '0' }, async (page) => {
      await page.getByText(NO_SCHEMA).waitFor()
      await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
      await page.locator('.graphiql-plugin').waitFor()
      expect(await page.getByRole('link', { name: 'Mutation', exact: true }).count()).toBe(0)
    })
  })
})
