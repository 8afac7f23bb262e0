import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { codesOf } from '../../support/gateway.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'
import { valueAt } from '../../support/value-at.ts'

let harness: SandboxGateway
beforeEach(async () => {
  harness = await startSandboxGateway()
})
afterEach(() => harness.close())

const CODE = x.foreignGroupCodeId
const NOBODY = '00000000-0000-4000-8000-000000000000'
const group = (id: string): string => `id: "mixin:conversation:${id}"`
const preview = (code: string, selection = 'id name iconUrl memberCount viewerIsMember', as = {}) =>
  harness.gateway.query(`{ conversationByCode(code: "${code}") { ${selection} } }`, { headers: as })
const change = (mutation: string, input: string, payload = 'conversation { name }') =>
  harness.gateway.query(`mutation { ${mutation}(input: { ${input} }) { ${payload} } }`)

describe('conversationByCode', () => {
  it('shows a group to those who are not in it, in one call', async () => {
    const { data, errors } = await preview(CODE.toUpperCase())

    expect(errors).toEqual([])
    expect(data).toEqual({
      conversationByCode: {
        id: `mixin:conversation:${x.foreignGroupId}`,
        name: 'Elsewhere',
        iconUrl: `https://images.example.org/groups/${x.foreignGroupId}.png`,
        memberCount: 7,
        viewerIsMember: false,
      },
    })
    expect(harness.calls()).toEqual(['GET /codes/:id'])
  })

  it('tells whether a user is in it by one more call', async () => {
    const { data } = await preview(CODE, 'viewerIsMember', harness.as('Bo'))

    expect(data).toEqual({ conversationByCode: { viewerIsMember: true } })
    expect(harness.calls()).toEqual(['GET /codes/:id', 'GET /me'])
  })

  it('is null for a code of nothing, and for one of a person', async () => {
    const { code_id: personCode } = (await harness.look('/me')) as { code_id: string }

    expect((await preview(NOBODY, 'name')).data).toEqual({ conversationByCode: null })
    expect((await preview(personCode, 'name')).data).toEqual({ conversationByCode: null })
  })

  it.each(['', 'x', `https://mixin.one/codes/${CODE}`])('refuses %j, and sends nothing', async (code) => {
    const answer = await preview(code, 'name')

    expect(codesOf(answer)).toEqual(['conversationByCode: BAD_USER_INPUT'])
    expect(answer.errors[0]?.extensions['argument']).toEqual(['code'])
    expect(harness.calls()).toEqual([])
  })

  it('is read once a request, and not again while it is fresh', async () => {
    const document = `{ a: conversationByCode(code: "${CODE}") { name } b: conversationByCode(code: "${CODE}") { id } }`
    await harness.gateway.query(document)
    await harness.gateway.query(document)

    expect(harness.calls()).toEqual(['GET /codes/:id'])
  })
})

describe('joinConversation', () => {
  it('joins by the code in one call, and is known afterwards', async () => {
    await preview(CODE)
    const { data, errors } = await change(
      'joinConversation',
      `code: "${CODE}"`,
      'conversation { id memberCount }',
    )

    expect(errors).toEqual([])
    expect(valueAt(data, 'joinConversation.conversation')).toEqual({
      id: `mixin:conversation:${x.foreignGroupId}`,
      memberCount: 8,
    })
    expect((await preview(CODE, 'viewerIsMember')).data).toEqual({
      conversationByCode: { viewerIsMember: true },
    })
    expect(harness.calls()).toEqual(['GET /codes/:id', 'POST /conversations/:id/join', 'GET /codes/:id'])
  })

  it('is refused for an expired code, without a call if that was found out just now', async () => {
    const refused = await change('joinConversation', `code: "${NOBODY}"`)
    expect(codesOf(refused)).toEqual(['joinConversation: NOT_FOUND'])
    expect(refused.errors[0]?.message).toContain('not, or no longer, that of a group')
    await preview(NOBODY, 'name')
    expect(codesOf(await change('joinConversation', `code: "${NOBODY}"`))).toEqual([
      'joinConversation: NOT_FOUND',
    ])
    expect(harness.calls()).toEqual(['POST /conversations/:id/join', 'GET /codes/:id'])
  })

  it.each([
    [
      'a full group',
      async () => (await harness.look(`/conversations/${x.fullGroupId}`)) as { code_id: string },
    ],
  ])('of %s is a success for its members', async (_, look) => {
    const { code_id: code } = await look()

    expect((await change('joinConversation', `code: "${code}"`)).errors).toEqual([])
  })

  it.each([
    ['code: "x"', 'BAD_USER_INPUT', ['input', 'code']],
    [group(x.groupId), 'UNSUPPORTED', undefined],
    ['id: "x"', 'BAD_USER_INPUT', ['input', 'id']],
  ])('refuses %s, and sends nothing', async (input, code, place) => {
    const answer = await change('joinConversation', input)

    expect(codesOf(answer)).toEqual([`joinConversation: ${code}`])
    expect(answer.errors[0]?.extensions['argument']).toEqual(place)
    expect(harness.calls()).toEqual([])
  })

  it('takes exactly one way', async () => {
    const answer = await change('joinConversation', `code: "${CODE}", ${group(x.groupId)}`)

    expect(answer.errors[0]?.extensions['code']).toBe('BAD_USER_INPUT')
    expect(harness.calls()).toEqual([])
  })
})

