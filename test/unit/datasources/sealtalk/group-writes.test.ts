import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codesOf } from '../../../support/gateway.ts'
import {
  type Answers,
  noRoute,
  ok,
  outcome,
  OWN_ID,
  type SealTalkHarness,
  startSealTalkHarness,
  text,
  type UpstreamAnswer,
  wireName,
} from '../../../support/sealtalk-upstream.ts'
import { valueAt } from '../../../support/value-at.ts'

const harness = await startSealTalkHarness()
afterAll(() => harness.close())

const G = 'sealtalk:conversation:g1'
const user = (id: string): string => `"sealtalk:user:${id}"`

const wireGroup = {
  id: 'g1',
  name: 'Readers',
  creatorId: OWN_ID,
  memberCount: 2,
  maxMemberCount: 500,
  isMute: 0,
  certiStatus: 1,
}

/** The account owns the group, and all reads of it succeed. */
const reads: Answers = {
  'GET /user/groups': ok([{ role: 0, group: wireGroup }]),
  'GET /group/g1': ok(wireGroup),
  'GET /group/g1/members': ok([{ role: 0, displayName: 'Boss', user: wireName(OWN_ID) }]),
}

const READS = new Set([
  'GET /user/groups',
  'GET /group/g1',
  'GET /group/g1/members',
  'GET /group/notice_info',
])
/** What was sent to change something. */
const writes = () =>
  harness.sent
    .filter(({ method, path }) => !READS.has(`${method} ${path}`))
    .map(({ method, path, body }) => [`${method} ${path}`, body])

const change = (mutation: string, input: string, answers: Answers = {}, selection?: string) => {
  harness.answer({ ...reads, ...answers })
  const payload = selection ?? (/^(leave|dismiss)/.test(mutation) ? 'conversationId' : 'conversation { id }')
  return harness.query(`mutation { ${mutation}(input: { ${input} }) { ${payload} } }`)
}

interface Case {
  readonly mutation: string
  readonly input: string
  readonly endpoint: string
  readonly body: unknown
  readonly result?: unknown
}

const group = (mutation: string, input: string, path: string, body: object, result?: unknown): Case => ({
  mutation,
  input: `id: "${G}"${input === '' ? '' : `, ${input}`}`,
  endpoint: `POST /group/${path}`,
  body: { groupId: 'g1', ...body },
  result,
})

const CASES: readonly Case[] = [
  {
    mutation: 'createGroupConversation',
    input: `name: "New", participants: [{ userId: ${user('a')} }, { userId: ${user('b')}, role: MEMBER }]`,
    endpoint: 'POST /group/create',
    body: { name: 'New', memberIds: [OWN_ID, 'a', 'b'] },
    result: { id: 'g1', userStatus: [] },
  },
  group('updateConversation', 'name: "Writers"', 'rename', { name: 'Writers' }),
  group('updateConversation', 'announcement: "Hello"', 'set_bulletin', { content: 'Hello' }),
  // Of the two names of the field, the server accepts only this one without a text.
  group('updateConversation', 'announcement: ""', 'set_bulletin', { bulletin: '' }),
  group('addParticipants', `userIds: [${user('a')}, ${user('b')}]`, 'add', { memberIds: ['a', 'b'] }, []),
  group('removeParticipants', `userIds: [${user('a')}]`, 'kick', { memberIds: ['a'] }),
  group('setParticipantRoles', `userIds: [${user('a')}], role: ADMIN`, 'set_manager', { memberIds: ['a'] }),
  group('setParticipantRoles', `userIds: [${user('a')}], role: MEMBER`, 'remove_manager', {
    memberIds: ['a'],
  }),
  group('manageParticipants', `action: ADD, participants: [{ userId: ${user('a')} }]`, 'add', {
    memberIds: ['a'],
  }),
  group('manageParticipants', `action: REMOVE, participants: [{ userId: ${user('a')} }]`, 'kick', {
    memberIds: ['a'],
  }),
  group(
    'manageParticipants',
    `action: ROLE, participants: [{ userId: ${user('a')}, role: ADMIN }, { userId: ${user('b')}, role: ADMIN }]`,
    'set_manager',
    { memberIds: ['a', 'b'] },
  ),
  group('leaveConversation', '', 'quit', {}),
  group('joinConversation', '', 'join', {}),
  group('transferConversation', `userId: ${user('a')}`, 'transfer', { userId: 'a' }),
  group('dismissConversation', '', 'dismiss', {}),
  group('setConversationFavorite', 'favorite: true', 'fav', {}),
  {
    ...group('setConversationFavorite', 'favorite: false', 'fav', {}),
    endpoint: 'DELETE /group/fav',
  },
  group('setJoinApproval', 'required: true', 'set_certification', { certiStatus: 0 }),
  group('setJoinApproval', 'required: false', 'set_certification', { certiStatus: 1 }),
  group('setMemberProtection', 'protected: true', 'set_member_protection', { memberProtection: 1 }),
  group('muteEveryone', 'muted: true', 'mute_all', { muteStatus: 1 }),
  group('muteEveryone', 'muted: false', 'mute_all', { muteStatus: 0 }),
  group('setDisplayName', 'name: "Annie"', 'set_display_name', { displayName: 'Annie' }),
  group('setDisplayName', 'name: null', 'set_display_name', { displayName: '' }),
  group('setDisplayName', '', 'set_display_name', { displayName: '' }),
]

