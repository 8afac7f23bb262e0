import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import {
  CLEO_CONTACT_ID,
  MIXIN_WRITES,
  NEW_GROUP_ID,
  write,
  written,
} from '../../support/every-mixin-write.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'
import { valueAt } from '../../support/value-at.ts'

let harness: SandboxGateway
beforeEach(async () => {
  harness = await startSandboxGateway()
})
afterEach(() => harness.close())

const GROUP = `mixin:conversation:${x.groupId}`
const user = (userId: string): string => `"mixin:user:${userId}"`

interface Held {
  readonly category: string
  readonly name: string
  readonly announcement: string
  readonly code_id: string
  readonly participants: readonly { readonly user_id: string; readonly role: string }[]
}

/** What the sandbox holds of a conversation, read past the gateway. */
const held = async (conversationId: string): Promise<Held> =>
  (await harness.look(`/conversations/${conversationId}`)) as Held

const roleHeld = async (userId: string): Promise<string | undefined> =>
  (await held(x.groupId)).participants.find((one) => one.user_id === userId)?.role

/** Runs a mutation that has to succeed; answers its conversation. */
const change = async (mutation: string, input: string): Promise<unknown> => {
  const answer = await write(harness, { mutation, input })
  expect(answer.errors).toEqual([])
  return written(answer, mutation)
}

const roleTold = (conversation: unknown, userId: string): unknown => {
  const nodes = valueAt(conversation, 'participants.nodes')
  return Array.isArray(nodes)
    ? nodes.find((node: unknown) => valueAt(node, 'user.upstreamId') === userId)?.role
    : undefined
}

describe('every write', () => {
  it.each(MIXIN_WRITES)(
    '$mutation makes one call and answers the conversation as it then is',
    async ({ mutation, input, endpoint, conversationId }) => {
      const before = await held(conversationId)

      const conversation = await change(mutation, input)

      expect(harness.calls()).toEqual([endpoint])
      const after = await held(conversationId)
      expect(after).not.toEqual(before)
      expect(conversation).toMatchObject({
        upstreamId: conversationId,
        category: after.category,
        name: after.name || null,
        announcement: after.announcement || null,
        codeId: after.code_id || null,
        memberCount: after.participants.length,
      })
      const fresh = await harness.gateway.query(
        `{ conversation(id: "mixin:conversation:${conversationId}") {
          upstreamId category name announcement codeId memberCount
          participants(first: 500) { nodes { user { upstreamId } role } }
        } }`,
      )
      expect(fresh.data).toEqual({ conversation })
    },
  )
})

describe('createContactConversation', () => {
  it('returns the conversation whose id is derived from both users, also when repeated', async () => {
    const first = await change('createContactConversation', `userId: ${user(x.cleoUserId)}`)
    const again = await change('createContactConversation', `userId: ${user(x.cleoUserId.toUpperCase())}`)

    expect(first).toMatchObject({ upstreamId: CLEO_CONTACT_ID, category: 'CONTACT', memberCount: 2 })
    expect(again).toEqual(first)
    expect(await harness.look(`/conversations/${CLEO_CONTACT_ID}`, 'Cleo')).toMatchObject({
      creator_id: x.botId,
    })
  })

  it('does not change an existing one', async () => {
    const before = await held(x.contactConversationId)

    const conversation = await change('createContactConversation', `userId: ${user(x.userId)}`)

    expect(conversation).toMatchObject({ upstreamId: x.contactConversationId })
    expect(await held(x.contactConversationId)).toEqual(before)
  })
})

describe('createGroupConversation', () => {
  const members = `participants: [
    { userId: ${user(x.aliaUserId)}, role: ADMIN }
    { userId: ${user(x.boUserId)}, role: MEMBER }
    { userId: ${user(x.userId)} }
  ]`

  it('makes the bot the owner and gives the others their roles', async () => {
    const conversation = await change(
      'createGroupConversation',
      `name: "Nägel & Söhne 🔨", announcement: "Ahoy", ${members}`,
    )

    expect(conversation).toMatchObject({ name: 'Nägel & Söhne 🔨', announcement: 'Ahoy', memberCount: 4 })
    for (const [userId, role] of [
      [x.botId, 'OWNER'],
      [x.aliaUserId, 'ADMIN'],
      [x.boUserId, 'MEMBER'],
      [x.userId, 'MEMBER'],
    ] as const) {
      expect(roleTold(conversation, userId)).toBe(role)
    }
    const id = String(valueAt(conversation, 'upstreamId'))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect(await harness.look(`/conversations/${id}`, 'Alia')).toMatchObject({ name: 'Nägel & Söhne 🔨' })
  })

  it('repeated with the same upstreamId returns the same group, unchanged', async () => {
    const first = await change(
      'createGroupConversation',
      `upstreamId: "${NEW_GROUP_ID}", name: "One", ${members}`,
    )
    const again = await change(
      'createGroupConversation',
      `upstreamId: "${NEW_GROUP_ID.toUpperCase()}", name: "Two", ${members}`,
    )

    expect(again).toEqual(first)
    expect((await held(NEW_GROUP_ID)).name).toBe('One')
  })

  it('without an upstreamId creates a new group each time', async () => {
    const ids = [
      await change('createGroupConversation', `name: "Twin", ${members}`),
      await change('createGroupConversation', `name: "Twin", ${members}`),
    ].map((conversation) => valueAt(conversation, 'upstreamId'))

    expect(ids[0]).not.toBe(ids[1])
  })
})