describe('leaveConversation', () => {
  it('leaves in one call, and nothing of the group is shown from the cache', async () => {
    const read = `{ conversation(${group(x.groupId)}) { name } }`
    await harness.gateway.query(read)
    const { data, errors } = await change(
      'leaveConversation',
      group(x.groupId.toUpperCase()),
      'conversationId',
    )

    expect(errors).toEqual([])
    expect(data).toEqual({ leaveConversation: { conversationId: `mixin:conversation:${x.groupId}` } })
    expect(codesOf(await harness.gateway.query(read))).toEqual(['conversation: FORBIDDEN'])
    expect(harness.calls()).toEqual([
      'GET /conversations/:id',
      'POST /conversations/:id/exit',
      'GET /conversations/:id',
    ])
  })
})

describe('seconds', () => {
  it.each([
    ['muteConversation', -1],
    ['setDisappearingMessages', -1],
    ['setDisappearingMessages', 7_257_601],
  ])('%s refuses %i, and sends nothing', async (mutation, seconds) => {
    const answer = await change(mutation, `${group(x.groupId)}, seconds: ${seconds}`)

    expect(codesOf(answer)).toEqual([`${mutation}: BAD_USER_INPUT`])
    expect(answer.errors[0]?.extensions['argument']).toEqual(['input', 'seconds'])
    expect(harness.calls()).toEqual([])
  })

  it('may be 0, and twelve weeks', async () => {
    const set = async (seconds: number) =>
      valueAt(
        (
          await change(
            'setDisappearingMessages',
            `${group(x.groupId)}, seconds: ${seconds}`,
            'conversation { expireIn }',
          )
        ).data,
        'setDisappearingMessages.conversation.expireIn',
      )

    expect(await set(7_257_600)).toBe(7_257_600)
    expect(await set(0)).toBe(0)
    const muted = await change(
      'muteConversation',
      `${group(x.contactConversationId)}, seconds: 28800`,
      'conversation { muteUntil }',
    )
    expect(
      Date.parse(String(valueAt(muted.data, 'muteConversation.conversation.muteUntil'))),
    ).toBeGreaterThan(Date.now())
  })
})

describe('what only SealTalk has', () => {
  it.each([
    ['transferConversation', `userId: "mixin:user:${x.boUserId}"`],
    ['dismissConversation', ''],
    ['setConversationFavorite', 'favorite: true'],
    ['setJoinApproval', 'required: true'],
    ['setMemberProtection', 'protected: true'],
    ['muteEveryone', 'muted: true'],
    ['setDisplayName', 'name: "x"'],
  ])('%s is UNSUPPORTED, and nothing is sent', async (mutation, input) => {
    const answer = await change(mutation, `${group(x.groupId)} ${input}`, '__typename')

    expect(codesOf(answer)).toEqual([`${mutation}: UNSUPPORTED`])
    expect(harness.calls()).toEqual([])
  })

  it('notices are UNSUPPORTED too', async () => {
    const input = `conversationId: "mixin:conversation:${x.groupId}", receiverId: "mixin:user:${x.boUserId}", agree: true`

    expect(codesOf(await change('answerGroupNotice', input, '__typename'))).toEqual([
      'answerGroupNotice: UNSUPPORTED',
    ])
  })
})

describe('the network of a new group', () => {
  const create = (more: string) =>
    change(
      'createGroupConversation',
      `name: "New", ${more}participants: [{ userId: "mixin:user:${x.boUserId}" }]`,
    )

  it.each(['', 'network: MIXIN, ', 'network: null, '])('may be omitted or named: %j', async (more) => {
    expect((await create(more)).errors).toEqual([])
  })

  it('must not contradict the ids', async () => {
    const answer = await create('network: SEALTALK, ')

    expect(codesOf(answer)).toEqual(['createGroupConversation: BAD_USER_INPUT'])
    expect(answer.errors[0]?.extensions['argument']).toEqual(['input', 'network'])
    expect(harness.calls()).toEqual([])
  })
})
