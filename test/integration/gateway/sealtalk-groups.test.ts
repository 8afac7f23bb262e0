import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES } from '../../../sandbox/mixin/examples.ts'
import { codesOf } from '../../support/gateway.ts'
import { type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { standingClock } from '../../support/time.ts'
import { textAt, valueAt } from '../../support/value-at.ts'

const clock = standingClock(Date.now())
let harness: SealTalkGateway
beforeAll(async () => {
  harness = await startSealTalkGateway({ clock })
})
afterAll(() => harness.close())

const ACCOUNT = 'viewer.sealtalk'
const account = (selection: string): string => `{ viewer { sealtalk { ${selection} } } }`
const counted = (): Record<string, number> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(harness.calls(), (call) => call)).map(([call, all]) => [
      call,
      all?.length ?? 0,
    ]),
  )

describe('the groups of an account', () => {
  it('come in pages, each with one call, that together are the whole list', async () => {
    const lin = await harness.signIn()
    const { data } = await harness.ask(account('conversations { id }'), lin)
    const all = valueAt(data, `${ACCOUNT}.conversations`)

    const seen: unknown[] = []
    let after = ''
    for (let page = 0; page < 4; page += 1) {
      const { data: found, errors } = await harness.ask(
        account(
          `groups${after} { totalCount nodes { id } edges { cursor } pageInfo { hasNextPage hasPreviousPage endCursor } }`,
        ),
        lin,
      )
      expect(errors).toEqual([])
      expect(harness.calls()).toEqual(['GET /user/groups'])
      const groups = `${ACCOUNT}.groups`
      const nodes = valueAt(found, `${groups}.nodes`) as unknown[]
      expect(valueAt(found, `${groups}.totalCount`)).toBe(harness.sandbox.examples.groupCount)
      expect(valueAt(found, `${groups}.pageInfo.hasNextPage`)).toBe(page < 3)
      expect(valueAt(found, `${groups}.pageInfo.hasPreviousPage`)).toBe(page > 0)
      expect(nodes).toHaveLength(page < 3 ? 20 : 5)
      seen.push(...nodes)
      after = `(after: "${textAt(found, `${groups}.pageInfo.endCursor`)}")`
    }
    expect(seen).toEqual(all)
  })

  it('share their call with the deprecated list', async () => {
    const lin = await harness.signIn()
    await harness.ask(
      account('conversations { id } groups { totalCount } all: groups(first: 500) { nodes { id } }'),
      lin,
    )

    expect(harness.calls()).toEqual(['GET /user/groups'])
  })

  it('take one call more for each group whose members are shown, and none again while these are fresh', async () => {
    const lin = await harness.signIn()
    const { groupCount } = harness.sandbox.examples
    const faces = account(
      'user { name } groups(first: 100) { nodes { name participants(first: 3) { nodes { user { name avatarUrl } } } } }',
    )
    const { data, errors } = await harness.ask(faces, lin)

    expect(errors).toEqual([])
    expect(valueAt(data, `${ACCOUNT}.groups.nodes`)).toHaveLength(groupCount)
    // SealTalk has no call for the members of several groups.
    expect(counted()).toEqual({
      'GET /user/:id': 1,
      'GET /user/groups': 1,
      'GET /group/:id/members': groupCount,
    })
    await harness.ask(faces, lin)
    expect(harness.calls()).toEqual(['GET /user/groups'])
  })

  it('take one call on the example page and in GraphiQL’s tab of both networks', async () => {
    const lin = await harness.signIn()
    const root = resolve(import.meta.dirname, '../../..')
    const stored = readFileSync(join(root, 'examples/web/src/gql/persisted-documents.json'), 'utf8')
    const page = Object.values(JSON.parse(stored) as Record<string, string>).find((text) =>
      text.includes('fragment ChatList'),
    )
    const tab = readFileSync(join(root, 'src/server/graphiql/tabs/5-two-networks.graphql'), 'utf8')
    const group = `mixin:conversation:${MIXIN_EXAMPLES.group50Id}`
    const lists = ['GET /friendship/all', 'GET /user/blacklist', 'GET /user/favgroups']
    for (const [document, operationName, variables, others] of [
      [page, 'Page', { group, first: 20 }, lists],
      [tab, 'BothAccounts', {}, []],
    ] as const) {
      clock.advance(3_600_000)
      harness.sandbox.control.resetCalls()
      const { data } = await harness.gateway.query(document ?? '', { operationName, variables, headers: lin })

      expect(valueAt(data, `${ACCOUNT}.groups.nodes`)).toHaveLength(harness.sandbox.examples.groupCount)
      expect(harness.calls()).toEqual([...others, 'GET /user/:id', 'GET /user/groups'].toSorted())
    }
  })

  it('take no other page size and no cursor of another list, and make no call for them', async () => {
    const lin = await harness.signIn()
    const { data } = await harness.ask(
      account('favoriteConversations(first: 1) { pageInfo { endCursor } }'),
      lin,
    )
    const foreign = textAt(data, `${ACCOUNT}.favoriteConversations.pageInfo.endCursor`)
    for (const page of ['first: 0', 'first: 501', 'after: "x"', `after: "${foreign}"`]) {
      const answer = await harness.ask(account(`groups(${page}) { totalCount nodes { id } }`), lin)

      expect(codesOf(answer)).toEqual([`${ACCOUNT}.groups: BAD_USER_INPUT`])
      expect(harness.calls()).toEqual([])
    }
  })
})

