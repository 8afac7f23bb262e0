import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSealer } from '../../../src/datasources/sealtalk/seal.ts'
import { Secret } from '../../../src/secret.ts'
import { codesOf } from '../../support/gateway.ts'
import {
  type SealTalkGateway,
  type SealTalkGatewayOptions,
  startSealTalkGateway,
} from '../../support/sealtalk-sandbox.ts'
import { textAt, valueAt } from '../../support/value-at.ts'

const SECRET = 'a secret of these tests that nobody has'
type Headers = Record<string, string>

let harness: SealTalkGateway
const start = async (options: SealTalkGatewayOptions['sandbox'] = {}): Promise<void> => {
  harness = await startSealTalkGateway({ sandbox: options, env: { SESSION_SECRET: SECRET } })
}
beforeEach(() => start())
afterEach(() => harness.close())

/** Headers of a browser that somebody signed in with. */
const as = (userId: string): Headers => {
  const content = { cookie: harness.sandbox.signIn(userId), userId, issuedAt: Date.now() }
  return { 'x-sealtalk-session': createSealer(new Secret(SECRET)).seal(content) ?? '' }
}
const idOf = (number: number): string => harness.sandbox.encodeId(number)
/** The owner of the group of 60, an admin of it, an ordinary member, and somebody who is not in it. */
const lin = (): Headers => as(idOf(1))
const max = (): Headers => as(idOf(2))
const member = (): Headers => as(idOf(5))
const stranger = (): Headers => as(idOf(300))

const user = (number: number): string => `"sealtalk:user:${idOf(number)}"`
const group = (id: string = harness.sandbox.examples.group60Id): string => `id: "sealtalk:conversation:${id}"`
const change = (mutation: string, input: string, headers: Headers, payload = 'conversation { id }') =>
  harness.ask(
    `mutation { ${mutation}(input: { ${input} }) { ${/^(leave|dismiss)/.test(mutation) ? 'conversationId' : payload} } }`,
    headers,
  )
const read = async (selection: string, headers: Headers, id?: string): Promise<unknown> =>
  valueAt(
    (await harness.ask(`{ conversation(${group(id)}) { ${selection} } }`, headers)).data,
    'conversation',
  )

const FACE = 'name announcement memberCount isEveryoneMuted joinNeedsApproval isMemberProtected'

describe('a change', () => {
  it.each([
    ['updateConversation', 'name: "Writers"', { name: 'Writers' }],
    ['updateConversation', 'announcement: "At <eight>"', { announcement: 'At <eight>' }],
    ['muteEveryone', 'muted: true', { isEveryoneMuted: true }],
    ['setJoinApproval', 'required: true', { joinNeedsApproval: true }],
    ['setMemberProtection', 'protected: true', { isMemberProtected: true }],
  ])(
    '%s(%s) is seen at once, in its payload and by others who had read it',
    async (mutation, input, shown) => {
      await read(FACE, lin())
      const other = max()
      await read(FACE, other)

      const { data, errors } = await change(
        mutation,
        `${group()}, ${input}`,
        lin(),
        `conversation { ${FACE} }`,
      )

      expect(errors).toEqual([])
      expect(valueAt(data, `${mutation}.conversation`)).toMatchObject(shown)
      expect(await read(FACE, other)).toMatchObject(shown)
    },
  )

  it('of members is seen at once too', async () => {
    const counted = 'memberCount participants(first: 500) { totalCount nodes { userId role displayName } }'
    const other = max()
    await read(counted, other)
    await change('addParticipants', `${group()}, userIds: [${user(301)}]`, lin())
    expect(await read(counted, other)).toMatchObject({ memberCount: 61, participants: { totalCount: 61 } })
    await change('setParticipantRoles', `${group()}, userIds: [${user(301)}], role: ADMIN`, lin())
    await change('setDisplayName', `${group()}, name: "Boss"`, lin())
    const nodes = valueAt(await read(counted, other), 'participants.nodes')
    expect(nodes).toContainEqual({ userId: `sealtalk:user:${idOf(301)}`, role: 'ADMIN', displayName: null })
    expect(nodes).toContainEqual({ userId: `sealtalk:user:${idOf(1)}`, role: 'OWNER', displayName: 'Boss' })
    expect(await read('viewerDisplayName', lin())).toEqual({ viewerDisplayName: 'Boss' })
    await change('removeParticipants', `${group()}, userIds: [${user(301)}]`, lin())
    expect(await read('memberCount', other)).toEqual({ memberCount: 60 })
  })

  it('of the owner is seen by the old one and the new one', async () => {
    const [old, next] = [lin(), max()]
    await change('transferConversation', `${group()}, userId: ${user(2)}`, old)

    expect(await read('creator { id }', next)).toEqual({ creator: { id: `sealtalk:user:${idOf(2)}` } })
    expect(codesOf(await change('muteEveryone', `${group()}, muted: true`, old))).toEqual([
      'muteEveryone: FORBIDDEN',
    ])
  })
})

