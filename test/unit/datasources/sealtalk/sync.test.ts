import { afterAll, describe, expect, it, vi } from 'vitest'
import { codesOf } from '../../../support/gateway.ts'
import {
  type Answers,
  ok,
  OWN_ID,
  startSealTalkHarness,
  text,
  type UpstreamAnswer,
  wireName,
  wireUser,
} from '../../../support/sealtalk-upstream.ts'

const harness = await startSealTalkHarness()
afterAll(() => harness.close())

const SELECTION = `
  version
  profile { userUpstreamId name avatarUrl version user { name } }
  blacklist { userUpstreamId name isBlocked version user { name } }
  friends { userUpstreamId name displayName status version user { name } }
  conversations { conversationUpstreamId name iconUrl displayName role isDeleted version conversation { memberCount } }
  participants { conversationUpstreamId userUpstreamId name displayName role isDeleted version conversation { id } user { id } }`

const ask = async (since: number | undefined, answers: Answers, selection = SELECTION) => {
  harness.answer(answers)
  const field = since === undefined ? 'changes' : `changes(since: ${since})`
  const answer = await harness.query(`{ viewer { sealtalk { ${field} { ${selection} } } } }`)
  return {
    answer,
    changes: (answer.data as { viewer: { sealtalk: { changes: unknown } } }).viewer.sealtalk.changes,
  }
}

const T0 = 1_573_000_000_000

/** As the server was seen to answer: raw integers for ids. */
const observed = {
  version: T0 + 9,
  user: { id: 1, nickname: 'Me', portraitUri: '', timestamp: T0 + 1 },
  blacklist: [
    {
      friendId: 5,
      status: false,
      timestamp: T0 + 2,
      user: { id: 5, nickname: 'Eve', portraitUri: 'https://images.test/5.png' },
    },
  ],
  friends: [
    {
      friendId: 2,
      displayName: 'Pal',
      status: 20,
      timestamp: T0 + 3,
      user: { id: 2, nickname: 'Bo', portraitUri: '' },
    },
    {
      friendId: 3,
      displayName: '',
      status: 99,
      timestamp: T0 + 4,
      user: { id: 3, nickname: 'Cy', portraitUri: '' },
    },
  ],
  groups: [
    {
      groupId: 7,
      displayName: '',
      role: 0,
      isDeleted: false,
      group: { id: 7, name: 'Hikers', portraitUri: '', timestamp: T0 + 5 },
    },
  ],
  group_members: [
    {
      groupId: 7,
      memberId: 2,
      displayName: 'B',
      role: 2,
      isDeleted: false,
      timestamp: T0 + 6,
      user: { id: 2, nickname: 'Bo', portraitUri: '' },
    },
  ],
}

describe('changes whose ids are raw integers', () => {
  it('are told with those ids as text, and nothing to load', async () => {
    const { answer, changes } = await ask(undefined, { 'GET /user/sync/0': ok(observed) })

    expect(answer.errors).toEqual([])
    expect(changes).toEqual({
      version: T0 + 9,
      profile: { userUpstreamId: '1', name: 'Me', avatarUrl: null, version: T0 + 1, user: null },
      blacklist: [{ userUpstreamId: '5', name: 'Eve', isBlocked: false, version: T0 + 2, user: null }],
      friends: [
        {
          userUpstreamId: '2',
          name: 'Bo',
          displayName: 'Pal',
          status: 'FRIENDS',
          version: T0 + 3,
          user: null,
        },
        { userUpstreamId: '3', name: 'Cy', displayName: null, status: null, version: T0 + 4, user: null },
      ],
      conversations: [
        {
          conversationUpstreamId: '7',
          name: 'Hikers',
          iconUrl: null,
          displayName: null,
          role: 'OWNER',
          isDeleted: false,
          version: T0 + 5,
          conversation: null,
        },
      ],
      participants: [
        {
          conversationUpstreamId: '7',
          userUpstreamId: '2',
          name: 'Bo',
          displayName: 'B',
          role: 'ADMIN',
          isDeleted: false,
          version: T0 + 6,
          conversation: null,
          user: null,
        },
      ],
    })
    expect(harness.calls()).toEqual(['GET /user/sync/0'])
  })
})

