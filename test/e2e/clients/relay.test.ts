import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { Window } from 'happy-dom'
import type { FunctionComponent } from 'react'
import type { Environment, RequestParameters } from 'relay-runtime'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type BrowserFetch, createBrowserFetch } from '../../support/browser-fetch.ts'
import { createGate } from '../../support/gate.ts'
import {
  type SandboxGateway,
  type SandboxGatewayOptions,
  startSandboxGateway,
} from '../../support/sandbox.ts'
import { startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'

const EXAMPLE = resolve(import.meta.dirname, '../../../examples/clients/relay')
const COMPILER = resolve(import.meta.dirname, '../../../node_modules/relay-compiler/cli.js')
const READ = 'GET /conversations/:id'
const FETCH = 'POST /users/fetch'

const window = new Window()
beforeAll(() => {
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', window.document)
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await window.happyDOM.close()
})

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const start = async (options?: SandboxGatewayOptions): Promise<SandboxGateway> => {
  const harness = await startSandboxGateway(options)
  closing.push(() => harness.close())
  return harness
}

/** Shows a component of the page in a page of the gateway's own origin. */
const show = async <Props extends object>(
  { gateway }: SandboxGateway,
  component: FunctionComponent<Props>,
  props: Props,
) => {
  // After `window`, which React DOM looks for when it is loaded.
  const { createElement, Suspense } = await import('react')
  const { createRoot } = await import('react-dom/client')
  const { RelayEnvironmentProvider } = await import('react-relay')
  const { createEnvironment } = await import(join(EXAMPLE, 'environment.ts'))
  const browser: BrowserFetch = createBrowserFetch(gateway.url)
  const environment = createEnvironment({ fetch: browser.fetch })
  const element = window.document.createElement('div')
  const root = createRoot(element as never)
  const page = createElement(component, props)
  const provider = createElement(
    RelayEnvironmentProvider as FunctionComponent<{ environment: unknown; children: unknown }>,
    { environment, children: createElement(Suspense, { fallback: 'loading' }, page) },
  )
  root.render(provider)
  closing.push(() => root.unmount())
  const text = (tag: string) => [...element.querySelectorAll(tag)].map(({ textContent }) => textContent)
  return {
    sent: browser.sent,
    text,
    /** Waits until the page fulfils an expectation. */
    until: (expectation: () => void) => vi.waitFor(expectation, 5_000),
    click: (index: number) => [...element.querySelectorAll('button')][index]?.click(),
  }
}

const importExample = async <Module>(name: string): Promise<Module> =>
  import(join(EXAMPLE, name)) as Promise<Module>
const group = () => importExample<{ Group: FunctionComponent<{ id: string }> }>('Group.tsx')
const names = () => importExample<{ Names: FunctionComponent<{ ids: readonly string[] }> }>('Names.tsx')

describe('relay-compiler', () => {
  it('accepts the schema as the gateway serves it, and compiles the documents of the page to what is there', async () => {
    const { gateway } = await start()
    const folder = mkdtempSync(join(tmpdir(), 'parley-relay-'))
    closing.push(() => rmSync(folder, { recursive: true }))
    cpSync(EXAMPLE, folder, { recursive: true })
    const schema = await fetch(`${gateway.url}/schema.graphql`)
    writeFileSync(join(folder, 'schema.graphql'), await schema.text())

    const compile = () =>
      execFileSync(process.execPath, [COMPILER, 'relay.config.json', '--validate'], {
        cwd: folder,
        stdio: 'pipe',
      })
    expect(compile).not.toThrow()
    writeFileSync(join(folder, 'Wrong.tsx'), 'graphql`query WrongQuery { nobody }`')
    expect(compile).toThrow('nobody')
  })
})

describe('a page with Relay', () => {
  it('shows 250 people page by page, each once', async () => {
    const { Group } = await group()
    const page = await show(await start(), Group, { id: `mixin:conversation:${x.group250Id}` })
    await page.until(() => expect(page.text('li')).toHaveLength(50))
    await page.until(() => expect(page.text('p')).toEqual([expect.stringMatching(/^by /)]))
    for (const [index, count] of [100, 150, 200, 250].entries()) {
      const requests = 2 + index
      // Relay takes no click until the component has been told that no part of its query is pending.
      await page.until(() => {
        if (page.sent.length < requests) page.click(1)
        expect(page.sent).toHaveLength(requests)
      })
      await page.until(() => expect(page.text('li')).toHaveLength(count))
    }

    expect(new Set(page.text('li')).size).toBe(250)
    expect(page.text('button')).toHaveLength(1)
    expect(page.sent).toHaveLength(5)
  })

  it('shows the contacts of an account page by page, from one list', async () => {
    const { Contacts } = await importExample<{ Contacts: FunctionComponent }>('Contacts.tsx')
    const harness = await start()
    const page = await show(harness, Contacts, {})
    await page.until(() => expect(page.text('li')).toHaveLength(20))
    await page.until(() => {
      if (page.sent.length < 2) page.click(0)
      expect(page.text('li')).toHaveLength(40)
    })

    expect(page.sent).toHaveLength(2)
    expect(harness.calls()).toEqual(['GET /me', 'GET /friends'])
  })

  it('shows the rest before a fragment with @defer', async () => {
    const { Group } = await group()
    const gate = createGate('/users/fetch')
    const harness = await start({ dispatcher: gate.dispatcher })
    const page = await show(harness, Group, { id: `mixin:conversation:${x.group50Id}` })
    await page.until(() => expect(page.text('button')).toEqual(['Fifty']))

    expect(page.text('p')).toEqual(['…'])
    expect(page.text('li')).toHaveLength(50)
    expect(harness.calls()).toEqual([READ])
    gate.open()
    await page.until(() => expect(page.text('p')).toEqual([expect.stringMatching(/^by \w/)]))
    expect(harness.calls()).toEqual([READ, FETCH])
    expect(page.sent).toHaveLength(1)
  })

  it('asks for a group again by its id as a Node', async () => {
    const { Group } = await group()
    const harness = await start()
    const id = `mixin:conversation:${x.groupId}`
    const page = await show(harness, Group, { id })
    await page.until(() => expect(page.text('button')).toHaveLength(1))
    await harness.gateway.query(
      'mutation ($input: UpdateConversationInput!) { updateConversation(input: $input) { conversation { id } } }',
      {
        variables: { input: { id, name: 'Renamed' } },
      },
    )
    page.click(0)
    await page.until(() => expect(page.text('button')).toEqual(['Renamed']))

    expect(JSON.parse(page.sent.at(-1)?.body ?? '')).toMatchObject({
      query: expect.stringContaining('node(id: $id)'),
      variables: { id },
    })
  })

  it('shows the items of a list with @stream', async () => {
    const { Names } = await names()
    const ids = [x.userId, x.botId, x.cnbBotId].map((id) => `mixin:user:${id}`)
    const harness = await start()
    const page = await show(harness, Names, { ids })
    await page.until(() => expect(page.text('li').filter(Boolean)).toHaveLength(3))

    const { data } = await harness.gateway.query(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on User { name } } }',
      { variables: { ids } },
    )
    expect(page.text('li')).toEqual((data as { nodes: { name: string }[] }).nodes.map(({ name }) => name))
    expect(page.sent).toHaveLength(1)
  })
})

