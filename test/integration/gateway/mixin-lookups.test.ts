import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { codesOf } from '../../support/gateway.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'

const NOBODY = '00000000-0000-4000-8000-000000000000'
const STRANGERS_GROUP = `mixin:conversation:${x.foreignGroupId}`

let harness: SandboxGateway
beforeEach(async () => {
  harness = await startSandboxGateway()
})
afterEach(() => harness.close())

describe('something that does not exist', () => {
  it.each([
    ['a user id', `user(by: { id: "mixin:user:${NOBODY}" }) { name }`],
    ['a Mixin user id', `user(by: { mixinUserId: "${NOBODY}" }) { name }`],
    ['an identity number', 'user(by: { mixinIdentityNumber: "99999999" }) { name }'],
    ['a phone number', 'user(by: { mixinPhone: { region: "999", number: "1234567" } }) { name }'],
    ['an app id', `app(id: "mixin:app:${NOBODY}") { name }`],
    ['the app id of a person', `app(id: "mixin:app:${x.userId}") { name }`],
    ['a conversation id', `conversation(id: "mixin:conversation:${NOBODY}") { name }`],
    ['a node', `node(id: "mixin:user:${NOBODY}") { id }`],
    ['the node of a person’s app', `node(id: "mixin:app:${x.userId}") { id }`],
    ['a conversation as node', `node(id: "mixin:conversation:${NOBODY}") { id }`],
  ])('is null and no error: %s', async (_, field) => {
    const answer = await harness.gateway.query(`{ found: ${field} }`)

    expect(answer).toMatchObject({ data: { found: null }, errors: [] })
    expect(harness.calls()).toHaveLength(1)
  })

  it('is null in a list, without an effect on the other items', async () => {
    const { data, errors } = await harness.gateway.query(`{
      users(by: [{ mixinUserId: "${NOBODY}" }, { mixinIdentityNumber: "30265" }, { id: "mixin:user:${x.botId}" }]) {
        upstreamId
      }
      nodes(ids: ["mixin:user:${NOBODY}", "mixin:app:${x.botId}", "mixin:conversation:${x.groupId}"]) { __typename }
    }`)

    expect(errors).toEqual([])
    expect(data).toEqual({
      users: [null, { upstreamId: x.userId }, { upstreamId: x.botId }],
      nodes: [null, { __typename: 'App' }, { __typename: 'Conversation' }],
    })
  })

  it('is null for a phone whose owner cannot be found by it', async () => {
    const { data, errors } = await harness.gateway.query(
      '{ user(by: { mixinPhone: { region: "999", number: "0000001003" } }) { name } }',
    )

    expect(errors).toEqual([])
    expect(data).toEqual({ user: null })
  })
})

describe('every lookup of a user', () => {
  it('finds the same user', async () => {
    const { data, errors } = await harness.gateway.query(`{
      users(by: [
        { id: "mixin:user:${x.userId}" }
        { mixinUserId: "${x.userId.toUpperCase()}" }
        { mixinIdentityNumber: "30265" }
        { mixinPhone: { region: "999", number: "0000030265" } }
      ]) { id name }
    }`)

    expect(errors).toEqual([])
    const user = { id: `mixin:user:${x.userId}`, name: 'Mirel Ostby' }
    expect(data).toEqual({ users: [user, user, user, user] })
  })

  it('by node or by its own field has the same result, also with an id in upper case', async () => {
    const { data } = await harness.gateway.query(`{
      node(id: "mixin:conversation:${x.groupId.toUpperCase()}") { id ... on Conversation { name } }
      conversation(id: "mixin:conversation:${x.groupId}") { id name }
    }`)

    const group = { id: `mixin:conversation:${x.groupId}`, name: 'Parley Testers' }
    expect(data).toEqual({ node: group, conversation: group })
  })
})