describe('a change of a SealTalk group', () => {
  it.each(CASES)('$mutation($input) is one write to $endpoint', async ({ result, ...one }) => {
    const answer = await change(one.mutation, one.input, { [one.endpoint]: ok(result) })

    expect(answer.errors).toEqual([])
    expect(writes()).toEqual([[one.endpoint, one.body]])
    const payload = valueAt(answer.data, one.mutation)
    expect(valueAt(payload, 'conversation.id') ?? valueAt(payload, 'conversationId')).toBe(G)
  })

  it.each(CASES)('$mutation($input) is sent once if its response is lost', async ({ result: _, ...one }) => {
    const answer = await change(one.mutation, one.input, { [one.endpoint]: text(500, 'Oops') })

    expect(codesOf(answer)).toEqual([`${one.mutation}: OUTCOME_UNKNOWN`])
    expect(writes()).toHaveLength(1)
  })

  it('reads what is selected of the group afterwards', async () => {
    const { data } = await change(
      'updateConversation',
      `id: "${G}", name: "Writers"`,
      { 'POST /group/rename': ok() },
      'conversation { name viewerDisplayName } waiting { userId }',
    )

    expect(data).toEqual({
      updateConversation: { conversation: { name: 'Readers', viewerDisplayName: 'Boss' }, waiting: [] },
    })
    expect(harness.calls().slice(-2).sort()).toEqual(['GET /group/g1', 'GET /group/g1/members'])
  })

  it('says who waits, and for whom', async () => {
    const { data, errors } = await change(
      'addParticipants',
      `id: "${G}", userIds: [${user('a')}, ${user('b')}, ${user('c')}, ${user('d')}]`,
      {
        'POST /group/add': ok([
          { id: 'a', status: 1 },
          { id: 'b', status: 2 },
          { id: 'c', status: '3' },
          { id: 'd', status: 9 },
          { id: 17, status: 3 },
          null,
        ]),
      },
      'waiting { userId waitsFor }',
    )

    expect(errors).toEqual([])
    expect(data).toEqual({
      addParticipants: {
        waiting: [
          { userId: 'sealtalk:user:b', waitsFor: 'ADMIN' },
          { userId: 'sealtalk:user:c', waitsFor: 'USER' },
          { userId: 'sealtalk:user:d', waitsFor: null },
        ],
      },
    })
  })
})

