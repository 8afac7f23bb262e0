import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Answer, codesOf } from '../../support/gateway.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'

let harness: SandboxGateway
beforeEach(async () => {
  harness = await startSandboxGateway()
})
afterEach(() => harness.close())

const GROUP = x.groupId
const DOCUMENT = `query ($id: ID!, $first: Int, $after: String, $role: ParticipantRole) {
  conversation(id: $id) {
    participants(first: $first, after: $after, role: $role) {
      totalCount
      nodes { user { upstreamId } role }
      edges { cursor node { user { upstreamId } } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }
}`

interface Page {
  readonly totalCount: number
  readonly nodes: readonly { readonly user: { readonly upstreamId: string }; readonly role: string }[]
  readonly edges: readonly {
    readonly cursor: string
    readonly node: { readonly user: { readonly upstreamId: string } }
  }[]
  readonly pageInfo: Readonly<Record<string, unknown>>
}

const ask = (variables: Record<string, unknown>, id: string = GROUP): Promise<Answer> =>
  harness.gateway.query(DOCUMENT, { variables: { id: `mixin:conversation:${id}`, ...variables } })

const page = async (variables: Record<string, unknown>, id: string = GROUP): Promise<Page> => {
  const { data, errors } = await ask(variables, id)
  expect(errors).toEqual([])
  return (data as { conversation: { participants: Page } }).conversation.participants
}

const idsOf = ({ nodes }: Page): string[] => nodes.map(({ user }) => user.upstreamId)

const membersAt = async (id: string): Promise<string[]> =>
  ((await harness.look(`/conversations/${id}`)) as { participants: { user_id: string }[] }).participants.map(
    (one) => one.user_id,
  )

describe('pages of participants', () => {
  it('contain everybody once, in the network’s order', async () => {
    const members = await membersAt(x.group250Id)
    const seen: string[] = []
    let after: string | null = null
    for (let turn = 0; turn < 4; turn += 1) {
      const { nodes, edges, totalCount, pageInfo } = await page({ first: 70, after }, x.group250Id)
      seen.push(...nodes.map(({ user }) => user.upstreamId))
      expect(edges.map(({ node }) => node.user.upstreamId)).toEqual(seen.slice(turn * 70))
      expect(totalCount).toBe(250)
      expect(pageInfo).toEqual({
        hasPreviousPage: turn > 0,
        hasNextPage: turn < 3,
        startCursor: edges[0]?.cursor,
        endCursor: edges.at(-1)?.cursor,
      })
      after = String(pageInfo['endCursor'])
    }
    expect(seen).toEqual(members)
  })

  it('have 50 items by default and at most 500', async () => {
    expect((await page({}, x.group250Id)).nodes).toHaveLength(50)
    expect((await page({ first: null }, x.group250Id)).nodes).toHaveLength(50)
    expect((await page({ first: 500 }, x.group250Id)).nodes).toHaveLength(250)
    for (const first of [0, -1, 501]) {
      const answer = await ask({ first })
      expect(codesOf(answer)).toEqual(['conversation.participants: BAD_USER_INPUT'])
      expect(answer.data).toEqual({ conversation: { participants: null } })
    }
  })

  it('end exactly: a full last page has no next page, and nothing follows its cursor', async () => {
    const whole = await page({ first: 12 })
    expect(whole.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false })

    const behind = await page({ first: 12, after: whole.pageInfo['endCursor'] })
    expect(behind).toEqual({
      totalCount: 12,
      nodes: [],
      edges: [],
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null, endCursor: null },
    })
  })

  it('continue from any cursor', async () => {
    const members = await membersAt(GROUP)
    const { edges } = await page({ first: 12 })

    expect(idsOf(await page({ first: 2, after: edges[4]?.cursor }))).toEqual(members.slice(5, 7))
  })
})

