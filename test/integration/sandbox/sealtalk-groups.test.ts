import { describe, expect, it } from 'vitest'
import { useSealTalk } from './sealtalk-fixture.ts'

const fixture = useSealTalk()
type Group = { id: string; name: string; memberCount: number; isMute: number; certiStatus: number }
type Own = { role: number; group: Group }
type Member = { role: number; user: { id: string; phone: string } }
type Favourites = { list: Group[]; total: number; limit?: string; offset?: string }

const ownGroups = async () => (await fixture.lin.get('/user/groups')).result as Own[]
const favourites = async (query = '') =>
  (await fixture.lin.get(`/user/favgroups${query}`)).result as Favourites
const group = async (id: string) => (await fixture.lin.get(`/group/${id}`)).result as Group

describe('The own groups', () => {
  it('are nested, with the role, and 65 for the first account', async () => {
    const groups = await ownGroups()
    expect(groups).toHaveLength(fixture.upstream.examples.groupCount)
    expect(groups[0]).toEqual({
      role: 0,
      group: {
        id: fixture.upstream.examples.group60Id,
        name: 'Hill Hikers 1',
        portraitUri: 'https://portraits.sealtalk.example/group/1.jpg',
        creatorId: fixture.upstream.credentials.accounts[0].userId,
        memberCount: 60,
        maxMemberCount: 500,
        isMute: 0,
        certiStatus: 1,
      },
    })
    expect(new Set(groups.map((each) => each.role))).toEqual(new Set([0, 1]))
    expect((await fixture.max.get('/user/groups')).result).toHaveLength(11)
  })

  it('keep former settings in their cache, while the group itself shows the new ones', async () => {
    const { group60Id } = fixture.upstream.examples
    await ownGroups()
    const writes = [
      ['/group/mute_all', { muteStatus: 1 }],
      ['/group/set_certification', { certiStatus: 0 }],
      ['/group/set_member_protection', { memberProtection: 1 }],
    ] as const
    for (const [path, body] of writes) {
      expect((await fixture.lin.post(path, { groupId: group60Id, ...body })).json).toEqual({ code: 200 })
    }
    expect((await ownGroups())[0]?.group).toMatchObject({ isMute: 0, certiStatus: 1 })
    expect(await group(group60Id)).toMatchObject({ isMute: 1, certiStatus: 0, memberProtection: 1 })
  })
})

describe('Favourites', () => {
  it('are paged by offset and limit, which are echoed as texts', async () => {
    const all = await favourites()
    expect(Object.keys(all)).toEqual(['list', 'total'])
    expect([all.total, all.list.length]).toEqual([28, 28])
    expect(Object.keys(all.list[0] ?? {})).toEqual(
      expect.arrayContaining(['memberProtection', 'createdAt', 'createdTime', 'updatedAt', 'updatedTime']),
    )
    const page = await favourites('?limit=10&offset=25')
    expect(page).toEqual({ list: all.list.slice(25), total: 28, limit: '10', offset: '25' })
  })

  it.each(['?limit=10', '?offset=10', '?limit=x&offset=0', '?limit=0&offset=0'])(
    'come whole for %s',
    async (query) => {
      expect((await favourites(query)).list).toHaveLength(28)
    },
  )

  it.each(['?limit=-1&offset=0', '?limit=1&offset=-1'])('crash for %s', async (query) => {
    const answer = await fixture.lin.get(`/user/favgroups${query}`)
    expect([answer.status, answer.text.includes('SQL')]).toEqual([500, true])
  })

  it('are marked once and unmarked by DELETE with a body', async () => {
    const groupId = fixture.upstream.examples.foreignGroupId
    expect((await fixture.lin.post('/group/fav', { groupId })).json).toEqual({ code: 200 })
    const again = await fixture.lin.post('/group/fav', { groupId })
    expect([again.status, again.text]).toEqual([405, 'Group already exists.'])
    expect((await favourites()).list.at(-1)?.id).toBe(groupId)
    expect((await fixture.lin.delete('/group/fav', { groupId })).json).toEqual({ code: 200 })
    expect((await favourites()).total).toBe(28)
  })
})

