import { afterAll, describe, expect, it } from 'vitest'
import { codesOf } from '../../../support/gateway.ts'
import {
  type Answers,
  noRoute,
  ok,
  OWN_COOKIE,
  OWN_ID,
  startSealTalkHarness,
  wireName,
  wireUser,
} from '../../../support/sealtalk-upstream.ts'

const server = await startSealTalkHarness({ TRUST_PROXY: '127.0.0.1' })
const document = await startSealTalkHarness({ SEALTALK_DIALECT: 'document' })
afterAll(() => Promise.all([server.close(), document.close()]))

const PHONE = '{region: "86", number: "13812345678"}'
const account = (selection: string): string => `{ viewer { sealtalk { ${selection} } } }`

interface Operation {
  readonly name: string
  readonly document: string
  /** Method and path of the one call that it makes. */
  readonly call: string
  readonly result?: unknown
  readonly headers?: Record<string, string>
  readonly body?: unknown
  readonly isPublic?: true
}

const PRIVACY = { id: OWN_ID, phoneVerify: 1, stSearchVerify: 0, friVerify: 1, groupVerify: 1 }
const TOKEN = {
  verificationToken: '75dd9840-de34-11e5-afd4-1bd9ef8f26e5',
  nickname: 'Ann',
  password: 'secret1',
}
const OTHER = 'sealtalk:user:oThEr'

/** One operation for each endpoint; the seven whose method is disputed are below. */
const operations: readonly Operation[] = [
  {
    name: 'sendVerificationCode',
    document: `mutation { sendVerificationCode(input: {phone: ${PHONE}}) { sent } }`,
    call: 'POST /user/send_code',
    body: { region: '86', phone: '13812345678' },
    isPublic: true,
  },
  {
    name: 'sendVerificationCode by Yunpian',
    document: `mutation { sendVerificationCode(input: {phone: {region: "1", number: "2025550111"}, service: YUNPIAN}) { sent } }`,
    call: 'POST /user/send_code_yp',
    body: { region: '1', phone: '2025550111' },
    isPublic: true,
  },
  {
    name: 'verifyCode',
    document: `mutation { verifyCode(input: {phone: ${PHONE}, code: "1234"}) { verificationToken } }`,
    call: 'POST /user/verify_code',
    result: { verification_token: TOKEN.verificationToken },
    body: { region: '86', phone: '13812345678', code: '1234' },
    isPublic: true,
  },
  {
    name: 'verifyCode by Yunpian',
    document: `mutation { verifyCode(input: {phone: ${PHONE}, code: "123456", service: YUNPIAN}) { verificationToken } }`,
    call: 'POST /user/verify_code_yp',
    result: { verification_token: TOKEN.verificationToken },
    body: { region: '86', phone: '13812345678', code: '123456' },
    isPublic: true,
  },
  {
    name: 'regions',
    document: '{ regions { code name(locale: ZH) } }',
    call: 'GET /user/regionlist',
    result: [{ region: '86', locale: { en: 'China', zh: '中国' } }],
    isPublic: true,
  },
  {
    name: 'isPhoneAvailable',
    document: `{ isPhoneAvailable(phone: ${PHONE}) }`,
    call: 'POST /user/check_phone_available',
    result: true,
    body: { region: '86', phone: '13812345678' },
    isPublic: true,
  },
  {
    name: 'register',
    document: `mutation { register(input: {nickname: "Ann", password: "secret1", verificationToken: "${TOKEN.verificationToken}"}) { userId } }`,
    call: 'POST /user/register',
    result: { id: 'nEw' },
    headers: { 'set-cookie': 'operators_name=1; Path=/' },
    body: { nickname: 'Ann', password: 'secret1', verification_token: TOKEN.verificationToken },
    isPublic: true,
  },
  {
    name: 'login',
    document: `mutation { login(input: {phone: ${PHONE}, password: "secret1"}) { userId imToken } }`,
    call: 'POST /user/login',
    result: { id: OWN_ID, token: 'im' },
    headers: { 'set-cookie': 'operators_name=1; Path=/' },
    body: { region: '86', phone: '13812345678', password: 'secret1' },
    isPublic: true,
  },
  {
    name: 'resetPassword',
    document: `mutation { resetPassword(input: {password: "secret2", verificationToken: "${TOKEN.verificationToken}"}) { changed } }`,
    call: 'POST /user/reset_password',
    body: { password: 'secret2', verification_token: TOKEN.verificationToken },
    isPublic: true,
  },
  {
    name: 'changePassword',
    document:
      'mutation { changePassword(input: {oldPassword: "secret1", newPassword: "secret2"}) { changed } }',
    call: 'POST /user/change_password',
    body: { oldPassword: 'secret1', newPassword: 'secret2' },
  },
  {
    name: 'updateProfile, nickname',
    document: 'mutation { updateProfile(input: {nickname: "新名字"}) { applied } }',
    call: 'POST /user/set_nickname',
    body: { nickname: '新名字' },
  },
  {
    name: 'updateProfile, picture',
    document: 'mutation { updateProfile(input: {portraitUri: "https://images.test/1.png"}) { applied } }',
    call: 'POST /user/set_portrait_uri',
    body: { portraitUri: 'https://images.test/1.png' },
  },
  {
    name: 'updateProfile, gender',
    document: 'mutation { updateProfile(input: {gender: FEMALE}) { applied } }',
    call: 'POST /user/set_gender',
    body: { gender: 'female' },
  },
  {
    name: 'updateProfile, SealTalk number',
    document: 'mutation { updateProfile(input: {stAccount: "ann_of-86"}) { applied } }',
    call: 'POST /user/set_st_account',
    body: { stAccount: 'ann_of-86' },
  },
  {
    name: 'updatePrivacy',
    document:
      'mutation { updatePrivacy(input: {searchableByPhone: false, canBeAddedToGroups: true}) { __typename } }',
    call: 'POST /user/set_privacy',
    body: { phoneVerify: 0, groupVerify: 1 },
  },
  {
    name: 'privacy',
    document: account('privacy { searchableByPhone }'),
    call: 'GET /user/get_privacy',
    result: PRIVACY,
  },
  {
    name: 'setAcceptsPokes',
    document: 'mutation { setAcceptsPokes(input: {acceptsPokes: false}) { acceptsPokes } }',
    call: 'POST /user/set_poke',
    body: { pokeStatus: 0 },
  },
  {
    name: 'acceptsPokes',
    document: account('acceptsPokes'),
    call: 'GET /user/get_poke',
    result: { pokeStatus: 1 },
  },
  {
    name: 'blacklist',
    document: account('blacklist { user { name } }'),
    call: 'GET /user/blacklist',
    result: [{ user: wireUser('a') }],
  },
  {
    name: 'blockUser',
    document: `mutation { blockUser(input: {userId: "${OTHER}"}) { userId } }`,
    call: 'POST /user/add_to_blacklist',
    body: { friendId: 'oThEr' },
  },
  {
    name: 'unblockUser',
    document: `mutation { unblockUser(input: {userId: "${OTHER}"}) { userId } }`,
    call: 'POST /user/remove_from_blacklist',
    body: { friendId: 'oThEr' },
  },
  {
    name: 'favoriteConversations',
    document: account('favoriteConversations(first: 7) { totalCount }'),
    call: 'GET /user/favgroups?limit=7&offset=0',
    result: { list: [], total: 0 },
  },
  {
    name: 'users, many names',
    document: '{ users(by: [{sealtalkUserId: "a"}, {sealtalkUserId: "b"}]) { name } }',
    call: 'GET /user/batch?id=a&id=b',
    result: [wireName('a'), wireName('b')],
  },
  {
    name: 'user by phone',
    document: `{ user(by: {sealtalkPhone: ${PHONE}}) { name gender stAccount } }`,
    call: 'GET /user/find_user?region=86&phone=13812345678',
    result: { ...wireUser('a'), phone: undefined },
  },
  {
    name: 'user by SealTalk number',
    document: '{ user(by: {sealtalkStAccount: "ann_of-86"}) { name } }',
    call: 'GET /user/find_user?st_account=ann_of-86',
    result: { ...wireUser('a'), phone: undefined },
  },
  {
    name: 'conversation',
    document: '{ conversation(id: "sealtalk:conversation:gRoUp") { name } }',
    call: 'GET /group/gRoUp',
    result: { id: 'gRoUp', name: 'g' },
  },
]

