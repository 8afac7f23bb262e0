import { afterAll, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { PEOPLE } from '../../integration/shield/stage.ts'
import { openCostStage } from './cost-stage.ts'

const { stage, measure } = await openCostStage()
afterAll(() => stage.close())

const { examples } = stage.sandbox.sealtalk
const mixinGroup = (id: string): string => `mixin:conversation:${id}`
const ids = (from: number, to: number) =>
  PEOPLE.slice(from, to).map(({ userId }) => ({ mixinUserId: userId }))
const phoneOf = ({ region, phone }: { region: string; phone: string }) => ({ region, number: phone })

const USERS = 'query ($by: [UserBy!]!) { users(by: $by) { name } }'
const GROUP_PAGE = `query ($id: ID!, $first: Int) {
  conversation(id: $id) { name participants(first: $first) { nodes { user { name app { creator { name } } } } } }
}`

/** Operations whose worst-case cost equals their actual cost, by class of call. */
const EXACT: readonly (readonly [
  string,
  string,
  Record<string, unknown>,
  Readonly<Record<string, number>>,
])[] = [
  ['a user', USERS, { by: ids(0, 1) }, { batchedReads: 1 }],
  [
    'a user by id',
    '{ node(id: "mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115") { id } }',
    {},
    { batchedReads: 1 },
  ],
  ['250 users by id', USERS, { by: ids(0, 250) }, { batchedReads: 3 }],
  [
    'an app and its creator',
    `{ app(id: "mixin:app:${x.cnbBotId}") { name creator { name } } }`,
    {},
    { batchedReads: 2 },
  ],
  [
    'a page of people, their apps and the creators of these',
    GROUP_PAGE,
    { id: mixinGroup(x.group50Id), first: 50 },
    { singleReads: 1, batchedReads: 2 },
  ],
  [
    'a page of 250',
    GROUP_PAGE.replace('app { creator { name } }', ''),
    { id: mixinGroup(x.group250Id), first: 250 },
    { singleReads: 1, batchedReads: 3 },
  ],
  [
    'a page of ids',
    'query ($id: ID!) { conversation(id: $id) { creator { id } participants { totalCount nodes { userId user { id } } } } }',
    { id: mixinGroup(x.groupId) },
    { singleReads: 1 },
  ],
  [
    'one-to-one conversations',
    'query ($by: [UserBy!]!) { users(by: $by) { conversation { id } } }',
    { by: ids(20, 23) },
    { batchedReads: 1, singleReads: 1 + 3 },
  ],
  [
    'the own Mixin account',
    '{ viewer { mixin { user { name app { name } } hasPin } } }',
    {},
    { singleReads: 1 },
  ],
  [
    'the names of circles',
    `{ conversation(id: "${mixinGroup(x.groupId)}") { viewerRole circles { name } } }`,
    {},
    { singleReads: 3 },
  ],
  [
    'SealTalk users by name',
    USERS,
    { by: [examples.friendUserId, examples.openUser.userId].map((id) => ({ sealtalkUserId: id })) },
    { batchedReads: 1 },
  ],
  [
    'SealTalk users by more than their names',
    USERS.replace('name', 'name gender'),
    { by: [examples.friendUserId, examples.openUser.userId].map((id) => ({ sealtalkUserId: id })) },
    { singleReads: 2 },
  ],
  [
    'SealTalk users by SealTalk number',
    USERS,
    { by: [{ sealtalkStAccount: examples.openUser.stAccount }] },
    { singleReads: 1 },
  ],
  [
    'members of a SealTalk group',
    'query ($id: ID!) { conversation(id: $id) { name participants(first: 60) { totalCount nodes { user { name avatarUrl } } } } }',
    { id: `sealtalk:conversation:${examples.group60Id}` },
    { singleReads: 2 },
  ],
  [
    'all that SealTalk members show',
    'query ($id: ID!) { conversation(id: $id) { participants(first: 60) { edges { node { user { name phone gender stAccount } } } } } }',
    { id: `sealtalk:conversation:${examples.group60Id}` },
    { singleReads: 2 },
  ],
  [
    'a page of SealTalk groups with their bulletins',
    `{ viewer { sealtalk {
      groups(first: 40) { totalCount nodes { name bulletin } }
      more: groups { totalCount } conversations { name }
    } } }`,
    {},
    { singleReads: 1 + 40 },
  ],
  [
    'a SealTalk account with all that it shows',
    `{ viewer { sealtalk {
      user { name } privacy { searchableByPhone } acceptsPokes blacklist { user { name } } storageToken { token }
      conversations { name memberCount } again: conversations { name } favoriteConversations(first: 3) { nodes { name } totalCount }
    } } }`,
    {},
    { singleReads: 7 },
  ],
  [
    'whom an account has blocked, in three ways',
    '{ viewer { sealtalk { blacklist { updatedAt user { name } } blockedUsers { totalCount nodes { name isBlocked } } } } }',
    {},
    { singleReads: 1 },
  ],
  [
    'fields that need no account',
    '{ regions { name } isPhoneAvailable(phone: { region: "86", number: "13800000000" }) budgets { lookup } }',
    {},
    { singleReads: 2 },
  ],
  [
    'fields that need no call',
    '{ viewer { __typename } budgets { lookup } __schema { types { name } } }',
    {},
    {},
  ],
  [
    'a page that is skipped',
    'query ($id: ID!, $no: Boolean!) { conversation(id: $id) @skip(if: $no) { name } }',
    { id: mixinGroup(x.groupId), no: true },
    {},
  ],
  [
    'changes of a SealTalk profile',
    'mutation { updateProfile(input: { nickname: "Lin", gender: FEMALE }) { applied } }',
    {},
    { writes: 2, singleReads: 1 },
  ],
  [
    'a text message',
    'mutation { sendVerificationCode(input: { phone: { region: "86", number: "13800000001" } }) { sent } }',
    {},
    { textMessages: 1 },
  ],
]

/** Operations whose actual cost may be below the worst case. */
const AT_MOST: readonly (readonly [string, string, Record<string, unknown>, number])[] = [
  [
    'an unknown identity number',
    'query ($number: String!) { user(by: { mixinIdentityNumber: $number }) { name } }',
    { number: PEOPLE[700]?.identityNumber },
    2,
  ],
  [
    '60 unknown identity numbers',
    USERS,
    { by: PEOPLE.slice(701, 761).map(({ identityNumber }) => ({ mixinIdentityNumber: identityNumber })) },
    10 + 1,
  ],
  [
    'numbers, with conversations',
    USERS.replace('name', 'conversation { id }'),
    { by: PEOPLE.slice(0, 30).map(({ identityNumber }) => ({ mixinIdentityNumber: identityNumber })) },
    10 + 1 + 1 + 30,
  ],
  [
    'numbers, with the creators of apps',
    USERS.replace('name', 'app { creator { name } }'),
    { by: PEOPLE.slice(762, 822).map(({ identityNumber }) => ({ mixinIdentityNumber: identityNumber })) },
    10 + 1 + 11,
  ],
  ['a Mixin phone', USERS, { by: [{ mixinPhone: { region: '999', number: '0000001001' } }] }, 2],
  [
    'SealTalk phones',
    USERS,
    { by: [examples.openUser, examples.hiddenPhoneUser].map((one) => ({ sealtalkPhone: phoneOf(one) })) },
    6,
  ],
  [
    'bulletins of all groups',
    '{ viewer { sealtalk { conversations { bulletin isMemberProtected viewerRole } } } }',
    {},
    1 + 100 + 100 + 100,
  ],
  [
    'members of the groups on a page',
    '{ viewer { sealtalk { favoriteConversations(first: 10) { nodes { participants(first: 5) { nodes { user { name } } } creator { name } } } } } }',
    {},
    1 + 10 + 1,
  ],
  [
    'a role in a SealTalk group',
    'query ($id: ID!) { conversation(id: $id) { viewerRole participants { totalCount } } }',
    { id: `sealtalk:conversation:${examples.group60Id}` },
    3,
  ],
  [
    'all changes',
    '{ viewer { sealtalk { changes { friends { user { name } } conversations { conversation { name } } participants { user { name } } } } } }',
    {},
    // Changes that a server fails to compute are made of four lists.
    1 + 4 + 1 + 100 + 1,
  ],
  ['a captcha, which some servers have elsewhere', '{ captcha { verifyId } }', {}, 2],
  ['changes since a version', '{ viewer { sealtalk { changes(since: 1) { version } } } }', {}, 2 + 4],
  [
    'several groups with their people',
    'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Conversation { participants(first: 100) { nodes { user { name } } } } } }',
    { ids: [x.groupId, x.group50Id, x.group250Id].map(mixinGroup) },
    3 + 3,
  ],
]

describe('the worst-case cost of an operation', () => {
  it.each(EXACT)('equals its actual cost: %s', async (_, document, variables, calls) => {
    const { answer, cost, actual } = await measure(document, variables)

    expect(answer.errors).toEqual([])
    expect(cost).toMatchObject({ calls })
    expect(cost.total).toBe(Object.values(calls).reduce((sum, count) => sum + count, 0))
    expect(actual).toEqual(cost)
  })

  it.each(AT_MOST)('is at least its actual cost: %s', async (_, document, variables, most) => {
    const { cost, actual } = await measure(document, variables)

    expect(cost.total).toBe(most)
    expect(actual.total).toBeGreaterThan(0)
    expect(actual.total).toBeLessThanOrEqual(most)
  })

  it('is one write and the reads of its selection', async () => {
    const document = `mutation {
      updateConversation(input: { id: "${mixinGroup(x.groupId)}", name: "Anew" }) {
        conversation { name participants { nodes { user { name } } } }
      }
    }`
    const { answer, cost, actual } = await measure(document, {}, 'bot')

    expect(answer.errors).toEqual([])
    expect(cost.calls).toMatchObject({ writes: 1, batchedReads: 1 })
    expect(actual).toEqual(cost)
  })
})
