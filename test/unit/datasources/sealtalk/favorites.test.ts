import { afterAll, describe, expect, it } from 'vitest'
import { type Answers, ok, startSealTalkHarness, wireUser } from '../../../support/sealtalk-upstream.ts'

const harness = await startSealTalkHarness()
afterAll(() => harness.close())

describe('favourite groups', () => {
  const all = Array.from({ length: 5 }, (_, index) => ({
    id: `g${index}`,
    name: `Group ${index}`,
    creatorId: 'c',
    memberCount: index,
    memberProtection: 1,
    maxMemberCount: 500,
    createdAt: '2019-11-01T08:00:00.000Z',
    updatedAt: '2019-11-02T08:00:00.000Z',
  }))
  const answers: Answers = {
    'GET /user/favgroups': ({ path }) => {
      const query = new URLSearchParams(path.split('?')[1])
      const [limit, offset] = [Number(query.get('limit')), Number(query.get('offset'))]
      return ok({
        list: all.slice(offset, offset + limit),
        total: all.length,
        limit: String(limit),
        offset: String(offset),
      })
    },
    'GET /user/c': ok(wireUser('c')),
  }
  const page = async (args: string, selection: string) => {
    harness.answer(answers)
    const { data, errors } = await harness.query(
      `{ viewer { sealtalk { favoriteConversations${args} { ${selection} } } } }`,
    )
    expect(errors).toEqual([])
    return (data as { viewer: { sealtalk: { favoriteConversations: Record<string, unknown> } } }).viewer
      .sealtalk.favoriteConversations
  }

  it('are one call a page, whatever is selected of it, with both limit and offset', async () => {
    const told = await page(
      '(first: 2)',
      'totalCount nodes { name createdAt updatedAt isMemberProtected maxMemberCount } edges { cursor } pageInfo { hasNextPage hasPreviousPage }',
    )

    expect(told).toMatchObject({
      totalCount: 5,
      nodes: [
        {
          name: 'Group 0',
          createdAt: '2019-11-01T08:00:00.000Z',
          updatedAt: '2019-11-02T08:00:00.000Z',
          isMemberProtected: true,
          maxMemberCount: 500,
        },
        { name: 'Group 1' },
      ],
      pageInfo: { hasNextPage: true, hasPreviousPage: false },
    })
    expect(harness.calls()).toEqual(['GET /user/favgroups?limit=2&offset=0'])
  })

  it('are all seen, once each, by following the cursors', async () => {
    const seen: unknown[] = []
    let args = '(first: 2)'
    for (let more = true; more;) {
      const told = await page(args, 'nodes { upstreamId } pageInfo { hasNextPage endCursor }')
      const { hasNextPage, endCursor } = told['pageInfo'] as { hasNextPage: boolean; endCursor: string }
      seen.push(...(told['nodes'] as unknown[]))
      args = `(first: 2, after: "${endCursor}")`
      more = hasNextPage
    }

    expect(seen).toEqual(all.map(({ id }) => ({ upstreamId: id })))
    expect(harness.calls()).toEqual(['GET /user/favgroups?limit=2&offset=4'])
  })

  it('behind the last one are none', async () => {
    const { endCursor } = (await page('(first: 5)', 'pageInfo { endCursor }'))['pageInfo'] as {
      endCursor: string
    }
    const told = await page(
      `(after: "${endCursor}")`,
      'nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor }',
    )

    expect(told).toEqual({
      nodes: [],
      totalCount: 5,
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null },
    })
  })
})
