import { describe, expect, it } from 'vitest'
import { useSealTalk } from './sealtalk-fixture.ts'

const fixture = useSealTalk()
type Row = { id: string; nickname: string; portraitUri: string }
type Entry = { user: Row & { updatedAt: string; updatedTime: number } }

describe('A user', () => {
  it('shows the phone to everybody signed in, whatever the privacy', async () => {
    const { userId, phone, stAccount } = fixture.upstream.examples.hiddenPhoneUser
    const answer = await fixture.max.get(`/user/${userId}`)
    expect(answer.result).toEqual({
      id: userId,
      nickname: expect.any(String),
      portraitUri: expect.any(String),
      gender: expect.stringMatching(/^(fe)?male$/),
      stAccount,
      phone,
    })
  })

  it.each(['unknown', 'not-an-id', '..%2fme'])('is 404 for %s', async (name) => {
    const id = name === 'unknown' ? fixture.upstream.examples.unknownUserId : name
    const answer = await fixture.lin.get(`/user/${id}`)
    expect([answer.status, answer.text]).toEqual([404, 'Unknown user.'])
  })

  it('has the id of the group with the same number', async () => {
    const { sharedId } = fixture.upstream.examples
    expect(sharedId).toBe(fixture.upstream.credentials.accounts[0].userId)
    expect((await fixture.lin.get(`/user/${sharedId}`)).result).toMatchObject({
      id: sharedId,
      nickname: 'Lin Tallmere',
    })
    expect((await fixture.lin.get(`/group/${sharedId}`)).result).toMatchObject({
      id: sharedId,
      memberCount: 60,
    })
  })
})

describe('A batch', () => {
  it('leaves unknown ids out, merges doubles and keeps the order of the rows', async () => {
    const { encodeId, examples } = fixture.upstream
    const ids = [encodeId(20), examples.unknownUserId, encodeId(7), encodeId(20), 'nonsense']
    const answer = await fixture.lin.get(`/user/batch?${ids.map((id) => `id=${id}`).join('&')}`)
    const rows = answer.result as Row[]
    expect(rows.map((row) => row.id)).toEqual([encodeId(7), encodeId(20)])
    expect(Object.keys(rows[0] ?? {})).toEqual(['id', 'nickname', 'portraitUri'])
    expect(fixture.upstream.control.calls().recent).toMatchObject([
      { endpoint: 'GET /user/batch', ids: 5, auth: 'user', status: 200 },
    ])
  })

  it('does not know commas', async () => {
    const { encodeId } = fixture.upstream
    expect((await fixture.lin.get(`/user/batch?id=${encodeId(7)},${encodeId(20)}`)).result).toEqual([])
  })
})

describe('Finding', () => {
  const find = (query: string) => fixture.lin.get(`/user/find_user?${query}`)

  it('by phone and by SealTalk number respects who wants to be found', async () => {
    const { openUser, hiddenPhoneUser, hiddenStAccountUser } = fixture.upstream.examples
    const byPhone = await find(`region=86&phone=${openUser.phone}`)
    expect(byPhone.result).toMatchObject({
      id: openUser.userId,
      stAccount: openUser.stAccount,
      phoneVerify: 1,
    })
    const byAccount = await find(`st_account=${openUser.stAccount}`)
    expect(byAccount.result).toMatchObject({ id: openUser.userId, stSearchVerify: 1 })
    expect((await find(`region=86&phone=${hiddenPhoneUser.phone}`)).text).toBe('Unknown user.')
    expect((await find(`st_account=${hiddenPhoneUser.stAccount}`)).code).toBe(200)
    expect((await find(`st_account=${hiddenStAccountUser.stAccount}`)).status).toBe(404)
    expect((await find('')).status).toBe(400)
  })

  it('by the older path ignores privacy', async () => {
    const { userId, region, phone } = fixture.upstream.examples.hiddenPhoneUser
    const answer = await fixture.lin.get(`/user/find/${region}/${phone}`)
    expect(answer.result).toEqual({
      id: userId,
      nickname: expect.any(String),
      portraitUri: expect.any(String),
    })
    expect((await fixture.lin.get('/user/find/86/13900000000')).text).toBe('Unknown user.')
    expect((await fixture.lin.get('/user/find/86/1')).text).toBe('Invalid region and phone number.')
    expect((await fixture.lin.get('/user/find/1/1')).status).toBe(404)
  })
})