const disputed: readonly Operation[] = [
  {
    name: 'renewImToken',
    document: 'mutation { renewImToken { imToken } }',
    call: '/user/get_token',
    result: { userId: OWN_ID, token: 'im' },
  },
  {
    name: 'storageToken',
    document: account('storageToken { target domain token }'),
    call: '/user/get_image_token',
    result: { target: 'qiniu', domain: 'files.test', token: 't' },
  },
  {
    name: 'captcha',
    document: '{ captcha { url verifyId } }',
    call: '/user/get_sms_img_code',
    result: { url: 'https://images.test/captcha.png', verifyId: 'v' },
    isPublic: true,
  },
  { name: 'conversations', document: account('conversations { name }'), call: '/user/groups', result: [] },
  {
    name: 'changes',
    document: account('changes(since: 5) { version }'),
    call: '/user/sync/5',
    result: { version: 6 },
  },
  {
    name: 'user by phone, whoever it is',
    document: `{ user(by: {sealtalkPhone: ${PHONE}}) { name } }`,
    call: '/user/find/86/13812345678',
    result: wireName('a'),
  },
  {
    name: 'user',
    document: '{ user(by: {sealtalkUserId: "a"}) { gender } }',
    call: '/user/a',
    result: wireUser('a'),
  },
]

const pathOf = (call: string): string => (call.split(' ').at(-1) ?? '').split('?')[0] ?? ''