describe('A group', () => {
  it('is open to non-members, its members are not', async () => {
    const { foreignGroupId, unknownGroupId } = fixture.upstream.examples
    expect(Object.keys(await group(foreignGroupId))).toEqual([
      'id',
      'name',
      'portraitUri',
      'memberCount',
      'maxMemberCount',
      'creatorId',
      'bulletin',
      'deletedAt',
      'isMute',
      'certiStatus',
      'memberProtection',
    ])
    const members = await fixture.lin.get(`/group/${foreignGroupId}/members`)
    expect([members.status, members.text]).toEqual([403, 'Only group member can get group member info.'])
    for (const path of [`/group/${unknownGroupId}`, '/group/nonsense', `/group/${unknownGroupId}/members`]) {
      const answer = await fixture.lin.get(path)
      expect([answer.status, answer.text]).toEqual([404, 'Unknown group.'])
    }
  })

  it('has members with their users', async () => {
    const { group60Id } = fixture.upstream.examples
    const members = (await fixture.lin.get(`/group/${group60Id}/members`)).result as Member[]
    expect(members).toHaveLength(60)
    expect(members.map((member) => member.role).slice(0, 3)).toEqual([0, 2, 1])
    expect(Object.keys(members[0] ?? {})).toEqual(
      expect.arrayContaining(['displayName', 'timestamp', 'groupNickname', 'createdAt', 'createdTime']),
    )
    expect(members[1]?.user).toMatchObject({
      id: fixture.upstream.credentials.accounts[1].userId,
      phone: fixture.upstream.credentials.accounts[1].phone,
      gender: 'female',
      stAccount: 'demo_account_2',
    })
  })

  it('answers after it was dismissed, its members do not', async () => {
    const { dismissedGroupId, group60Id } = fixture.upstream.examples
    expect(await group(dismissedGroupId)).toMatchObject({
      memberCount: 0,
      deletedAt: expect.stringMatching(/\.000Z$/),
    })
    expect((await fixture.lin.post('/group/dismiss', { groupId: group60Id })).json).toEqual({ code: 200 })
    expect(await group(group60Id)).toMatchObject({ deletedAt: '2026-01-15T12:00:00.000Z', memberCount: 0 })
    expect((await fixture.lin.get(`/group/${group60Id}/members`)).status).toBe(404)
    expect(await ownGroups()).toHaveLength(64)
    expect((await favourites()).total).toBe(27)
  })
})

describe('Who is in a group', () => {
  const members = async (id: string) => (await fixture.lin.get(`/group/${id}/members`)).result as Member[]

  it('begins with those who agree, while others are asked', async () => {
    const { encodeId, credentials } = fixture.upstream
    const ownId = credentials.accounts[0].userId
    const memberIds = [ownId, encodeId(10), encodeId(11)]
    const created = (await fixture.lin.post('/group/create', { name: 'New ones', memberIds })).result as {
      id: string
      userStatus: unknown
    }
    expect(created.userStatus).toEqual([
      { id: encodeId(10), status: 1 },
      { id: ownId, status: 1 },
      { id: encodeId(11), status: 3 },
    ])
    expect(await group(created.id)).toMatchObject({ name: 'New ones', memberCount: 2, creatorId: ownId })
    expect((await members(created.id)).map(({ role, user }) => [role, user.id])).toEqual([
      [1, encodeId(10)],
      [0, ownId],
    ])
  })

  it.each([
    ['x', 'both', 'Length of group name is out of limit.'],
    ['New ones', 'own', "Group's member count should be greater than 1 at least."],
    ['New ones', 'none', 'Empty memberIds.'],
    ['New ones', 'damaged', 'Empty memberId in memberIds.'],
  ] as const)('refuses to begin with name %j and members %s', async (name, list, text) => {
    const ownId = fixture.upstream.credentials.accounts[0].userId
    const other = fixture.upstream.encodeId(10)
    const lists = { both: [ownId, other], own: [ownId], none: [], damaged: [ownId, 'nonsense'] }
    const answer = await fixture.lin.post('/group/create', { name, memberIds: lists[list] })
    expect([answer.status, answer.text]).toEqual([400, text])
  })

  it('changes by join, quit, add and kick', async () => {
    const { examples, encodeId, credentials } = fixture.upstream
    const groupId = examples.group60Id
    const [lin, max] = credentials.accounts
    const stranger = fixture.as(encodeId(300))
    expect((await stranger.post('/group/join', { groupId })).json).toEqual({ code: 200 })
    expect((await stranger.post('/group/join', { groupId })).status).toBe(400)
    expect((await group(groupId)).memberCount).toBe(61)
    expect((await stranger.post('/group/quit', { groupId })).json).toEqual({ code: 200 })
    expect((await stranger.post('/group/quit', { groupId })).status).toBe(403)
    const added = await fixture.lin.post('/group/add', { groupId, memberIds: [encodeId(301)] })
    expect(added.result).toEqual([{ id: encodeId(301), status: 1 }])

    const kick = (by: typeof stranger, ...memberIds: string[]) =>
      by.post('/group/kick', { groupId, memberIds })
    expect((await kick(fixture.max, lin.userId)).status).toBe(405)
    expect((await kick(fixture.as(encodeId(3)), max.userId)).status).toBe(403)
    expect((await kick(fixture.lin, lin.userId)).status).toBe(400)
    expect((await kick(fixture.lin, encodeId(302))).status).toBe(400)
    expect((await kick(fixture.lin, encodeId(301))).json).toEqual({ code: 200 })
    expect((await members(groupId)).map(({ user }) => user.id)).not.toContain(encodeId(301))
  })

  it('waits for a manager where joining needs approval', async () => {
    const { examples, encodeId } = fixture.upstream
    const body = { groupId: examples.approvalGroupId, memberIds: [encodeId(310)] }
    expect((await fixture.max.post('/group/add', body)).result).toEqual([{ id: encodeId(310), status: 2 }])
    expect((await fixture.lin.post('/group/add', body)).result).toEqual([{ id: encodeId(310), status: 1 }])
  })

  it('hands the crown on, by transfer and when the creator quits', async () => {
    const { examples, credentials } = fixture.upstream
    const groupId = examples.group60Id
    const [lin, max] = credentials.accounts
    const transfer = (by: typeof fixture.lin, userId: string) =>
      by.post('/group/transfer', { groupId, userId })
    expect((await transfer(fixture.lin, lin.userId)).status).toBe(403)
    expect((await transfer(fixture.max, lin.userId)).status).toBe(400)
    expect((await transfer(fixture.lin, max.userId)).json).toEqual({ code: 200 })
    expect(await group(groupId)).toMatchObject({ creatorId: max.userId })
    expect((await fixture.max.post('/group/quit', { groupId })).code).toBe(200)
    expect(await group(groupId)).toMatchObject({ creatorId: lin.userId, memberCount: 59 })
  })
})

