import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'

const GROUP = `"mixin:conversation:${x.groupId}"`
const USER = `"mixin:user:${x.userId}"`
const BOT = `"mixin:user:${x.botId}"`
const many = (count: number): string => `[${Array.from({ length: count }, () => USER).join(' ')}]`

const change = (mutation: string, input: string): string =>
  `mutation { ${mutation}(input: { ${input} }) { conversation { id } } }`
const add = (userIds: string): string => change('addParticipants', `id: ${GROUP}, userIds: ${userIds}`)
const group = (participants: string, more = 'name: "x"'): string =>
  change('createGroupConversation', `${more}, participants: ${participants}`)
const authorize = (input: string): string =>
  `mutation { authorizeApp(input: { clientId: "${x.cnbBotId}", ${input} }) { authorization { codeId } } }`

const MIXIN: readonly [document: string, argument: readonly unknown[], message: RegExp][] = [
  ['{ node(id: "nonsense") { id } }', ['id'], /^id: /],
  [`{ node(id: "mixin:user:1") { id } }`, ['id'], /^id: /],
  [`{ node(id: "other:user:1") { id } }`, ['id'], /^id: .*network/],
  [`{ nodes(ids: [${USER}, "mixin:user:1"]) { id } }`, ['ids', 1], /^ids: /],
  [`{ nodes(ids: ${many(501)}) { id } }`, ['ids'], /^nodes: /],
  ['{ app(id: "mixin:user:1") { id } }', ['id'], /^id: /],
  ['{ conversation(id: "mixin:user:1") { id } }', ['id'], /^id: /],
  ['{ user(by: { id: "mixin:app:1" }) { id } }', ['by', 'id'], /^id: /],
  ['{ user(by: { mixinUserId: "1" }) { id } }', ['by', 'mixinUserId'], /^mixinUserId: /],
  ['{ user(by: { mixinIdentityNumber: "01" }) { id } }', ['by', 'mixinIdentityNumber'], /^mixinIdentity/],
  [
    '{ user(by: { mixinPhone: { region: "+1", number: "1" } }) { id } }',
    ['by', 'mixinPhone', 'region'],
    /^mixinPhone: /,
  ],
  [
    `{ users(by: [{ id: ${USER} }, { mixinPhone: { region: "1", number: "x" } }]) { id } }`,
    ['by', 1, 'mixinPhone', 'number'],
    /^mixinPhone: /,
  ],
  [`{ conversation(id: ${GROUP}) { participants(first: 0) { totalCount } } }`, ['first'], /^first: /],
  [`{ conversation(id: ${GROUP}) { participants(after: "x") { nodes { userId } } } }`, ['after'], /^after: /],
  [
    'mutation { createContactConversation(input: { userId: "x" }) { conversation { id } } }',
    ['input', 'userId'],
    /^userId: /,
  ],
  [change('createContactConversation', `userId: ${BOT}`), ['input', 'userId'], /^userId: /],
  [group('[]'), ['input', 'participants'], /^participants: /],
  [group('[{ userId: "x" }]'), ['input', 'participants', 0, 'userId'], /^userId: /],
  [group('[{ userId: "nonsense" }]'), ['input', 'participants', 0, 'userId'], /^userId: /],
  [group('[{ userId: "x:user:y" }]'), ['input', 'participants', 0, 'userId'], /^userId: .*network/],
  [group(`[{ userId: ${USER} }, { userId: "x" }]`), ['input', 'participants', 1, 'userId'], /^userId: /],
  [
    group(`[{ userId: ${USER} }, { userId: ${BOT} }]`),
    ['input', 'participants', 1, 'userId'],
    /^participants: /,
  ],
  [group(`[{ userId: ${USER}, role: OWNER }]`), ['input', 'participants', 0, 'role'], /^role: /],
  [group(`[{ userId: ${USER} }]`, 'name: " "'), ['input', 'name'], /^name: /],
  [group(`[{ userId: ${USER} }]`, 'name: "x", upstreamId: "!"'), ['input', 'upstreamId'], /^upstreamId: /],
  [change('updateConversation', `id: ${GROUP}`), ['input'], /^input: /],
  [change('updateConversation', 'id: "x", name: "y"'), ['input', 'id'], /^id: /],
  [
    change('updateConversation', `id: ${GROUP}, announcement: "${'n'.repeat(1025)}"`),
    ['input', 'announcement'],
    /^announcement: /,
  ],
  [add('[]'), ['input', 'userIds'], /^userIds: /],
  [add(many(1025)), ['input', 'userIds'], /^userIds: /],
  [add(`["x", ${USER}]`), ['input', 'userIds', 0], /^userIds: /],
  [add(`[${USER}, ${BOT}, ${USER}]`), ['input', 'userIds', 2], /^userIds: /],
  [
    change('setParticipantRoles', `id: ${GROUP}, userIds: [${USER}], role: OWNER`),
    ['input', 'role'],
    /^role: /,
  ],
  [
    change(
      'manageParticipants',
      `id: ${GROUP}, action: ROLE, participants: [{ userId: ${USER}, role: ADMIN }, { userId: ${BOT} }]`,
    ),
    ['input', 'participants', 1, 'role'],
    /^role: /,
  ],
  [authorize('scopes: ["PHONE:READ"]'), ['input', 'scopes'], /^scopes: /],
  [authorize('scopes: ["PROFILE:READ", "x"]'), ['input', 'scopes', 1], /^scopes: /],
  [authorize('scopes: ["PROFILE:READ"], pin: "1"'), ['input', 'pin'], /^pin: /],
  ['mutation { authorizeToken(input: { code: "" }) { scope } }', ['input', 'code'], /^code: /],
  [
    'mutation { authorizeToken(input: { code: "c", clientId: "x" }) { scope } }',
    ['input', 'clientId'],
    /^clientId: /,
  ],
]

