import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { codesOf } from '../../../support/gateway.ts'
import {
  type Answers,
  noRoute,
  ok,
  OWN_ID,
  startSealTalkHarness,
  text,
  wireName,
  wireUser,
} from '../../../support/sealtalk-upstream.ts'

let harness = await startSealTalkHarness()
afterAll(() => harness.close())

const account = async (selection: string, answers: Answers) => {
  harness.answer(answers)
  const { data, errors } = await harness.query(`{ viewer { sealtalk { ${selection} } } }`)
  expect(errors).toEqual([])
  return (data as { viewer: { sealtalk: unknown } }).viewer.sealtalk
}

const GROUP = {
  id: 'gRoUp',
  name: 'Hikers',
  portraitUri: 'https://images.test/g.png',
  creatorId: 'cReAtOr',
  memberCount: 3,
  maxMemberCount: 500,
  isMute: 1,
  certiStatus: 0,
}
const LISTED = {
  id: 'sealtalk:conversation:gRoUp',
  category: 'GROUP',
  name: 'Hikers',
  iconUrl: 'https://images.test/g.png',
  creator: { id: 'sealtalk:user:cReAtOr' },
  memberCount: 3,
  maxMemberCount: 500,
  isEveryoneMuted: true,
  joinNeedsApproval: true,
}
const LIST_FIELDS =
  'id category name iconUrl creator { id } memberCount maxMemberCount isEveryoneMuted joinNeedsApproval'

describe('groups of the account', () => {
  it('nested with roles need no further call', async () => {
    const rows = [0, 1, 2, 7].map((role) => ({ role, group: { ...GROUP, id: `g${role}` } }))
    const told = await account(`conversations { ${LIST_FIELDS} viewerRole createdAt codeId }`, {
      'GET /user/groups': ok(rows),
    })

    expect(told).toEqual({
      conversations: ['OWNER', 'MEMBER', 'ADMIN', null].map((viewerRole, index) => ({
        ...LISTED,
        id: `sealtalk:conversation:g${[0, 1, 2, 7][index]}`,
        viewerRole,
        createdAt: null,
        codeId: null,
      })),
    })
    expect(harness.calls()).toEqual(['GET /user/groups'])
  })

  it('flat, as the page prints them, are the same', async () => {
    const { maxMemberCount: _, ...flat } = GROUP
    expect(await account(`conversations { ${LIST_FIELDS} }`, { 'GET /user/groups': ok([flat]) })).toEqual({
      conversations: [{ ...LISTED, maxMemberCount: null }],
    })
    expect(harness.calls()).toEqual(['GET /user/groups'])
  })

  it('flat ones get the viewer’s role from their creator or their members', async () => {
    const mine = { ...GROUP, id: 'mine', creatorId: OWN_ID }
    const members = [
      { role: 0, user: wireUser('cReAtOr') },
      { role: 2, user: wireUser(OWN_ID) },
    ]
    const told = await account('conversations { viewerRole }', {
      'GET /user/groups': ok([mine, GROUP]),
      'GET /group/gRoUp/members': ok(members),
    })

    expect(told).toEqual({ conversations: [{ viewerRole: 'OWNER' }, { viewerRole: 'ADMIN' }] })
    expect(harness.calls()).toEqual(['GET /user/groups', 'GET /group/gRoUp/members'])
  })

  it('are asked for one by one only for what a list leaves out, and one that fails fails alone', async () => {
    harness.answer({
      'GET /user/groups': ok([
        { role: 1, group: GROUP },
        { role: 1, group: { ...GROUP, id: 'other' } },
      ]),
      'GET /group/gRoUp': ok({ ...GROUP, bulletin: null, memberProtection: 1 }),
      'GET /group/other': text(403, 'no'),
      'GET /group/get_bulletin': ({ path }) =>
        path.endsWith('=gRoUp') ? ok({ id: 7, groupId: 'gRoUp', content: 'Read this' }) : text(403, 'no'),
    })
    const answer = await harness.query(
      '{ viewer { sealtalk { conversations { name bulletin isMemberProtected } } } }',
    )

    expect(answer.data).toEqual({
      viewer: {
        sealtalk: {
          conversations: [
            { name: 'Hikers', bulletin: 'Read this', isMemberProtected: true },
            { name: 'Hikers', bulletin: null, isMemberProtected: null },
          ],
        },
      },
    })
    expect(codesOf(answer).sort()).toEqual([
      'viewer.sealtalk.conversations.1.bulletin: FORBIDDEN',
      'viewer.sealtalk.conversations.1.isMemberProtected: FORBIDDEN',
    ])
    expect(harness.calls().sort()).toEqual([
      'GET /group/gRoUp',
      'GET /group/get_bulletin?groupId=gRoUp',
      'GET /group/get_bulletin?groupId=other',
      'GET /group/other',
      'GET /user/groups',
    ])
  })

  it.each([
    ['certiStatus', 0, 'joinNeedsApproval', true],
    ['certiStatus', 1, 'joinNeedsApproval', false],
    ['certiStatus', null, 'joinNeedsApproval', null],
    ['isMute', 0, 'isEveryoneMuted', false],
    ['isMute', 1, 'isEveryoneMuted', true],
  ])('%s %s is %s: %s', async (key, value, field, expected) => {
    const told = await account(`conversations { ${field} }`, {
      'GET /user/groups': ok([{ role: 1, group: { ...GROUP, [key]: value } }]),
    })

    expect(told).toEqual({ conversations: [{ [field]: expected }] })
  })
})