describe('a role filter', () => {
  it.each([
    ['OWNER', 1],
    ['ADMIN', 2],
    ['MEMBER', 9],
  ])('shows and counts %s only', async (role, count) => {
    const { nodes, totalCount, pageInfo } = await page({ role, first: 1 })

    expect(totalCount).toBe(count)
    expect(nodes.map((node) => node.role)).toEqual([role])
    expect(pageInfo['hasNextPage']).toBe(count > 1)
    expect((await page({ role, first: 500 })).nodes).toHaveLength(count)
  })

  it('pages within the role', async () => {
    const first = await page({ role: 'MEMBER', first: 5 })
    const second = await page({ role: 'MEMBER', first: 5, after: first.pageInfo['endCursor'] })

    expect([...idsOf(first), ...idsOf(second)]).toEqual(idsOf(await page({ role: 'MEMBER', first: 9 })))
    expect(second.pageInfo).toMatchObject({ hasNextPage: false })
  })
})

describe('a cursor', () => {
  it('of another list is BAD_USER_INPUT', async () => {
    const cursor = String((await page({ first: 2 })).pageInfo['endCursor'])
    const raw = Buffer.from(cursor, 'base64url').toString()
    const forged = [
      '',
      'nonsense',
      'MA==',
      `${cursor}x`,
      cursor.slice(1),
      Buffer.from(raw.replace(/.$/, (last) => (last === '0' ? '1' : '0'))).toString('base64url'),
      Buffer.from(raw.replace(/\.1:/, '.7:')).toString('base64url'),
      'é'.repeat(5_000),
    ]

    for (const after of forged) {
      const answer = await ask({ first: 2, after })
      expect(codesOf(answer), after.slice(0, 40)).toEqual(['conversation.participants: BAD_USER_INPUT'])
    }
    for (const [variables, id] of [
      [{ after: cursor }, x.group50Id],
      [{ after: cursor, role: 'MEMBER' }, GROUP],
    ] as const) {
      expect(codesOf(await ask(variables, id))).toEqual(['conversation.participants: BAD_USER_INPUT'])
    }
  })

  it('of a filtered list is invalid for the whole one', async () => {
    const { pageInfo } = await page({ role: 'MEMBER', first: 2 })

    expect(codesOf(await ask({ after: pageInfo['endCursor'] }))).toEqual([
      'conversation.participants: BAD_USER_INPUT',
    ])
  })

  it.each([
    ['the one whom it stands for leaves', 5],
    ['somebody before leaves', 3],
    ['somebody behind leaves', 8],
  ])('keeps its place when %s', async (_, leaving) => {
    const members = await membersAt(GROUP)
    const { pageInfo } = await page({ first: 6 })
    const leaver = String(members[leaving])
    expect(leaver).not.toBe(x.botId)

    const removal = await harness.gateway.query(
      `mutation { removeParticipants(input: {
        id: "mixin:conversation:${GROUP}", userIds: ["mixin:user:${leaver}"]
      }) { conversation { memberCount } } }`,
    )
    expect(removal.data).toEqual({ removeParticipants: { conversation: { memberCount: 11 } } })

    const rest = await page({ first: 500, after: pageInfo['endCursor'] })
    expect(idsOf(rest)).toEqual(members.slice(6).filter((id) => id !== leaver))
    expect(rest.totalCount).toBe(11)
  })
})

it('pages of participants end where Mixin lists the same member twice', async () => {
  const twice = await startSandboxGateway({ sandbox: { mixin: { repeatsParticipants: true } } })
  try {
    const seen: string[] = []
    let after: unknown = null
    do {
      const variables = { id: `mixin:conversation:${GROUP}`, first: 1, after }
      const { data, errors } = await twice.gateway.query(DOCUMENT, { variables })
      expect(errors).toEqual([])
      const { nodes, pageInfo } = (data as { conversation: { participants: Page } }).conversation.participants
      seen.push(...nodes.map(({ user }) => user.upstreamId))
      after = pageInfo['hasNextPage'] === true ? pageInfo['endCursor'] : undefined
    } while (after !== undefined && seen.length < 50)

    expect(seen).toHaveLength(13)
    expect(new Set(seen).size).toBe(12)
    expect(twice.calls()).toEqual(['GET /conversations/:id'])
  } finally {
    await twice.close()
  }
})
