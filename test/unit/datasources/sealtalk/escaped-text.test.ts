import { afterAll, describe, expect, it } from 'vitest'
import { escapedText } from '../../../../src/datasources/sealtalk/escaped-text.ts'
import { ok, startSealTalkHarness, wireName, wireUser } from '../../../support/sealtalk-upstream.ts'
import { valueAt } from '../../../support/value-at.ts'

describe('text that people wrote', () => {
  it.each([
    ['Nova &lt;b&gt;&', 'Nova <b>&'],
    ['&lt;&lt;&gt;&gt;', '<<>>'],
    ['a < b', 'a < b'],
    ['&', '&'],
    // These stand there because somebody typed them.
    ['&amp;lt;', '&amp;lt;'],
    ['&amp; &quot; &#60; &#x3c; &apos; &nbsp;', '&amp; &quot; &#60; &#x3c; &apos; &nbsp;'],
    ['&LT; &Gt; &lt &gt', '&LT; &Gt; &lt &gt'],
    ['&&lt;lt;', '&<lt;'],
    // The server cuts off what is too long.
    ['almost 32 characters &lt;b&g', 'almost 32 characters <b&g'],
    ['', null],
  ])('%j is %j', (stored, shown) => {
    expect(escapedText({ name: stored }, 'name')).toBe(shown)
    expect(shown === null ? null : escapedText({ name: shown }, 'name')).toBe(shown)
  })

  it('may be absent', () => {
    expect(escapedText({}, 'name')).toBeNull()
    expect(escapedText({ name: null }, 'name')).toBeNull()
  })
})

const harness = await startSealTalkHarness()
afterAll(() => harness.close())

const STORED = 'Nova &lt;b&gt;&'
const SHOWN = 'Nova <b>&'
const group = { id: 'g', name: STORED, portraitUri: '', creatorId: 'c', memberCount: 1, deletedAt: null }
const user = (id: string) => ({ ...wireUser(id), nickname: STORED })

const synced = {
  version: 9,
  user: { id: 1, nickname: STORED, portraitUri: '', timestamp: 1 },
  blacklist: [{ friendId: 2, status: true, timestamp: 2, user: { id: 2, nickname: STORED } }],
  friends: [
    { friendId: 3, displayName: STORED, status: 20, timestamp: 3, user: { id: 3, nickname: STORED } },
  ],
  groups: [{ groupId: 4, displayName: STORED, role: 1, isDeleted: false, group: { id: 4, name: STORED } }],
  group_members: [
    { groupId: 4, memberId: 5, displayName: STORED, role: 1, user: { id: 5, nickname: STORED } },
  ],
}
const changes = (selection: string) => `{ viewer { sealtalk { changes { ${selection} } } } }`
const CHANGES = 'viewer.sealtalk.changes'
const sync = { 'GET /user/sync/0': ok(synced) }

describe('a name that the server stored escaped', () => {
  it.each([
    ['a user', '{ node(id: "sealtalk:user:a") { ... on User { name } } }', 'node.name'],
    ['users', '{ users(by: [{ sealtalkUserId: "a" } { sealtalkUserId: "b" }]) { name } }', 'users.1.name'],
    ['a user who was looked up', '{ user(by: { sealtalkStAccount: "st-abcdef" }) { name } }', 'user.name'],
    ['a group', '{ conversation(id: "sealtalk:conversation:g") { name } }', 'conversation.name'],
    [
      'a member',
      '{ conversation(id: "sealtalk:conversation:g") { participants { nodes { user { name } } } } }',
      'conversation.participants.nodes.0.user.name',
    ],
    [
      'a member of the group, by the name there',
      '{ conversation(id: "sealtalk:conversation:g") { participants { nodes { displayName } } } }',
      'conversation.participants.nodes.0.displayName',
    ],
    [
      'an own group',
      '{ viewer { sealtalk { conversations { name } } } }',
      'viewer.sealtalk.conversations.0.name',
    ],
    [
      'a favourite group',
      '{ viewer { sealtalk { favoriteConversations { nodes { name } } } } }',
      'viewer.sealtalk.favoriteConversations.nodes.0.name',
    ],
    [
      'a blocked user',
      '{ viewer { sealtalk { blacklist { user { name } } } } }',
      'viewer.sealtalk.blacklist.0.user.name',
    ],
    ['the changed profile', changes('profile { name }'), `${CHANGES}.profile.name`],
    ['a changed blacklist', changes('blacklist { name }'), `${CHANGES}.blacklist.0.name`],
    ['a changed friend', changes('friends { name }'), `${CHANGES}.friends.0.name`],
    ['the name given to a friend', changes('friends { displayName }'), `${CHANGES}.friends.0.displayName`],
    ['a changed group', changes('conversations { name }'), `${CHANGES}.conversations.0.name`],
    [
      'the own name in a changed group',
      changes('conversations { displayName }'),
      `${CHANGES}.conversations.0.displayName`,
    ],
    ['a changed member', changes('participants { name }'), `${CHANGES}.participants.0.name`],
    [
      'the name of a changed member in the group',
      changes('participants { displayName }'),
      `${CHANGES}.participants.0.displayName`,
    ],
  ])('is shown as it was written: %s', async (_, document, path) => {
    harness.answer({
      ...sync,
      'GET /user/a': ok(user('a')),
      'GET /user/batch': ok([user('a'), user('b')]),
      'GET /user/find_user': ok(user('a')),
      'GET /group/g': ok(group),
      'GET /group/g/members': ok([{ role: 1, displayName: STORED, user: user('a') }]),
      'GET /user/groups': ok([{ role: 1, group }]),
      'GET /user/favgroups': ok({ list: [group], total: 1 }),
      'GET /user/blacklist': ok([{ user: user('a') }]),
    })
    const { data, errors } = await harness.query(document)

    expect(errors).toEqual([])
    expect(valueAt(data, path)).toBe(SHOWN)
  })

  it('is sent as it was written', async () => {
    harness.answer({ 'POST /user/set_nickname': ok() })
    await harness.query('mutation { updateProfile(input: { nickname: "<b>&lt;" }) { applied } }')

    expect(harness.sent[0]?.body).toEqual({ nickname: '<b>&lt;' })
  })

  it('concerns no ids, numbers and addresses', async () => {
    const strange = {
      ...wireName('a'),
      stAccount: 'st&lt;',
      phone: '&gt;1',
      portraitUri: 'https://i.test/?a=&lt;',
    }
    harness.answer({ 'GET /user/a': ok(strange) })
    const { data } = await harness.query(
      '{ node(id: "sealtalk:user:a") { ... on User { stAccount phone avatarUrl } } }',
    )

    expect(data).toEqual({
      node: { stAccount: 'st&lt;', phone: '&gt;1', avatarUrl: 'https://i.test/?a=&lt;' },
    })
  })
})