describe('a number that has no place in the schema', () => {
  it.each([1.5, -1, 2 ** 31, 1e300])(
    'is null if it is a count, and the rest is served: %d',
    async (memberCount) => {
      const told = await account('conversations { name memberCount }', {
        'GET /user/groups': ok([{ role: 1, group: { ...GROUP, memberCount } }]),
      })
      expect(told).toEqual({ conversations: [{ name: GROUP.name, memberCount: null }] })
    },
  )

  it.each([0.5, -1, 2 ** 53, 1e300])('makes changes unreadable if it is a version: %d', async (version) => {
    harness.answer({ 'GET /user/sync/0': ok({ version }) })
    const changes = await harness.query('{ viewer { sealtalk { changes { version } } } }')
    expect(codesOf(changes)).toEqual(['viewer.sealtalk.changes: UPSTREAM_UNAVAILABLE'])
  })
})

describe('privacy and pokes', () => {
  const FLAGS = { phoneVerify: 1, stSearchVerify: 0, friVerify: 0, groupVerify: 1 }
  const ASK =
    'privacy { searchableByPhone searchableByStAccount friendRequestsNeedApproval canBeAddedToGroups }'

  it.each([
    ['in an envelope', ok({ id: OWN_ID, ...FLAGS })],
    ['bare', { body: FLAGS }],
  ])('privacy is read %s', async (_, answer) => {
    expect(await account(ASK, { 'GET /user/get_privacy': answer })).toEqual({
      privacy: {
        searchableByPhone: true,
        searchableByStAccount: false,
        friendRequestsNeedApproval: false,
        canBeAddedToGroups: true,
      },
    })
  })

  it.each([
    ['in an envelope', ok({ pokeStatus: 0 }), false],
    ['bare', { body: { pokeStatus: 1 } }, true],
  ])('pokes are read %s', async (_, answer, acceptsPokes) => {
    expect(await account('acceptsPokes', { 'GET /user/get_poke': answer })).toEqual({ acceptsPokes })
  })

  it('a privacy that was changed is read again where it is selected', async () => {
    harness.answer({
      'POST /user/set_privacy': ok(),
      'GET /user/get_privacy': { body: FLAGS },
      [`GET /user/${OWN_ID}`]: ok(wireUser(OWN_ID)),
    })
    const { data } = await harness.query(
      'mutation { updatePrivacy(input: {friendRequestsNeedApproval: false}) { privacy { friendRequestsNeedApproval } } }',
    )

    expect(data).toEqual({ updatePrivacy: { privacy: { friendRequestsNeedApproval: false } } })
    expect(harness.calls()).toEqual([
      'POST /user/set_privacy',
      `GET /user/${OWN_ID}`,
      'GET /user/get_privacy',
    ])
  })
})

