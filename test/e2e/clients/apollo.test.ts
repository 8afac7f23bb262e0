import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ApolloClient, gql, HttpLink } from '@apollo/client'
import { Defer20220824Handler, GraphQL17Alpha9Handler } from '@apollo/client/incremental'
import {
  type FragmentDefinitionNode,
  getNamedType,
  isInterfaceType,
  isObjectType,
  parse,
  print,
} from 'graphql'
import { filter, firstValueFrom } from 'rxjs'
import { afterEach, describe, expect, it } from 'vitest'
import { createCache } from '../../../examples/clients/apollo/cache.ts'
import { createClient } from '../../../examples/clients/apollo/client.ts'
import { watchGroup } from '../../../examples/clients/apollo/defer.ts'
import { readAccounts } from '../../../examples/clients/apollo/errors.ts'
import { createHashFirstLink } from '../../../examples/clients/apollo/hash-first.ts'
import { watchParticipants } from '../../../examples/clients/apollo/participants.ts'
import { signIn, signOut } from '../../../examples/clients/apollo/sign-in.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { createBrowserFetch } from '../../support/browser-fetch.ts'
import { createGate } from '../../support/gate.ts'
import {
  type SandboxGateway,
  type SandboxGatewayOptions,
  startSandboxGateway,
} from '../../support/sandbox.ts'
import { startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { valueAt } from '../../support/value-at.ts'

const GROUP_250 = `mixin:conversation:${x.group250Id}`
const GROUP_50 = `mixin:conversation:${x.group50Id}`
const READ = 'GET /conversations/:id'
const FETCH = 'POST /users/fetch'

const closing: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const start = async (options?: SandboxGatewayOptions): Promise<SandboxGateway> => {
  const harness = await startSandboxGateway(options)
  closing.push(() => harness.close())
  return harness
}

type Handler = ApolloClient.Options['incrementalHandler']

/** The client of the page, in a page of the gateway's own origin. */
const browse = (url: string, handler?: Handler) => {
  const browser = createBrowserFetch(url)
  const link = new HttpLink({ uri: '/graphql', fetch: browser.fetch })
  const client = createClient(link, handler)
  closing.push(() => client.stop())
  return { client, sent: browser.sent }
}

type Participants = ReturnType<typeof watchParticipants>['query']
const peopleOf = (query: Participants): readonly unknown[] =>
  query.getCurrentResult().data?.conversation?.participants?.nodes?.map((node) => node?.userId) ?? []

describe('the cache of the page', () => {
  it('shows 250 people page by page, each once, and keeps them where a page comes again', async () => {
    const { gateway } = await start()
    const { client, sent } = browse(gateway.url)
    const { query, hasMore, more } = watchParticipants(client, GROUP_250)
    const people = () => peopleOf(query)
    const subscription = query.subscribe(() => undefined)
    closing.push(() => subscription.unsubscribe())
    /** As a page renders: a result comes a tick after its request has ended. */
    const showing = (count: number) =>
      firstValueFrom(query.pipe(filter(({ loading }) => !loading && people().length === count)))
    await showing(50)
    const cursors: (string | null | undefined)[] = []
    const sizes = [people().length]
    while (hasMore()) {
      cursors.push(query.getCurrentResult().data?.conversation?.participants?.pageInfo?.endCursor)
      await more()
      await showing(sizes.length * 50 + 50)
      sizes.push(people().length)
    }

    expect(sizes).toEqual([50, 100, 150, 200, 250])
    const all = people()
    expect(new Set(all).size).toBe(250)
    expect(sent).toHaveLength(5)

    // Back to the second page, the fourth and the first, as a list does that is scrolled up and refreshed.
    for (const after of [cursors[0], cursors[2], null]) {
      await query.fetchMore({ variables: { after: after ?? null } })
      expect(people()).toEqual(all)
      expect(hasMore()).toBe(false)
    }
    // What the cache shows to another part of the page, without a request.
    const again = watchParticipants(client, GROUP_250).query
    expect(peopleOf(again)).toEqual(all)
    expect(sent).toHaveLength(8)
  })

  it('joins nodes and edges to one list, and keeps a list for each role and search', async () => {
    const { gateway } = await start()
    const { client } = browse(gateway.url)
    const select = (list: string) => gql`
      query ($id: ID!, $after: String, $role: ParticipantRole, $search: String) {
        conversation(id: $id) {
          id
          participants(first: 100, after: $after, role: $role, search: $search) {
            ${list}
            pageInfo { startCursor endCursor hasPreviousPage hasNextPage }
          }
        }
      }
    `
    const variables = { id: GROUP_250 }
    const ask = async (list: string, more: object = {}) => {
      const { data } = await client.query({
        query: select(list),
        variables: { ...variables, ...more },
        fetchPolicy: 'network-only',
      })
      return (data as { conversation: { participants: { pageInfo: { endCursor: string } } } }).conversation
        .participants
    }
    const first = await ask('edges { cursor node { userId } }')
    await ask('nodes { userId }', { after: first.pageInfo.endCursor })
    await ask('nodes { userId }', { role: 'OWNER' })
    await ask('nodes { userId }', { search: 'Alia Sandmark' })

    const fromCache = (more: object = {}) =>
      client.readQuery<{ conversation: { participants: { nodes: { userId: string }[] } } }>({
        query: select('nodes { userId }'),
        variables: { ...variables, ...more },
      })?.conversation.participants.nodes
    expect(new Set(fromCache()?.map(({ userId }) => userId)).size).toBe(200)
    expect(fromCache({ role: 'OWNER' })).toHaveLength(1)
    expect(fromCache({ search: 'Alia Sandmark' })).toHaveLength(1)
  })

  it('reads 250 people from the end to the start, and begins anew where a list does not reach', async () => {
    const { gateway } = await start()
    const { client } = browse(gateway.url)
    const query = gql`
      query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
        conversation(id: $id) {
          id
          participants(first: $first, after: $after, last: $last, before: $before) {
            nodes {
              userId
            }
            pageInfo {
              startCursor
              endCursor
              hasPreviousPage
              hasNextPage
            }
          }
        }
      }
    `
    type Page = { nodes: { userId: string }[]; pageInfo: { startCursor: string; hasPreviousPage: boolean } }
    const participants = (data: unknown) =>
      (data as { conversation: { participants: Page } }).conversation.participants
    const ask = async (more: object) =>
      participants(
        (await client.query({ query, variables: { id: GROUP_250, ...more }, fetchPolicy: 'network-only' }))
          .data,
      )
    const ids = ({ nodes }: Page) => nodes.map(({ userId }) => userId)
    const variables = { id: GROUP_250, first: 250 }
    const whole = ids(participants((await gateway.query(print(query), { variables })).data))

    let list = await ask({ last: 60 })
    const sizes = [list.nodes.length]
    while (list.pageInfo.hasPreviousPage) {
      list = await ask({ last: 60, before: list.pageInfo.startCursor })
      sizes.push(list.nodes.length)
    }
    expect(sizes).toEqual([60, 120, 180, 240, 250])
    expect(ids(list)).toEqual(whole)
    expect(ids(await ask({ last: 60 }))).toEqual(whole)
    expect(ids(await ask({ first: 60 }))).toEqual(whole)

    await client.clearStore()
    await ask({ first: 60 })
    expect(ids(await ask({ last: 60 }))).toEqual(whole.slice(-60))
    expect(ids(await ask({ first: 60 }))).toEqual(whole.slice(0, 60))
  })

  it('puts pages that are read backwards in front, and those that it already has in their place', () => {
    const client = createClient()
    closing.push(() => client.stop())
    const query = gql`
      query ($first: Int, $last: Int, $after: String, $before: String) {
        conversation(id: "c") {
          __typename
          id
          participants(first: $first, last: $last, after: $after, before: $before) {
            nodes {
              __typename
              userId
            }
            pageInfo {
              startCursor
              endCursor
              hasPreviousPage
              hasNextPage
            }
          }
        }
      }
    `
    type Shown = { conversation: { participants: { nodes: { userId: string }[]; pageInfo: object } } }
    const page = (from: number, to: number) => ({
      conversation: {
        __typename: 'Conversation',
        id: 'c',
        participants: {
          nodes: Array.from({ length: to - from }, (_, index) => ({
            __typename: 'Participant',
            userId: `${from + index}`,
          })),
          pageInfo: {
            startCursor: `c${from}`,
            endCursor: `c${to - 1}`,
            hasPreviousPage: from > 0,
            hasNextPage: to < 6,
          },
        },
      },
    })
    const shown = () => client.readQuery<Shown>({ query })?.conversation.participants
    const ids = () =>
      shown()
        ?.nodes.map(({ userId }) => userId)
        .join('')

    client.writeQuery({ query, data: page(2, 4), variables: { first: 2, after: 'c1' } })
    client.writeQuery({ query, data: page(0, 2), variables: { last: 2, before: 'c2' } })
    expect(ids()).toBe('0123')
    client.writeQuery({ query, data: page(4, 6), variables: { first: 2, after: 'c3' } })
    client.writeQuery({ query, data: page(2, 4), variables: { last: 2, before: 'c4' } })
    client.writeQuery({ query, data: page(0, 2), variables: { last: 2, before: 'c2' } })
    expect(ids()).toBe('012345')
    expect(shown()?.pageInfo).toEqual({
      startCursor: 'c0',
      endCursor: 'c5',
      hasPreviousPage: false,
      hasNextPage: false,
    })

    // Somebody has joined at the start: the first page shows one of those that are there already.
    const { conversation } = page(0, 2)
    const { nodes, pageInfo } = conversation.participants
    const joined = [{ __typename: 'Participant', userId: 'x' }, ...nodes.slice(0, 1)]
    const participants = { nodes: joined, pageInfo: { ...pageInfo, startCursor: 'cx', endCursor: 'c0' } }
    client.writeQuery({
      query,
      data: { conversation: { ...conversation, participants } },
      variables: { first: 2 },
    })
    expect(ids()).toBe('x012345')
  })

  it('has a policy for each list of the schema that comes in pages', async () => {
    const { gateway } = await start()
    const { policies } = createCache()
    const types = Object.values(gateway.gateway.schema.getTypeMap()).filter(isObjectType)
    const lists = types.flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name.endsWith('Connection'))
        .map(({ name }) => [type.name, name] as const),
    )

    expect(lists.length).toBeGreaterThan(7)
    expect(lists.filter(([type, field]) => !policies.getReadFunction(type, field))).toEqual([])
  })

  it.each([
    ['contacts', 'viewer { mixin { list: contacts(first: 15, after: $after) { PAGE } } }', 42],
    [
      'conversations of a circle',
      `node(id: "mixin:circle:${x.circleId}") { ... on Circle { id list: conversations(first: 2, after: $after) { PAGE } } }`,
      3,
    ],
  ])('shows all %s page by page, each once', async (_, field, count) => {
    const { gateway } = await start()
    const { client } = browse(gateway.url)
    const page = 'totalCount nodes { id } pageInfo { startCursor endCursor hasPreviousPage hasNextPage }'
    const query = gql(`query ($after: String) { ${field.replace('PAGE', page)} }`)
    interface List {
      readonly totalCount: number
      readonly nodes: readonly { readonly id: string }[]
      readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean }
    }
    const listIn = (data: unknown) =>
      (valueAt(data, 'viewer.mixin.list') ?? valueAt(data, 'node.list')) as List
    const shown = (): List => listIn(client.readQuery({ query }))
    let after: string | null = null
    do {
      await client.query({ query, variables: { after }, fetchPolicy: 'network-only' })
      after = shown().pageInfo.hasNextPage ? shown().pageInfo.endCursor : null
    } while (after !== null)

    expect(shown().totalCount).toBe(count)
    expect(new Set(shown().nodes.map(({ id }) => id)).size).toBe(count)
  })

  it('knows the possible types of the schema', async () => {
    const { gateway } = await start()
    const { schema } = gateway.gateway
    const types = Object.values(schema.getTypeMap())
    const { policies } = createCache()
    for (const one of types.filter(isInterfaceType)) {
      const [fragment] = parse(`fragment F on ${one.name} { __typename }`).definitions
      const matched = types.filter(({ name }) =>
        policies.fragmentMatches(fragment as FragmentDefinitionNode, name),
      )
      expect(matched.filter(isObjectType)).toEqual(expect.arrayContaining([...schema.getPossibleTypes(one)]))
      expect(matched.filter(isObjectType)).toHaveLength(schema.getPossibleTypes(one).length)
    }
  })
})