describe('name and announcement', () => {
  const both = `id: "${G}", name: "Writers", announcement: "Hello"`

  it('are two writes, the name first', async () => {
    await change('updateConversation', both, { 'POST /group/rename': ok(), 'POST /group/set_bulletin': ok() })

    expect(writes()).toEqual([
      ['POST /group/rename', { groupId: 'g1', name: 'Writers' }],
      ['POST /group/set_bulletin', { groupId: 'g1', content: 'Hello' }],
    ])
  })

  it('stop at the name if that is refused', async () => {
    const answer = await change('updateConversation', both, {
      'POST /group/rename': text(400, 'Not creator.'),
    })

    expect(codesOf(answer)).toEqual(['updateConversation: FORBIDDEN'])
    expect(writes()).toHaveLength(1)
  })

  it('say that the name was changed if the announcement fails', async () => {
    const answer = await change('updateConversation', both, { 'POST /group/rename': ok() })

    expect(codesOf(answer)).toEqual(['updateConversation: OUTCOME_UNKNOWN'])
    expect(answer.errors[0]?.message).toMatch(/The name was changed before\.$/)
  })

  it('of a new group are two writes too, and the id is told if the second fails', async () => {
    const input = `name: "New", announcement: "Hello", participants: [{ userId: ${user('a')} }]`
    const created = { 'POST /group/create': ok({ id: 'g2', userStatus: [{ id: 'a', status: 3 }] }) }
    const done = await change('createGroupConversation', input, {
      ...created,
      'POST /group/set_bulletin': ok(),
    })
    expect(done.errors).toEqual([])
    expect(writes()).toEqual([
      ['POST /group/create', { name: 'New', memberIds: [OWN_ID, 'a'] }],
      ['POST /group/set_bulletin', { groupId: 'g2', content: 'Hello' }],
    ])

    const failed = await change('createGroupConversation', input, created)
    expect(failed.errors[0]?.message).toMatch(
      /created as "sealtalk:conversation:g2", without its announcement/,
    )
  })
})