describe('updateConversation', () => {
  it('changes only the fields of the input', async () => {
    const { announcement } = await held(x.groupId)

    await change('updateConversation', `id: "${GROUP}", name: "Only the name"`)
    expect(await held(x.groupId)).toMatchObject({ name: 'Only the name', announcement })

    await change('updateConversation', `id: "${GROUP}", announcement: "Only this", name: null`)
    expect(await held(x.groupId)).toMatchObject({ name: 'Only the name', announcement: 'Only this' })
  })

  it('deletes the announcement where it is empty', async () => {
    await change('updateConversation', `id: "${GROUP}", announcement: "There"`)
    const conversation = await change('updateConversation', `id: "${GROUP}", announcement: ""`)

    expect(conversation).toMatchObject({ announcement: null })
    expect((await held(x.groupId)).announcement).toBe('')
  })
})

describe('participants', () => {
  it('are added, without an effect on existing ones', async () => {
    const conversation = await change(
      'addParticipants',
      `id: "${GROUP}", userIds: [${user(x.cleoUserId)}, ${user(x.aliaUserId)}]`,
    )

    expect(conversation).toMatchObject({ memberCount: 13 })
    expect(roleTold(conversation, x.cleoUserId)).toBe('MEMBER')
    expect(roleTold(conversation, x.aliaUserId)).toBe('ADMIN')
  })

  it('cannot read the conversation after they are removed', async () => {
    const conversation = await change(
      'removeParticipants',
      `id: "${GROUP}", userIds: [${user(x.boUserId)}, ${user(x.cnbBotId)}]`,
    )

    expect(conversation).toMatchObject({ memberCount: 10 })
    expect(await roleHeld(x.boUserId)).toBeUndefined()
    expect(await harness.look(`/conversations/${x.groupId}`, 'Bo')).toBeUndefined()
  })

  it('get and lose roles', async () => {
    await change('setParticipantRoles', `id: "${GROUP}", userIds: [${user(x.boUserId)}], role: ADMIN`)
    expect(await roleHeld(x.boUserId)).toBe('ADMIN')

    const conversation = await change(
      'setParticipantRoles',
      `id: "${GROUP}", userIds: [${user(x.boUserId)}, ${user(x.aliaUserId)}], role: MEMBER`,
    )
    expect(roleTold(conversation, x.boUserId)).toBe('MEMBER')
    expect(await roleHeld(x.aliaUserId)).toBe('')
  })

  it('are managed by one mutation for all three actions', async () => {
    const manage = (action: string, participants: string) =>
      change('manageParticipants', `id: "${GROUP}", action: ${action}, participants: [${participants}]`)

    await manage('ADD', `{ userId: ${user(x.cleoUserId)}, role: ADMIN } { userId: ${user(x.tipBotId)} }`)
    expect([await roleHeld(x.cleoUserId), await roleHeld(x.tipBotId)]).toEqual(['ADMIN', ''])

    await manage(
      'ROLE',
      `{ userId: ${user(x.cleoUserId)}, role: MEMBER } { userId: ${user(x.tipBotId)}, role: ADMIN }`,
    )
    expect([await roleHeld(x.cleoUserId), await roleHeld(x.tipBotId)]).toEqual(['', 'ADMIN'])

    await manage('REMOVE', `{ userId: ${user(x.cleoUserId)}, role: ADMIN } { userId: ${user(x.tipBotId)} }`)
    expect([await roleHeld(x.cleoUserId), await roleHeld(x.tipBotId)]).toEqual([undefined, undefined])
  })
})

describe('rotateConversationCode', () => {
  it('invalidates the previous link', async () => {
    const codes = [
      (await held(x.groupId)).code_id,
      valueAt(await change('rotateConversationCode', `id: "${GROUP}"`), 'codeId'),
      valueAt(await change('rotateConversationCode', `id: "${GROUP}"`), 'codeId'),
    ]

    expect(new Set(codes).size).toBe(3)
    expect((await held(x.groupId)).code_id).toBe(codes[2])
    expect(harness.calls()).toEqual(Array(2).fill('POST /conversations/:id/rotate'))
  })
})

describe('several writes in one document', () => {
  it('are executed in order, and a failure does not affect the others', async () => {
    const { data, errors } = await harness.gateway.query(`mutation {
      a: updateConversation(input: { id: "${GROUP}", name: "A" }) { conversation { name } }
      b: updateConversation(input: { id: "mixin:conversation:${x.group250Id}", name: "B" }) { conversation { name } }
      c: addParticipants(input: { id: "${GROUP}", userIds: [${user(x.cleoUserId)}] }) {
        conversation { name memberCount }
      }
    }`)

    expect(errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([[['b'], 'FORBIDDEN']])
    expect(data).toEqual({
      a: { conversation: { name: 'A' } },
      b: null,
      c: { conversation: { name: 'A', memberCount: 13 } },
    })
  })
})
