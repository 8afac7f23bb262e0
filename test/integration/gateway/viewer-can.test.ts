import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startGateway } from '../../support/gateway.ts'
import { EVERY_RIGHT, MIXIN_GROUP, only, rightsOf, SEALTALK_GROUP } from '../../support/rights.ts'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'
import { sealedFor, type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { valueAt } from '../../support/value-at.ts'

const NETWORKS = '{ networks { network isConfigured features } }'

describe('Query.networks', () => {
  it('tells what each network has, without a call or a credential, also where it is not configured', async () => {
    const gateway = await startGateway({ env: { SEALTALK_API_URL: 'http://127.0.0.1:9' } })

    const { data, errors } = await gateway.query(NETWORKS)
    await gateway.close()

    expect(errors).toEqual([])
    expect(data).toEqual({
      networks: [
        {
          network: 'MIXIN',
          isConfigured: false,
          features: [
            'CONTACTS',
            'BLOCKING',
            'GROUP_CREATION',
            'GROUP_ADMINISTRATION',
            'JOIN_BY_CODE',
            'MUTE',
            'DISAPPEARING_MESSAGES',
            'CIRCLES',
            'SEND_TEXT',
          ],
        },
        {
          network: 'SEALTALK',
          isConfigured: true,
          features: [
            'CONTACTS',
            'CONTACT_REQUESTS',
            'BLOCKING',
            'GROUP_CREATION',
            'GROUP_ADMINISTRATION',
            'GROUP_DISMISSAL',
            'GROUP_TRANSFER',
            'GROUP_NOTICES',
            'JOIN_BY_ID',
            'MUTE_EVERYONE',
            'FAVORITES',
            'SEND_TEXT',
          ],
        },
      ],
    })
  })
})

const rightsInMixin = async (
  { gateway }: SandboxGateway,
  id: string,
  headers: Record<string, string> = {},
): Promise<unknown> => {
  const answer = await gateway.query(`{ conversation(id: "mixin:conversation:${id}") { ${EVERY_RIGHT} } }`, {
    headers,
  })
  expect(answer.errors).toEqual([])
  return valueAt(answer.data, 'conversation.viewerCan')
}

describe('what may be done with a conversation of Mixin', () => {
  let harness: SandboxGateway

  beforeEach(async () => {
    harness = await startSandboxGateway()
  })

  afterEach(() => harness.close())

  it.each([
    ['the owner', x.groupId, rightsOf(MIXIN_GROUP, 'owner')],
    ['an admin', x.group50Id, rightsOf(MIXIN_GROUP, 'admin')],
    ['a member', x.group250Id, rightsOf(MIXIN_GROUP, 'member')],
    ['one of two', x.contactConversationId, only('mute', 'setDisappearingMessages', 'message')],
  ])('is decided for %s at no further call', async (_, id, rights) => {
    expect(await rightsInMixin(harness, id)).toEqual(rights)
    expect(harness.calls()).toEqual(['GET /conversations/:id'])
  })

  it('is nothing with an OAuth token, whatever the role', async () => {
    expect(await rightsInMixin(harness, x.group50Id, harness.as('Alia'))).toEqual(only())
    expect(harness.calls()).toEqual(['GET /conversations/:id'])
  })
})

describe('what may be done as a bot that callers may only read as', () => {
  it('is nothing without an API key, and the same as ever with one', async () => {
    const env = { MIXIN_BOT_ACCESS: 'read', API_KEYS: 'a-key-of-at-least-sixteen-characters' }
    const harness = await startSandboxGateway({ env })

    const without = await rightsInMixin(harness, x.groupId)
    const withKey = await rightsInMixin(harness, x.groupId, { 'x-api-key': env.API_KEYS })
    await harness.close()

    expect(without).toEqual(only())
    expect(withKey).toEqual(rightsOf(MIXIN_GROUP, 'owner'))
  })
})

describe('what may be done with a group of SealTalk', () => {
  let harness: SealTalkGateway

  beforeEach(async () => {
    harness = await startSealTalkGateway()
  })

  afterEach(() => harness.close())

  const ask = async (id: string, account: 0 | 1 = 0) =>
    harness.ask(
      `{ conversation(id: "sealtalk:conversation:${id}") { id name ${EVERY_RIGHT} } }`,
      await harness.signIn(account),
    )
  const rightsIn = async (id: string, account?: 0 | 1): Promise<unknown> => {
    const { data, errors } = await ask(id, account)
    expect(errors).toEqual([])
    return valueAt(data, 'conversation.viewerCan')
  }

  it.each([
    ['the owner', 'group60Id', 0, 'owner'],
    ['an admin', 'group60Id', 1, 'admin'],
    ['a member', 'protectedGroupId', 0, 'member'],
    ['a stranger', 'foreignGroupId', 0, 'stranger'],
  ] as const)('is decided for %s by one list of all groups', async (_, group, account, situation) => {
    const id = harness.sandbox.examples[group]

    expect(await rightsIn(id, account)).toEqual(rightsOf(SEALTALK_GROUP, situation))
    expect(harness.calls()).toEqual(['GET /group/:id', 'GET /user/groups'])
  })

  it('is no message for a member while everyone is muted', async () => {
    const rights = rightsOf(SEALTALK_GROUP, 'member')

    expect(await rightsIn(harness.sandbox.examples.mutedGroupId)).toEqual({ ...rights, message: false })
  })

  it('is known for a whole chat list by the one call that lists it', async () => {
    const { data, errors } = await harness.ask(
      `{ viewer { sealtalk { groups(first: 100) { nodes { name ${EVERY_RIGHT} } } } } }`,
      await harness.signIn(),
    )

    expect(errors).toEqual([])
    expect(valueAt(data, 'viewer.sealtalk.groups.nodes')).toHaveLength(harness.sandbox.examples.groupCount)
    expect(harness.calls()).toEqual(['GET /user/groups'])
  })

  it('is what the new and the former owner may do, as soon as a group has a new owner', async () => {
    const { examples, credentials } = harness.sandbox
    const id = `sealtalk:conversation:${examples.group60Id}`
    const [, { userId }] = credentials.accounts
    const rights = `viewerRole ${EVERY_RIGHT}`
    await ask(examples.group60Id, 1)

    const { data, errors } = await harness.ask(
      `mutation { transferConversation(input: { id: "${id}", userId: "sealtalk:user:${userId}" }) { conversation { ${rights} } } }`,
      await harness.signIn(),
    )
    const listed = await harness.ask(
      `{ viewer { sealtalk { groups(first: 100) { nodes { id ${rights} } } } } }`,
      await harness.signIn(),
    )

    expect(errors).toEqual([])
    const former = { viewerRole: 'MEMBER', viewerCan: rightsOf(SEALTALK_GROUP, 'member') }
    expect(valueAt(data, 'transferConversation.conversation')).toEqual(former)
    expect(valueAt(listed.data, 'viewer.sealtalk.groups.nodes')).toContainEqual({ id, ...former })
    expect(await rightsIn(examples.group60Id, 1)).toEqual(rightsOf(SEALTALK_GROUP, 'owner'))
  })

  it('is decided by the members who were read lately, whatever the server’s list still says', async () => {
    const { examples, credentials } = harness.sandbox
    const id = `sealtalk:conversation:${examples.group60Id}`
    const [, { userId }] = credentials.accounts
    const headers = await harness.signIn(1)
    const look = (fields: string) => harness.ask(`{ conversation(id: "${id}") { ${fields} } }`, headers)
    const before = await look(`viewerRole ${EVERY_RIGHT}`)
    expect(valueAt(before.data, 'conversation.viewerRole')).toBe('ADMIN')

    await harness.ask(
      `mutation { setParticipantRoles(input: { id: "${id}", userIds: ["sealtalk:user:${userId}"], role: MEMBER }) { __typename } }`,
      await harness.signIn(),
    )
    await look('participants(first: 1) { nodes { role } }')

    const { data } = await look(`viewerRole ${EVERY_RIGHT}`)
    const rights = rightsOf(SEALTALK_GROUP, 'member')
    expect(valueAt(data, 'conversation')).toEqual({ viewerRole: 'MEMBER', viewerCan: rights })
    expect(harness.calls()).toEqual(['GET /user/groups'])
  })

  it('is nothing where the role cannot be found out, and the conversation is shown all the same', async () => {
    const headers = await harness.signIn()
    harness.sandbox.control.setFault({ endpoint: 'GET /user/groups', kind: '500' })
    const id = harness.sandbox.examples.group60Id

    const { data, errors } = await harness.ask(
      `{ conversation(id: "sealtalk:conversation:${id}") { name viewerRole ${EVERY_RIGHT} } }`,
      headers,
    )

    expect(valueAt(data, 'conversation.name')).toEqual(expect.any(String))
    expect(valueAt(data, 'conversation.viewerCan')).toEqual(only())
    expect(errors.map(({ path }) => path)).toEqual([['conversation', 'viewerRole']])
  })
})

describe('what may be done with a group of the later server, whose list has no roles', () => {
  const SESSION_SECRET = 'of the gateway and of this test'

  it('is known for its owner by the list, and for others by the members', async () => {
    const harness = await startSealTalkGateway({ sandbox: { dialect: 'later' }, env: { SESSION_SECRET } })
    const headers = sealedFor(harness.sandbox, SESSION_SECRET)
    const { group60Id, protectedGroupId } = harness.sandbox.examples
    const rightsIn = async (id: string) => {
      const query = `{ conversation(id: "sealtalk:conversation:${id}") { ${EVERY_RIGHT} } }`
      const { data } = await harness.ask(query, headers)
      return [valueAt(data, 'conversation.viewerCan'), harness.calls()]
    }

    const own = await rightsIn(group60Id)
    const others = await rightsIn(protectedGroupId)
    await harness.close()

    expect(own).toEqual([rightsOf(SEALTALK_GROUP, 'owner'), ['GET /group/:id', 'GET /user/groups']])
    expect(others).toEqual([
      rightsOf(SEALTALK_GROUP, 'member'),
      ['GET /group/:id', 'GET /group/:id/members', 'GET /user/groups'],
    ])
  })
})
