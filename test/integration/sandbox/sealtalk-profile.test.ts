import { describe, expect, it } from 'vitest'
import { useSealTalk } from './sealtalk-fixture.ts'

const fixture = useSealTalk()
const ownId = () => fixture.upstream.credentials.accounts[0].userId
const self = async () => (await fixture.lin.get(`/user/${ownId()}`)).result

describe('The profile', () => {
  it('takes each part on its own', async () => {
    const portraitUri = 'https://portraits.example/lin.png'
    const writes = [
      ['/user/set_nickname', { nickname: 'Lin the Second' }],
      ['/user/set_portrait_uri', { portraitUri }],
      ['/user/set_gender', { gender: 'female' }],
      ['/user/set_st_account', { stAccount: 'lin_second' }],
    ] as const
    for (const [path, body] of writes)
      expect((await fixture.lin.post(path, body)).json).toEqual({ code: 200 })
    expect(await self()).toMatchObject({
      nickname: 'Lin the Second',
      portraitUri,
      gender: 'female',
      stAccount: 'lin_second',
    })
  })

  it.each([
    ['/user/set_nickname', { nickname: 'x'.repeat(33) }, 400, 'Invalid nickname length.'],
    ['/user/set_nickname', {}, 500, "Cannot read property 'length' of undefined"],
    ['/user/set_portrait_uri', { portraitUri: 'ftp://files.example/x' }, 400, 'Invalid portraitUri format.'],
    ['/user/set_portrait_uri', { portraitUri: 'http://a.bc' }, 400, 'Invalid portraitUri length.'],
    [
      '/user/set_portrait_uri',
      { portraitUri: `https://a.example/${'x'.repeat(250)}` },
      400,
      'Invalid portraitUri length.',
    ],
    ['/user/set_portrait_uri', {}, 500, "Cannot read property 'length' of undefined"],
    ['/user/set_gender', { gender: 'other' }, 400, 'Parameter error.'],
    ['/user/set_gender', {}, 400, 'Parameter error.'],
    ['/user/set_st_account', { stAccount: 'short' }, 400, 'Invalid stAccount length.'],
    ['/user/set_st_account', { stAccount: '1number' }, 400, 'Invalid stAccount format.'],
    ['/user/set_st_account', {}, 500, 'undefined is not a valid string'],
    ['/user/set_poke', { pokeStatus: '1' }, 400, 'Parameter error.'],
    ['/user/set_poke', {}, 400, 'Parameter error.'],
  ])('refuses %s %j', async (path, body, status, text) => {
    const before = await self()
    const answer = await fixture.lin.post(path, body)
    expect([answer.status, answer.text]).toEqual([status, text])
    expect(await self()).toEqual(before)
  })

  it('knows of taken SealTalk numbers whatever their case, the own one too', async () => {
    const { stAccount } = fixture.upstream.examples.openUser
    const theirs = await fixture.lin.post('/user/set_st_account', { stAccount: stAccount.toUpperCase() })
    expect([theirs.status, theirs.json]).toEqual([200, { code: 1000 }])
    const own = { stAccount: 'lin_second' }
    expect((await fixture.lin.post('/user/set_st_account', own)).code).toBe(200)
    expect((await fixture.lin.post('/user/set_st_account', own)).code).toBe(1000)
  })
})

describe('Settings', () => {
  it('of privacy are told in an envelope with the id', async () => {
    expect((await fixture.lin.post('/user/set_privacy', { phoneVerify: 0, groupVerify: 0 })).json).toEqual({
      code: 200,
    })
    expect((await fixture.lin.get('/user/get_privacy')).result).toEqual({
      id: ownId(),
      phoneVerify: 0,
      stSearchVerify: 1,
      friVerify: 1,
      groupVerify: 0,
    })
  })

  it.each([
    [{}],
    [{ phoneVerify: '0' }],
    [{ phoneVerify: true }],
    [{ phoneVerify: 2 }],
    [{ phoneVerify: 0, extra: 1 }],
    [{ phoneVerify: null }],
  ])('of privacy refuse %j', async (body) => {
    expect((await fixture.lin.post('/user/set_privacy', body)).status).toBe(400)
    expect((await fixture.lin.get('/user/get_privacy')).result).toMatchObject({ phoneVerify: 1 })
  })

  it('of pokes are told in an envelope', async () => {
    expect((await fixture.lin.get('/user/get_poke')).result).toEqual({ pokeStatus: 1 })
    expect((await fixture.lin.post('/user/set_poke', { pokeStatus: 0 })).json).toEqual({ code: 200 })
    expect((await fixture.lin.get('/user/get_poke')).result).toEqual({ pokeStatus: 0 })
  })
})

describe('Tokens', () => {
  it('of the IM cloud are new at each call, and login gives the last one', async () => {
    const first = (await fixture.lin.get('/user/get_token')).result as { userId: string; token: string }
    const second = (await fixture.lin.get('/user/get_token')).result as { userId: string; token: string }
    expect([first.userId, second.userId]).toEqual([ownId(), ownId()])
    expect(second.token).not.toBe(first.token)
    const { region, phone, password } = fixture.upstream.credentials.accounts[0]
    const login = await fixture.guest.post('/user/login', { region, phone, password })
    expect(login.result).toEqual({ id: ownId(), token: second.token })
  })

  it('of the file store name where to send files', async () => {
    expect((await fixture.lin.get('/user/get_image_token')).result).toEqual({
      target: 'qiniu',
      domain: 'files.sealtalk.example',
      token: expect.stringMatching(/^sandbox:[\w-]+:[\w-]+$/),
    })
  })

  it('of pictures never come, with or without a session', async () => {
    const answer = await fixture.guest.get('/user/get_sms_img_code')
    expect([answer.status, answer.text]).toEqual([500, 'result is not defined'])
  })
})