const phone = (region: string, number: string): string =>
  `phone: { region: "${region}", number: "${number}" }`
const PHONE = phone('86', '13800000000')

const SEALTALK: typeof MIXIN = [
  [`{ isPhoneAvailable(${phone('x', '1')}) }`, ['phone', 'region'], /^phone: /],
  ['{ user(by: { sealtalkUserId: "!" }) { id } }', ['by', 'sealtalkUserId'], /^sealtalkUserId: /],
  ['{ user(by: { sealtalkStAccount: "!" }) { id } }', ['by', 'sealtalkStAccount'], /^sealtalkStAccount: /],
  [
    '{ users(by: [{ sealtalkPhone: { region: "86", number: "x" } }]) { id } }',
    ['by', 0, 'sealtalkPhone', 'number'],
    /^sealtalkPhone: /,
  ],
  [
    `mutation { login(input: { ${phone('86', '')}, password: "secret" }) { userId } }`,
    ['input', 'phone', 'number'],
    /^phone: /,
  ],
  [`mutation { login(input: { ${PHONE}, password: "x" }) { userId } }`, ['input', 'password'], /^password: /],
  [
    `mutation { sendVerificationCode(input: { ${phone('1', '2025550100')}, service: DEFAULT }) { __typename } }`,
    ['input', 'service'],
    /^service: /,
  ],
  [
    `mutation { verifyCode(input: { ${PHONE}, code: "x" }) { verificationToken } }`,
    ['input', 'code'],
    /^code: /,
  ],
  [
    'mutation { changePassword(input: { oldPassword: "old-one", newPassword: "x" }) { __typename } }',
    ['input', 'newPassword'],
    /^newPassword: /,
  ],
  ['mutation { blockUser(input: { userId: "x" }) { userId } }', ['input', 'userId'], /^userId: /],
  ['mutation { updateProfile(input: {}) { applied } }', ['input'], /^input: /],
  ['mutation { updateProfile(input: { nickname: "" }) { applied } }', ['input', 'nickname'], /^nickname: /],
  ['mutation { updatePrivacy(input: {}) { privacy { searchableByPhone } } }', ['input'], /^input: /],
  ['{ viewer { sealtalk { favoriteConversations(after: "x") { totalCount } } } }', ['after'], /^after: /],
]

