import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codesOf } from '../../support/gateway.ts'
import { sealedFor, type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'

describe('the dialect of the published page', () => {
  let page: SealTalkGateway
  beforeAll(async () => {
    page = await startSealTalkGateway({
      sandbox: { dialect: 'document' },
      env: { SEALTALK_DIALECT: 'document' },
    })
  })
  afterAll(() => page.close())

  it('reads the whole account by POST', async () => {
    const headers = await page.signIn()
    const { errors } = await page.ask(
      `{ viewer { sealtalk {
          user { name phone }
          privacy { searchableByPhone }
          acceptsPokes
          conversations { name memberCount }
          storageToken { target }
          changes { version friends { name user { id } } }
        } } }`,
      headers,
    )

    expect(errors).toEqual([])
    expect(page.calls()).toEqual([
      'GET /user/get_poke',
      'GET /user/get_privacy',
      'POST /user/:id',
      'POST /user/get_image_token',
      'POST /user/groups',
      'POST /user/sync/:version',
    ])
  })

  it('finds users with the calls of the page only', async () => {
    const headers = await page.signIn()
    const { openUser } = page.sandbox.examples
    const ids = [1, 2, 3].map((number) => `{sealtalkUserId: "${page.sandbox.encodeId(number)}"}`)
    const names = await page.ask(`{ users(by: [${ids.join(' ')}]) { name } }`, headers)
    expect(names.errors).toEqual([])
    expect(page.calls()).toEqual(['GET *', 'POST /user/:id', 'POST /user/:id', 'POST /user/:id'])

    const found = await page.ask(
      `{ user(by: {sealtalkPhone: {region: "${openUser.region}", number: "${openUser.phone}"}}) { upstreamId } }`,
      headers,
    )
    expect(found).toMatchObject({ data: { user: { upstreamId: openUser.userId } }, errors: [] })
    expect(page.calls()).toEqual(['GET *', 'POST /user/find/:region/:phone'])
  })
})

describe('the later server', () => {
  const SESSION_SECRET = 'of the gateway and of this test'
  let later: SealTalkGateway
  let headers: Record<string, string>
  beforeAll(async () => {
    later = await startSealTalkGateway({
      sandbox: { dialect: 'later' },
      env: { SESSION_SECRET },
    })
    headers = sealedFor(later.sandbox, SESSION_SECRET)
  })
  afterAll(() => later.close())

  it('fails only the fields that it lacks, and opens no circuit', async () => {
    const answer = await later.ask(
      `{ viewer { sealtalk {
          user { name phone }
          privacy { searchableByPhone }
          acceptsPokes
          conversations { name memberCount }
          blacklist { user { name phone } }
          changes { version }
        } } }`,
      headers,
    )

    expect(answer.data).toMatchObject({
      viewer: { sealtalk: { user: { name: 'Lin Tallmere', phone: null }, changes: null } },
    })
    expect(codesOf(answer)).toEqual(['viewer.sealtalk.changes: UNSUPPORTED'])
  })

  it('finds users one by one, all of them', async () => {
    const { unknownUserId } = later.sandbox.examples
    const ids = [later.sandbox.encodeId(1), later.sandbox.encodeId(2), unknownUserId]
    const by = ids.map((id) => `{sealtalkUserId: "${id}"}`).join(' ')
    const { data, errors } = await later.ask(`{ users(by: [${by}]) { name } }`, headers)

    expect(errors).toEqual([])
    expect(data).toEqual({ users: [{ name: 'Lin Tallmere' }, { name: 'Max Orrinson' }, null] })
  })

  it('has no login by password, and says so', async () => {
    const answer = await later.ask(
      'mutation { login(input: {phone: {region: "86", number: "13800000001"}, password: "secret"}) { userId } }',
    )

    expect(codesOf(answer)).toEqual(['login: UNSUPPORTED'])
  })

  it('reports an unknown session as UNAUTHENTICATED', async () => {
    const unknown = sealedFor(later.sandbox, SESSION_SECRET, 'name=00')
    const answer = await later.ask('{ viewer { sealtalk { acceptsPokes } } }', unknown)

    expect(codesOf(answer)).toEqual(['viewer.sealtalk.acceptsPokes: UNAUTHENTICATED'])
  })
})

describe('the first server in Java', () => {
  let java: SealTalkGateway
  beforeAll(async () => {
    java = await startSealTalkGateway({ sandbox: { dialect: 'java' } })
  })
  afterAll(() => java.close())

  it('is used like the Node server, but for what it has elsewhere', async () => {
    const headers = await java.signIn()
    const userId = `sealtalk:user:${java.sandbox.encodeId(2)}`
    const write = (name: string) => `mutation { ${name}(input: {userId: "${userId}"}) { userId } }`
    const blacklist = async () =>
      (await java.ask('{ viewer { sealtalk { blacklist { user { id } } } } }', headers)).data
    expect((await java.ask(write('blockUser'), headers)).errors).toEqual([])
    expect(JSON.stringify(await blacklist())).toContain(userId)

    expect((await java.ask(write('unblockUser'), headers)).errors).toEqual([])
    const unblock = 'POST /user/check_phone_availableremove_from_blacklist'
    expect(java.calls()).toEqual(['GET /user/:id', 'POST *', unblock])
    expect(JSON.stringify(await blacklist())).not.toContain(userId)
    await java.ask(write('unblockUser'), headers)
    expect(java.calls()).toEqual(['GET /user/:id', unblock])

    const captcha = await java.ask('{ captcha { url verifyId } }')
    expect(captcha.errors).toEqual([])
    expect(java.calls()).toEqual(['GET /user/:id', 'POST /user/get_sms_img_code'])
  })
})
