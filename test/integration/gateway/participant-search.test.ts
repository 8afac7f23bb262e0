import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { costOf } from '../../../src/limits/cost/cost-of.ts'
import { createSchema } from '../../../src/schema.ts'
import { codesOf, startGateway, type TestGateway } from '../../support/gateway.ts'
import {
  botSettings,
  mockMixin,
  type SentRequest,
  type UpstreamAnswer,
  wireUser,
} from '../../support/mixin-upstream.ts'
import {
  type SealTalkHarness,
  startSealTalkHarness,
  ok,
  wireUser as wireMember,
} from '../../support/sealtalk-upstream.ts'
import { standingClock, type StandingClock } from '../../support/time.ts'
import { valueAt } from '../../support/value-at.ts'
import { parse } from 'graphql'

const GROUP = 'c0000000-0000-4000-8000-000000000001'
const idOf = (index: number): string => `a0000000-0000-4000-8000-${String(index).padStart(12, '0')}`

const NAMES = ['Zoë Straße', 'ZOË', 'Σίσυφος', 'Ａｌｉａ', 'alia bo', '']
/** 250 people, of whom the first have these names. */
const nameOf = (index: number): string => NAMES[index] ?? `Person ${index}`

const DOCUMENT = `query ($first: Int, $after: String, $last: Int, $before: String, $role: ParticipantRole, $search: String) {
  conversation(id: "mixin:conversation:${GROUP}") {
    participants(first: $first, after: $after, last: $last, before: $before, role: $role, search: $search) {
      totalCount
      nodes { user { upstreamId name } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}`
const PAGE = 'conversation.participants'

