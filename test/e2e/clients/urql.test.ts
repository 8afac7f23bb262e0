import { cacheExchange, Client, type ClientOptions, fetchExchange, gql } from '@urql/core'
import type { IntrospectionQuery } from 'graphql'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient as createOnPage, fetchSchema } from '../../../examples/clients/urql/client.ts'
import { loadAccount } from '../../../examples/clients/urql/errors.ts'
import { loadMembers } from '../../../examples/clients/urql/group.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startParley, type TestParley } from '../../../testing/parley.ts'
import { createBrowserFetch } from '../../support/browser-fetch.ts'
import { valueAt } from '../../support/value-at.ts'

const APP = 'https://app.example'
const GROUP_50 = `mixin:conversation:${x.group50Id}`
const GROUP_250 = 'mixin:conversation:25025025-2502-4250-8250-250250250250'

let parley: TestParley
let schema: IntrospectionQuery
/** Requests to the gateway, and the type of each response. */
const sent: string[] = []
const watched: typeof fetch = async (url, init) => {
  const response = await fetch(url, init)
  sent.push(`${init?.method} ${response.headers.get('content-type')?.split(';')[0]}`)
  return response
}
const createClient = (options: Partial<ClientOptions> = {}) =>
  createOnPage(schema, { url: `${parley.url}/graphql`, fetch: watched, ...options })

beforeAll(async () => {
  parley = await startParley({ env: { CORS_ORIGINS: APP } })
  schema = await fetchSchema(`${parley.url}/graphql`)
})
afterAll(() => parley.close())

// Graphcache warns of types without a key, and of fields that the schema does not have.
const warned = vi.spyOn(console, 'warn')
beforeEach(() => {
  sent.length = 0
  parley.resetCalls()
})
afterEach(() => {
  parley.sandbox.mixin.control.reset()
  const [warning] = warned.mock.calls
  if (warning) throw new Error(String(warning[0]))
})

const JSON_BY_GET = 'GET application/graphql-response+json'
const PARTS_BY_GET = 'GET multipart/mixed'

describe('urql with Graphcache, as its page sets it up', () => {
  it('pages through 250 members and back, and asks once for each page', async () => {
    const client = createClient()
    const sizes: number[] = []
    let loaded = await loadMembers(client, GROUP_250)
    for (; loaded.next !== null; loaded = await loadMembers(client, GROUP_250, loaded.next))
      sizes.push(loaded.members.length)
    const all = await loadMembers(client, GROUP_250)

    expect(sizes).toEqual([50, 100, 150, 200])
    expect(sent).toEqual(Array.from({ length: 5 }, () => JSON_BY_GET))
    expect(new Set(all.members.map(({ userId }) => userId)).size).toBe(250)
    expect(all.members.every(({ user }) => user !== null)).toBe(true)
    expect(parley.calls().mixin.filter((call) => call === 'GET /conversations/:id')).toHaveLength(1)
  })

  it('pages from the end back to the start, in the order of the list', async () => {
    const client = createClient()
    const query = gql(`query ($before: String) { conversation(id: "${GROUP_250}") {
      id participants(last: 100, before: $before) { nodes { userId } pageInfo { hasPreviousPage startCursor } }
    } }`)
    const load = async (before: string | null) =>
      (await client.query(query, { before })).data.conversation.participants
    let page = await load(null)
    while (page.pageInfo.hasPreviousPage) page = await load(page.pageInfo.startCursor)
    const { members } = await loadMembers(createClient(), GROUP_250)
    const ids = (nodes: readonly { readonly userId: string }[]) => nodes.map(({ userId }) => userId)

    expect(new Set(ids(page.nodes)).size).toBe(250)
    expect(ids(page.nodes).slice(0, members.length)).toEqual(ids(members))
  })

  it.each([
    ['contacts', 'viewer { mixin { list: contacts(first: 15, after: $after) { PAGE } } }', 42],
    [
      'conversations of a circle',
      `node(id: "mixin:circle:${x.circleId}") { ... on Circle { id list: conversations(first: 2, after: $after) { PAGE } } }`,
      3,
    ],
  ])('shows all %s page by page, each once', async (_, field, count) => {
    const client = createClient()
    const page = 'totalCount nodes { id } pageInfo { hasNextPage endCursor }'
    const query = gql(`query ($after: String) { ${field.replace('PAGE', page)} }`)
    const load = async (after: string | null) => {
      const { data } = await client.query(query, { after })
      return data.viewer?.mixin.list ?? data.node.list
    }
    let list = await load(null)
    while (list.pageInfo.hasNextPage) list = await load(list.pageInfo.endCursor)

    expect(list.totalCount).toBe(count)
    const nodes = list.nodes as readonly { readonly id: string }[]
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(count)
  })

  it('finds a user that another query has loaded', async () => {
    const client = createClient()
    const node = gql(`{ node(id: "mixin:user:${x.userId}") { id ... on User { id name } } }`)
    const byId = gql(`{ user(by: { mixinUserId: "${x.userId}" }) { id name } }`)
    const { data: one } = await client.query(byId, {})
    await client.mutation(gql('mutation { logout { loggedOut } }'), {})
    const { data: other } = await client.query(node, {})

    expect(other?.node).toMatchObject({ ...one?.user })
  })

  it('keeps what has no id with the object that contains it', async () => {
    const client = createClient()
    const ask = (fields: string) => client.query(gql(`{ viewer { mixin { ${fields} } } }`), {})
    await ask('hasPin user { id name }')
    const before = sent.length
    const { data } = await ask('hasPin')

    expect(data?.viewer.mixin.hasPin).toBeTypeOf('boolean')
    expect(sent.length).toBe(before)
  })

  it.each([
    ['the gateway’s own origin', undefined],
    ['an origin of CORS_ORIGINS', APP],
  ])('stays signed in by cookie on %s, with queries by GET', async (_, origin) => {
    const browser = createBrowserFetch(parley.url, origin)
    const client = createClient({
      fetch: browser.fetch,
      ...(origin && { fetchOptions: { credentials: 'include' } }),
    })
    const [{ region, phone, password }] = parley.sandbox.sealtalk.credentials.accounts
    const input = { phone: { region, number: phone }, password }
    await client.mutation(gql('mutation ($input: LoginInput!) { login(input: $input) { userId } }'), {
      input,
    })
    const { data, error } = await client.query(gql('{ viewer { sealtalk { user { id name } } } }'), {})

    expect(error).toBeUndefined()
    expect(data?.viewer.sealtalk.user.name).toBe('Lin Tallmere')
    expect(browser.sent.map(({ method }) => method)).toEqual(['POST', 'GET'])
  })

  it('shows what is there and the code of what is not', async () => {
    expect(await loadAccount(createClient())).toEqual({ name: 'Parley Sandbox Bot', code: undefined })

    parley.sandbox.mixin.control.setFault({ kind: 'error', code: 403 })
    const headers = { authorization: 'Bearer sandbox-bo-all-scopes' }
    const asBo = createClient({ fetchOptions: { headers } })
    expect(await loadAccount(asBo)).toEqual({ name: undefined, code: 'FORBIDDEN' })
  })
})