describe('a success without a result, as the later server tells what is empty', () => {
  it('is null or an empty list, and fails nothing', async () => {
    const paths = ['get_privacy', 'get_poke', 'blacklist', 'groups', 'favgroups', 'get_image_token', 'sync/7']
    const told = await account(
      `privacy { searchableByPhone } acceptsPokes blacklist { user { id } } conversations { id }
       favoriteConversations { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
       storageToken { token } changes(since: 7) { version profile { name } blacklist { name } friends { name } conversations { name } participants { name } }`,
      Object.fromEntries(paths.map((path) => [`GET /user/${path}`, ok()])),
    )

    expect(told).toEqual({
      privacy: null,
      acceptsPokes: null,
      blacklist: [],
      conversations: [],
      favoriteConversations: { totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, endCursor: null } },
      storageToken: null,
      changes: { version: 7, profile: null, blacklist: [], friends: [], conversations: [], participants: [] },
    })
  })

  it('is an empty list of regions, and no word on a phone', async () => {
    harness.answer({ 'GET /user/regionlist': ok(), 'POST /user/check_phone_available': ok() })
    const answer = await harness.query(
      '{ regions { code } isPhoneAvailable(phone: {region: "86", number: "13812345678"}) }',
    )

    expect(answer).toMatchObject({ data: { regions: [], isPhoneAvailable: null }, errors: [] })
  })
})

describe('nothing, as servers in Java send it', () => {
  const NOBODY = { id: null, nickname: null, portraitUri: null, gender: null, stAccount: null, phone: null }
  const NO_GROUP = {
    id: null,
    name: null,
    portraitUri: null,
    creatorId: null,
    memberCount: null,
    deletedAt: null,
  }

  it.each([NOBODY, {}, { id: null, gender: 'male', nickname: '' }, { ...NOBODY, id: '' }])(
    'is null for an unknown user, however it is looked for: %j',
    async (nobody) => {
      harness.answer({
        'GET /user/a': ok(nobody),
        'GET /user/b': ok(wireUser('b')),
        'GET /user/find_user': ok(nobody),
        'GET /user/find/86/13812345678': ok(nobody),
      })
      const answer = await harness.query(`{
        byId: user(by: {sealtalkUserId: "a"}) { name phone }
        other: user(by: {sealtalkUserId: "b"}) { name phone }
        byNumber: user(by: {sealtalkStAccount: "nobody-1"}) { name }
        byPhone: user(by: {sealtalkPhone: {region: "86", number: "13812345678"}}) { name }
      }`)

      expect(answer).toMatchObject({
        data: { byId: null, other: { name: 'name of b' }, byNumber: null, byPhone: null },
        errors: [],
      })
    },
  )

  it('is null for an unknown group', async () => {
    harness.answer({ 'GET /group/gRoUp': ok(NO_GROUP) })
    const answer = await harness.query('{ conversation(id: "sealtalk:conversation:gRoUp") { name } }')

    expect(answer).toMatchObject({ data: { conversation: null }, errors: [] })
    expect(harness.calls()).toEqual(['GET /group/gRoUp'])
  })

  it('is left out of a batch of users, who fail nobody else', async () => {
    harness.answer({ 'GET /user/batch': ok([wireName('a'), NOBODY, wireName('c')]) })
    const by = ['a', 'b', 'c'].map((id) => `{sealtalkUserId: "${id}"}`).join(' ')
    const answer = await harness.query(`{ users(by: [${by}]) { name } }`)

    expect(answer).toMatchObject({
      data: { users: [{ name: 'name of a' }, null, { name: 'name of c' }] },
      errors: [],
    })
  })

  it('is null for what an account has, and an empty list', async () => {
    const told = await account(
      `privacy { searchableByPhone } acceptsPokes storageToken { token } conversations { id }
       favoriteConversations { totalCount nodes { id } } changes { version }`,
      {
        'GET /user/get_privacy': ok({ id: null, phoneVerify: null, friVerify: null }),
        'GET /user/get_poke': ok({ pokeStatus: null }),
        'GET /user/get_image_token': ok({ target: null, domain: null, token: null }),
        'GET /user/groups': ok([{ role: null, group: null }]),
        'GET /user/favgroups': ok({ list: null, total: null }),
        'GET /user/sync/0': ok({ version: null, user: null, groups: null }),
      },
    )

    expect(told).toEqual({
      privacy: null,
      acceptsPokes: null,
      storageToken: null,
      conversations: [],
      favoriteConversations: { totalCount: 0, nodes: [] },
      changes: { version: 0 },
    })
  })

  it('is not what favourites under another name are', async () => {
    harness.answer({ 'GET /user/favgroups': ok({ items: [GROUP], total: 1 }) })
    const answer = await harness.query('{ viewer { sealtalk { favoriteConversations { nodes { id } } } } }')

    expect(codesOf(answer)).toEqual(['viewer.sealtalk.favoriteConversations.nodes: UPSTREAM_UNAVAILABLE'])
  })

  it('is no change of the profile', async () => {
    const { id, nickname, portraitUri } = NOBODY
    const told = await account('changes { version profile { name } }', {
      'GET /user/sync/0': ok({ version: 5, user: { id, nickname, portraitUri, timestamp: 0 } }),
    })

    expect(told).toEqual({ changes: { version: 5, profile: null } })
  })
})

