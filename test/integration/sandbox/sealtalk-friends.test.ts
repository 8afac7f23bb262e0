import { describe, expect, it } from 'vitest'
import type { Client } from './sealtalk-client.ts'
import { useSealTalk } from './sealtalk-fixture.ts'

const fixture = useSealTalk()
type Friendship = { status: number; displayName: string; message: string; user: { id: string } }
const DAY = 86_400_000

const friendships = async (of: Client) => (await of.get('/friendship/all')).result as Friendship[]
const statusOf = async (of: Client, id: string) =>
  (await friendships(of)).find((row) => row.user.id === id)?.status
const invite = (by: Client, friendId: string, message = 'Hello!') =>
  by.post('/friendship/invite', { friendId, message })
const ownId = () => fixture.upstream.credentials.accounts[0].userId

const isOnBlacklist = async (of: Client, id: string) =>
  ((await of.get('/user/blacklist')).result as { user: { id: string } }[]).some((row) => row.user.id === id)

describe('Friendships', () => {
  it('are listed in every state', async () => {
    const rows = await friendships(fixture.lin)
    expect(new Set(rows.map((row) => row.status))).toEqual(new Set([10, 11, 20, 21, 30, 31]))
    expect(rows.filter((row) => row.status === 20).length).toBeGreaterThan(25)
    expect(rows.find((row) => row.status === 11)?.message).toBe('Hello, may I add you?')
    expect(Object.keys(rows[0]?.user ?? {})).toEqual([
      'id',
      'nickname',
      'region',
      'phone',
      'portraitUri',
      'gender',
      'stAccount',
    ])
  })

  it('open the profile, which nobody else sees', async () => {
    const { friendUserId, blockedUserId } = fixture.upstream.examples
    const profile = await fixture.lin.get(`/friendship/${friendUserId}/profile`)
    expect(profile.result).toMatchObject({
      displayName: 'Pal 3',
      user: {
        id: friendUserId,
        createdAt: expect.stringMatching(/\.000Z$/),
        updatedTime: expect.any(Number),
      },
    })
    const refused = await fixture.lin.get(`/friendship/${blockedUserId}/profile`)
    expect([refused.status, refused.text]).toEqual([403, 'Current user is not friend of user 1.'])
  })

  it('take a display name only while they last', async () => {
    const { friendUserId, blockedUserId } = fixture.upstream.examples
    const name = (friendId: string, displayName: string) =>
      fixture.lin.post('/friendship/set_display_name', { friendId, displayName })
    expect((await name(friendUserId, 'Old pal')).json).toEqual({ code: 200 })
    expect((await friendships(fixture.lin)).find((row) => row.user.id === friendUserId)?.displayName).toBe(
      'Old pal',
    )
    expect((await name(friendUserId, 'x'.repeat(33))).status).toBe(400)
    expect((await name(blockedUserId, 'Old pal')).status).toBe(404)
  })

  it('show who of an address book is here', async () => {
    const { phone } = fixture.upstream.examples.openUser
    const answer = await fixture.max.post('/friendship/get_contacts_info', {
      contactList: [phone, '13900000000'],
    })
    expect(answer.result).toMatchObject([
      { registered: 1, relationship: 0, phone },
      { registered: 0, relationship: 0, phone: '13900000000', id: '' },
    ])
  })
})