describe.each([
  ['Defer20220824Handler', () => new Defer20220824Handler(), 'multipart/mixed;deferSpec=20220824'],
  [
    'GraphQL17Alpha9Handler',
    () => new GraphQL17Alpha9Handler() as Handler,
    'multipart/mixed;incrementalSpec=v0.2',
  ],
] as const)('@defer by %s', (_, createHandler, accept) => {
  it('shows what is there, then the rest, as the whole answer has it', async () => {
    const gate = createGate('/users/fetch')
    const { gateway, calls } = await start({ dispatcher: gate.dispatcher })
    const { client, sent } = browse(gateway.url, createHandler())
    const states: unknown[] = []
    const shown = Promise.withResolvers<void>()
    const complete = Promise.withResolvers<unknown>()
    const subscription = watchGroup(client, GROUP_50).subscribe(({ data, dataState }) => {
      states.push(dataState)
      if (dataState === 'streaming') shown.resolve()
      if (dataState === 'complete') complete.resolve(data)
    })
    closing.push(() => subscription.unsubscribe())
    await shown.promise

    expect(states).not.toContain('complete')
    expect(calls()).toEqual([READ])
    gate.open()
    const whole = await createClient(new HttpLink({ uri: `${gateway.url}/graphql` })).query({
      query: gql`
        query ($id: ID!) {
          conversation(id: $id) {
            id
            name
            participants(first: 5) {
              nodes {
                userId
                user {
                  id
                  name
                }
              }
            }
          }
        }
      `,
      variables: { id: GROUP_50 },
    })
    expect(await complete.promise).toEqual(whole.data)
    expect(sent[0]?.headers.get('accept')).toContain(accept)
    expect(calls()).toEqual([READ, FETCH])
  })

  it('shows a list with @stream item by item', async () => {
    const { gateway } = await start()
    const { client } = browse(gateway.url, createHandler())
    const ask = (directive: string) =>
      client.query<{ nodes: unknown[] }>({
        query: gql(
          `{ nodes(ids: ["mixin:user:${x.userId}" "mixin:user:${x.botId}" "mixin:user:${x.cnbBotId}"]) ${directive} { id ... on User { name } } }`,
        ),
        fetchPolicy: 'no-cache',
      })
    const streamed = await ask('@stream(initialCount: 1)')
    expect(streamed.data?.nodes).toHaveLength(3)
    expect(streamed.data).toEqual((await ask('')).data)
  })

  it('reports the error of a part', async () => {
    const { gateway, sandbox } = await start()
    sandbox.control.setFault({ endpoint: FETCH, kind: '500' })
    const { client } = browse(gateway.url, createHandler())
    const result = await client.query({
      query: gql`
        query ($id: ID!) {
          conversation(id: $id) {
            id
            name
            ... @defer {
              participants(first: 1) {
                nodes {
                  userId
                  user {
                    id
                    name
                  }
                }
              }
            }
          }
        }
      `,
      variables: { id: GROUP_50 },
      errorPolicy: 'all',
    })
    expect(result.data).toMatchObject({
      conversation: { name: 'Fifty', participants: { nodes: [{ user: null }] } },
    })
    expect(result.error).toMatchObject({
      errors: [
        {
          path: ['conversation', 'participants', 'nodes', 0, 'user'],
          extensions: { code: 'UPSTREAM_UNAVAILABLE', network: 'MIXIN' },
        },
      ],
    })
  })
})