describe('the IM token', () => {
  it.each([
    ['the server', { userId: OWN_ID, token: 'fresh' }],
    ['the later server', { id: OWN_ID, token: 'fresh' }],
  ])('is read as %s tells it', async (_, result) => {
    harness.answer({ 'GET /user/get_token': ok(result) })

    expect((await harness.query('mutation { renewImToken { imToken } }')).data).toEqual({
      renewImToken: { imToken: 'fresh' },
    })
  })
})

describe('regions', () => {
  it('may share a code, and are named in the language asked for, else in the other', async () => {
    harness.answer({
      'GET /user/regionlist': ok([
        { region: '1', locale: { en: 'Canada', zh: '加拿大' } },
        { region: '+1', locale: { en: 'United States', zh: '' } },
        { region: '999' },
      ]),
    })
    const { data } = await harness.queryAsNobody('{ regions { code name zh: name(locale: ZH) } }')

    expect(data).toEqual({
      regions: [
        { code: '1', name: 'Canada', zh: '加拿大' },
        { code: '1', name: 'United States', zh: 'United States' },
        { code: '999', name: '999', zh: '999' },
      ],
    })
  })
})

describe('the blacklist', () => {
  it('comes with its users, and leaves out rows whose user is gone', async () => {
    const told = await account('blacklist { updatedAt user { id name phone gender } }', {
      'GET /user/blacklist': ok([
        { user: wireUser('a', { updatedAt: '2019-11-01T08:00:00.000Z' }) },
        { user: null },
        { user: { id: 'b', nickname: 'B', portraitUri: '' }, updatedAt: '2019-11-02T08:00:00.000Z' },
      ]),
    })

    expect(told).toEqual({
      blacklist: [
        {
          updatedAt: '2019-11-01T08:00:00.000Z',
          user: { id: 'sealtalk:user:a', name: 'name of a', phone: '13800000000', gender: 'FEMALE' },
        },
        {
          updatedAt: '2019-11-02T08:00:00.000Z',
          user: { id: 'sealtalk:user:b', name: 'B', phone: null, gender: null },
        },
      ],
    })
    expect(harness.calls()).toEqual(['GET /user/blacklist'])
  })
})

