import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'
import { standingClock } from '../../support/time.ts'

const GROUP = `query Group($id: ID!) { conversation(id: $id) { name participants(first: 2) { nodes { user { name } } } } }`
const PERSON = 'query Person($id: ID!) { node(id: $id) { ... on User { name } } }'
const BUDGETS = '{ budgets { remaining } }'
const LOGOUT = 'mutation { logout { loggedOut } }'
const hashOf = (document: string): string => createHash('sha256').update(document).digest('hex')

const folder = mkdtempSync(join(tmpdir(), 'parley-'))
const path = join(folder, 'documents.json')
const documents = [GROUP, PERSON, BUDGETS, LOGOUT].map((text) => [`sha256:${hashOf(text)}`, text])
writeFileSync(path, JSON.stringify(Object.fromEntries(documents)))
afterAll(() => rmSync(folder, { recursive: true }))

const NO_STORE = 'no-store'

let harness: SandboxGateway
afterEach(() => harness.close())

const start = async (env: Record<string, string> = {}) => {
  const clock = standingClock()
  const settings = { TRUSTED_DOCUMENTS: path, MIXIN_BOT_ACCESS: 'read', API_KEYS: 'k'.repeat(32), ...env }
  harness = await startSandboxGateway({ env: settings, clock, sandbox: { clock: clock.now } })
  return clock
}

const variablesFor = (id: string = harness.sandbox.examples.group50Id) => ({ id: `mixin:conversation:${id}` })

/** GETs as clients of both dialects make them: codegen's and Apollo's. */
const FORMS = {
  documentId: (hash: string) => ({ documentId: `sha256:${hash}` }),
  'a bare documentId': (hash: string) => ({ documentId: hash }),
  persistedQuery: (hash: string) => ({
    extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: hash } }),
  }),
  'persistedQuery with a prefix': (hash: string) => ({
    extensions: JSON.stringify({ persistedQuery: { version: 1, sha256Hash: `sha256:${hash}` } }),
  }),
}

const get = async (search: Record<string, string>, headers: Record<string, string> = {}) => {
  const url = `${harness.gateway.url}/graphql?${new URLSearchParams(search).toString()}`
  const answer = await fetch(url, { headers: { accept: 'application/json', ...headers } })
  return {
    status: answer.status,
    body: (await answer.json()) as { data?: unknown; errors?: unknown; extensions?: unknown },
    kept: answer.headers.get('cache-control'),
    vary: answer.headers.get('vary')?.split(', '),
  }
}

const getGroup = (headers: Record<string, string> = {}, id?: string) =>
  get({ ...FORMS.documentId(hashOf(GROUP)), variables: JSON.stringify(variablesFor(id)) }, headers)

