import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { createPeople } from '../../../sandbox/mixin/people.ts'
import { createSeed } from '../../../sandbox/seed.ts'
import { MIXIN_WRITES, write } from '../../support/every-mixin-write.ts'
import { codesOf } from '../../support/gateway.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'

let harness: SandboxGateway
beforeEach(async () => {
  harness = await startSandboxGateway()
})
afterEach(() => harness.close())

const NOBODY = '00000000-0000-4000-8000-000000000000'
const of = (conversationId: string): string => `id: "mixin:conversation:${conversationId}"`
const user = (userId: string): string => `"mixin:user:${userId}"`
const CLEO = `userIds: [${user(x.cleoUserId)}]`

describe('what Mixin rejects', () => {
  it.each([
    ['a change by a plain member', 'updateConversation', `${of(x.group250Id)}, name: "x"`, 'FORBIDDEN', 403],
    ['a change by a stranger', 'updateConversation', `${of(x.foreignGroupId)}, name: "x"`, 'FORBIDDEN', 403],
    [
      'a name for a contact',
      'updateConversation',
      `${of(x.contactConversationId)}, name: "x"`,
      'FORBIDDEN',
      403,
    ],
    ['a change of nothing known', 'updateConversation', `${of(NOBODY)}, name: "x"`, 'NOT_FOUND', 404],
    ['a code of nothing known', 'rotateConversationCode', of(NOBODY), 'NOT_FOUND', 404],
    ['a code by a plain member', 'rotateConversationCode', of(x.group250Id), 'FORBIDDEN', 403],
    ['somebody for a full group', 'addParticipants', `${of(x.fullGroupId)}, ${CLEO}`, 'CONFLICT', 20116],
    [
      'nobody known',
      'addParticipants',
      `${of(x.groupId)}, userIds: [${user(NOBODY)}]`,
      'BAD_USER_INPUT',
      10002,
    ],
    [
      'the owner’s removal',
      'removeParticipants',
      `${of(x.groupId)}, userIds: [${user(x.botId)}]`,
      'FORBIDDEN',
      403,
    ],
    [
      'roles by an administrator',
      'setParticipantRoles',
      `${of(x.group50Id)}, userIds: [${user(x.boUserId)}], role: ADMIN`,
      'FORBIDDEN',
      403,
    ],
    [
      'a role for somebody outside',
      'setParticipantRoles',
      `${of(x.groupId)}, ${CLEO}, role: ADMIN`,
      'BAD_USER_INPUT',
      10002,
    ],
    [
      'a new administrator by an administrator',
      'manageParticipants',
      `${of(x.group50Id)}, action: ADD, participants: [{ userId: ${user(x.cleoUserId)}, role: ADMIN }]`,
      'FORBIDDEN',
      403,
    ],
    [
      'a contact with nobody',
      'createContactConversation',
      `userId: ${user(NOBODY)}`,
      'BAD_USER_INPUT',
      10002,
    ],
    [
      'a group with nobody known',
      'createGroupConversation',
      `name: "x", participants: [{ userId: ${user(NOBODY)} }]`,
      'BAD_USER_INPUT',
      10002,
    ],
    [
      'a group whose id is a stranger’s',
      'createGroupConversation',
      `upstreamId: "${x.foreignGroupId}", name: "x", participants: [{ userId: ${user(x.cleoUserId)} }]`,
      'FORBIDDEN',
      403,
    ],
  ])('%s: %s has its code after one call', async (_, mutation, input, code, upstreamCode) => {
    const answer = await write(harness, { mutation, input })

    expect(codesOf(answer)).toEqual([`${mutation}: ${code}`])
    expect(answer.data).toEqual({ [mutation]: null })
    expect(answer.errors[0]?.extensions).toEqual({
      code,
      network: 'MIXIN',
      upstreamCode,
      retryable: false,
      requestId: answer.headers.get('x-request-id'),
    })
    expect(harness.calls()).toHaveLength(1)
  })

  it('names the field, without the upstream’s message', async () => {
    const { errors } = await write(harness, {
      mutation: 'addParticipants',
      input: `${of(x.groupId)}, userIds: [${user(NOBODY)}]`,
    })

    expect(errors[0]?.message).toBe('Mixin refused the value of the field participants. Check it.')
    expect(JSON.stringify(errors)).not.toContain('invalid field')
  })

  it.each([256, 1024])('includes more members than its groups hold, here %d', async (groupSize) => {
    const { gateway, calls, close } = await startSandboxGateway({ sandbox: { mixin: { groupSize } } })
    const people = [...createPeople(createSeed(1))]
      .map((person) => person.userId)
      .filter((id) => id !== x.botId)
    const create = (count: number) =>
      gateway.query(
        `mutation ($participants: [ParticipantInput!]!) {
          createGroupConversation(input: { name: "x", participants: $participants }) { conversation { memberCount } }
        }`,
        { variables: { participants: people.slice(0, count).map((id) => ({ userId: `mixin:user:${id}` })) } },
      )
    try {
      expect(codesOf(await create(groupSize))).toEqual(['createGroupConversation: CONFLICT'])
      expect(await create(groupSize - 1)).toMatchObject({
        data: { createGroupConversation: { conversation: { memberCount: groupSize } } },
        errors: [],
      })
      expect(calls()).toEqual(['POST /conversations', 'POST /conversations'])
    } finally {
      await close()
    }
  })
})