describe('hashes first', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-apollo-'))
  const file = join(folder, 'documents.json')
  const query = gql('query Who { __typename }')

  /** What a page sends that asks the same twice. */
  const visit = async (env: Record<string, string>) => {
    const { gateway } = await start({ env })
    const browser = createBrowserFetch(gateway.url)
    const client = createClient(createHashFirstLink({ uri: '/graphql', fetch: browser.fetch }))
    for (const _ of ['first', 'again']) {
      const { data } = await client.query({ query, fetchPolicy: 'no-cache' })
      expect(data).toEqual({ __typename: 'Query' })
    }
    return browser.sent.map(({ body }) => JSON.parse(body))
  }
  const formOf = (body: { query?: string; extensions?: { persistedQuery?: object } }): string =>
    `${body.extensions?.persistedQuery ? 'hash' : ''}${body.query ? 'text' : ''}`

  it('falls back to the text, at once and for good where the gateway has no documents', async () => {
    expect((await visit({})).map(formOf)).toEqual(['hash', 'text', 'text'])
  })

  it('falls back for the documents that the gateway does not have', async () => {
    writeFileSync(file, JSON.stringify({ ['0'.repeat(64)]: '{ other: __typename }' }))
    expect((await visit({ TRUSTED_DOCUMENTS: file })).map(formOf)).toEqual([
      'hash',
      'hashtext',
      'hash',
      'hashtext',
    ])
  })

  it('sends hashes alone where the gateway has the documents, also where it runs no others', async () => {
    const [, sent] = await visit({ TRUSTED_DOCUMENTS: file })
    writeFileSync(file, JSON.stringify({ [sent.extensions.persistedQuery.sha256Hash]: sent.query }))
    for (const only of ['0', '1']) {
      const bodies = await visit({ TRUSTED_DOCUMENTS: file, TRUSTED_DOCUMENTS_ONLY: only })
      expect(bodies.map(formOf)).toEqual(['hash', 'hash'])
    }
    rmSync(folder, { recursive: true })
  })
})

