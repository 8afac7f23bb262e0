import { afterAll, describe, expect, it } from 'vitest'
import { codesOf } from '../../../support/gateway.ts'
import { ok, type SealTalkHarness, startSealTalkHarness } from '../../../support/sealtalk-upstream.ts'

const harness = await startSealTalkHarness()
afterAll(() => harness.close())

const TOKEN = '75dd9840-de34-11e5-afd4-1bd9ef8f26e5'

const REGISTER =
  'mutation ($nickname: String = "Ann", $password: String = "secret", $token: String = "t") { register(input: {nickname: $nickname, password: $password, verificationToken: $token}) { userId } }'
const RESET =
  'mutation ($password: String = "secret", $token: String = "t") { resetPassword(input: {password: $password, verificationToken: $token}) { changed } }'
const CHANGE =
  'mutation ($old: String = "secret", $new: String = "secret") { changePassword(input: {oldPassword: $old, newPassword: $new}) { changed } }'
const LOGIN =
  'mutation ($region: String = "86", $number: String = "13812345678", $password: String = "secret") { login(input: {phone: {region: $region, number: $number}, password: $password}) { userId } }'
const SEND =
  'mutation ($region: String = "86", $number: String = "13812345678", $service: VerificationService) { sendVerificationCode(input: {phone: {region: $region, number: $number}, service: $service}) { sent } }'
const VERIFY =
  'mutation ($region: String = "86", $number: String = "13812345678", $code: String = "1234") { verifyCode(input: {phone: {region: $region, number: $number}, code: $code}) { verificationToken } }'
const AVAILABLE =
  'query ($region: String = "86", $number: String = "13812345678") { isPhoneAvailable(phone: {region: $region, number: $number}) }'
const BY_PHONE =
  'query ($region: String = "86", $number: String = "13812345678") { user(by: {sealtalkPhone: {region: $region, number: $number}}) { name } }'
const BY_ACCOUNT = 'query ($stAccount: String!) { user(by: {sealtalkStAccount: $stAccount}) { name } }'
const BY_ID = 'query ($id: ID!) { user(by: {sealtalkUserId: $id}) { name } }'
const PROFILE = 'mutation ($input: UpdateProfileInput!) { updateProfile(input: $input) { applied } }'
const PRIVACY = 'mutation ($input: UpdatePrivacyInput!) { updatePrivacy(input: $input) { __typename } }'
const BLOCK = 'mutation ($id: ID!) { blockUser(input: {userId: $id}) { userId } }'
const UNBLOCK = 'mutation ($id: ID!) { unblockUser(input: {userId: $id}) { userId } }'
const FAVORITES =
  'query ($first: Int, $after: String) { viewer { sealtalk { favoriteConversations(first: $first, after: $after) { totalCount } } } }'

const phones = [
  { region: '+86' },
  { region: '' },
  { region: '086' },
  { region: '12345' },
  { region: '86/' },
  { number: '' },
  { number: '138 1234' },
  { number: '+13812345678' },
  { number: '../../logout' },
  { number: '12' },
  { number: '138123456789' },
  { number: '12345678901234567' },
]
const passwords = ['12345', '123456789012345678901', 'with space', ' leading', '']
const ids = ['', 'a b', 'ü', 'a-b', 'x'.repeat(33), '../groups']
/** Words that stand in the place of an id in SealTalk's own paths. */
const words = ['groups', 'blacklist', 'batch', 'logout', 'login', 'register', 'favgroups', 'regionlist']
const accounts = ['short', 'x'.repeat(21), '1letter-first', '_letter', 'with space', 'ünicode', 'a.b.c.d']

/** An emoji, an old script, a rare Chinese character, a letter of mathematics. */
const beyondBasicPlane = ['Ann 😀', '\u{10000}', '𠀀', '𝒜nn', '\u{10ffff}']