describe('a wrong argument', () => {
  const one = `participants: [{ userId: ${user('a')} }]`

  it.each<[string, string, unknown]>([
    ['createGroupConversation', `name: "x", ${one}`, ['input', 'name']],
    ['createGroupConversation', `name: "${'x'.repeat(33)}", ${one}`, ['input', 'name']],
    ['createGroupConversation', `name: "Party 🎉", ${one}`, ['input', 'name']],
    ['createGroupConversation', `name: "New", participants: []`, ['input', 'participants']],
    ['createGroupConversation', `name: "New", upstreamId: "g9", ${one}`, ['input', 'upstreamId']],
    [
      'createGroupConversation',
      `name: "New", participants: [{ userId: ${user(OWN_ID)} }]`,
      ['input', 'participants', 0, 'userId'],
    ],
    [
      'createGroupConversation',
      `name: "New", participants: [{ userId: ${user('a')}, role: ADMIN }]`,
      ['input', 'participants', 0, 'role'],
    ],
    [
      'createGroupConversation',
      `name: "New", network: SEALTALK, participants: [{ userId: "mixin:user:11efbb75-e7fe-44d7-a14f-698535289310" }]`,
      undefined,
    ],
    [
      'createGroupConversation',
      `name: "New", participants: [{ userId: ${user('a')} }, { userId: "mixin:user:11efbb75-e7fe-44d7-a14f-698535289310" }]`,
      ['input', 'participants', 1, 'userId'],
    ],
    ['updateConversation', `id: "${G}", name: "x"`, ['input', 'name']],
    ['updateConversation', `id: "${G}", announcement: "${'x'.repeat(1025)}"`, ['input', 'announcement']],
    ['updateConversation', `id: "${G}", announcement: "🎉"`, ['input', 'announcement']],
    ['updateConversation', `id: "${G}"`, ['input']],
    ['addParticipants', `id: "${G}", userIds: []`, ['input', 'userIds']],
    ['addParticipants', `id: "${G}", userIds: ["sealtalk:user:?"]`, ['input', 'userIds', 0]],
    ['removeParticipants', `id: "${G}", userIds: [${user('a')}, ${user(OWN_ID)}]`, ['input', 'userIds', 1]],
    ['setParticipantRoles', `id: "${G}", userIds: [${user('a')}], role: OWNER`, ['input', 'role']],
    [
      'manageParticipants',
      `id: "${G}", action: ADD, participants: [{ userId: ${user('a')}, role: ADMIN }]`,
      ['input', 'participants', 0, 'role'],
    ],
    [
      'manageParticipants',
      `id: "${G}", action: ROLE, participants: [{ userId: ${user('a')}, role: ADMIN }, { userId: ${user('b')}, role: MEMBER }]`,
      ['input', 'participants', 1, 'role'],
    ],
    ['transferConversation', `id: "${G}", userId: ${user(OWN_ID)}`, ['input', 'userId']],
    ['transferConversation', `id: "${G}", userId: "sealtalk:conversation:a"`, ['input', 'userId']],
    ['setDisplayName', `id: "${G}", name: "${'x'.repeat(33)}"`, ['input', 'name']],
    ['setDisplayName', `id: "${G}", name: "🎉"`, ['input', 'name']],
    ['leaveConversation', `id: "sealtalk:user:a"`, ['input', 'id']],
    ['dismissConversation', `id: "sealtalk:conversation:a/b"`, ['input', 'id']],
    ['answerGroupNotice', `conversationId: "${G}", receiverId: "x", agree: true`, ['input', 'receiverId']],
    [
      'answerGroupNotice',
      `conversationId: "sealtalk:user:a", receiverId: ${user('a')}, agree: true`,
      ['input', 'conversationId'],
    ],
  ])('%s(%s) is refused at its place, and nothing is sent', async (mutation, input, place) => {
    const answer = await change(mutation, input, {}, '__typename')

    const code = place === undefined ? 'UNSUPPORTED' : 'BAD_USER_INPUT'
    expect(codesOf(answer)).toEqual([`${mutation}: ${code}`])
    expect(answer.errors[0]?.extensions['argument']).toEqual(place)
    expect(harness.calls()).toEqual([])
  })

  it.each([
    ['addParticipants', 'userIds', 1_025],
    ['removeParticipants', 'userIds', 1_025],
    ['createGroupConversation', 'participants', 500],
  ])('%s takes no list of that many %s: %i', async (mutation, argument, count) => {
    const ids = Array.from({ length: count }, (_, index) => `sealtalk:user:u${index}`)
    const input =
      argument === 'userIds'
        ? { id: G, userIds: ids }
        : { name: 'New', participants: ids.map((userId) => ({ userId })) }
    const type = `${mutation.slice(0, 1).toUpperCase()}${mutation.slice(1)}Input!`
    harness.answer({})
    const answer = await harness.query(
      `mutation ($input: ${type}) { ${mutation}(input: $input) { __typename } }`,
      { variables: { input } },
    )

    expect(codesOf(answer)).toEqual([`${mutation}: BAD_USER_INPUT`])
    expect(answer.errors[0]?.extensions['argument']).toEqual(['input', argument])
    expect(harness.calls()).toEqual([])
  })

  it.each([
    ['rotateConversationCode', `id: "${G}"`],
    ['muteConversation', `id: "${G}", seconds: 0`],
    ['setDisappearingMessages', `id: "${G}", seconds: 0`],
    ['createContactConversation', `userId: ${user('a')}`],
  ])('%s is UNSUPPORTED, and nothing is sent', async (mutation, input) => {
    expect(codesOf(await change(mutation, input))).toEqual([`${mutation}: UNSUPPORTED`])
    expect(harness.calls()).toEqual([])
  })

  it('takes characters above U+FFFF where the server stores them', async () => {
    const other = await startSealTalkHarness({ SEALTALK_UTF8MB4: 'true' })
    other.answer({ ...reads, 'POST /group/set_bulletin': ok() })
    const { errors } = await other.query(
      `mutation { updateConversation(input: { id: "${G}", announcement: "🎉" }) { conversation { id } } }`,
    )
    await other.close()

    expect(errors).toEqual([])
  })
})

