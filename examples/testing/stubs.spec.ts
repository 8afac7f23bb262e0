import {
  GatewayError,
  runDocument,
  stubApp,
  stubConversation,
  stubDataSource,
  stubDataSources,
  stubParticipant,
  stubUser,
} from 'parley-gateway/testing'
import { expect, it } from 'vitest'
import { GROUP_PAGE } from './group-page.ts'

const world = {
  users: [
    stubUser('ada', { name: 'Ada' }),
    stubUser('clock', {
      name: 'Clock',
      app: stubApp('clock', { creator: stubUser('ada', { name: 'Ada' }) }),
    }),
  ],
  conversations: [
    stubConversation('club', {
      name: 'Chess club',
      participants: [stubParticipant('ada', 'OWNER'), stubParticipant('clock')],
    }),
  ],
}
const variables = { id: 'mixin:conversation:club' }

it('shows who is in the group, and who made its bots', async () => {
  const stub = stubDataSource(world)

  const { data } = await runDocument(stubDataSources(stub), GROUP_PAGE, variables)

  expect(data).toEqual({
    conversation: {
      name: 'Chess club',
      participants: {
        totalCount: 2,
        nodes: [
          { role: 'OWNER', user: { name: 'Ada', app: null } },
          { role: 'MEMBER', user: { name: 'Clock', app: { creator: { name: 'Ada' } } } },
        ],
      },
    },
  })
})

it('keeps standing where one user cannot be loaded', async () => {
  const failures = new Map([['ada', new GatewayError('UPSTREAM_UNAVAILABLE', 'Mixin does not answer.')]])
  const stub = stubDataSource({ ...world, failures })

  const { data, codes } = await runDocument(stubDataSources(stub), GROUP_PAGE, variables)

  expect(data).toMatchObject({
    conversation: { participants: { nodes: [{ user: null }, { role: 'MEMBER' }] } },
  })
  expect(codes).toContain('conversation.participants.nodes.0.user: UPSTREAM_UNAVAILABLE')
})