describe.each(['yoga', 'fast'] as const)('a search for participants (%s path)', (path) => {
  let clock: StandingClock
  let answer: (request: SentRequest) => UpstreamAnswer
  let members: number
  let sent: SentRequest[]
  let harness: TestGateway

  const tell = ({ path: asked, body }: SentRequest): UpstreamAnswer => {
    if (Array.isArray(body)) {
      const rows = body.map((id) =>
        wireUser(String(id), { full_name: nameOf(Number(String(id).slice(-12))) }),
      )
      return { body: { data: rows.toReversed() } }
    }
    if (!asked.startsWith('/conversations/')) return { status: 500, body: 'no such call' }
    const participants = Array.from({ length: members }, (_, index) => ({
      user_id: idOf(index),
      role: index === 0 ? 'OWNER' : '',
    }))
    return { body: { data: { conversation_id: GROUP, category: 'GROUP', participants } } }
  }
  const calls = () =>
    sent
      .splice(0)
      .map(
        ({ method, path: asked, body }) =>
          `${method} ${asked}${Array.isArray(body) ? ` ${body.length}` : ''}`,
      )
  const ask = async (variables: Record<string, unknown>) => {
    const asked = await harness.query(DOCUMENT, { variables })
    expect(asked.errors).toEqual([])
    return asked
  }
  const find = async (variables: Record<string, unknown>): Promise<unknown[]> => {
    const { data } = await ask(variables)
    return (valueAt(data, `${PAGE}.nodes`) as { user: { name: string | null } }[]).map(
      ({ user }) => user.name,
    )
  }

  beforeEach(async () => {
    clock = standingClock()
    members = 250
    answer = tell
    const mixin = mockMixin((request) => answer(request))
    sent = mixin.sent
    harness = await startGateway({
      env: { ...botSettings(), PARLEY_PATH: path },
      dispatcher: mixin.dispatcher,
      sleep: () => Promise.resolve(),
      clock,
    })
  })
  afterEach(() => harness.close())

  it('takes one call for the group and one for each hundred names, and no limited lookup', async () => {
    expect(await find({ search: 'person 7' })).toEqual([
      'Person 7',
      ...Array.from({ length: 10 }, (_, index) => `Person ${70 + index}`),
    ])
    const made = [
      `GET /conversations/${GROUP}`,
      'POST /users/fetch 100',
      'POST /users/fetch 100',
      'POST /users/fetch 50',
    ]
    expect(calls()).toEqual(made)
    expect(costOf(createSchema(), parse(DOCUMENT), undefined, { search: 'person 7' }).calls).toMatchObject({
      limitedLookups: 0,
      singleReads: 1,
      batchedReads: 11,
    })

    expect(await find({ search: 'person 249' })).toEqual(['Person 249'])
    expect(calls()).toEqual([])
  })

  it.each([
    ['zoë', ['Zoë Straße', 'ZOË']],
    ['ZOE\u0308', ['Zoë Straße', 'ZOË']],
    ['zoe', []],
    ['  STRASSE\n', ['Zoë Straße']],
    ['straẞe', ['Zoë Straße']],
    ['σισ', []],
    ['ΣΊΣΥΦΟΣ', ['Σίσυφος']],
    ['alia', ['Ａｌｉａ', 'alia bo']],
    ['a b', ['alia bo']],
    ['%', []],
    ['.*', []],
    ['\ud800', []],
  ])('finds by part of the name, in any case and form: %j', async (search, names) => {
    expect(await find({ search })).toEqual(names)
  })

  it.each([[undefined], [null], [''], ['  \t\u3000']])(
    'finds everyone by no text, without loading names: %j',
    async (search) => {
      const { data } = await harness.query(
        `query ($search: String) { conversation(id: "mixin:conversation:${GROUP}") {
        participants(search: $search) { totalCount nodes { userId } }
      } }`,
        { variables: { search } },
      )
      expect(valueAt(data, `${PAGE}.totalCount`)).toBe(250)
      expect(valueAt(data, `${PAGE}.nodes`)).toHaveLength(50)
      expect(calls()).toEqual([`GET /conversations/${GROUP}`])
    },
  )

  it('counts those whom it finds, within a role', async () => {
    expect(valueAt((await ask({ search: 'ZOË' })).data, `${PAGE}.totalCount`)).toBe(2)
    expect(valueAt((await ask({ search: 'ZOË', role: 'OWNER' })).data, `${PAGE}.totalCount`)).toBe(1)
    expect(valueAt((await ask({ search: 'nobody' })).data, PAGE)).toEqual({
      totalCount: 0,
      nodes: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
    })
  })

  it('pages forward and back through those whom it finds, also when one of them has left', async () => {
    const pageOf = async (variables: Record<string, unknown>) => {
      const { data } = await ask({ search: 'person 1', ...variables })
      const { nodes, pageInfo } = valueAt(data, PAGE) as {
        nodes: { user: { name: string } }[]
        pageInfo: Record<string, unknown>
      }
      const { startCursor, endCursor, ...more } = pageInfo
      return { names: nodes.map(({ user }) => user.name), startCursor, endCursor, ...more }
    }
    const first = await pageOf({ first: 3 })
    expect(first).toMatchObject({
      names: ['Person 10', 'Person 11', 'Person 12'],
      hasNextPage: true,
      hasPreviousPage: false,
    })
    const last = await pageOf({ last: 2 })
    expect(last).toMatchObject({
      names: ['Person 198', 'Person 199'],
      hasNextPage: false,
      hasPreviousPage: true,
    })

    clock.advance(3_600_000)
    members = 199
    expect(await pageOf({ last: 2, before: last['startCursor'] })).toMatchObject({
      names: ['Person 196', 'Person 197'],
      hasNextPage: true,
    })
    expect(await pageOf({ first: 1, after: first['endCursor'], before: last['startCursor'] })).toMatchObject({
      names: ['Person 13'],
      hasNextPage: true,
      hasPreviousPage: true,
    })
    expect(await pageOf({ first: 5, after: last['endCursor'] })).toMatchObject({
      names: [],
      hasNextPage: false,
    })
    const asWritten = await pageOf({ search: ' PERSON 1 ', first: 1, after: first['endCursor'] })
    expect(asWritten.names).toEqual(['Person 13'])
  })

  it.each([
    [{ first: 1, last: 1 }, 'last'],
    [{ first: 50, last: 1 }, 'last'],
    [{ last: 0 }, 'last'],
    [{ last: -1 }, 'last'],
    [{ last: 501 }, 'last'],
    [{ before: 'x' }, 'before'],
    [{ search: 'x'.repeat(129) }, 'search'],
  ])(
    'refuses what cannot be, at its argument and before anything more is sent: %j',
    async (variables, argument) => {
      const asked = await harness.query(DOCUMENT, { variables })
      expect(codesOf(asked)).toEqual([`${PAGE}: BAD_USER_INPUT`])
      expect(asked.errors[0]?.extensions['argument']).toEqual([argument])
      expect(asked.errors[0]?.message).toMatch(new RegExp(`^${argument}: `))
      expect(calls()).toEqual([`GET /conversations/${GROUP}`])
    },
  )

  it('refuses cursors of another search', async () => {
    const { data } = await ask({ search: 'person', first: 1 })
    const cursor = valueAt(data, `${PAGE}.pageInfo.endCursor`)
    for (const other of [{}, { search: 'perso' }, { search: 'person', role: 'OWNER' }])
      for (const argument of ['after', 'before'])
        expect(
          codesOf(await harness.query(DOCUMENT, { variables: { ...other, [argument]: cursor } })),
        ).toEqual([`${PAGE}: BAD_USER_INPUT`])
  })

  it('takes last beside the default of first, and beside first: null', async () => {
    const written = (args: string) =>
      harness.query(
        `{ conversation(id: "mixin:conversation:${GROUP}") { participants(${args}) { nodes { userId } } } }`,
      )
    const lastId = [{ userId: `mixin:user:${idOf(249)}` }]
    for (const args of ['last: 1', 'first: null, last: 1'])
      expect(valueAt((await written(args)).data, `${PAGE}.nodes`)).toEqual(lastId)
    expect(valueAt((await written('first: 2, last: null')).data, `${PAGE}.nodes`)).toHaveLength(2)
    expect(codesOf(await written('first: 50, last: 1'))).toEqual([`${PAGE}: BAD_USER_INPUT`])
    expect(valueAt((await ask({ first: null, last: 1 })).data, `${PAGE}.nodes`)).toHaveLength(1)
  })

  it('fails with the error of names that cannot be loaded', async () => {
    answer = (request) => (Array.isArray(request.body) ? { status: 503, body: 'out' } : tell(request))

    const asked = await harness.query(
      `{ conversation(id: "mixin:conversation:${GROUP}") { memberCount participants(search: "a") { nodes { userId } } } }`,
    )
    expect(codesOf(asked)).toEqual([`${PAGE}.nodes: UPSTREAM_UNAVAILABLE`])
    expect(valueAt(asked.data, 'conversation.memberCount')).toBe(250)
  })

  it('says that it searched in names of a stale copy', async () => {
    members = 3
    const document = `{ conversation(id: "mixin:conversation:${GROUP}") { participants(search: "zoë") { totalCount } } }`
    await harness.query(document)
    clock.advance(900_000)
    answer = (request) => (Array.isArray(request.body) ? { status: 503, body: 'out' } : tell(request))

    const { data, extensions } = await harness.query(document)
    expect(data).toEqual({ conversation: { participants: { totalCount: 2 } } })
    expect(extensions['stale']).toEqual([
      { path: ['conversation', 'participants'], ageMs: 900_000, reason: 'UPSTREAM_UNAVAILABLE' },
    ])
  })
})

