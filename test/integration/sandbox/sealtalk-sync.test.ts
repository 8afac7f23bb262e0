import { describe, expect, it } from 'vitest'
import type { Client } from './sealtalk-client.ts'
import { useSealTalk } from './sealtalk-fixture.ts'

const fixture = useSealTalk()
type Person = { id: number; nickname: string; portraitUri: string }
type Sync = {
  version: number | null
  user: (Person & { timestamp: number }) | null
  blacklist: { friendId: number; status: boolean; timestamp: number; user: Person }[]
  friends: { friendId: number; displayName: string; status: number; user: Person }[]
  groups: { groupId: number; role: number; isDeleted: boolean; group: { id: number; name: string } }[]
  group_members: { groupId: number; memberId: number; user: Person }[] | null
}

const sync = async (client: Client, version: number | null) =>
  (await client.get(`/user/sync/${version}`)).result as Sync

describe('Sync', () => {
  it('from 0 tells everything, with the raw numbers of rows', async () => {
    const all = await sync(fixture.lin, 0)
    expect(all.version).toBeGreaterThan(1_500_000_000_000)
    expect(all.user).toBeNull()
    expect(all.blacklist.map((row) => [row.friendId, row.status])).toContainEqual([46, false])
    expect(all.friends.find((row) => row.friendId === 3)).toMatchObject({
      displayName: 'Pal 3',
      status: 20,
      user: { id: 3 },
    })
    expect(all.groups).toHaveLength(65)
    expect(all.groups[0]).toMatchObject({ groupId: 1, role: 0, isDeleted: false, group: { id: 1 } })
    expect(all.group_members?.filter((row) => row.groupId === 1)).toHaveLength(60)
    expect(all.group_members?.[0]).toMatchObject({ memberId: 1, user: { nickname: 'Lin Tallmere' } })
  })

  it('from the version it gave tells nothing, and no version', async () => {
    const { version } = await sync(fixture.lin, 0)
    expect(await sync(fixture.lin, version)).toEqual({
      version: null,
      user: null,
      blacklist: [],
      friends: [],
      groups: [],
      group_members: null,
    })
  })

  it('tells what came since, lifted entries too', async () => {
    const { version } = await sync(fixture.lin, 0)
    const friendId = fixture.upstream.encodeId(200)
    await fixture.lin.post('/user/set_nickname', { nickname: 'Lin the Second' })
    await fixture.lin.post('/user/add_to_blacklist', { friendId })
    await fixture.lin.post('/user/remove_from_blacklist', { friendId })
    const news = await sync(fixture.lin, version)
    expect(news.user).toMatchObject({ id: 1, nickname: 'Lin the Second' })
    expect(news.blacklist).toMatchObject([{ friendId: 200, status: false, timestamp: news.version }])
    expect([news.friends, news.groups, news.group_members]).toEqual([[], [], null])
  })

  it('does not notice settings', async () => {
    const { version } = await sync(fixture.lin, 0)
    await fixture.lin.post('/user/set_gender', { gender: 'female' })
    await fixture.lin.post('/user/set_st_account', { stAccount: 'lin_second' })
    await fixture.lin.post('/user/set_privacy', { phoneVerify: 0 })
    await fixture.lin.post('/user/set_poke', { pokeStatus: 0 })
    expect((await sync(fixture.lin, version)).version).toBeNull()
  })

  it('crashes after a rename, except from 0', async () => {
    const { version } = await sync(fixture.max, 0)
    await fixture.lin.post('/group/rename', { groupId: fixture.upstream.examples.group60Id, name: 'Renamed' })
    const crash = await fixture.max.get(`/user/sync/${version}`)
    expect([crash.status, crash.text]).toEqual([500, "Cannot read property 'timestamp' of undefined"])
    const all = await sync(fixture.max, 0)
    expect(all.groups[0]?.group.name).toBe('Renamed')
    expect(all.version).toBeGreaterThan(version ?? 0)
  })

  it('tells of a group that was joined with the members since', async () => {
    const { version } = await sync(fixture.max, 0)
    await fixture.max.post('/group/join', { groupId: fixture.upstream.examples.largeGroupId })
    const news = await sync(fixture.max, version)
    expect(news.groups.map((row) => row.groupId)).toEqual([2])
    expect(news.group_members?.map((row) => row.memberId)).toEqual([2])
  })

  it('does not tell of a group that was left', async () => {
    const { version } = await sync(fixture.max, 0)
    await fixture.max.post('/group/quit', { groupId: fixture.upstream.examples.group60Id })
    expect((await sync(fixture.max, version)).version).toBeNull()
    expect((await sync(fixture.max, 0)).groups.map((row) => row.groupId)).not.toContain(1)
  })

  it('crashes for every version of an account that has left all its groups', async () => {
    const { groups } = await sync(fixture.max, 0)
    for (const { groupId } of groups) {
      await fixture.max.post('/group/quit', { groupId: fixture.upstream.encodeId(groupId) })
    }
    for (const version of [0, 1, Date.now() * 2]) {
      const { status, text } = await fixture.max.get(`/user/sync/${version}`)
      expect([status, text]).toEqual([500, "Cannot read property 'timestamp' of undefined"])
    }
  })

  it.each(['x', '1.5', '1e3'])('refuses version %s', async (version) => {
    const answer = await fixture.lin.get(`/user/sync/${version}`)
    expect([answer.status, answer.text]).toEqual([400, 'Version parameter is not integer.'])
  })
})