describe('@stream_connection', () => {
  it('shows the first edges before the others are there, and the whole list in its order', async () => {
    const { Streamed } = await importExample<{ Streamed: FunctionComponent<{ id: string }> }>('Streamed.tsx')
    const harness = await start()
    const id = `mixin:conversation:${x.group50Id}`
    const page = await show(harness, Streamed, { id })
    await page.until(() => expect(page.text('li').filter(Boolean)).toHaveLength(50))

    const { data } = await harness.gateway.query(
      'query ($id: ID!) { conversation(id: $id) { participants(first: 50) { nodes { user { name } } } } }',
      { variables: { id } },
    )
    const { nodes } = (data as { conversation: { participants: { nodes: { user: { name: string } }[] } } })
      .conversation.participants
    expect(page.text('li')).toEqual(nodes.map(({ user }) => user.name))
    expect(page.sent).toHaveLength(1)
    expect(page.sent[0]?.body).toContain('@stream(')
  })
})

describe('@catch', () => {
  it('keeps an error in its field, beside the data of another network', async () => {
    const { Accounts } = await importExample<{ Accounts: FunctionComponent }>('Accounts.tsx')
    const harness = await start()
    const well = await show(harness, Accounts, {})
    await well.until(() => expect(well.text('p')).toEqual([expect.stringMatching(/\w/), 'nobody']))
    expect(well.text('p')).not.toContain('Mixin cannot be reached')

    const failing = await start()
    failing.sandbox.control.setFault({ endpoint: 'GET /me', kind: '500' })
    const page = await show(failing, Accounts, {})
    await page.until(() => expect(page.text('p')).toEqual(['Mixin cannot be reached', 'nobody']))
  })
})

