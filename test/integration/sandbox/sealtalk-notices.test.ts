import { describe, expect, it } from 'vitest'
import type { Client } from './sealtalk-client.ts'
import { useSealTalk } from './sealtalk-fixture.ts'

interface Notice {
  readonly id: string
  readonly type: number
  readonly status: number
  readonly requester: { readonly id: string }
  readonly receiver: { readonly id: string }
  readonly group: { readonly id: string }
}

const WEEK_MS = 7 * 86_400_000

const noticesOf = async (client: Client) => (await client.get('/group/notice_info')).result as Notice[]

describe('Notices', () => {
  const fixture = useSealTalk()
  const idOf = (number: number): string => fixture.upstream.encodeId(number)

  it('at the start are an invitation for the first account, and somebody who waits for it', async () => {
    const { foreignGroupId, approvalGroupId, waitingUserId } = fixture.upstream.examples
    expect(await noticesOf(fixture.lin)).toMatchObject([
      { type: 2, status: 2, receiver: { id: waitingUserId }, group: { id: approvalGroupId } },
      { type: 1, status: 2, group: { id: foreignGroupId } },
    ])
    expect(await noticesOf(fixture.max)).toEqual([])
  })

  it('ask those who want to be asked, and let them in', async () => {
    const groupId = fixture.upstream.examples.unsavedGroupId
    const reserved = fixture.as(idOf(11))
    const added = await fixture.lin.post('/group/add', { groupId, memberIds: [idOf(11)] })
    expect(added.result).toEqual([{ id: idOf(11), status: 3 }])
    expect(await noticesOf(reserved)).toMatchObject([{ type: 1, status: 2, group: { id: groupId } }])
    expect((await reserved.get(`/group/${groupId}/members`)).status).toBe(403)

    const answer = { groupId, receiverId: idOf(11), status: 1 }
    expect((await reserved.post('/group/agree', { ...answer, status: '1' })).status).toBe(400)
    expect((await reserved.post('/group/agree', answer)).json).toEqual({ code: 200 })
    expect((await reserved.get(`/group/${groupId}/members`)).status).toBe(200)
    expect(await noticesOf(reserved)).toMatchObject([{ status: 1 }])
    expect((await reserved.post('/group/agree', answer)).code).toBe(20_003)
    await reserved.post('/group/clear_notice')
    expect(await noticesOf(reserved)).toEqual([])
  })

  it('ask the managers after those who were added, where joining needs approval', async () => {
    const groupId = fixture.upstream.examples.approvalGroupId
    const answer = { groupId, receiverId: idOf(11), status: 1 }
    await fixture.max.post('/group/add', { groupId, memberIds: [idOf(11)] })
    await fixture.as(idOf(11)).post('/group/agree', answer)
    const [first] = await noticesOf(fixture.lin)
    expect(first).toMatchObject({ type: 2, status: 2, receiver: { id: idOf(11) } })
    expect((await fixture.as(idOf(11)).get(`/group/${groupId}/members`)).status).toBe(403)
    await fixture.lin.post('/group/agree', answer)
    expect((await fixture.as(idOf(11)).get(`/group/${groupId}/members`)).status).toBe(200)
  })

  it('expire after a week, and may be refused', async () => {
    const groupId = fixture.upstream.examples.unsavedGroupId
    const reserved = fixture.as(idOf(11))
    await fixture.lin.post('/group/add', { groupId, memberIds: [idOf(11)] })
    await reserved.post('/group/agree', { groupId, receiverId: idOf(11), status: 0 })
    expect(await noticesOf(reserved)).toMatchObject([{ status: 0 }])
    await fixture.lin.post('/group/add', { groupId, memberIds: [idOf(11)] })
    fixture.advance(WEEK_MS + 1_000)
    expect(await noticesOf(reserved)).toMatchObject([{ status: 3 }])
    const late = await reserved.post('/group/agree', { groupId, receiverId: idOf(11), status: 1 })
    expect(late.code).toBe(20_003)
  })
})

describe.each([
  ['the older servers', {}, 200],
  ['servers without holes', { holes: 'closed' }, 403],
  ['the later server', { dialect: 'later' }, 1006],
] as const)('What anybody may do on %s', (_, options, expected) => {
  const fixture = useSealTalk(options)

  it('is told by its answer', async () => {
    const { group60Id: groupId, approvalGroupId, waitingUserId } = fixture.upstream.examples
    const stranger = fixture.as(fixture.upstream.encodeId(300))
    const text = options && 'dialect' in options
    const answers = [
      await stranger.post('/group/mute_all', { groupId, muteStatus: 1 }),
      await stranger.post('/group/set_bulletin', { groupId, content: 'x' }),
      await stranger.post('/group/set_member_protection', { groupId, memberProtection: 1 }),
      await stranger.post('/group/add', { groupId, memberIds: [fixture.upstream.encodeId(301)] }),
      await stranger.post('/group/agree', {
        groupId: approvalGroupId,
        receiverId: waitingUserId,
        status: text ? '1' : 1,
      }),
    ]
    expect(answers.map(({ status, code }) => code ?? status)).toEqual(Array(5).fill(expected))
  })
})

describe('A later server', () => {
  const fixture = useSealTalk({ dialect: 'later' })

  it('lets managers rename, and not remove each other', async () => {
    const { group60Id: groupId } = fixture.upstream.examples
    const other = fixture.upstream.encodeId(5)
    expect((await fixture.max.post('/group/rename', { groupId, name: 'Ours' })).code).toBe(200)
    expect((await fixture.as(other).post('/group/rename', { groupId, name: 'Mine' })).code).toBe(1006)
    await fixture.lin.post('/group/set_manager', { groupId, memberIds: [other] })
    expect((await fixture.max.post('/group/kick', { groupId, memberIds: [other] })).code).toBe(1006)
    expect((await fixture.max.post('/group/set_manager', { groupId, memberIds: [other] })).code).toBe(1006)
  })
})

describe('A display name', () => {
  const fixture = useSealTalk()

  it('is shown among the members, and taken away by an empty one', async () => {
    const { group60Id: groupId } = fixture.upstream.examples
    const own = async () =>
      ((await fixture.lin.get(`/group/${groupId}/members`)).result as { displayName: string }[])[0]
        ?.displayName
    for (const displayName of ['Boss', '']) {
      expect((await fixture.lin.post('/group/set_display_name', { groupId, displayName })).code).toBe(200)
      expect(await own()).toBe(displayName)
    }
    const long = { groupId, displayName: 'x'.repeat(33) }
    expect((await fixture.lin.post('/group/set_display_name', long)).status).toBe(400)
    const stranger = fixture.as(fixture.upstream.encodeId(300))
    expect((await stranger.post('/group/set_display_name', { groupId, displayName: 'x' })).status).toBe(404)
  })
})

describe('Without the IM cloud', () => {
  const fixture = useSealTalk({ isImCloudDown: true })

  it('dismissing is refused with a code, and the group lives on', async () => {
    const { group60Id: groupId } = fixture.upstream.examples
    expect((await fixture.lin.post('/group/dismiss', { groupId })).code).toBe(500)
    expect((await fixture.lin.get(`/group/${groupId}/members`)).status).toBe(200)
  })
})