const broken: readonly (readonly [string, string, Record<string, unknown>])[] = [
  ...['', 'x'.repeat(33), '中'.repeat(33), ...beyondBasicPlane, 'lone \ud83d'].flatMap((nickname) => [
    ['nickname', REGISTER, { nickname }] as const,
    ['nickname', PROFILE, { input: { nickname } }] as const,
  ]),
  ...passwords.flatMap((password) => [
    ['password', REGISTER, { password }] as const,
    ['password', RESET, { password }] as const,
    ['password', LOGIN, { password }] as const,
    ['new password', CHANGE, { new: password }] as const,
  ]),
  ['old password', CHANGE, { old: '' }],
  ...['', 'with space', 'x'.repeat(300)].flatMap((token) => [
    ['token', REGISTER, { token }] as const,
    ['token', RESET, { token }] as const,
  ]),
  ...['', '123', '1234567', 'abcd', '12 34', '１２３４'].map((code) => ['code', VERIFY, { code }] as const),
  ...phones.flatMap((phone) =>
    [LOGIN, SEND, VERIFY, AVAILABLE, BY_PHONE].map((document) => ['phone', document, phone] as const),
  ),
  ['region of the service', SEND, { region: '1', number: '2025550111' }],
  ['region of the service', SEND, { region: '1', number: '2025550111', service: 'DEFAULT' }],
  ...accounts.flatMap((stAccount) => [
    ['SealTalk number', BY_ACCOUNT, { stAccount }] as const,
    ['SealTalk number', PROFILE, { input: { stAccount } }] as const,
  ]),
  ...[
    'http://a.b',
    `https://a.test/${'x'.repeat(250)}`,
    'ftp://files.test/picture.png',
    'javascript:alert(12345)',
    'picture.png',
    'https://a.test/😀.png',
  ].map((portraitUri) => ['picture', PROFILE, { input: { portraitUri } }] as const),
  ['profile of nothing', PROFILE, { input: {} }],
  ['profile of nothing', PROFILE, { input: { nickname: null, gender: null } }],
  ['good part beside a bad one', PROFILE, { input: { nickname: 'Ann', stAccount: 'bad' } }],
  ['privacy of nothing', PRIVACY, { input: {} }],
  ['privacy of nothing', PRIVACY, { input: { searchableByPhone: null } }],
  ...[...ids, ...words].map((id) => ['user id', BY_ID, { id }] as const),
  ...[...ids, ...words].flatMap((id) => [
    ['global id', BLOCK, { id: `sealtalk:user:${id}` }] as const,
    ['global id', UNBLOCK, { id: `sealtalk:user:${id}` }] as const,
  ]),
  ['id of another kind', BLOCK, { id: 'sealtalk:conversation:abc' }],
  ['page size', FAVORITES, { first: 0 }],
  ['page size', FAVORITES, { first: -1 }],
  ['page size', FAVORITES, { first: 501 }],
  ['cursor', FAVORITES, { after: 'bm9uc2Vuc2U' }],
]

describe('what breaks a documented rule', () => {
  it.each(broken)(
    'a bad %s is BAD_USER_INPUT and nothing is sent: %s with %o',
    async (_, document, variables) => {
      harness.answer({})
      const answer = await harness.query(document, { variables })

      expect(answer.errors).toHaveLength(1)
      expect(codesOf(answer)[0]?.split(': ')[1]).toBe('BAD_USER_INPUT')
      expect(harness.sent).toEqual([])
    },
  )

  it('numbers for region and phone are refused, since SealTalk crashes on them', async () => {
    harness.answer({})
    const answer = await harness.query('{ isPhoneAvailable(phone: {region: 86, number: 13812345678}) }')

    const codes = codesOf(answer).map((code) => code.split(': ').at(-1))
    expect(new Set(codes)).toEqual(new Set(['BAD_USER_INPUT']))
    expect(harness.sent).toEqual([])
  })
})

