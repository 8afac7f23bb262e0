import { afterAll, describe, expect, it } from 'vitest'
import { codesOf } from '../../../support/gateway.ts'
import {
  type Answers,
  ok,
  OWN_ID,
  startSealTalkHarness,
  type UpstreamAnswer,
  wireName,
  wireUser,
} from '../../../support/sealtalk-upstream.ts'
import { droppedParts } from '../../../support/unusable-parts.ts'
import { valueAt } from '../../../support/value-at.ts'

const harness = await startSealTalkHarness()
afterAll(() => harness.close())

const GROUP = { id: 'gRoUp', name: 'Hikers', portraitUri: '', creatorId: 'c', memberCount: 3, isMute: 0 }
const account = async (selection: string, answers: Answers) => {
  harness.answer(answers)
  const answer = await harness.query(`{ viewer { sealtalk { ${selection} } } }`)
  return { ...answer, own: valueAt(answer.data, 'viewer.sealtalk') }
}

/** What a request adds to the number of fields that were read as null. */
const countingFields = async <Result>(ask: () => Promise<Result>) => {
  const count = async () =>
    (await droppedParts(harness.gateway, 'sealtalk', 'field')) +
    (await droppedParts(harness.gateway, 'sealtalk', 'number'))
  const before = await count()
  const result = await ask()
  return { result, fields: (await count()) - before }
}

describe('a field that cannot be read', () => {
  it.each([
    ['name', 7, 'name'],
    ['portraitUri', { uri: 'https://images.test' }, 'iconUrl'],
    ['creatorId', 9, 'creator { id }'],
    ['memberCount', 'many', 'memberCount'],
    ['maxMemberCount', [500], 'maxMemberCount'],
    ['isMute', 'yes', 'isEveryoneMuted'],
    ['certiStatus', {}, 'joinNeedsApproval'],
    ['memberProtection', 'on', 'isMemberProtected'],
  ])('of a group is null, counted, and takes nothing along: %s %j', async (key, value, field) => {
    const rows = [{ role: 0, group: { ...GROUP, [key]: value } }]
    const { result, fields } = await countingFields(() =>
      account(`conversations { upstreamId viewerRole ${field} }`, { 'GET /user/groups': ok(rows) }),
    )

    expect(result.errors).toEqual([])
    const shown = { upstreamId: 'gRoUp', viewerRole: 'OWNER', [field.split(' ')[0] ?? '']: null }
    expect(result.own).toEqual({ conversations: [shown] })
    expect(fields).toBe(1)
  })

  it('of a member or of its user is null and leaves the other fields', async () => {
    harness.answer({
      'GET /group/gRoUp': ok(GROUP),
      'GET /group/gRoUp/members': ok([
        { role: {}, displayName: 5, user: wireUser('a', { nickname: [], gender: 1, phone: true }) },
      ]),
    })
    const { result, fields } = await countingFields(() =>
      harness.query(
        '{ conversation(id: "sealtalk:conversation:gRoUp") { participants { nodes { role displayName user { upstreamId name gender phone stAccount } } } } }',
      ),
    )

    expect(result.errors).toEqual([])
    expect(valueAt(result.data, 'conversation.participants.nodes')).toEqual([
      {
        role: null,
        displayName: null,
        user: { upstreamId: 'a', name: null, gender: null, phone: null, stAccount: 'st-a' },
      },
    ])
    expect(fields).toBe(5)
  })

  it('of a change is null, and its version is that of all changes', async () => {
    const friend = { friendId: 4, status: 'x', timestamp: {}, displayName: 1, user: { id: 4, nickname: 2 } }
    const { result, fields } = await countingFields(() =>
      account('changes { friends { userUpstreamId name displayName status version } }', {
        'GET /user/sync/0': ok({ version: 9, friends: [friend] }),
      }),
    )

    expect(result.errors).toEqual([])
    expect(result.own).toEqual({
      changes: {
        friends: [{ userUpstreamId: '4', name: null, displayName: null, status: null, version: 9 }],
      },
    })
    expect(fields).toBe(4)
  })

  it('that tells a dismissed group makes it one, whatever it is', async () => {
    for (const deletedAt of [1_600_000_000_000, '2019-11-01T08:00:00.000Z', true]) {
      harness.answer({ 'GET /group/gRoUp': ok({ ...GROUP, deletedAt }) })
      const { data } = await harness.query('{ conversation(id: "sealtalk:conversation:gRoUp") { name } }')
      expect(data).toEqual({ conversation: null })
    }
  })
})