describe.each(['fast', 'yoga'])('a wrong argument is named by its place on the path %s', (PARLEY_PATH) => {
  let mixin: SandboxGateway
  let sealtalk: SealTalkGateway
  let session: Record<string, string>
  beforeAll(async () => {
    const env = { PARLEY_PATH, LIMIT_TOKENS: '5000' }
    ;[mixin, sealtalk] = await Promise.all([startSandboxGateway({ env }), startSealTalkGateway({ env })])
    session = await sealtalk.signIn()
  })
  afterAll(() => Promise.all([mixin.close(), sealtalk.close()]))

  it.each(MIXIN)('of Mixin: %s', async (document, argument, message) => {
    const { errors } = await mixin.gateway.query(document)
    expect(errors).toHaveLength(1)
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument })
    expect(errors[0]?.message).toMatch(message)
  })

  it.each(SEALTALK)('of SealTalk: %s', async (document, argument, message) => {
    const { errors } = await sealtalk.ask(document, session)
    expect(errors).toHaveLength(1)
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument })
    expect(errors[0]?.message).toMatch(message)
    expect(sealtalk.calls()).toEqual([])
  })

  it.each([
    [
      'mutation ($i: AddParticipantsInput!) { addParticipants(input: $i) { conversation { id } } }',
      { i: { id: 'x', userIds: ['a', {}] } },
      ['i', 'userIds', 1],
    ],
    ['query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', null] }, ['ids', 1]],
    ['query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', {}, ['ids']],
    ['query ($by: [UserBy!]!) { users(by: $by) { id } }', { by: [{}] }, ['by', 0]],
    ['{ node { id } }', {}, ['id']],
    ['query ($id: ID!) { node(id: $id) { id } }', { id: null }, ['id']],
    ['{ node(id: 1.5) { id } }', {}, ['id']],
    ['{ nodes(ids: ["a", "b", [1.5]]) { id } }', {}, ['ids', 2]],
    [
      'query ($a: ID!) { users(by: [{ id: $a }, { mixinPhone: { region: "1", number: "2" } } { id: null }]) { id } }',
      { a: 'x' },
      ['by', 2],
    ],
    ['query ($id: ID) { user(by: { id: $id }) { id } }', { id: 'x' }, ['by', 'id']],
    ['query ($n: Int = 1.5) { conversation(id: "x") { participants(first: $n) { totalCount } } }', {}, ['n']],
    ['query ($n: [ID!]! = ["a", [], true]) { nodes(ids: $n) { id } }', {}, ['n', 1]],
    [add(`["a" # one, [two\n 2.5]`), {}, ['input', 'userIds', 1]],
    [
      'mutation { addParticipants(input: { id: "x", userIds: [], colour: RED }) { __typename } }',
      {},
      ['input', 'colour'],
    ],
    ['{ node(id: "x", colour: RED) { id } }', {}, ['colour']],
    ['{ node(id: "x") { id @include(if: "x") } }', {}, ['if']],
  ])('also where it does not fit its type: %s', async (document, variables, argument) => {
    const { errors } = await mixin.gateway.query(document, { variables })
    expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', argument })
    expect(errors[0]?.message).not.toContain('undefined')
  })

  it.each([
    'mutation { logout { __typename } }',
    '{ colour }',
    '{ node(id: "x") }',
    'query ($n: Int) { __typename }',
    '{ __typename @colour }',
    '{ ...A }',
    '{',
  ])('and an error about no argument names none: %s', async (document) => {
    const { errors } = await mixin.gateway.query(document)
    expect(errors[0]?.extensions).not.toHaveProperty('argument')
  })
})
