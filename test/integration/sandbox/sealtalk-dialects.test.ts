import { describe, expect, it } from 'vitest'
import { useSealTalk } from './sealtalk-fixture.ts'

describe('In dialect document, the upstream', () => {
  const fixture = useSealTalk({ dialect: 'document' })
  const account = () => fixture.upstream.credentials.accounts[0]
  const disputed = () => [
    '/user/get_token',
    '/user/get_image_token',
    '/user/get_sms_img_code',
    '/user/groups',
    '/user/sync/0',
    `/user/find/86/${account().phone}`,
    `/user/${account().userId}`,
  ]

  it('takes POST for the seven disputed reads', async () => {
    for (const path of disputed()) {
      expect([path, (await fixture.lin.post(path)).code]).toEqual([path, 200])
      expect([path, (await fixture.lin.get(path)).status]).toEqual([path, 404])
    }
  })

  it('gives flat groups', async () => {
    const [group] = (await fixture.lin.post('/user/groups')).result as object[]
    expect(Object.keys(group ?? {})).toEqual([
      'id',
      'name',
      'portraitUri',
      'creatorId',
      'memberCount',
      'isMute',
      'certiStatus',
    ])
  })

  it('gives privacy and pokes without an envelope', async () => {
    expect((await fixture.lin.get('/user/get_privacy')).json).toEqual({
      phoneVerify: 1,
      stSearchVerify: 1,
      friVerify: 1,
      groupVerify: 1,
    })
    expect((await fixture.lin.get('/user/get_poke')).json).toEqual({ pokeStatus: 1 })
  })

  it('has one code for unknown phones and wrong passwords', async () => {
    const { region, phone } = account()
    const wrong = await fixture.guest.post('/user/login', { region, phone, password: 'wrong-one' })
    const unknown = await fixture.guest.post('/user/login', { region, phone: '13900000000', password: 'x' })
    expect([wrong.code, unknown.code]).toEqual([1000, 1000])
  })

  it('makes picture codes', async () => {
    expect((await fixture.guest.post('/user/get_sms_img_code')).result).toEqual({
      url: expect.stringMatching(/^https:\/\//),
      verifyId: expect.any(String),
    })
  })

  it('lacks what the page does not tell of', async () => {
    const { userId, phone } = account()
    for (const path of [`/user/batch?id=${userId}`, `/user/find_user?region=86&phone=${phone}`]) {
      const answer = await fixture.lin.get(path)
      expect([answer.status, answer.text.includes('Cannot GET')]).toEqual([404, true])
    }
    expect((await fixture.lin.get(`/group/${userId}`)).code).toBe(200)
  })

  it('spells ids in sync as everywhere, tells of groups that were left, and never crashes', async () => {
    const sync = async (version: number) =>
      (await fixture.max.post(`/user/sync/${version}`)).result as {
        version: number
        friends: { friendId: string }[]
        groups: { isDeleted: boolean; group: { id: string; name: string } }[]
        group_members: { groupId: string; memberId: string; user: object }[]
      }
    const groupId = fixture.upstream.examples.group60Id
    const all = await sync(0)
    expect(all.friends[0]).toEqual({
      friendId: account().userId,
      displayName: '',
      status: 20,
      timestamp: expect.any(Number),
    })
    expect(Object.keys(all.groups[0] ?? {})).toEqual(['displayName', 'role', 'isDeleted', 'group'])
    expect(all.group_members[0]).toMatchObject({ groupId, memberId: account().userId })
    expect(Object.keys(all.group_members[0]?.user ?? {})).toEqual(['nickname', 'portraitUri'])

    expect(await sync(all.version)).toMatchObject({ version: all.version, groups: [], group_members: [] })
    await fixture.lin.post('/group/rename', { groupId, name: 'Renamed' })
    expect((await sync(all.version)).groups).toMatchObject([{ isDeleted: false, group: { name: 'Renamed' } }])
    await fixture.max.post('/group/quit', { groupId })
    expect((await sync(all.version)).groups).toMatchObject([{ isDeleted: true, group: { id: groupId } }])
  })
})

describe('In dialect later, the upstream', () => {
  const fixture = useSealTalk({ dialect: 'later' })
  const phone = '13912345678'

  it('leaves empty results out, also for users that do not exist', async () => {
    const nobody = fixture.as(fixture.upstream.encodeId(50))
    for (const path of [
      '/user/blacklist',
      `/user/${fixture.upstream.examples.unknownUserId}`,
      '/user/find/86/13900000000',
    ]) {
      expect([path, (await nobody.get(path)).json]).toEqual([path, { code: 200 }])
    }
  })

  it('refuses as JSON: rules and sessions with 400, the rest with codes', async () => {
    const { status, json } = await fixture.guest.get('/user/groups')
    expect([status, json]).toEqual([400, { code: 1000, message: 'Not loged in.' }])
    const damaged = await fixture.send('GET', '/user/groups', { cookie: 'rong_auth_cookie=damaged' })
    expect(damaged.status).toBe(400)
    const rule = await fixture.lin.post('/user/set_gender', { gender: 'other' })
    expect([rule.status, rule.json]).toEqual([400, { code: 1001, message: 'Parameter error.' }])
    const badId = await fixture.lin.get('/user/nonsense')
    expect([badId.status, badId.json]).toEqual([200, { code: 1002, message: 'ID format error.' }])
    const foreign = await fixture.lin.get(`/group/${fixture.upstream.examples.foreignGroupId}/members`)
    expect([foreign.status, foreign.code]).toEqual([200, 1001])
  })

  it('signs in and registers in one step, after a picture code', async () => {
    const { picCodeId } = (await fixture.guest.get('/user/pic_code')).result as { picCodeId: string }
    const wrong = { region: '86', phone, picCodeId, picCode: '0000' }
    expect((await fixture.guest.post('/user/send_code_yp', wrong)).code).toBe(1005)
    expect((await fixture.guest.post('/user/send_code_yp', { ...wrong, picCode: '9999' })).json).toEqual({
      code: 200,
    })
    const enter = (code: string) =>
      fixture.guest.post('/user/verify_code_register', { region: '86', phone, code })
    expect((await enter('0000')).code).toBe(1005)
    const answer = await enter('9999')
    expect(answer.result).toEqual({
      id: expect.any(String),
      token: expect.any(String),
      nickName: 'User 5678',
    })
    expect(answer.headers['set-cookie']?.[0]).toContain('Max-Age=604800')
  })

  it('ends sessions at logout and after a week', async () => {
    expect((await fixture.lin.post('/user/logout')).code).toBe(200)
    expect((await fixture.lin.get('/user/get_poke')).status).toBe(400)
    expect((await fixture.max.get('/user/get_poke')).result).toEqual({ pokeStatus: 1 })
    fixture.advance(7 * 86_400_000 + 1)
    expect((await fixture.max.get('/user/get_poke')).status).toBe(400)
  })

  it('shows no phones, gives flat groups and names the id of a token otherwise', async () => {
    const { userId } = fixture.upstream.credentials.accounts[0]
    expect((await fixture.lin.get(`/user/${userId}`)).result).not.toHaveProperty('phone')
    const [entry] = (await fixture.lin.get('/user/blacklist')).result as { user: object }[]
    expect(entry?.user).not.toHaveProperty('phone')
    const [group] = (await fixture.lin.get('/user/groups')).result as object[]
    expect(group).toMatchObject({ id: fixture.upstream.examples.group60Id, memberCount: 60 })
    expect((await fixture.lin.get('/user/get_token')).result).toEqual({
      id: userId,
      token: expect.any(String),
    })
  })

  it('no longer has what went away', async () => {
    for (const path of ['/user/register', '/user/verify_code', '/user/change_password']) {
      expect([path, (await fixture.lin.post(path)).status]).toEqual([path, 404])
    }
    expect((await fixture.lin.get('/user/sync/0')).status).toBe(404)
    expect((await fixture.lin.get('/user/batch?id=x')).code).toBe(1002)
  })
})

describe('In development mode, the upstream', () => {
  const fixture = useSealTalk({ mode: 'development' })

  it('adds a message to refusals and lets codes be sent every five seconds', async () => {
    const body = { region: '86', phone: '13912345678' }
    expect((await fixture.guest.post('/user/send_code', body)).json).toEqual({ code: 200 })
    fixture.advance(4_999)
    expect((await fixture.guest.post('/user/send_code', body)).json).toEqual({
      code: 5000,
      message: 'Throttle limit exceeded.',
    })
    fixture.advance(1)
    expect((await fixture.guest.post('/user/send_code', body)).code).toBe(200)
  })
})

describe('An upstream that is told to lack an endpoint', () => {
  const fixture = useSealTalk({ lacks: ['GET /group/:id/members'] })

  it('answers as to any unknown path', async () => {
    const id = fixture.upstream.examples.group60Id
    expect((await fixture.lin.get(`/group/${id}/members`)).status).toBe(404)
    expect((await fixture.lin.get(`/group/${id}`)).code).toBe(200)
  })
})