describe('a refusal', () => {
  const users = `id: "${G}", userIds: [${user('a')}]`

  it.each<[string, string, string, UpstreamAnswer, string]>([
    ['addParticipants', users, 'POST /group/add', text(400, 'Group is out of limit.'), 'CONFLICT'],
    [
      'addParticipants',
      users,
      'POST /group/add',
      text(400, 'Empty memberId in memberIds.'),
      'BAD_USER_INPUT',
    ],
    ['addParticipants', users, 'POST /group/add', outcome(20_002), 'BAD_USER_INPUT'],
    ['removeParticipants', users, 'POST /group/kick', text(403, 'No manager.'), 'FORBIDDEN'],
    ['removeParticipants', users, 'POST /group/kick', text(404, 'Unknown group.'), 'NOT_FOUND'],
    ['removeParticipants', users, 'POST /group/kick', text(405, 'Can not kick the host.'), 'FORBIDDEN'],
    ['removeParticipants', users, 'POST /group/kick', text(400, 'No member.'), 'BAD_USER_INPUT'],
    [
      'setParticipantRoles',
      `${users}, role: ADMIN`,
      'POST /group/set_manager',
      text(400, 'x'),
      'BAD_USER_INPUT',
    ],
    ['setParticipantRoles', `${users}, role: ADMIN`, 'POST /group/set_manager', text(401, 'x'), 'FORBIDDEN'],
    ['setParticipantRoles', `${users}, role: ADMIN`, 'POST /group/set_manager', text(402, 'x'), 'FORBIDDEN'],
    [
      'setParticipantRoles',
      `${users}, role: MEMBER`,
      'POST /group/remove_manager',
      text(403, 'x'),
      'FORBIDDEN',
    ],
    ['leaveConversation', `id: "${G}"`, 'POST /group/quit', text(403, 'No member.'), 'FORBIDDEN'],
    ['joinConversation', `id: "${G}"`, 'POST /group/join', text(400, 'Full.'), 'CONFLICT'],
    ['dismissConversation', `id: "${G}"`, 'POST /group/dismiss', text(400, 'Not creator.'), 'FORBIDDEN'],
    ['dismissConversation', `id: "${G}"`, 'POST /group/dismiss', outcome(500), 'UPSTREAM_UNAVAILABLE'],
    [
      'setJoinApproval',
      `id: "${G}", required: true`,
      'POST /group/set_certification',
      outcome(20_001),
      'FORBIDDEN',
    ],
    ['setDisplayName', `id: "${G}"`, 'POST /group/set_display_name', text(404, 'x'), 'NOT_FOUND'],
    [
      'updateConversation',
      `id: "${G}", name: "ab"`,
      'POST /group/rename',
      noRoute('POST', '/group/rename'),
      'UNSUPPORTED',
    ],
    [
      'createGroupConversation',
      `name: "New", participants: [{ userId: ${user('a')} }]`,
      'POST /group/create',
      outcome(1000),
      'CONFLICT',
    ],
  ])('%s(%s) of %s', async (mutation, input, endpoint, answer, code) => {
    const told = await change(mutation, input, { [endpoint]: answer })

    expect(codesOf(told)).toEqual([`${mutation}: ${code}`])
    expect(writes()).toHaveLength(1)
  })

  it('of a favorite that was saved before is a success', async () => {
    const answer = await change('setConversationFavorite', `id: "${G}", favorite: true`, {
      'POST /group/fav': text(405, 'Group already exists.'),
    })

    expect(answer.errors).toEqual([])
  })
})

describe('joining', () => {
  const join = (answer: UpstreamAnswer) =>
    change('joinConversation', `id: "${G}"`, { 'GET /group/g1': answer, 'POST /group/join': ok() })

  it.each<[string, UpstreamAnswer, string]>([
    ['needs an approval', ok({ ...wireGroup, certiStatus: 0 }), 'FORBIDDEN'],
    ['does not say whether it needs one', ok({ ...wireGroup, certiStatus: null }), 'FORBIDDEN'],
    ['was dismissed', ok({ ...wireGroup, deletedAt: '2020-01-01T00:00:00.000Z' }), 'NOT_FOUND'],
    ['is unknown', text(404, 'Unknown group.'), 'NOT_FOUND'],
    ['cannot be read', noRoute('GET', '/group/g1'), 'UNSUPPORTED'],
  ])('a group that %s is refused, and nothing is sent', async (_, answer, code) => {
    expect(codesOf(await join(answer))).toEqual([`joinConversation: ${code}`])
    expect(harness.calls()).toEqual(['GET /group/g1'])
  })
})

