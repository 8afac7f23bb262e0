import { describe, expect, it } from 'vitest'
import type { ConversationModel } from '../../../src/datasources/types.ts'
import { runDocument } from '../../../testing/run-document.ts'
import {
  type Stub,
  type StubWorld,
  stubDataSource,
  stubDataSources,
} from '../../../testing/stub-data-source.ts'
import { stubConversation, stubParticipant, stubUser } from '../../../testing/stub-models.ts'
import { textAt } from '../../support/value-at.ts'

const PEOPLE = [
  stubParticipant('a', 'OWNER'),
  stubParticipant('b', 'ADMIN'),
  stubParticipant('c'),
  stubParticipant('d', null),
  stubParticipant('e'),
]

const world = (over: Partial<ConversationModel> = {}, more: StubWorld = {}): Stub =>
  stubDataSource({ conversations: [stubConversation('g', { participants: PEOPLE, ...over })], ...more })

const select = (stub: Stub, selection: string, variables: Record<string, unknown> = {}) => {
  const declared = selection.includes('$') ? '($first: Int, $after: String, $role: ParticipantRole)' : ''
  const document = `query ${declared} { conversation(id: "mixin:conversation:g") { ${selection} } }`
  return runDocument(stubDataSources(stub), document, variables)
}

const PAGE = 'participants(first: $first, after: $after, role: $role)'
const methodsOf = ({ calls }: Stub) => calls.map(([method]) => method)

describe('Conversation.participants', () => {
  it('pages through everybody with the cursors it gives out', async () => {
    const seen: unknown[] = []
    let after: string | null = null
    for (const hasNextPage of [true, true, false]) {
      const { data, codes } = await select(
        world(),
        `page: ${PAGE} { nodes { userId } pageInfo { hasNextPage endCursor } }`,
        { first: 2, after },
      )
      expect(codes).toEqual([])
      const { page } = (data as { conversation: { page: { nodes: { userId: string }[]; pageInfo: object } } })
        .conversation
      seen.push(...page.nodes.map(({ userId }) => userId))
      expect(page.pageInfo).toMatchObject({ hasNextPage })
      after = textAt(page.pageInfo, 'endCursor')
    }
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e'].map((id) => `mixin:user:${id}`))
  })

  it('filters by role, and a role that nobody knows yet is in none', async () => {
    for (const [role, ids] of [
      ['OWNER', ['a']],
      ['ADMIN', ['b']],
      ['MEMBER', ['c', 'e']],
    ] as const) {
      const { data } = await select(world(), `page: ${PAGE} { totalCount nodes { userId role } }`, { role })
      expect(data).toEqual({
        conversation: {
          page: { totalCount: ids.length, nodes: ids.map((id) => ({ userId: `mixin:user:${id}`, role })) },
        },
      })
    }
  })

  it('tells the total without asking for anybody, where the conversation knows it', async () => {
    const known = world({ memberCount: 5 })
    expect((await select(known, 'memberCount participants { totalCount }')).data).toEqual({
      conversation: { memberCount: 5, participants: { totalCount: 5 } },
    })
    expect(methodsOf(known)).not.toContain('conversations.participants')

    const unknown = world()
    expect((await select(unknown, 'memberCount participants { totalCount }')).data).toEqual({
      conversation: { memberCount: null, participants: { totalCount: 5 } },
    })
  })

  it('counts under the filter, whatever the conversation knows', async () => {
    const { data } = await select(world({ memberCount: 5 }), 'participants(role: MEMBER) { totalCount }')

    expect(data).toEqual({ conversation: { participants: { totalCount: 2 } } })
  })

  it('is asked for once, whatever is selected of a page', async () => {
    const stub = world()

    await select(stub, 'participants { nodes { role } edges { cursor } pageInfo { endCursor } totalCount }')

    expect(methodsOf(stub).filter((method) => method === 'conversations.participants')).toHaveLength(1)
  })

  it('refuses a page of no or too many, and leaves the rest of the conversation standing', async () => {
    for (const first of [0, 501]) {
      const { data, codes, messages } = await select(world(), `name page: ${PAGE} { totalCount }`, { first })
      expect(codes).toEqual(['conversation.page: BAD_USER_INPUT'])
      expect(messages).toEqual(['first: must be 1 to 500.'])
      expect(data).toEqual({ conversation: { name: 'conversation g', page: null } })
    }
  })
})

describe('Conversation.viewerRole', () => {
  it('is what came along, and asked for where nothing did', async () => {
    const told = world({ viewerRole: 'ADMIN' })
    expect((await select(told, 'viewerRole')).data).toEqual({ conversation: { viewerRole: 'ADMIN' } })
    expect(methodsOf(told)).not.toContain('conversations.viewerRole')

    expect((await select(world(), 'viewerRole')).data).toEqual({ conversation: { viewerRole: 'MEMBER' } })
  })
})

describe('Circle.name', () => {
  const circles = ['one', 'two'].map((circleId) => ({
    __typename: 'Circle' as const,
    id: `mixin:circle:${circleId}`,
    network: 'mixin' as const,
    upstreamId: circleId,
    circleId,
    createdAt: null,
  }))

  it('is read with all names at once, and only where it is selected', async () => {
    const stub = world({ circles }, { circleNames: new Map([['one', 'Work']]) })

    expect((await select(stub, 'circles { circleId }')).data).toEqual({
      conversation: { circles: [{ circleId: 'one' }, { circleId: 'two' }] },
    })
    expect(methodsOf(stub)).not.toContain('circles.load')
    expect((await select(stub, 'circles { name }')).data).toEqual({
      conversation: { circles: [{ name: 'Work' }, { name: null }] },
    })
  })

  it('is null on a network that has no circles', async () => {
    expect((await select(world({ circles }), 'circles { name }')).data).toEqual({
      conversation: { circles: [{ name: null }, { name: null }] },
    })
  })
})

describe('User.conversation', () => {
  it('is null on a network without one-to-one conversations', async () => {
    const stub = stubDataSource({ users: [stubUser('ann')] })

    const { data, codes } = await runDocument(
      stubDataSources(stub),
      '{ user(by: { id: "mixin:user:ann" }) { conversation { name } } }',
    )

    expect(codes).toEqual([])
    expect(data).toEqual({ user: { conversation: null } })
  })
})