/** All results until the last, and it. */
const watch = async (client: Client, query: string) => {
  const results: { data: unknown; codes: unknown[]; hasNext: boolean }[] = []
  await new Promise<void>((resolve) => {
    client.query(gql(query), {}).subscribe(({ data, error, hasNext, stale }) => {
      const codes = error?.graphQLErrors.map(({ extensions }) => extensions['code']) ?? []
      results.push({ data: JSON.parse(JSON.stringify(data)) as unknown, codes, hasNext })
      if (!hasNext && !stale) resolve()
    })
  })
  return { results, last: results.at(-1) }
}

const membersWith = (directive: string) => `{ conversation(id: "${GROUP_50}") {
  id
  participants(first: 4) { nodes { userId ... ${directive} { user { id name } } } }
} }`
const usersWith = (directive: string) => `{
  users(by: [${[x.userId, x.botId, x.aliaUserId].map((id) => `{ mixinUserId: "${id}" }`).join(' ')}]) ${directive} { id name }
}`

describe.each([
  [
    'its document cache',
    () =>
      new Client({
        url: `${parley.url}/graphql`,
        fetch: watched,
        exchanges: [cacheExchange, fetchExchange],
      }),
  ],
  ['Graphcache', () => createClient()],
] as const)('urql with %s', (_, create) => {
  it.each([
    ['@defer', membersWith('@defer(label: "users")'), membersWith('')],
    ['@stream', usersWith('@stream(initialCount: 1)'), usersWith('')],
  ])('shows parts of %s as they arrive, and the whole in the end', async (__, inParts, whole) => {
    const { results, last } = await watch(create(), inParts)
    const complete = await watch(create(), whole)

    expect(sent).toEqual([PARTS_BY_GET, JSON_BY_GET])
    expect(results.length).toBeGreaterThan(1)
    expect(results.map(({ hasNext }) => hasNext)).toEqual([...results.slice(1).map(() => true), false])
    expect(last).toEqual(complete.last)
  })
})

describe('a deferred field that fails', () => {
  const run = async (client: Client) => {
    parley.sandbox.mixin.control.setFault({ kind: '500', endpoint: 'POST /users/fetch' })
    const query = membersWith('@defer').replace(x.group50Id, x.fullGroupId)
    const { last } = await watch(client, query)
    expect(last?.codes).toEqual(Array.from({ length: 4 }, () => 'UPSTREAM_UNAVAILABLE'))
    return valueAt(last?.data, 'conversation.participants.nodes.0')
  }

  it('is null without Graphcache', async () => {
    const url = `${parley.url}/graphql`
    const node = await run(new Client({ url, exchanges: [cacheExchange, fetchExchange] }))
    expect(node).toMatchObject({ user: null })
  })

  it('is missing with Graphcache', async () => {
    expect(await run(createClient())).not.toHaveProperty('user')
  })
})