describe('Regions', () => {
  it('are 218, and a dialling code can stand for two', async () => {
    const regions = (await fixture.guest.get('/user/regionlist')).result as {
      region: string
      locale: { en: string; zh: string }
    }[]
    expect(regions).toHaveLength(218)
    expect(regions.filter(({ region }) => region === '1').map(({ locale }) => locale.en)).toEqual([
      'Canada',
      'United States',
    ])
    expect(regions.find(({ region }) => region === '86')?.locale).toEqual({ en: 'China', zh: '中国' })
  })
})

describe('The blacklist', () => {
  const ids = async () =>
    ((await fixture.lin.get('/user/blacklist')).result as Entry[]).map((entry) => entry.user.id)

  it('holds users with the times of their own rows', async () => {
    const [entry] = (await fixture.lin.get('/user/blacklist')).result as Entry[]
    expect(Object.keys(entry?.user ?? {})).toEqual([
      'id',
      'nickname',
      'portraitUri',
      'gender',
      'stAccount',
      'phone',
      'updatedAt',
      'updatedTime',
    ])
    expect(entry?.user.updatedAt).toMatch(/:\d\d\.000Z$/)
    expect(Date.parse(entry?.user.updatedAt ?? '')).toBe(entry?.user.updatedTime)
  })

  it('takes anybody who exists, twice too, oneself too', async () => {
    const { lin, upstream } = fixture
    const stranger = upstream.encodeId(200)
    for (const friendId of [stranger, stranger, upstream.credentials.accounts[0].userId]) {
      expect((await lin.post('/user/add_to_blacklist', { friendId })).json).toEqual({ code: 200 })
    }
    expect(await ids()).toContain(stranger)
    const unknown = await lin.post('/user/add_to_blacklist', { friendId: upstream.examples.unknownUserId })
    expect([unknown.status, unknown.text]).toEqual([404, 'friendId is not an available userId.'])
    expect((await lin.post('/user/remove_from_blacklist', { friendId: stranger })).json).toEqual({
      code: 200,
    })
    expect((await lin.post('/user/remove_from_blacklist', { friendId: stranger })).json).toEqual({
      code: 200,
    })
    expect(await ids()).not.toContain(stranger)
  })

  it('turns a friendship 20 into 31 without its name, and back', async () => {
    const { lin, upstream } = fixture
    const friendId = upstream.examples.friendUserId
    const friendship = async () =>
      (
        (await lin.get('/friendship/all')).result as { status: number; displayName: string; user: Row }[]
      ).find((row) => row.user.id === friendId)
    expect(await friendship()).toMatchObject({ status: 20, displayName: 'Pal 3' })
    await lin.post('/user/add_to_blacklist', { friendId })
    expect(await friendship()).toMatchObject({ status: 31, displayName: '' })
    await lin.post('/user/remove_from_blacklist', { friendId })
    expect(await friendship()).toMatchObject({ status: 20, displayName: '' })
  })

  it('stands in a cache, so that a new name shows in the user first', async () => {
    const { lin, upstream, as } = fixture
    const { blockedUserId } = upstream.examples
    const names = async () => {
      const list = (await lin.get('/user/blacklist')).result as Entry[]
      const user = (await lin.get(`/user/${blockedUserId}`)).result as Row
      return [list.find((entry) => entry.user.id === blockedUserId)?.user.nickname, user.nickname]
    }
    const [before] = await names()
    await as(blockedUserId).post('/user/set_nickname', { nickname: 'Renamed' })
    expect(await names()).toEqual([before, 'Renamed'])
    fixture.advance(3_600_000)
    expect(await names()).toEqual(['Renamed', 'Renamed'])
  })
})