describe('what the gateway rejects by itself', () => {
  it.each([
    ['a conversation with itself', 'createContactConversation', `userId: ${user(x.botId)}`],
    [
      'a group in which the owner is named',
      'createGroupConversation',
      `name: "x", participants: [{ userId: ${user(x.cleoUserId)} }, { userId: ${user(x.botId)} }]`,
    ],
    ['an id of another kind', 'rotateConversationCode', `id: ${user(x.userId)}`],
    ['an id of no network', 'rotateConversationCode', 'id: "8043dba1-e742-4c54-8425-1b8e188313a8"'],
    ['nothing to change', 'updateConversation', of(x.groupId)],
    ['a blank name', 'updateConversation', `${of(x.groupId)}, name: " "`],
    ['nobody to add', 'addParticipants', `${of(x.groupId)}, userIds: []`],
  ])('%s is BAD_USER_INPUT without a call', async (_, mutation, input) => {
    const answer = await write(harness, { mutation, input })

    expect(codesOf(answer)).toEqual([`${mutation}: BAD_USER_INPUT`])
    expect(harness.calls()).toEqual([])
  })
})

describe('a user’s token', () => {
  it.each(MIXIN_WRITES)(
    'may not do what bots alone may: $mutation',
    async ({ mutation, input, conversationId }) => {
      const before = await harness.look(`/conversations/${conversationId}`)

      const answer = await write(harness, { mutation, input }, harness.as('Alia'))

      expect(codesOf(answer)).toEqual([`${mutation}: FORBIDDEN`])
      expect(harness.calls()).toEqual([])
      expect(await harness.look(`/conversations/${conversationId}`)).toEqual(before)
    },
  )

  it('may not give consent for the gateway’s bot, and no call is made', async () => {
    const answer = await harness.gateway.query(
      `mutation { authorizeApp(input: { clientId: "${x.cnbBotId}", scopes: ["PROFILE:READ"], pin: "123456" }) {
        authorization { codeId }
      } }`,
      { headers: harness.as('Alia') },
    )

    expect(codesOf(answer)).toEqual(['authorizeApp: FORBIDDEN'])
    expect(harness.calls()).toEqual([])
  })
})

describe('a token that the network no longer accepts', () => {
  it('is refused like any other, since no token may change a conversation: nothing is sent', async () => {
    const headers = { authorization: `Bearer ${harness.sandbox.credentials.revokedAccessToken}` }
    const [rename] = MIXIN_WRITES.filter(({ mutation }) => mutation === 'updateConversation')
    if (!rename) throw new Error('there is no updateConversation')

    expect(codesOf(await write(harness, rename, headers))).toEqual(['updateConversation: FORBIDDEN'])
    expect(harness.calls()).toEqual([])
  })
})