describe('notices', () => {
  const notice = (id: string, over: object = {}) => ({
    id,
    type: 1,
    status: 2,
    timestamp: 1_600_000_000_000,
    createdAt: '2020-09-13T12:26:40.000Z',
    createdTime: 1_600_000_000_000,
    requester: { id: 'r', nickname: 'R' },
    receiver: { id: OWN_ID, nickname: 'Me' },
    group: { id: 'g1', name: 'Readers' },
    ...over,
  })

  it('are one call, with what can be read of them', async () => {
    harness.answer({
      'GET /group/notice_info': ok([
        notice('n1'),
        notice('n2', { type: 2, status: 0, receiver: { id: 'c', nickname: 'C' }, group: null }),
        notice('n3', { status: 1, requester: { id: 5, nickname: 'raw' } }),
        { ...notice('n4', { status: '3' }), id: 4 },
        notice('n5', { type: 7 }),
        null,
      ]),
    })
    const { data, errors } = await harness.query(
      '{ viewer { sealtalk { groupNotices { id kind state createdAt conversation { id } requester { id } receiver { id } } } } }',
    )

    expect(errors).toEqual([])
    const common = { createdAt: '2020-09-13T12:26:40.000Z', conversation: { id: G } }
    const me = { id: `sealtalk:user:${OWN_ID}` }
    const asker = { id: 'sealtalk:user:r' }
    expect(valueAt(data, 'viewer.sealtalk.groupNotices')).toEqual([
      {
        ...common,
        id: 'sealtalk:notice:n1',
        kind: 'ASKS_ME',
        state: 'WAITING',
        requester: asker,
        receiver: me,
      },
      {
        ...common,
        id: 'sealtalk:notice:n2',
        kind: 'ASKS_MANAGER',
        state: 'IGNORED',
        conversation: null,
        requester: asker,
        receiver: { id: 'sealtalk:user:c' },
      },
      {
        ...common,
        id: 'sealtalk:notice:n3',
        kind: 'ASKS_ME',
        state: 'AGREED',
        requester: null,
        receiver: me,
      },
      {
        ...common,
        id: 'sealtalk:notice:4',
        kind: 'ASKS_ME',
        state: 'EXPIRED',
        requester: asker,
        receiver: me,
      },
    ])
    expect(harness.calls()).toEqual(['GET /group/notice_info'])
  })

  const answer = (notices: unknown, receiver: string, agree: boolean, answers: Answers = {}) =>
    change(
      'answerGroupNotice',
      `conversationId: "${G}", receiverId: ${user(receiver)}, agree: ${agree}`,
      { 'GET /group/notice_info': ok(notices), 'POST /group/agree': ok(), ...answers },
      'notice { id state }',
    )

  it.each([
    [true, 1, 'AGREED'],
    [false, 0, 'IGNORED'],
  ])('that ask the account are answered by it, agree: %s', async (agree, status, state) => {
    const told = await answer([notice('n0', { status: 0 }), notice('n1')], OWN_ID, agree)

    expect(told.errors).toEqual([])
    expect(told.data).toEqual({ answerGroupNotice: { notice: { id: 'sealtalk:notice:n1', state } } })
    expect(writes()).toEqual([['POST /group/agree', { groupId: 'g1', receiverId: OWN_ID, status }]])
  })

  const forManagers = notice('n1', { type: 2, receiver: { id: 'c', nickname: 'C' } })

  it('that ask a manager are answered by one', async () => {
    const told = await answer([forManagers], 'c', true)

    expect(told.errors).toEqual([])
    expect(harness.calls()).toEqual(['GET /group/notice_info', 'GET /group/g1/members', 'POST /group/agree'])
  })

  it.each<[string, unknown, string, string]>([
    ['of somebody else', [notice('n1', { receiver: { id: 'c', nickname: 'C' } })], 'c', 'FORBIDDEN'],
    ['that ask a manager', [forManagers], 'c', 'FORBIDDEN'],
    ['that ask a manager about the account itself', [notice('n1', { type: 2 })], OWN_ID, 'FORBIDDEN'],
    ['that there are not', [forManagers], 'd', 'NOT_FOUND'],
    ['of other groups', [notice('n1', { group: { id: 'g2', name: 'x' } })], OWN_ID, 'NOT_FOUND'],
    ['that have expired', [notice('n1', { status: 3 })], OWN_ID, 'CONFLICT'],
    ['that were answered', [notice('n1', { status: 1 })], OWN_ID, 'CONFLICT'],
  ])('%s are refused to an ordinary member, and nothing is sent', async (_, notices, receiver, code) => {
    const told = await answer(notices, receiver, true, {
      'GET /group/g1/members': ok([{ role: 1, user: wireName(OWN_ID) }]),
    })

    expect(codesOf(told)).toEqual([`answerGroupNotice: ${code}`])
    expect(writes()).toEqual([])
  })

  it('that are gone by then are NOT_FOUND', async () => {
    const told = await answer([notice('n1')], OWN_ID, true, { 'POST /group/agree': outcome(20_003) })

    expect(codesOf(told)).toEqual(['answerGroupNotice: NOT_FOUND'])
  })
})

