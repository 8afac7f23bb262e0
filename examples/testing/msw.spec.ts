import { setupServer } from 'msw/node'
import {
  GatewayError,
  graphqlHandlers,
  stubConversation,
  stubDataSource,
  stubDataSources,
  stubParticipant,
  stubUser,
} from 'parley-gateway/testing/msw'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { GROUP_PAGE } from './group-page.ts'

const stub = stubDataSource({
  users: [stubUser('ada', { name: 'Ada' })],
  conversations: [
    stubConversation('club', {
      name: 'Chess club',
      participants: [stubParticipant('ada', 'OWNER'), stubParticipant('bo')],
    }),
  ],
  failures: new Map([['bo', new GatewayError('UPSTREAM_UNAVAILABLE', 'Mixin does not answer.')]]),
})

// In a browser, `setupWorker` from msw/browser takes the same handlers.
const server = setupServer(...graphqlHandlers(stubDataSources(stub)))
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterAll(() => server.close())

it('gets data and errors as from the gateway', async () => {
  const response = await fetch('https://gateway.example.com/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: GROUP_PAGE, variables: { id: 'mixin:conversation:club' } }),
  })

  expect(await response.json()).toMatchObject({
    data: { conversation: { name: 'Chess club', participants: { nodes: [{ user: { name: 'Ada' } }, {}] } } },
    errors: [{ extensions: { code: 'UPSTREAM_UNAVAILABLE' } }],
  })
})
