import type { TestGateway } from '../../support/gateway.ts'
import { mockMixin, type UpstreamAnswer, wireUser as wireMixinUser } from '../../support/mixin-upstream.ts'
import { ok, type SealTalkHarness, wireUser } from '../../support/sealtalk-upstream.ts'
import { valueAt } from '../../support/value-at.ts'
import { damagesOf, type ListCase, OF_ROWS, type Wire } from './damage.ts'

export const uuid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const letter = (index: number): string => `u${index}`

/** A part of each item of the list at a path; what stands there, if it is no list. */
const eachAt = (data: unknown, path: string, part: string): unknown => {
  const list = valueAt(data, path)
  return Array.isArray(list) ? list.map((item) => valueAt(item, part)) : list
}

const group = (index: number): Wire => ({
  id: letter(index),
  name: `group ${index}`,
  portraitUri: '',
  creatorId: 'creator',
  memberCount: 3,
})
const user = (index: number): Wire => wireUser(letter(index))

interface SealTalkList {
  readonly name: string
  readonly path: string
  readonly field: string
  /** Path of the list below `viewer.sealtalk`, and of the id within an item. */
  readonly list: string
  readonly id: string
  readonly row: (index: number) => Wire
  readonly damages: ListCase['damages']
  /** The `result` around the rows. */
  readonly result?: (rows: readonly unknown[]) => unknown
  readonly expected?: (index: number) => unknown
}

const CHANGES = (field: string) => `changes { version ${field} { name } }`

const inChanges = (key: string, field: string, row: (index: number) => Wire): SealTalkList => ({
  name: `${field} of changes`,
  path: 'GET /user/sync/0',
  field: CHANGES(field),
  list: `changes.${field}`,
  id: 'name',
  row,
  damages: OF_ROWS,
  result: (rows) => ({ version: 9, user: null, [key]: rows }),
  expected: (index) => `name ${index}`,
})

const SEALTALK: readonly SealTalkList[] = [
  {
    name: 'groups, nested',
    path: 'GET /user/groups',
    field: 'conversations { upstreamId }',
    list: 'conversations',
    id: 'upstreamId',
    row: (index) => ({ role: 1, group: group(index) }),
    damages: damagesOf({ at: 'group', id: 'id' }),
  },
  {
    name: 'groups, flat',
    path: 'GET /user/groups',
    field: 'conversations { upstreamId }',
    list: 'conversations',
    id: 'upstreamId',
    row: group,
    damages: damagesOf({ id: 'id' }),
  },
  {
    name: 'favourites',
    path: 'GET /user/favgroups',
    field: 'favoriteConversations { nodes { upstreamId } }',
    list: 'favoriteConversations.nodes',
    id: 'upstreamId',
    row: group,
    damages: damagesOf({ id: 'id' }),
    result: (list) => ({ list, total: list.length }),
  },
  {
    name: 'blacklist, nested',
    path: 'GET /user/blacklist',
    field: 'blacklist { user { upstreamId } }',
    list: 'blacklist',
    id: 'user.upstreamId',
    row: (index) => ({ user: user(index) }),
    damages: damagesOf({ at: 'user', id: 'id' }),
  },
  {
    name: 'blacklist, flat',
    path: 'GET /user/blacklist',
    field: 'blacklist { user { upstreamId } }',
    list: 'blacklist',
    id: 'user.upstreamId',
    row: user,
    damages: damagesOf({ id: 'id' }),
  },
  inChanges('blacklist', 'blacklist', (index) => ({
    friendId: index,
    status: true,
    timestamp: 5,
    user: { id: index, nickname: `name ${index}`, portraitUri: '' },
  })),
  inChanges('friends', 'friends', (index) => ({
    friendId: index,
    status: 20,
    timestamp: 5,
    user: { id: index, nickname: `name ${index}`, portraitUri: '' },
  })),
  inChanges('groups', 'conversations', (index) => ({
    groupId: index,
    role: 1,
    isDeleted: false,
    group: { id: index, name: `name ${index}`, timestamp: 5 },
  })),
  inChanges('group_members', 'participants', (index) => ({
    groupId: 1,
    memberId: index,
    role: 1,
    timestamp: 5,
    user: { id: index, nickname: `name ${index}`, portraitUri: '' },
  })),
]

const sealTalkCase = (
  harness: SealTalkHarness,
  { name, path, field, list, id, row, damages, result = (rows) => rows, expected = letter }: SealTalkList,
): ListCase => ({
  name,
  network: 'sealtalk',
  row,
  damages,
  expected,
  allUnreadable: 'error',
  ask(rows) {
    harness.answer({ [path]: ok(result(rows)) })
    return harness.query(`{ viewer { sealtalk { ${field} } } }`)
  },
  shown: (data) => eachAt(data, `viewer.sealtalk.${list}`, id),
})