describe('favourites of which a row cannot be read', () => {
  const page = (after: string | null) =>
    `favoriteConversations(first: 2${after === null ? '' : ` after: "${after}"`}) {
      totalCount edges { cursor node { upstreamId } } pageInfo { hasNextPage endCursor } }`
  const favorite = (id: string) => ({ ...GROUP, id })
  const ALL = [favorite('a'), { ...GROUP, id: null }, null, { ...GROUP, id: null }, favorite('e')]

  it('are paged to their end, each once', async () => {
    const seen: unknown[] = []
    let after: string | null = null
    const asked: string[] = []
    do {
      const told = await account(page(after), {
        'GET /user/favgroups': ({ path }) => {
          asked.push(path)
          const offset = Number(new URL(path, 'http://any.test').searchParams.get('offset'))
          return ok({ list: ALL.slice(offset, offset + 2), total: ALL.length })
        },
      })
      const { favoriteConversations } = told as {
        favoriteConversations: {
          totalCount: number
          edges: { node: { upstreamId: string } }[]
          pageInfo: { hasNextPage: boolean; endCursor: string | null }
        }
      }
      seen.push(...favoriteConversations.edges.map(({ node }) => node.upstreamId))
      expect(favoriteConversations.totalCount).toBe(ALL.length)
      const { hasNextPage, endCursor } = favoriteConversations.pageInfo
      after = hasNextPage ? endCursor : null
    } while (after !== null && asked.length < 9)

    expect(seen).toEqual(['a', 'e'])
    expect(asked.map((path) => path.split('?')[1])).toEqual([
      'limit=2&offset=0',
      'limit=2&offset=2',
      'limit=2&offset=4',
    ])
  })
})