describe('a GET by hash', () => {
  it.each(Object.entries(FORMS))(
    'is answered to %s, and may be kept by the browser alone',
    async (_, form) => {
      await start()
      const answer = await get({ ...form(hashOf(GROUP)), variables: JSON.stringify(variablesFor()) })

      expect(answer).toMatchObject({
        status: 200,
        body: { data: { conversation: { name: 'Fifty' } } },
        kept: 'private, max-age=5',
      })
      expect(answer.vary).toEqual(
        expect.arrayContaining(['Accept', 'Authorization', 'Cookie', 'X-Api-Key', 'X-SealTalk-Session']),
      )
      expect(harness.calls()).toEqual(['GET /conversations/:id', 'POST /users/fetch'])
    },
  )

  it('may be cached for as long as its data is fresh', async () => {
    const clock = await start()
    const variables = JSON.stringify({ id: `mixin:user:${harness.sandbox.examples.userId}` })
    const getPerson = () => get({ ...FORMS.documentId(hashOf(PERSON)), variables })

    expect(await getPerson()).toMatchObject({ status: 200, kept: 'private, max-age=30' })
    clock.advance(20_500)
    expect(await getPerson()).toMatchObject({ status: 200, kept: 'private, max-age=9' })
    clock.advance(9_000)
    expect(await getPerson()).toMatchObject({ status: 200, kept: NO_STORE })
    expect(harness.calls()).toEqual(['POST /users/fetch'])
  })

  it('must not be cached where its data is valid for one moment only', async () => {
    await start()
    expect(await get(FORMS.documentId(hashOf(BUDGETS)))).toMatchObject({ status: 200, kept: NO_STORE })
  })

  it.each([
    ['a token', () => harness.as('Alia')],
    ['an API key', () => ({ 'x-api-key': 'k'.repeat(32) })],
    ['a session', () => ({ 'x-sealtalk-session': 'sealed' })],
    ['a cookie', () => ({ cookie: 'parley_sealtalk=sealed', 'sec-fetch-site': 'same-origin' })],
    ['a cookie of somebody else', () => ({ cookie: 'theme=dark', 'sec-fetch-site': 'none' })],
  ])('must not be cached where the request has %s', async (_, headersOf) => {
    await start()
    const answer = await getGroup(headersOf())
    expect(answer).toMatchObject({ status: 200, kept: NO_STORE })
    expect(answer.vary).toContain('Authorization')
  })

  it('must not be cached where callers without a credential may execute mutations', async () => {
    await start({ MIXIN_BOT_ACCESS: 'full' })
    expect(await getGroup()).toMatchObject({ status: 200, kept: NO_STORE })
  })

  it('must not be cached with errors or stale entries', async () => {
    const clock = await start()
    const failed = await getGroup({}, harness.sandbox.examples.foreignGroupId)
    expect(failed).toMatchObject({
      body: { errors: [{ extensions: { code: 'FORBIDDEN' } }] },
      kept: NO_STORE,
    })

    await getGroup()
    clock.advance(12 * 60_000)
    harness.sandbox.control.setFault({ endpoint: '*', kind: '500' })
    const stale = await getGroup()
    expect(stale).toMatchObject({
      body: { data: { conversation: { name: 'Fifty' } }, extensions: { stale: [{}, {}, {}] } },
      kept: NO_STORE,
    })
  })

  it('must not be cached with a trace', async () => {
    await start()
    expect(await getGroup({ 'x-parley-trace': '1' })).toMatchObject({ status: 200, kept: NO_STORE })
  })

  it('never executes a mutation', async () => {
    await start()
    for (const form of Object.values(FORMS)) {
      expect(await get(form(hashOf(LOGOUT)))).toMatchObject({ status: 405, kept: NO_STORE })
    }
  })

  it.each([
    ['documentId', 400, 'BAD_USER_INPUT'],
    ['a bare documentId', 400, 'BAD_USER_INPUT'],
    ['persistedQuery', 200, 'PERSISTED_QUERY_NOT_FOUND'],
    ['persistedQuery with a prefix', 200, 'PERSISTED_QUERY_NOT_FOUND'],
  ] as const)(
    'of an unknown document by %s is answered with %i, and the error must not be cached',
    async (form, status, code) => {
      await start()

      expect(await get(FORMS[form]('f'.repeat(64)))).toMatchObject({
        status,
        body: { errors: [{ extensions: { code } }] },
        kept: NO_STORE,
      })
    },
  )
})

it('a GET with a document must not be cached', async () => {
  await start()
  const hash = hashOf(GROUP)
  for (const more of [{}, FORMS.documentId(hash), FORMS.persistedQuery(hash)]) {
    const answer = await get({ query: GROUP, variables: JSON.stringify(variablesFor()), ...more })
    expect(answer).toMatchObject({ status: 200, kept: NO_STORE })
  }
})

it('a POST by hash must not be cached', async () => {
  await start()
  const answer = await fetch(`${harness.gateway.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ documentId: hashOf(GROUP), variables: variablesFor() }),
  })
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, NO_STORE])
})