const kept: readonly (readonly [string, string, Record<string, unknown>, unknown])[] = [
  [
    'POST /user/set_nickname',
    PROFILE,
    { input: { nickname: '中'.repeat(32) } },
    { nickname: '中'.repeat(32) },
  ],
  ['POST /user/set_nickname', PROFILE, { input: { nickname: '\uffee ☺' } }, { nickname: '\uffee ☺' }],
  [
    'POST /user/change_password',
    CHANGE,
    { old: '😀', new: '😀'.repeat(6) },
    { oldPassword: '😀', newPassword: '😀'.repeat(6) },
  ],
  [
    'POST /user/send_code',
    SEND,
    { number: '13812345678', service: 'DEFAULT' },
    { region: '86', phone: '13812345678' },
  ],
  [
    'POST /user/set_portrait_uri',
    PROFILE,
    { input: { portraitUri: 'http://ab.cd' } },
    { portraitUri: 'http://ab.cd' },
  ],
  ['POST /user/set_st_account', PROFILE, { input: { stAccount: 'A-b_c1' } }, { stAccount: 'A-b_c1' }],
  [
    'POST /user/change_password',
    CHANGE,
    { old: '1', new: '123456' },
    { oldPassword: '1', newPassword: '123456' },
  ],
  [
    'POST /user/reset_password',
    RESET,
    { password: 'x'.repeat(20), token: TOKEN },
    { password: 'x'.repeat(20), verification_token: TOKEN },
  ],
  ['POST /user/add_to_blacklist', BLOCK, { id: 'sealtalk:user:AbC9' }, { friendId: 'AbC9' }],
]

/** What was written; that the account is still there is read after it. */
const writes = ({ sent }: SealTalkHarness): readonly unknown[] =>
  sent.filter(({ method }) => method === 'POST').map(({ body }) => body)

describe('what just keeps a rule', () => {
  it.each(kept)('is sent: %s', async (endpoint, document, variables, body) => {
    harness.answer({ [endpoint]: ok() })
    const { errors } = await harness.query(document, { variables })

    expect(errors).toEqual([])
    expect(writes(harness)).toEqual([body])
  })
})

describe('SEALTALK_UTF8MB4', () => {
  it('permits characters outside the basic plane, but neither too many nor half of one', async () => {
    const permissive = await startSealTalkHarness({ SEALTALK_UTF8MB4: '1' })
    permissive.answer({ 'POST /user/set_nickname': ok(), 'POST /user/set_portrait_uri': ok() })
    const change = (input: Record<string, string>) => permissive.query(PROFILE, { variables: { input } })

    expect((await change({ nickname: '😀'.repeat(32) })).errors).toEqual([])
    expect((await change({ portraitUri: 'https://a.test/😀.png' })).errors).toEqual([])
    for (const nickname of ['😀'.repeat(33), '\ud83d', '\ude00 Ann']) {
      expect(codesOf(await change({ nickname }))).toEqual(['updateProfile: BAD_USER_INPUT'])
    }
    expect(writes(permissive)).toEqual([
      { nickname: '😀'.repeat(32) },
      { portraitUri: 'https://a.test/😀.png' },
    ])
    await permissive.close()
  })
})

it('names the argument that has the wrong value, in the words of the schema', async () => {
  const messageOf = async (document: string, variables: Record<string, unknown>) =>
    (await harness.query(document, { variables })).errors[0]?.message

  expect(await messageOf(PROFILE, { input: { nickname: 'a😀' } })).toMatch(/^nickname: .*emoji/)
  expect(await messageOf(PROFILE, { input: { portraitUri: 'https://a.test/😀' } })).toMatch(
    /^portraitUri: .*emoji/,
  )
  expect(await messageOf(AVAILABLE, { number: '123456789012' })).toMatch(/^phone: .*at most 11 digits/)
  expect(await messageOf(BY_PHONE, { number: '123456789012' })).toMatch(/^sealtalkPhone: .*at most 11 digits/)
})