describe('Ruling a group', () => {
  it('names managers with HTTP codes for refusals', async () => {
    const { examples, encodeId, credentials } = fixture.upstream
    const groupId = examples.group60Id
    const name = async (by: typeof fixture.lin, id: string) =>
      (await by.post('/group/set_manager', { groupId, memberIds: [id] })).status
    expect(await name(fixture.lin, encodeId(5))).toBe(200)
    expect(await name(fixture.max, encodeId(5))).toBe(401)
    expect(await name(fixture.as(encodeId(300)), encodeId(5))).toBe(402)
    expect(await name(fixture.lin, credentials.accounts[0].userId)).toBe(403)
    const removed = await fixture.lin.post('/group/remove_manager', { groupId, memberIds: [encodeId(5)] })
    expect(removed.json).toEqual({ code: 200 })
  })

  it('renames for the creator only', async () => {
    const groupId = fixture.upstream.examples.group60Id
    const rename = (by: typeof fixture.lin, name: string) => by.post('/group/rename', { groupId, name })
    expect((await rename(fixture.max, 'Mine now')).text).toBe('Unknown group or not creator.')
    expect((await rename(fixture.lin, 'x')).text).toBe('Length of name invalid.')
    expect((await rename(fixture.lin, '<Ours>')).json).toEqual({ code: 200 })
    expect(await group(groupId)).toMatchObject({ name: '&lt;Ours&gt;' })
    expect((await ownGroups())[0]?.group.name).toBe('&lt;Ours&gt;')
  })

  it('hangs out a bulletin', async () => {
    const { examples } = fixture.upstream
    const read = (id: string) => fixture.lin.get(`/group/get_bulletin?groupId=${id}`)
    expect((await read(examples.protectedGroupId)).result).toMatchObject({
      content: 'We meet on Friday at seven.',
    })
    expect((await read(examples.group60Id)).status).toBe(402)
    const body = { groupId: examples.group60Id, bulletin: 'Bring soup.' }
    expect((await fixture.lin.post('/group/set_bulletin', body)).json).toEqual({ code: 200 })
    expect((await read(examples.group60Id)).result).toMatchObject({ content: 'Bring soup.' })
    expect((await fixture.lin.get(`/group/${examples.group60Id}`)).result).toMatchObject({ bulletin: null })

    const none = { groupId: examples.group60Id, bulletin: '' }
    expect((await fixture.lin.post('/group/set_bulletin', none)).json).toEqual({ code: 200 })
    expect((await read(examples.group60Id)).status).toBe(402)
  })

  it('refuses certification to plain members by a code, and odd mutes by a status', async () => {
    const { examples, encodeId } = fixture.upstream
    const groupId = examples.group60Id
    const member = fixture.as(encodeId(5))
    const refused = await member.post('/group/set_certification', { groupId, certiStatus: 0 })
    expect([refused.status, refused.json]).toEqual([200, { code: 20001 }])
    expect((await fixture.lin.post('/group/mute_all', { groupId, muteStatus: 2 })).status).toBe(400)
  })
})