describe('An invitation', () => {
  it('is sent, agreed to and over with', async () => {
    const other = fixture.upstream.encodeId(200)
    const theirs = fixture.as(other)
    expect((await invite(fixture.lin, other)).result).toEqual({ action: 'Sent' })
    expect([await statusOf(fixture.lin, other), await statusOf(theirs, ownId())]).toEqual([10, 11])
    expect((await invite(fixture.lin, other)).result).toEqual({ action: 'None' })
    expect((await theirs.post('/friendship/agree', { friendId: ownId() })).json).toEqual({ code: 200 })
    expect([await statusOf(fixture.lin, other), await statusOf(theirs, ownId())]).toEqual([20, 20])
    expect((await invite(fixture.lin, other)).status).toBe(400)
    expect((await theirs.post('/friendship/ignore', { friendId: ownId() })).status).toBe(404)
  })

  it('adds at once where the other asked before, or wants no questions', async () => {
    const { encodeId } = fixture.upstream
    expect((await invite(fixture.lin, encodeId(41))).result).toEqual({ action: 'Added' })
    expect(await statusOf(fixture.lin, encodeId(41))).toBe(20)
    expect((await invite(fixture.lin, encodeId(207))).result).toEqual({ action: 'AddDirectly' })
    expect(await statusOf(fixture.as(encodeId(207)), ownId())).toBe(20)
  })

  it('that was ignored can be sent again after a day', async () => {
    const other = fixture.upstream.encodeId(200)
    await invite(fixture.lin, other)
    expect((await fixture.as(other).post('/friendship/ignore', { friendId: ownId() })).code).toBe(200)
    expect((await invite(fixture.lin, other)).result).toEqual({ action: 'None' })
    fixture.advance(DAY + 10)
    expect((await invite(fixture.lin, other)).result).toEqual({ action: 'Sent' })
  })

  it('needs a message that is not empty and of at most 64 characters', async () => {
    const other = fixture.upstream.encodeId(200)
    expect((await invite(fixture.lin, other, '')).text).toBe('Empty message.')
    expect((await invite(fixture.lin, other, 'x'.repeat(65))).status).toBe(400)
    expect((await fixture.lin.post('/friendship/invite', { friendId: other })).status).toBe(500)
  })
})

describe('A block', () => {
  it('is lifted on both sides by agreeing to a request that there is not', async () => {
    const other = fixture.upstream.encodeId(200)
    const theirs = fixture.as(other)
    await fixture.lin.post('/user/add_to_blacklist', { friendId: other })
    await theirs.post('/user/add_to_blacklist', { friendId: ownId() })
    expect([await isOnBlacklist(fixture.lin, other), await isOnBlacklist(theirs, ownId())]).toEqual([
      true,
      true,
    ])
    expect((await fixture.lin.post('/friendship/agree', { friendId: other })).status).toBe(404)
    expect([await isOnBlacklist(fixture.lin, other), await isOnBlacklist(theirs, ownId())]).toEqual([
      false,
      false,
    ])
  })

  it('by the other keeps an invitation from reaching them', async () => {
    const other = fixture.upstream.encodeId(200)
    await fixture.as(other).post('/user/add_to_blacklist', { friendId: ownId() })
    expect((await invite(fixture.lin, other)).result).toEqual({ action: 'None' })
    expect(await statusOf(fixture.as(other), ownId())).toBeUndefined()
  })
})

describe('Ending a friendship', () => {
  it('sets 30 and blacklists; agreeing lifts that again', async () => {
    const { friendUserId } = fixture.upstream.examples
    const friend = fixture.as(friendUserId)
    const listed = () => isOnBlacklist(fixture.lin, friendUserId)
    expect((await fixture.lin.post('/friendship/delete', { friendId: friendUserId })).json).toEqual({
      code: 200,
    })
    expect([await statusOf(fixture.lin, friendUserId), await listed()]).toEqual([30, true])
    expect(await statusOf(friend, ownId())).toBe(20)
    expect((await fixture.lin.post('/friendship/delete', { friendId: friendUserId })).status).toBe(404)
    expect((await invite(fixture.lin, friendUserId)).result).toEqual({ action: 'Added' })
    expect([await statusOf(fixture.lin, friendUserId), await listed()]).toEqual([20, false])
  })

  it('works for many at once, whom no blacklist shows then', async () => {
    const { encodeId } = fixture.upstream
    const friendIds = [encodeId(5), encodeId(6), encodeId(200)]
    const answer = await fixture.lin.post('/friendship/batch_delete', { friendIds })
    expect(answer.json).toEqual({ code: 200, result: [2] })
    expect(await Promise.all(friendIds.map((id) => isOnBlacklist(fixture.lin, id)))).toEqual([
      false,
      false,
      false,
    ])
    expect(await Promise.all(friendIds.map((id) => statusOf(fixture.lin, id)))).toEqual([30, 30, undefined])
  })
})