describe('a page with Apollo Client', () => {
  it('says who it is, by headers that another origin may send', async () => {
    const origin = 'https://app.example'
    const { gateway } = await start({ env: { CORS_ORIGINS: origin } })
    const { fetch: send, sent } = createBrowserFetch(gateway.url, origin)
    const client = createClient(new HttpLink({ uri: `${gateway.url}/graphql`, fetch: send }))
    const { data } = await client.query({ query: gql('{ viewer { __typename } }') })

    expect(data).toHaveProperty('viewer')
    const headers = sent[0]?.headers
    expect(headers?.get('apollographql-client-name')).toBe('my-chat')
    expect(headers?.get('apollographql-client-version')).toBe('1.0.0')
    const preflight = await fetch(`${gateway.url}/graphql`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })
    const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase().split(', ')
    const safelisted = ['accept', 'origin', 'sec-fetch-site', 'sec-fetch-mode']
    const asked = [...(headers?.keys() ?? [])].filter((name) => !safelisted.includes(name))
    expect(asked.filter((name) => !allowed?.includes(name))).toEqual([])
  })

  it('gets the code of each field that failed, beside the data of the others', async () => {
    const { gateway, sandbox } = await start()
    sandbox.control.setFault({ endpoint: 'GET /me', kind: '500' })
    const { data, codes } = await readAccounts(browse(gateway.url).client)

    expect(data).toMatchObject({ viewer: { sealtalk: null } })
    expect(Object.fromEntries(codes)).toEqual({ 'viewer.mixin': 'UPSTREAM_UNAVAILABLE' })
  })

  it('signs in and out by the cookie, with default settings, and shows nothing of the last viewer', async () => {
    const harness = await startSealTalkGateway()
    closing.push(() => harness.close())
    const { client, sent } = browse(harness.gateway.url)
    const account = harness.sandbox.credentials.accounts[0]
    const nameOf = async () =>
      ((await readAccounts(client)).data as { viewer: { sealtalk: { user: { name: string } } | null } })
        .viewer.sealtalk?.user.name

    expect(await nameOf()).toBeUndefined()
    await signIn(client, { region: account.region, number: account.phone }, account.password)
    expect(await nameOf()).toBeTypeOf('string')
    await signOut(client)
    expect(await nameOf()).toBeUndefined()
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST', 'POST', 'POST'])
  })
})
