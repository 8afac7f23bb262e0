import { afterAll, beforeAll, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'

let harness: SandboxGateway

beforeAll(async () => {
  harness = await startSandboxGateway()
})

afterAll(() => harness.close())

const CONVERSATION = { id: `mixin:conversation:${x.groupId}` }
const USER = { userId: `mixin:user:${x.cleoUserId}` }
/** Half an emoji, as programs leave it that cut texts by length. */
const HALF = 'Cut \ud83d'

it.each([
  ['updateConversation', 'UpdateConversationInput', CONVERSATION, 'name'],
  ['updateConversation', 'UpdateConversationInput', CONVERSATION, 'announcement'],
  ['createGroupConversation', 'CreateGroupConversationInput', { participants: [USER] }, 'name'],
  ['createCircle', 'CreateCircleInput', {}, 'name'],
  ['renameCircle', 'RenameCircleInput', { id: `mixin:circle:${x.circleId}` }, 'name'],
  ['updateMixinProfile', 'UpdateMixinProfileInput', {}, 'name'],
  ['updateMixinProfile', 'UpdateMixinProfileInput', {}, 'biography'],
  ['addContact', 'AddContactInput', USER, 'alias'],
  ['setContactAlias', 'SetContactAliasInput', { userId: `mixin:user:${x.userId}` }, 'alias'],
  ['sendMessage', 'SendMessageInput', { conversationId: CONVERSATION.id }, 'text'],
])('%s (%s) refuses half a character, and changes nothing', async (mutation, type, input, argument) => {
  harness.sandbox.control.resetCalls()

  const { errors } = await harness.gateway.query(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { __typename } }`,
    { variables: { input: { ...input, [argument]: HALF } } },
  )

  expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument: ['input', argument] })
  expect(harness.calls()).toEqual([])
})