describe('a conversation', () => {
  beforeEach(async () => {
    await harness.close()
    harness = await startSealTalkHarness()
  })

  const ask = async (answers: Answers, selection = 'name memberCount') => {
    harness.answer(answers)
    return harness.query(`{ conversation(id: "sealtalk:conversation:gRoUp") { ${selection} } }`)
  }
  const WHOLE = { ...GROUP, bulletin: null, deletedAt: null, memberProtection: 0 }

  it('is one call, with everything that only SealTalk or only Mixin has', async () => {
    const { data, errors } = await ask(
      { 'GET /group/gRoUp': ok(WHOLE) },
      'id network upstreamId name isMemberProtected memberCount maxMemberCount circles { circleId } expireIn muteUntil participants { totalCount }',
    )

    expect(errors).toEqual([])
    expect(data).toEqual({
      conversation: {
        id: 'sealtalk:conversation:gRoUp',
        network: 'SEALTALK',
        upstreamId: 'gRoUp',
        name: 'Hikers',
        isMemberProtected: false,
        memberCount: 3,
        maxMemberCount: 500,
        circles: null,
        expireIn: null,
        muteUntil: null,
        participants: { totalCount: 3 },
      },
    })
    expect(harness.calls()).toEqual(['GET /group/gRoUp'])
  })

  it.each([
    ['a text', ok({ id: 7, groupId: 9, content: 'A &lt;b&gt;', timestamp: 1 }), 'A <b>'],
    ['an empty text', ok({ id: 7, groupId: 9, content: '', timestamp: 1 }), null],
    ['HTTP 402 as text', text(402, 'No group bulletin.'), null],
    ['HTTP 402 as JSON', { status: 402, body: { code: 402, message: 'No group bulletin.' } }, null],
    ['code 402', { body: { code: 402, message: 'No group bulletin.' } }, null],
    ['nothing', ok(), null],
    ['null', ok(null), null],
    ['HTTP 404', text(404, 'Unknown group.'), null],
  ])('has the bulletin that a call of its own returns: %s', async (_, bulletin, shown) => {
    const answers = { 'GET /group/gRoUp': ok(WHOLE), 'GET /group/get_bulletin': bulletin }
    const { data, errors } = await ask(answers, 'a: bulletin b: bulletin')

    expect(errors).toEqual([])
    expect(data).toEqual({ conversation: { a: shown, b: shown } })
    expect(harness.calls()).toEqual(['GET /group/gRoUp', 'GET /group/get_bulletin?groupId=gRoUp'])
  })

  it.each([
    ['a text where a row should be', ok('Hello'), 'UPSTREAM_UNAVAILABLE'],
    ['a server without the call', noRoute('GET', '/group/get_bulletin'), 'UNSUPPORTED'],
    ['a refusal', text(403, 'no'), 'FORBIDDEN'],
  ])('keeps its other fields where the bulletin cannot be read: %s', async (_, bulletin, code) => {
    const answer = await ask(
      { 'GET /group/gRoUp': ok(WHOLE), 'GET /group/get_bulletin': bulletin },
      'name bulletin',
    )

    expect(answer.data).toEqual({ conversation: { name: 'Hikers', bulletin: null } })
    expect(codesOf(answer)).toEqual([`conversation.bulletin: ${code}`])
  })

  it('is null once it was dismissed', async () => {
    const dismissed = { ...WHOLE, deletedAt: '2019-11-01T08:00:00.000Z' }

    expect(await ask({ 'GET /group/gRoUp': ok(dismissed) })).toMatchObject({
      data: { conversation: null },
      errors: [],
    })
  })

  it('comes out of the account’s own groups where the server has no such call, which is remembered', async () => {
    const answers = {
      'GET /group/gRoUp': noRoute('GET', '/group/gRoUp'),
      'GET /user/groups': ok([{ role: 1, group: GROUP }]),
    }
    expect((await ask(answers, 'name')).data).toEqual({ conversation: { name: 'Hikers' } })
    expect(harness.calls()).toEqual(['GET /group/gRoUp', 'GET /user/groups'])

    expect((await ask(answers, 'name viewerRole')).data).toEqual({
      conversation: { name: 'Hikers', viewerRole: 'MEMBER' },
    })
    expect(harness.calls()).toEqual(['GET /user/groups'])
  })

  it('is null where the later server finds nothing, and is looked for nowhere else', async () => {
    expect(await ask({ 'GET /group/gRoUp': ok(), 'GET /user/groups': ok([GROUP]) })).toMatchObject({
      data: { conversation: null },
      errors: [],
    })
    expect(harness.calls()).toEqual(['GET /group/gRoUp'])
  })

  it('has members who arrive with their users and are not asked for again', async () => {
    const members = [
      { role: 0, displayName: '', createdAt: '2019-11-01T08:00:00.000Z', user: wireUser('a') },
      { role: 1, displayName: 'Bee', createdAt: '2019-11-02T08:00:00.000Z', user: wireUser('b') },
      {
        role: 2,
        displayName: null,
        createdAt: '2019-11-03T08:00:00.000Z',
        user: wireUser('c', { nickname: '' }),
      },
      { role: 1, user: null },
    ]
    const { data } = await ask(
      { 'GET /group/gRoUp': ok(WHOLE), 'GET /group/gRoUp/members': ok(members) },
      'participants(role: null) { nodes { userId role createdAt displayName sessions { sessionId } user { name phone gender stAccount } } } admins: participants(role: ADMIN) { totalCount nodes { userId } }',
    )

    expect(data).toMatchObject({
      conversation: {
        participants: {
          nodes: [
            {
              userId: 'sealtalk:user:a',
              role: 'OWNER',
              createdAt: '2019-11-01T08:00:00.000Z',
              displayName: null,
              sessions: null,
              user: { name: 'name of a', phone: '13800000000', gender: 'FEMALE', stAccount: 'st-a' },
            },
            { role: 'MEMBER', displayName: 'Bee' },
            { role: 'ADMIN', displayName: null, user: { name: null } },
          ],
        },
        admins: { totalCount: 1, nodes: [{ userId: 'sealtalk:user:c' }] },
      },
    })
    expect(harness.calls()).toEqual(['GET /group/gRoUp', 'GET /group/gRoUp/members'])
  })

  it('hides its members from those who are not among them, and nothing else', async () => {
    const answer = await ask(
      {
        'GET /group/gRoUp': ok(WHOLE),
        'GET /group/gRoUp/members': text(403, 'Only group member can get group member info.'),
        'GET /user/groups': ok([]),
      },
      'name viewerRole participants { totalCount nodes { userId } }',
    )

    expect(answer.data).toEqual({ conversation: { name: 'Hikers', viewerRole: null, participants: null } })
    expect(codesOf(answer)).toEqual(['conversation.participants.nodes: FORBIDDEN'])
  })
})