describe('bulletins', () => {
  const BULLETINS = account('groups(first: 100) { nodes { upstreamId bulletin } }')

  it('are one call for each group, also where there is none', async () => {
    const lin = await harness.signIn()
    const { protectedGroupId, groupCount } = harness.sandbox.examples
    const { data, errors } = await harness.ask(BULLETINS, lin)

    expect(errors).toEqual([])
    const groups = valueAt(data, `${ACCOUNT}.groups.nodes`) as {
      upstreamId: string
      bulletin: string | null
    }[]
    const written = groups.filter(({ bulletin }) => bulletin !== null)
    expect(written).toEqual([{ upstreamId: protectedGroupId, bulletin: 'We meet on Friday at seven.' }])
    expect(counted()).toEqual({ 'GET /user/groups': 1, 'GET /group/get_bulletin': groupCount })
  })

  it('are read once by requests at the same time, and again when they are no longer fresh', async () => {
    const lin = await harness.signIn()
    const { group60Id, protectedGroupId } = harness.sandbox.examples
    const group = (id: string) => `conversation(id: "sealtalk:conversation:${id}") { bulletin }`
    const both = `{ a: ${group(group60Id)} b: ${group(protectedGroupId)} }`
    harness.sandbox.control.resetCalls()
    await Promise.all([1, 2, 3].map(() => harness.gateway.query(both, { headers: lin })))
    expect(counted()).toEqual({ 'GET /group/:id': 2, 'GET /group/get_bulletin': 2 })

    await harness.ask(both, lin)
    expect(harness.calls()).toEqual([])

    clock.advance(3_600_000)
    await harness.ask(both, lin)
    expect(counted()).toEqual({ 'GET /group/:id': 2, 'GET /group/get_bulletin': 2 })
  })

  it('show what was written last, with its angle brackets', async () => {
    const lin = await harness.signIn()
    const { group60Id, sharedId } = harness.sandbox.examples
    const written = await fetch(`${harness.sandbox.url}/group/set_bulletin`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'a test',
        cookie: harness.sandbox.signIn(sharedId),
      },
      body: JSON.stringify({ groupId: group60Id, content: 'Bring <hot> soup & bread' }),
    })
    expect(await written.json()).toEqual({ code: 200 })
    clock.advance(3_600_000)

    const { data } = await harness.ask(
      `{ conversation(id: "sealtalk:conversation:${group60Id}") { bulletin } }`,
      lin,
    )
    expect(data).toEqual({ conversation: { bulletin: 'Bring <hot> soup & bread' } })
    // From the cache.
    const again = await harness.ask(
      `{ conversation(id: "sealtalk:conversation:${group60Id}") { bulletin } }`,
      lin,
    )
    expect(again.data).toEqual(data)
    expect(harness.calls()).toEqual([])
  })
})