describe('the network layer of the page', () => {
  /** Executes operations as Relay's environment does. */
  const connect = async (url: string) => {
    const { createEnvironment } = await importExample<{
      createEnvironment: (options: object) => Environment
    }>('environment.ts')
    const { fetch: send, sent } = createBrowserFetch(url)
    const network = createEnvironment({ fetch: send }).getNetwork()
    const execute = async (text: string | null, variables = {}, id: string | null = null) => {
      const params = {
        name: 'Test',
        operationKind: 'query',
        text,
        id,
        cacheID: text ?? id ?? '',
        metadata: {},
      } as const
      return network.execute(params as unknown as RequestParameters, variables, {}).toPromise()
    }
    return { execute, sent }
  }

  it('signs in and out by the cookie, with default settings', async () => {
    const harness = await startSealTalkGateway()
    closing.push(() => harness.close())
    const { execute } = await connect(harness.gateway.url)
    const { region, phone: number, password } = harness.sandbox.credentials.accounts[0]
    const input = { phone: { region, number }, password }
    const who = () => execute('{ viewer { sealtalk { user { name } } } }')

    expect(await who()).toMatchObject({ data: { viewer: { sealtalk: null } } })
    await execute('mutation ($input: LoginInput!) { login(input: $input) { userId } }', { input })
    expect(await who()).toMatchObject({
      data: { viewer: { sealtalk: { user: { name: expect.any(String) } } } },
    })
    await execute('mutation { logout { loggedOut } }')
    expect(await who()).toMatchObject({ data: { viewer: { sealtalk: null } } })
  })

  it('sends the id of a persisted operation alone, also where the gateway runs no other', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-relay-'))
    closing.push(() => rmSync(folder, { recursive: true }))
    // relay-compiler makes ids by MD5.
    const [id, text] = ['0f1e2d3c4b5a69788796a5b4c3d2e1f0', 'query Test { __typename }']
    writeFileSync(join(folder, 'persisted.json'), JSON.stringify({ [id]: text }))
    const env = { TRUSTED_DOCUMENTS: join(folder, 'persisted.json'), TRUSTED_DOCUMENTS_ONLY: '1' }
    const { gateway } = await start({ env })
    const { execute, sent } = await connect(gateway.url)

    expect(await execute(null, {}, id)).toMatchObject({ data: { __typename: 'Query' } })
    expect(sent.map(({ body }) => JSON.parse(body))).toEqual([{ documentId: id, variables: {} }])
  })

  it('gets errors with their paths and codes, beside the data of other fields', async () => {
    const { gateway, sandbox } = await start()
    sandbox.control.setFault({ endpoint: 'GET /me', kind: '500' })
    const { execute } = await connect(gateway.url)

    expect(await execute('{ viewer { mixin { user { id } } sealtalk { user { id } } } }')).toMatchObject({
      data: { viewer: { mixin: null, sealtalk: null } },
      errors: [{ path: ['viewer', 'mixin'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } }],
    })
  })
})