export const sealTalkCases = (harness: SealTalkHarness): readonly ListCase[] => [
  ...SEALTALK.map((list) => sealTalkCase(harness, list)),
  ...(['nested', 'flat'] as const).map((shape): ListCase => ({
    name: `members, ${shape}`,
    network: 'sealtalk',
    row: (index) =>
      shape === 'flat' ? { ...user(index), role: 1 } : { role: 1, displayName: '', user: user(index) },
    damages: damagesOf(shape === 'flat' ? { id: 'id' } : { at: 'user', id: 'id' }),
    expected: letter,
    allUnreadable: 'error',
    ask(rows) {
      harness.answer({
        'GET /group/gRoUp': ok({ ...group(1), id: 'gRoUp' }),
        'GET /group/gRoUp/members': ok(rows),
      })
      return harness.query(
        '{ conversation(id: "sealtalk:conversation:gRoUp") { participants { nodes { user { upstreamId } } } } }',
      )
    },
    shown: (data) => eachAt(data, 'conversation.participants.nodes', 'user.upstreamId'),
  })),
  {
    name: 'regions',
    network: 'sealtalk',
    row: (index) => ({ region: `${index + 1}`, locale: { en: 'a', zh: 'b' } }),
    damages: damagesOf({ id: 'region' }),
    expected: (index) => `${index + 1}`,
    allUnreadable: 'error',
    ask(rows) {
      harness.answer({ 'GET /user/regionlist': ok(rows) })
      return harness.query('{ regions { code } }')
    },
    shown: (data) => eachAt(data, 'regions', 'code'),
  },
]

const GROUP_ID = uuid(999)
const DATE = '2021-06-01T00:00:00Z'

/** An upstream of Mixin whose responses are set before each question. */
export const changingMixin = () => {
  let respond: (path: string) => UpstreamAnswer = () => ({ status: 500, body: '' })
  const { dispatcher } = mockMixin(({ path }) => respond(path))
  return { dispatcher, answer: (next: typeof respond) => void (respond = next) }
}

const conversation = (over: Wire): Wire => ({
  conversation_id: GROUP_ID,
  creator_id: uuid(1),
  category: 'GROUP',
  name: 'group',
  created_at: DATE,
  participants: [{ user_id: uuid(0), role: '', created_at: DATE }],
  participant_sessions: [],
  circles: [],
  ...over,
})

export const mixinCases = (
  gateway: () => TestGateway,
  answer: ReturnType<typeof changingMixin>['answer'],
): readonly ListCase[] => {
  const inConversation = (
    over: Partial<ListCase> & Pick<ListCase, 'name' | 'row' | 'shown'>,
    key: string,
    field: string,
    id: string,
  ): ListCase => ({
    network: 'mixin',
    damages: damagesOf({ id }),
    expected: uuid,
    allUnreadable: { shown: null },
    ask(rows) {
      answer(() => ({ body: { data: conversation({ [key]: rows }) } }))
      return gateway().query(`{ conversation(id: "mixin:conversation:${GROUP_ID}") { name ${field} } }`)
    },
    ...over,
  })
  return [
    inConversation(
      {
        name: 'participants',
        row: (index) => ({ user_id: uuid(index), role: '', created_at: DATE }),
        shown: (data) => eachAt(data, 'conversation.participants.nodes', 'userId'),
        expected: (index) => `mixin:user:${uuid(index)}`,
        allUnreadable: 'error',
      },
      'participants',
      'participants { nodes { userId } }',
      'user_id',
    ),
    inConversation(
      {
        name: 'sessions',
        row: (index) => ({ user_id: uuid(0), session_id: uuid(index), public_key: '' }),
        shown: (data) => eachAt(data, 'conversation.participants.nodes.0.sessions', 'sessionId'),
      },
      'participant_sessions',
      'participants { nodes { sessions { sessionId } } }',
      'session_id',
    ),
    inConversation(
      {
        name: 'circles',
        row: (index) => ({ circle_id: uuid(index), created_at: DATE }),
        shown: (data) => eachAt(data, 'conversation.circles', 'circleId'),
      },
      'circles',
      'circles { circleId }',
      'circle_id',
    ),
    {
      name: 'names of circles',
      network: 'mixin',
      row: (index) => ({ circle_id: uuid(index), name: `name ${index}`, created_at: DATE }),
      damages: damagesOf({ id: 'circle_id' }),
      expected: (index) => `name ${index}`,
      allUnreadable: 'error',
      ask(rows) {
        const circles = rows.map((_, index) => ({ circle_id: uuid(index), created_at: DATE }))
        answer((path) => ({ body: { data: path === '/circles' ? rows : conversation({ circles }) } }))
        return gateway().query(`{ conversation(id: "mixin:conversation:${GROUP_ID}") { circles { name } } }`)
      },
      shown(data) {
        const names = eachAt(data, 'conversation.circles', 'name')
        return Array.isArray(names) ? names.filter((name) => name !== null) : names
      },
    },
    {
      name: 'capabilities of an app',
      network: 'mixin',
      row: (index) => ({ text: `c${index}` }),
      damages: [{ kind: 'row', apply: () => 7 }],
      expected: (index) => `c${index}`,
      allUnreadable: { shown: [] },
      ask(rows) {
        const capabilities = rows.map((row) =>
          typeof row === 'object' && row !== null && 'text' in row ? row.text : row,
        )
        const app = { app_id: uuid(1), app_number: '7000', capabilities, creator_id: uuid(2) }
        answer(() => ({ body: { data: [wireMixinUser(uuid(1), { app })] } }))
        return gateway().query(`{ user(by: {mixinUserId: "${uuid(1)}"}) { app { capabilities } } }`)
      },
      shown: (data) => valueAt(data, 'user.app.capabilities'),
    },
  ]
}