describe('a group', () => {
  it('is created, left and dismissed', async () => {
    const headers = lin()
    const created = await change(
      'createGroupConversation',
      `name: "New ones", announcement: "Welcome", participants: [{ userId: ${user(10)} }, { userId: ${user(11)} }]`,
      headers,
      'conversation { id name announcement memberCount viewerRole } waiting { userId waitsFor user { name } }',
    )
    expect(created.errors).toEqual([])
    expect(valueAt(created.data, 'createGroupConversation')).toMatchObject({
      conversation: { name: 'New ones', announcement: 'Welcome', memberCount: 2, viewerRole: 'OWNER' },
      waiting: [{ userId: `sealtalk:user:${idOf(11)}`, waitsFor: 'USER' }],
    })
    const id = textAt(created.data, 'createGroupConversation.conversation.id').slice(
      'sealtalk:conversation:'.length,
    )

    expect((await change('leaveConversation', group(id), as(idOf(10)))).errors).toEqual([])
    expect(await read('memberCount', headers, id)).toEqual({ memberCount: 1 })
    expect((await change('dismissConversation', group(id), headers)).data).toEqual({
      dismissConversation: { conversationId: `sealtalk:conversation:${id}` },
    })
    expect(await read('name', headers, id)).toBeNull()
  })

  it('is joined where it is open, and not where it needs an approval', async () => {
    const { approvalGroupId, foreignGroupId } = harness.sandbox.examples
    const headers = stranger()
    expect((await change('joinConversation', group(foreignGroupId), headers)).errors).toEqual([])
    expect(harness.calls()).toEqual(['GET /group/:id', 'POST /group/join'])
    expect(codesOf(await change('joinConversation', group(foreignGroupId), headers))).toEqual([
      'joinConversation: CONFLICT',
    ])
    expect(codesOf(await change('joinConversation', group(approvalGroupId), headers))).toEqual([
      'joinConversation: FORBIDDEN',
    ])
    expect(harness.calls()).toEqual(['GET /group/:id'])
  })

  it('becomes a favorite once, however often it is asked for', async () => {
    const { unsavedGroupId } = harness.sandbox.examples
    const headers = lin()
    for (const favorite of [true, true, false, false]) {
      const { data, errors } = await change(
        'setConversationFavorite',
        `${group(unsavedGroupId)}, favorite: ${favorite}`,
        headers,
        'conversation { isFavorite }',
      )
      expect(errors).toEqual([])
      expect(data).toEqual({ setConversationFavorite: { conversation: { isFavorite: favorite } } })
    }
  })
})