describe('changes whose ids are strings', () => {
  /** As the page prints them. */
  const printed = {
    version: T0 + 9,
    user: { id: 'me', nickname: 'Me', portraitUri: '', timestamp: T0 + 1 },
    blacklist: [{ friendId: 'e', status: true, timestamp: T0 + 2 }],
    friends: [{ friendId: 'b', displayName: 'Pal', status: 31, timestamp: T0 + 3 }],
    groups: [
      {
        displayName: '',
        role: 1,
        isDeleted: true,
        group: { id: 'gRoUp', name: 'Hikers', portraitUri: '', timestamp: T0 + 5 },
      },
    ],
    group_members: [
      {
        groupId: 'gRoUp',
        memberId: 'b',
        displayName: '',
        role: 1,
        isDeleted: true,
        timestamp: T0 + 6,
        user: { nickname: 'Bo', portraitUri: '' },
      },
    ],
  }

  it('lead to users and groups, fetched in as few calls as elsewhere', async () => {
    const { answer, changes } = await ask(5, {
      'GET /user/sync/5': ok(printed),
      'GET /user/batch': ok([wireName('me'), wireName('e'), wireName('b')]),
      'GET /group/gRoUp': ok({ id: 'gRoUp', name: 'Hikers', memberCount: 4, deletedAt: null }),
    })

    expect(answer.errors).toEqual([])
    expect(changes).toMatchObject({
      profile: { user: { name: 'name of me' } },
      blacklist: [{ userUpstreamId: 'e', name: null, isBlocked: true, user: { name: 'name of e' } }],
      friends: [{ userUpstreamId: 'b', status: 'BLOCKED_BY_ME', user: { name: 'name of b' } }],
      conversations: [
        {
          conversationUpstreamId: 'gRoUp',
          role: 'MEMBER',
          isDeleted: true,
          conversation: { memberCount: 4 },
        },
      ],
      participants: [
        {
          name: 'Bo',
          isDeleted: true,
          conversation: { id: 'sealtalk:conversation:gRoUp' },
          user: { id: 'sealtalk:user:b' },
        },
      ],
    })
    expect(harness.calls().sort()).toEqual([
      'GET /group/gRoUp',
      'GET /user/batch?id=me&id=e&id=b',
      'GET /user/sync/5',
    ])
  })

  it.each([
    [10, 'REQUESTED_BY_ME'],
    [11, 'REQUESTED_BY_THEM'],
    [20, 'FRIENDS'],
    [21, 'IGNORED_BY_ME'],
    [30, 'DELETED_BY_ME'],
    [31, 'BLOCKED_BY_ME'],
    [40, null],
  ])('say of a friendship with status %i that it is %s', async (status, expected) => {
    const friends = [{ friendId: 'b', status, timestamp: T0 }]
    const { changes } = await ask(
      0,
      { 'GET /user/sync/0': ok({ version: T0, friends }) },
      'friends { status }',
    )

    expect(changes).toEqual({ friends: [{ status: expected }] })
  })
})

describe('nothing new', () => {
  it('keeps the version that was asked with, whatever is null in the answer', async () => {
    const nothing = {
      version: null,
      user: null,
      blacklist: null,
      friends: [],
      groups: null,
      group_members: null,
    }
    const { answer, changes } = await ask(T0, { [`GET /user/sync/${T0}`]: ok(nothing) })

    expect(answer.errors).toEqual([])
    expect(changes).toEqual({
      version: T0,
      profile: null,
      blacklist: [],
      friends: [],
      conversations: [],
      participants: [],
    })
  })
})

describe('a server that fails after a group was renamed', () => {
  const crash: UpstreamAnswer = text(500, "Cannot read property 'timestamp' of undefined")

  it('is asked once more from the beginning, and what is not newer is left out', async () => {
    const since = T0 + 3
    const { answer, changes } = await ask(
      since,
      { [`GET /user/sync/${since}`]: crash, 'GET /user/sync/0': ok(observed) },
      'version profile { name } blacklist { name } friends { name } conversations { name } participants { name }',
    )

    expect(answer.errors).toEqual([])
    expect(changes).toEqual({
      version: T0 + 9,
      profile: null,
      blacklist: [],
      friends: [{ name: 'Cy' }],
      conversations: [{ name: 'Hikers' }],
      participants: [{ name: 'Bo' }],
    })
    expect(harness.calls()).toEqual([`GET /user/sync/${since}`, 'GET /user/sync/0'])
  })

  it('is asked no more often than that, and fails for good if it fails then for a member of a group', async () => {
    const groups = ok([{ role: 1, group: { id: 'gRoUp', name: 'Hikers' } }])
    const answers = { 'GET /user/sync/7': crash, 'GET /user/sync/0': crash, 'GET /user/groups': groups }
    const { answer } = await ask(7, answers)
    expect(codesOf(answer)).toEqual(['viewer.sealtalk.changes: UPSTREAM_ERROR'])
    expect(JSON.stringify(answer)).not.toContain('timestamp')
    expect(harness.calls()).toEqual(['GET /user/sync/7', 'GET /user/sync/0', 'GET /user/groups'])

    await ask(0, answers)
    expect(harness.calls()).toEqual(['GET /user/sync/0', 'GET /user/groups'])
  })

  it('fails with the same error if it is not known whether the account is in a group', async () => {
    const { answer } = await ask(0, { 'GET /user/sync/0': crash, 'GET /user/groups': text(400, 'no') })
    expect(codesOf(answer)).toEqual(['viewer.sealtalk.changes: UPSTREAM_ERROR'])
  })

  it('does so as often as it likes without being taken for dead', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { answer } = await ask(
        7,
        { 'GET /user/sync/7': crash, 'GET /user/sync/0': ok(observed) },
        'version',
      )
      expect(answer.errors).toEqual([])
    }
  })
})