describe('numbers as text, and text as numbers', () => {
  it('are read as what they mean', async () => {
    const group = { ...GROUP, memberCount: '3', maxMemberCount: '500', isMute: '1', certiStatus: '0' }
    const { own, errors } = await account(
      `conversations { memberCount maxMemberCount isEveryoneMuted joinNeedsApproval viewerRole }
       blacklist { user { phone stAccount } }
       privacy { searchableByPhone } acceptsPokes
       favoriteConversations { totalCount nodes { isMemberProtected } }
       changes { version friends { status version } blacklist { isBlocked } }`,
      {
        'GET /user/groups': ok([{ role: '2', group }]),
        'GET /user/blacklist': ok([{ user: wireUser('a', { phone: 13_800_000_000, stAccount: 86 }) }]),
        'GET /user/get_privacy': ok({ phoneVerify: '1', stSearchVerify: '0', friVerify: 1, groupVerify: 0 }),
        'GET /user/get_poke': ok({ pokeStatus: '0' }),
        'GET /user/favgroups': ok({ list: [{ ...GROUP, memberProtection: true }], total: '1', limit: '20' }),
        'GET /user/sync/0': ok({
          version: '1573000000009',
          friends: [{ friendId: 2, status: '31', timestamp: '1573000000001', user: { id: 2 } }],
          blacklist: [{ friendId: 2, status: '1', user: { id: 2 } }],
        }),
      },
    )

    expect(errors).toEqual([])
    expect(own).toEqual({
      conversations: [
        {
          memberCount: 3,
          maxMemberCount: 500,
          isEveryoneMuted: true,
          joinNeedsApproval: true,
          viewerRole: 'ADMIN',
        },
      ],
      blacklist: [{ user: { phone: '13800000000', stAccount: '86' } }],
      privacy: { searchableByPhone: true },
      acceptsPokes: false,
      favoriteConversations: { totalCount: 1, nodes: [{ isMemberProtected: true }] },
      changes: {
        version: 1_573_000_000_009,
        friends: [{ status: 'BLOCKED_BY_ME', version: 1_573_000_000_001 }],
        blacklist: [{ isBlocked: true }],
      },
    })
  })

  it('are read as regions', async () => {
    harness.answer({ 'GET /user/regionlist': ok([{ region: 86, locale: { en: 'China', zh: 4 } }]) })

    expect(await harness.query('{ regions { code name } }')).toMatchObject({
      data: { regions: [{ code: '86', name: 'China' }] },
      errors: [],
    })
  })

  it.each([
    ['a number that is text', { body: { code: '200', result: { pokeStatus: 1 } } }, true, []],
    ['its result elsewhere', { body: { code: 200, data: { pokeStatus: 1 } } }, true, []],
    ['a refusal whose number is text', { body: { code: '404' } }, null, ['NOT_FOUND']],
    ['a code that is no number', { body: { code: 'ok', result: {} } }, null, ['UPSTREAM_UNAVAILABLE']],
  ] as const)('are read in an envelope: %s', async (_, poke: UpstreamAnswer, acceptsPokes, codes) => {
    const answer = await account('acceptsPokes', { 'GET /user/get_poke': poke })

    expect(answer.own).toEqual({ acceptsPokes })
    expect(codesOf(answer)).toEqual(codes.map((code) => `viewer.sealtalk.acceptsPokes: ${code}`))
  })
})

describe('nothing', () => {
  it.each([[[]], [''], [{ memberCount: 0, isMute: 0, hasBulletin: false }], [{ id: null, memberCount: 0 }]])(
    'is a group or user of which nothing was set: %j',
    async (result) => {
      harness.answer({ 'GET /group/gRoUp': ok(result), 'GET /user/a': ok(result) })
      const answer = await harness.query(
        '{ conversation(id: "sealtalk:conversation:gRoUp") { name } user(by: {sealtalkUserId: "a"}) { name } }',
      )

      expect(answer).toMatchObject({ data: { conversation: null, user: null }, errors: [] })
    },
  )

  it.each(['blacklist', 'friends', 'groups', 'group_members'])(
    'is a change of whom or what is gone: %s',
    async (key) => {
      const rows = [
        { friendId: null, memberId: null, groupId: null, timestamp: 5, user: null, group: null },
        { friendId: '', memberId: '', groupId: '', user: { id: null, nickname: null }, group: { id: '' } },
      ]
      const before = await droppedParts(harness.gateway, 'sealtalk', 'empty-row')
      const { own, errors } = await account('changes { version }', {
        'GET /user/sync/0': ok({ version: 9, [key]: rows }),
      })

      expect(errors).toEqual([])
      expect(own).toEqual({ changes: { version: 9 } })
      expect(await droppedParts(harness.gateway, 'sealtalk', 'empty-row')).toBe(before + 2)
    },
  )
})

describe('members of whom the server shows names only', () => {
  const members = ok(['a', 'b', 'c'].map((id) => ({ role: 1, user: wireName(id) })))
  const PAGE = 'conversation(id: "sealtalk:conversation:gRoUp") { participants(first: 2) { nodes { user'
  const answers: Answers = {
    'GET /group/gRoUp': ok(GROUP),
    'GET /group/gRoUp/members': members,
    'GET /user/a': ok(wireUser('a')),
    'GET /user/b': ok(wireUser('b')),
    'GET /user/find_user': ok(wireName('b')),
    [`GET /user/${OWN_ID}`]: ok(wireUser(OWN_ID)),
  }

  it('cost no calls that were not counted: what else is selected fails at its place', async () => {
    harness.answer(answers)
    const answer = await harness.query(`{ ${PAGE} { name gender } } } } }`)

    expect(codesOf(answer)).toEqual(
      [0, 1].map((index) => `conversation.participants.nodes.${index}.user: QUERY_TOO_COMPLEX`),
    )
    expect(harness.calls()).toEqual(['GET /group/gRoUp', 'GET /group/gRoUp/members'])
  })

  it('have their names', async () => {
    harness.answer(answers)
    const answer = await harness.query(`{ ${PAGE} { name } } } } }`)

    expect(answer.errors).toEqual([])
    expect(harness.calls()).toEqual(['GET /group/gRoUp', 'GET /group/gRoUp/members'])
  })

  it('take no call from users that are found beside them', async () => {
    harness.answer(answers)
    const answer = await harness.query(
      `{ user(by: {sealtalkStAccount: "somebody"}) { gender } ${PAGE} { name } } } }
         viewer { sealtalk { user { phone } } } }`,
    )

    expect(answer.errors).toEqual([])
    expect(valueAt(answer.data, 'user.gender')).toBe('FEMALE')
    expect(valueAt(answer.data, 'viewer.sealtalk.user.phone')).toBe('13800000000')
  })
})
