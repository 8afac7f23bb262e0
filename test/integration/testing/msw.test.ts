import { setupServer } from 'msw/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startGateway } from '../../support/gateway.ts'
import { stubDataSource, stubDataSources } from '../../../testing/stub-data-source.ts'
import { stubConversation, stubParticipant, stubUser } from '../../../testing/stub-models.ts'
import { graphqlHandlers } from '../../../testing/msw.ts'

const GATEWAY = 'https://gateway.test/graphql'

const stub = stubDataSource({
  users: [stubUser('ada', { name: 'Ada' }), stubUser('bo', { name: 'Bo' })],
  conversations: [
    stubConversation('club', { participants: [stubParticipant('ada', 'OWNER'), stubParticipant('bo')] }),
  ],
})
const server = setupServer(...graphqlHandlers(stubDataSources(stub)))
// The test's own gateway is a real one.
beforeAll(() => server.listen({ onUnhandledFrame: 'bypass' }))
afterAll(() => server.close())

const post = async (body: unknown, url = GATEWAY): Promise<unknown> => {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  return response.json()
}

describe('the handlers of Mock Service Worker', () => {
  it('answer with what the stubs hold, by the schema’s own resolvers', async () => {
    stub.calls.length = 0
    const query =
      '{ conversation(id: "mixin:conversation:club") { participants { nodes { role user { name } } } } }'

    expect(await post({ query })).toEqual({
      data: {
        conversation: {
          participants: {
            nodes: [
              { role: 'OWNER', user: { name: 'Ada' } },
              { role: 'MEMBER', user: { name: 'Bo' } },
            ],
          },
        },
      },
    })
    expect(stub.calls.map(([method]) => method)).toContain('users.loadMany')
  })

  it('take pages with cursors', async () => {
    const query = `query ($after: String) { conversation(id: "mixin:conversation:club") {
      participants(first: 1, after: $after) { nodes { user { name } } pageInfo { endCursor hasNextPage } } } }`
    const first = (await post({ query })) as {
      data: { conversation: { participants: { pageInfo: { endCursor: string } } } }
    }
    const after = first.data.conversation.participants.pageInfo.endCursor

    expect(await post({ query, variables: { after } })).toMatchObject({
      data: { conversation: { participants: { nodes: [{ user: { name: 'Bo' } }] } } },
    })
    expect(await post({ query, variables: { after: 'bm90aGluZw' } })).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT', argument: ['after'] } }],
    })
  })

  it('answer a query by GET, with variables and the name of an operation', async () => {
    const url = new URL(GATEWAY)
    url.searchParams.set(
      'query',
      'query A($id: ID!) { node(id: $id) { id } } query B { viewer { __typename } }',
    )
    url.searchParams.set('variables', '{"id": "mixin:user:ada"}')
    url.searchParams.set('operationName', 'A')

    expect(await (await fetch(url)).json()).toEqual({ data: { node: { id: 'mixin:user:ada' } } })
  })

  it.each([
    ['an unknown field', { query: '{ nobody }' }],
    ['no GraphQL', { query: '{' }],
    ['a missing variable', { query: 'query ($id: ID!) { node(id: $id) { id } }' }],
    ['an id of nothing', { query: '{ node(id: "somebody") { id } }' }],
    ['a field of another network', { query: '{ user(by: { sealtalkUserId: "x" }) { id } }' }],
  ])('describe %s as the gateway does', async (_, body) => {
    const gateway = await startGateway({
      env: { MIXIN_API_URL: 'http://127.0.0.1:9', MIXIN_BOT_ACCESS: 'none' },
    })
    const codes = (answer: unknown) =>
      (answer as { errors: { extensions: { code: string } }[] }).errors.map(
        ({ extensions }) => extensions.code,
      )
    const real = await post(body, `${gateway.url}/graphql`)
    await gateway.close()

    expect(codes(await post(body))).toEqual(codes(real))
  })

  it('make links that send hashes first send the text', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } }

    expect(await post({ extensions })).toEqual({
      errors: [
        { message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } },
      ],
    })
  })

  it('answer under another URL where they are told to', async () => {
    const own = graphqlHandlers(stubDataSources(stub), { url: 'https://other.test/api' })
    server.use(...own)

    expect(await post({ query: '{ __typename }' }, 'https://other.test/api')).toEqual({
      data: { __typename: 'Query' },
    })
    server.resetHandlers()
  })
})