describe('the changes of an account that has left all its groups', () => {
  const crash: UpstreamAnswer = text(500, "Cannot read property 'timestamp' of undefined")
  const at = (ms: number) => ({ updatedAt: new Date(ms).toISOString(), updatedTime: ms })
  const second = T0 - (T0 % 1_000)
  const LISTS: Answers = {
    'GET /user/groups': ok([]),
    [`GET /user/${OWN_ID}`]: ok(wireUser(OWN_ID)),
    'GET /user/blacklist': ok([{ user: wireUser('e') }, { user: null }]),
    'GET /friendship/all': ok([
      { displayName: 'Pal', message: '', status: 20, ...at(second + 9_000), user: wireUser('b') },
      { displayName: '', message: 'hello', status: 11, ...at(second), user: wireUser('c') },
      { displayName: '', message: '', status: 20, ...at(second - 9_000), user: wireUser('d') },
      { displayName: '', status: 20, user: { ...wireUser('f'), id: null } },
    ]),
  }

  it('come from what else can be read, for every version', async () => {
    const { answer, changes } = await ask(T0, {
      ...LISTS,
      [`GET /user/sync/${T0}`]: crash,
      'GET /user/sync/0': crash,
    })

    expect(answer.errors).toEqual([])
    const version = second + 9_000
    expect(changes).toEqual({
      version,
      profile: {
        userUpstreamId: OWN_ID,
        name: `name of ${OWN_ID}`,
        avatarUrl: `https://images.test/${OWN_ID}.png`,
        version,
        user: { name: `name of ${OWN_ID}` },
      },
      blacklist: [
        { userUpstreamId: 'e', name: 'name of e', isBlocked: true, version, user: { name: 'name of e' } },
      ],
      friends: [
        {
          userUpstreamId: 'b',
          name: 'name of b',
          displayName: 'Pal',
          status: 'FRIENDS',
          version,
          user: { name: 'name of b' },
        },
        {
          userUpstreamId: 'c',
          name: 'name of c',
          displayName: null,
          status: 'REQUESTED_BY_THEM',
          version: second,
          user: { name: 'name of c' },
        },
      ],
      conversations: [],
      participants: [],
    })
    const calls = harness.calls()
    expect(calls.slice(0, 3)).toEqual([`GET /user/sync/${T0}`, 'GET /user/sync/0', 'GET /user/groups'])
    expect(calls.slice(3).sort()).toEqual([
      'GET /friendship/all',
      'GET /user/blacklist',
      `GET /user/${OWN_ID}`,
    ])
  })

  it.each([
    ['Node, as seen', "Cannot read property 'timestamp' of undefined"],
    ['a newer Node', "Cannot read properties of undefined (reading 'timestamp')"],
    ['an error handler that names the type', "TypeError: Cannot read property 'timestamp' of undefined"],
    ['Java', 'java.lang.NullPointerException: null'],
    ['Java, as JSON', { status: 500, message: 'Index 0 out of bounds for length 0', path: '/user/sync/0' }],
  ])('do so however the server says that it crashed: %s', async (_, body) => {
    const failed = typeof body === 'string' ? text(500, body) : { status: 500, body }
    const { answer, changes } = await ask(
      0,
      { ...LISTS, 'GET /user/sync/0': failed },
      'friends { userUpstreamId }',
    )

    expect(answer.errors).toEqual([])
    expect(changes).toEqual({ friends: ['b', 'c', 'd'].map((id) => ({ userUpstreamId: id })) })
  })

  it('take one call of the profile, whatever is selected of it', async () => {
    await ask(
      0,
      { ...LISTS, 'GET /user/sync/0': crash },
      'profile { name user { phone gender } } friends { user { phone } }',
    )

    expect(harness.calls()).toHaveLength(5)
  })

  it('keep their version where nothing is newer', async () => {
    const since = second + 20_000
    const { changes } = await ask(
      since,
      { ...LISTS, [`GET /user/sync/${since}`]: crash, 'GET /user/sync/0': crash },
      'version friends { name }',
    )

    expect(changes).toEqual({ version: since, friends: [] })
  })

  it('fail where one of the lists cannot be read: a client would miss changes', async () => {
    const { answer } = await ask(0, {
      ...LISTS,
      'GET /user/sync/0': crash,
      'GET /friendship/all': text(403, 'Not loged in.'),
    })

    expect(codesOf(answer)).toEqual(['viewer.sealtalk.changes: UNAUTHENTICATED'])
    // The other lists are under way still.
    await vi.waitFor(() => expect(harness.calls()).toHaveLength(5))
  })
})

describe('a version', () => {
  it.each(['-1', '1.5', '"5"', '9007199254740993'])('that is none is refused: %s', async (since) => {
    harness.answer({})
    const answer = await harness.query(`{ viewer { sealtalk { changes(since: ${since}) { version } } } }`)

    expect(answer.errors[0]?.extensions['code']).toBe('BAD_USER_INPUT')
    expect(harness.sent).toEqual([])
  })
})