describe('a search for participants on SealTalk', () => {
  let harness: SealTalkHarness
  beforeEach(async () => {
    harness = await startSealTalkHarness()
    harness.answer({
      'GET /group/g1': ok({ id: 'g1', name: 'G', memberCount: 3 }),
      'GET /group/g1/members': ok([
        { user: wireMember('a', { nickname: 'Lin' }), role: 0, displayName: 'The Boss' },
        { user: wireMember('b', { nickname: 'Berlin' }), role: 1, displayName: '' },
        { user: wireMember('c', { nickname: 'Ade' }), role: 1 },
      ]),
    })
  })
  afterEach(() => harness.close())

  it('looks at names and at names in the group, and needs no call of its own', async () => {
    const { data, errors } = await harness.query(`{ conversation(id: "sealtalk:conversation:g1") {
      lin: participants(search: "LIN") { totalCount nodes { user { name } } }
      boss: participants(search: "boss", last: 1) { totalCount nodes { user { name phone } } }
    } }`)
    expect(errors).toEqual([])
    expect(data).toEqual({
      conversation: {
        lin: { totalCount: 2, nodes: [{ user: { name: 'Lin' } }, { user: { name: 'Berlin' } }] },
        boss: { totalCount: 1, nodes: [{ user: { name: 'Lin', phone: '13800000000' } }] },
      },
    })
    expect(harness.calls()).toEqual(['GET /group/g1', 'GET /group/g1/members'])
  })
})