/** Whether the write changes the account's own row: whether there still is one, the next call tells. */
const isConfirmed = ({ call }: Operation): boolean =>
  call.startsWith('POST /user/set_') || call.endsWith('_blacklist')

const answersOf = ({ call, result, headers }: Operation): Answers => {
  const answer = { ...ok(result), ...(headers && { headers }) }
  const path = pathOf(call)
  return {
    [`GET ${path}`]: answer,
    [`POST ${path}`]: answer,
    [`GET /user/${OWN_ID}`]: ok(wireUser(OWN_ID)),
    [`POST /user/${OWN_ID}`]: ok(wireUser(OWN_ID)),
    ...(path.startsWith('/user/find/') && { 'GET /user/find_user': noRoute('GET', '/user/find_user') }),
  }
}

describe.each(operations)('$name', (operation) => {
  it.each([
    ['server', server],
    ['document', document],
  ] as const)('is one call in dialect %s, as the server takes it', async (_, harness) => {
    const read = harness === document ? 'POST' : 'GET'
    harness.answer(answersOf(operation))
    const { errors } = await harness.query(operation.document)

    expect(errors).toEqual([])
    expect(harness.calls()).toEqual([
      operation.call,
      ...(isConfirmed(operation) ? [`${read} /user/${OWN_ID}`] : []),
    ])
    expect(harness.sent[0]?.headers).toMatchObject({
      'user-agent': expect.stringMatching(/^parley\/\d/) as string,
      'content-type': 'application/json',
      accept: 'application/json',
    })
    expect(harness.sent[0]?.headers['cookie']).toBe(operation.isPublic ? undefined : OWN_COOKIE)
    expect(harness.sent[0]?.body).toEqual(
      operation.body ?? (operation.call.startsWith('POST') ? {} : undefined),
    )
  })

  it(
    operation.isPublic ? 'needs no session' : 'is refused without a session, and nothing is sent',
    async () => {
      server.answer(answersOf(operation))
      const answer = await server.queryAsNobody(operation.document)

      if (operation.isPublic) {
        expect(answer.errors).toEqual([])
        expect(server.calls()).toEqual([operation.call])
      } else {
        // A viewer without a session is no error; everything else is.
        const isViewer = operation.document.startsWith('{ viewer')
        expect(isViewer ? answer.data : codesOf(answer)[0]?.split(': ')[1]).toEqual(
          isViewer ? { viewer: { sealtalk: null } } : 'UNAUTHENTICATED',
        )
        expect(server.sent).toEqual([])
      }
    },
  )
})

describe.each(disputed)('the disputed read behind $name', (operation) => {
  it.each([
    ['server', 'GET', server],
    ['document', 'POST', document],
  ] as const)('is, in dialect %s, a %s', async (_, method, harness) => {
    harness.answer(answersOf(operation))
    const { errors } = await harness.query(operation.document)

    expect(errors).toEqual([])
    const last = harness.sent.at(-1)
    expect(`${last?.method} ${last?.path}`).toBe(`${method} ${operation.call}`)
    expect(last?.headers['user-agent']).toMatch(/^parley\/\d/)
    expect(last?.headers['cookie']).toBe(operation.isPublic ? undefined : OWN_COOKIE)
    expect(last?.body).toEqual(method === 'POST' ? {} : undefined)
  })
})

describe('the client address', () => {
  it.each([
    ['is passed on, since text messages are limited by it', '203.0.113.9', '203.0.113.9'],
    ['is passed on without a port', '203.0.113.9:51234', '203.0.113.9'],
    ['is passed on as IPv4 where it is a mapped one', '::ffff:cb00:7109', '203.0.113.9'],
    ['is not passed on where it is an IPv6 address, on which the server fails', '2001:db8::9', undefined],
    ['is the proxy where its header names nobody', 'unknown', '127.0.0.1'],
  ])('%s', async (_, forwarded, passedOn) => {
    server.answer({ 'POST /user/send_code_yp': ok() })
    const input = `{phone: ${PHONE}, service: YUNPIAN}`
    await server.query(`mutation { sendVerificationCode(input: ${input}) { sent } }`, {
      headers: { 'x-forwarded-for': forwarded },
    })

    expect(server.sent.map(({ headers }) => headers['x-forwarded-for'])).toEqual([passedOn])
  })
})

describe('what a trace shows', () => {
  it('is neither phone nor cookie', async () => {
    document.answer({
      'GET /user/find_user': noRoute('GET', '/user/find_user'),
      'POST /user/find/86/13812345678': ok(wireName('a')),
    })
    const { extensions } = await document.query(`{ user(by: {sealtalkPhone: ${PHONE}}) { name } }`, {
      headers: { 'x-parley-trace': '1' },
    })

    const trace = JSON.stringify(extensions)
    expect(trace).toContain('"path":"/user/find/86/:phone"')
    expect(trace).not.toContain('13812345678')
    expect(trace).not.toContain('00ff00ff')
    expect(document.gateway.logged.join('\n')).not.toMatch(/13812345678|00ff00ff/)
  })
})