describe('notices', () => {
  const notices = async (headers: Headers): Promise<unknown> =>
    valueAt(
      (
        await harness.ask(
          '{ viewer { sealtalk { groupNotices { kind state conversation { id } receiver { id } } } } }',
          headers,
        )
      ).data,
      'viewer.sealtalk.groupNotices',
    )
  const answer = (number: number, agree: boolean, headers: Headers) =>
    change(
      'answerGroupNotice',
      `conversationId: "sealtalk:conversation:${harness.sandbox.examples.approvalGroupId}", receiverId: ${user(number)}, agree: ${agree}`,
      headers,
      'notice { state }',
    )

  it('are seen and answered from both sides', async () => {
    const { approvalGroupId } = harness.sandbox.examples
    const [inviter, invited, owner] = [max(), as(idOf(11)), lin()]
    await change('addParticipants', `${group(approvalGroupId)}, userIds: [${user(11)}]`, inviter)
    expect(await notices(invited)).toEqual([
      {
        kind: 'ASKS_ME',
        state: 'WAITING',
        conversation: { id: `sealtalk:conversation:${approvalGroupId}` },
        receiver: { id: `sealtalk:user:${idOf(11)}` },
      },
    ])
    expect((await answer(11, true, invited)).data).toEqual({
      answerGroupNotice: { notice: { state: 'AGREED' } },
    })
    // Still not in it: now the owner is asked, which those who were added cannot answer.
    expect(codesOf(await answer(11, true, invited))).toEqual(['answerGroupNotice: CONFLICT'])
    expect(codesOf(await answer(11, true, inviter))).toEqual(['answerGroupNotice: NOT_FOUND'])
    expect(harness.calls()).toEqual(['GET /group/notice_info'])
    expect((await answer(11, true, owner)).errors).toEqual([])
    expect(
      (await harness.ask(`{ conversation(${group(approvalGroupId)}) { viewerRole } }`, invited)).data,
    ).toEqual({ conversation: { viewerRole: 'MEMBER' } })
  })

  it('may be refused', async () => {
    expect((await answer(200, false, lin())).data).toEqual({
      answerGroupNotice: { notice: { state: 'IGNORED' } },
    })
    expect(codesOf(await answer(200, true, lin()))).toEqual(['answerGroupNotice: CONFLICT'])
  })
})

describe('without the IM cloud', () => {
  it('dismissing is UPSTREAM_UNAVAILABLE, and sent once', async () => {
    await harness.close()
    await start({ isImCloudDown: true })
    const answer = await change('dismissConversation', group(), lin())

    expect(codesOf(answer)).toEqual(['dismissConversation: UPSTREAM_UNAVAILABLE'])
    expect(harness.calls().filter((call) => call.startsWith('POST'))).toEqual(['POST /group/dismiss'])
  })
})

const CHANGES: readonly (readonly [
  mutation: string,
  input: () => string,
  who: 'owner' | 'admins' | 'members',
])[] = [
  ['updateConversation', () => 'name: "Mine"', 'owner'],
  ['updateConversation', () => 'announcement: "Mine"', 'admins'],
  ['addParticipants', () => `userIds: [${user(301)}]`, 'members'],
  ['removeParticipants', () => `userIds: [${user(20)}]`, 'admins'],
  ['setParticipantRoles', () => `userIds: [${user(20)}], role: ADMIN`, 'owner'],
  ['transferConversation', () => `userId: ${user(20)}`, 'owner'],
  ['dismissConversation', () => '', 'owner'],
  ['leaveConversation', () => '', 'members'],
  ['setConversationFavorite', () => 'favorite: true', 'members'],
  ['setJoinApproval', () => 'required: true', 'admins'],
  ['setMemberProtection', () => 'protected: true', 'admins'],
  ['muteEveryone', () => 'muted: true', 'admins'],
  ['setDisplayName', () => 'name: "x"', 'members'],
]

describe.each([
  ['a server with holes', {}],
  ['a server without', { holes: 'closed' }],
  ['the later server', { dialect: 'later' }],
] as const)('who lacks the right, at %s', (_, options) => {
  beforeEach(async () => {
    await harness.close()
    await start(options)
  })

  it.each(CHANGES)('is refused %s, and nothing is written', async (mutation, input, who) => {
    const refused: Headers[] = [stranger()]
    if (who !== 'members') refused.push(member())
    // The later server lets admins rename groups.
    const isRename = input().startsWith('name') && mutation === 'updateConversation'
    if (who === 'owner' && !(isRename && 'dialect' in options)) refused.push(max())
    for (const headers of refused) {
      const answer = await change(mutation, `${group()}, ${input()}`, headers)

      expect(codesOf(answer)).toEqual([`${mutation}: FORBIDDEN`])
      expect(harness.calls().filter((call) => !call.startsWith('GET'))).toEqual([])
    }
  })

  it.each(CHANGES)('may make %s otherwise', async (mutation, input, who) => {
    const headers = { owner: lin, admins: max, members: member }[who]()
    const answer = await change(mutation, `${group()}, ${input()}`, headers)

    expect(answer.errors).toEqual([])
    expect(harness.calls().filter((call) => !call.startsWith('GET'))).toHaveLength(1)
  })
})