describe('what a viewer may not see', () => {
  it('includes conversations of others: FORBIDDEN, without an effect on the field beside it', async () => {
    const answer = await harness.gateway.query(
      `{ conversation(id: "${STRANGERS_GROUP}") { name } user(by: { mixinUserId: "${x.userId}" }) { upstreamId } }`,
    )

    expect(codesOf(answer)).toEqual(['conversation: FORBIDDEN'])
    expect(answer.data).toEqual({ conversation: null, user: { upstreamId: x.userId } })
    expect(answer.errors[0]?.extensions).toMatchObject({
      network: 'MIXIN',
      upstreamCode: 403,
      retryable: false,
      requestId: answer.headers.get('x-request-id'),
    })
  })

  it('depends on the viewer: Bo may read a conversation that the bot may not', async () => {
    const document = `{ conversation(id: "${STRANGERS_GROUP}") { name viewerRole } }`

    expect((await harness.gateway.query(document, { headers: harness.as('Bo') })).data).toEqual({
      conversation: { name: 'Elsewhere', viewerRole: 'OWNER' },
    })
    expect(codesOf(await harness.gateway.query(document))).toEqual(['conversation: FORBIDDEN'])
    expect(codesOf(await harness.gateway.query(document, { headers: harness.as('Alia') }))).toEqual([
      'conversation: FORBIDDEN',
    ])
  })

  it('fails at its own place in nodes', async () => {
    const answer = await harness.gateway.query(
      `{ nodes(ids: ["mixin:conversation:${x.groupId}", "${STRANGERS_GROUP}"]) { id } }`,
    )

    expect(codesOf(answer)).toEqual(['nodes.1: FORBIDDEN'])
    expect(answer.data).toEqual({ nodes: [{ id: `mixin:conversation:${x.groupId}` }, null] })
  })

  it('includes the names of circles without the scope for them', async () => {
    harness.sandbox.control.setFault({ endpoint: 'GET /circles', kind: 'error', code: 403 })

    const answer = await harness.gateway.query(
      `{ conversation(id: "mixin:conversation:${x.group250Id}") { memberCount circles { circleId name } } }`,
      { headers: harness.as('Alia') },
    )

    expect(codesOf(answer)).toEqual(['conversation.circles.0.name: FORBIDDEN'])
    expect(answer.data).toMatchObject({
      conversation: { memberCount: 250, circles: [{ circleId: expect.any(String), name: null }] },
    })
  })

  it('includes everything with a revoked token: UNAUTHENTICATED at every field that needs it', async () => {
    const headers = { authorization: `Bearer ${harness.sandbox.credentials.revokedAccessToken}` }

    const answer = await harness.gateway.query(
      `{ __typename
         viewer { mixin { hasPin } }
         user(by: { mixinUserId: "${x.userId}" }) { name }
         conversation(id: "mixin:conversation:${x.groupId}") { name } }`,
      { headers },
    )

    expect(codesOf(answer).toSorted()).toEqual([
      'conversation: UNAUTHENTICATED',
      'user: UNAUTHENTICATED',
      'viewer.mixin: UNAUTHENTICATED',
    ])
    expect(answer.data).toMatchObject({ __typename: 'Query', viewer: { mixin: null } })
    expect(harness.calls()).toHaveLength(3)
  })
})

describe('the conversation of the viewer and a user', () => {
  const document = '($id: ID!) { user(by: { mixinUserId: $id }) { conversation { upstreamId } } }'
  const conversationOf = async (id: string, headers: Record<string, string> = {}) => {
    const { data, errors } = await harness.gateway.query(`query ${document}`, { variables: { id }, headers })
    expect(errors).toEqual([])
    return (data as { user: { conversation: unknown } }).user.conversation
  }

  it('is the same for both', async () => {
    expect(await conversationOf(x.userId)).toEqual({ upstreamId: x.contactConversationId })
    expect(await conversationOf(x.botId, harness.as('Alia'))).toEqual(await conversationOf(x.aliaUserId))
    expect(await conversationOf(x.botId, harness.as('Alia'))).not.toEqual({
      upstreamId: x.contactConversationId,
    })
  })

  it('is null where it does not exist, and with oneself', async () => {
    expect(await conversationOf(x.blockedUserId)).toBeNull()
    expect(await conversationOf(x.botId)).toBeNull()
    expect(await conversationOf(x.boUserId, harness.as('Bo'))).toBeNull()
  })
})