describe('a later server', () => {
  let later: SealTalkHarness
  beforeEach(async () => {
    later = await startSealTalkHarness()
    // Its numbers with a text reveal it.
    later.answer({ 'GET /user/c': { status: 400, body: { code: 1002, message: 'ID format error.' } } })
    await later.query('{ user(by: { sealtalkUserId: "c" }) { phone } }')
  })
  afterEach(() => later.close())

  it('is sent answers to notices as texts', async () => {
    later.answer({
      'GET /group/notice_info': ok([
        { id: 'n', type: 1, status: 2, receiver: { id: OWN_ID }, group: { id: 'g1' } },
      ]),
      'POST /group/agree': ok(),
    })
    await later.query(
      `mutation { answerGroupNotice(input: { conversationId: "${G}", receiverId: ${user(OWN_ID)}, agree: true }) { __typename } }`,
    )

    expect(later.sent.at(-1)?.body).toEqual({ groupId: 'g1', receiverId: OWN_ID, status: '1' })
  })

  it('has a number for missing rights', async () => {
    later.answer({ ...reads, 'POST /group/rename': { body: { code: 1006, message: 'no right' } } })
    const told = await later.query(
      `mutation { updateConversation(input: { id: "${G}", name: "ab" }) { __typename } }`,
    )

    expect(codesOf(told)).toEqual(['updateConversation: FORBIDDEN'])
  })
})

describe('announcement', () => {
  it('is the bulletin, one call for both', async () => {
    harness.answer({
      'GET /group/g1': ok(wireGroup),
      'GET /group/get_bulletin': ok({ id: 1, groupId: 'g1', content: 'Hi &lt;all&gt;', timestamp: 1 }),
    })
    const { data } = await harness.query(`{ conversation(id: "${G}") { announcement bulletin } }`)

    expect(data).toEqual({ conversation: { announcement: 'Hi <all>', bulletin: 'Hi <all>' } })
    expect(harness.calls()).toEqual(['GET /group/g1', 'GET /group/get_bulletin?groupId=g1'])
  })
})

describe('isFavorite', () => {
  it('is one call for all groups of a request', async () => {
    harness.answer({
      'GET /user/groups': ok([
        { role: 1, group: wireGroup },
        { role: 1, group: { ...wireGroup, id: 'g2' } },
      ]),
      'GET /user/favgroups': ok({ list: [wireGroup], total: 1 }),
    })
    const { data } = await harness.query(
      '{ viewer { sealtalk { groups { nodes { upstreamId isFavorite } } } } }',
    )

    expect(valueAt(data, 'viewer.sealtalk.groups.nodes')).toEqual([
      { upstreamId: 'g1', isFavorite: true },
      { upstreamId: 'g2', isFavorite: false },
    ])
    expect(harness.calls()).toEqual(['GET /user/groups', 'GET /user/favgroups'])
  })

  it('is known of favorites without a call of its own', async () => {
    harness.answer({ 'GET /user/favgroups': ok({ list: [wireGroup], total: 1 }) })
    await harness.query('{ viewer { sealtalk { favoriteConversations { nodes { isFavorite } } } } }')

    expect(harness.calls()).toEqual(['GET /user/favgroups?limit=20&offset=0'])
  })
})
