import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'

let harness: SandboxGateway
beforeEach(async () => {
  harness = await startSandboxGateway()
})
afterEach(() => harness.close())

const READ = 'GET /conversations/:id'
const FETCH = 'POST /users/fetch'

const idOf = (conversationId: string): string => `mixin:conversation:${conversationId}`

/** Ids of each `POST /users/fetch`, most first: those of one tick arrive in any order. */
const fetchSizes = (): (number | null)[] =>
  harness
    .callLog()
    .filter(({ endpoint }) => endpoint === FETCH)
    .map(({ ids }) => ids)
    .sort((one, other) => Number(other) - Number(one))

const expectNoErrors = ({ errors }: { readonly errors: readonly unknown[] }): void =>
  expect(errors).toEqual([])

describe('members of a group', () => {
  it('a group of 50 with users, their apps and the apps’ creators costs one read and two fetches', async () => {
    const answer = await harness.gateway.query(
      `query ($id: ID!) {
        conversation(id: $id) {
          name
          participants {
            nodes { role user { name avatarUrl app { name capabilities creator { name identityNumber } } } }
          }
        }
      }`,
      { variables: { id: idOf(x.group50Id) } },
    )

    expectNoErrors(answer)
    expect(harness.calls()).toEqual([READ, FETCH, FETCH])
    expect(fetchSizes()[0]).toBe(50)
  })

  it('a group of 250 with users costs one read and three fetches of at most 100 ids', async () => {
    const answer = await harness.gateway.query(
      'query ($id: ID!) { conversation(id: $id) { participants(first: 500) { nodes { user { name } } } } }',
      { variables: { id: idOf(x.group250Id) } },
    )

    expectNoErrors(answer)
    expect(harness.calls()).toEqual([READ, FETCH, FETCH, FETCH])
    expect(fetchSizes()).toEqual([100, 100, 50])
  })

  it('a page loads only its own users', async () => {
    await harness.gateway.query(
      'query ($id: ID!) { conversation(id: $id) { participants(first: 7) { nodes { user { name } } } } }',
      { variables: { id: idOf(x.group250Id) } },
    )

    expect(harness.calls()).toEqual([READ, FETCH])
    expect(fetchSizes()).toEqual([7])
  })

  it('a page loads its users once where that fails, with an error at each place', async () => {
    harness.sandbox.control.setFault({ endpoint: FETCH, kind: 'error', code: 403 })
    const answer = await harness.gateway.query(
      `query ($id: ID!) { conversation(id: $id) { participants {
        nodes { userId user { name } }
        edges { node { user { name app { creator { name } } } } }
      } } }`,
      { variables: { id: idOf(x.groupId) } },
    )

    const places = [...Array(12).keys()]
    expect(answer.errors.map(({ path, extensions }) => [path?.slice(2), extensions?.['code']])).toEqual([
      ...places.map((index) => [['nodes', index, 'user'], 'FORBIDDEN']),
      ...places.map((index) => [['edges', index, 'node', 'user'], 'FORBIDDEN']),
    ])
    expect(harness.calls()).toEqual([READ, FETCH])
  })

  it('two groups that share members load each user once', async () => {
    const answer = await harness.gateway.query(
      `query ($one: ID!, $other: ID!) {
        one: conversation(id: $one) { participants(first: 500) { nodes { user { name } } } }
        other: conversation(id: $other) { creator { name } participants(first: 500) { nodes { user { name } } } }
        again: conversation(id: $one) { creator { biography } }
      }`,
      { variables: { one: idOf(x.groupId), other: idOf(x.group50Id) } },
    )

    expectNoErrors(answer)
    expect(harness.calls().filter((endpoint) => endpoint !== FETCH)).toEqual([READ, READ])
    // 12 and 50 people, of whom the bot, Alia, Bo and CNB are in both.
    expect(fetchSizes().reduce((sum: number, ids) => sum + Number(ids), 0)).toBe(58)
  })
})

describe('users', () => {
  it('60 ids are one fetch, in the order asked', async () => {
    const members = await harness.look(`/conversations/${x.group250Id}`)
    const { participants } = members as { readonly participants: readonly { readonly user_id: string }[] }
    const ids = participants.map((one) => one.user_id).slice(0, 60)

    const answer = await harness.gateway.query(
      'query ($by: [UserBy!]!) { users(by: $by) { upstreamId name } }',
      { variables: { by: ids.reverse().map((id) => ({ mixinUserId: id })) } },
    )

    expectNoErrors(answer)
    expect(answer.data).toMatchObject({ users: ids.map((upstreamId) => ({ upstreamId })) })
    expect(harness.calls()).toEqual([FETCH])
    expect(fetchSizes()).toEqual([60])
  })

  it('users, nodes, apps and participants of one document share the fetch', async () => {
    const answer = await harness.gateway.query(`{
      user(by: { id: "mixin:user:${x.userId}" }) { name }
      users(by: [{ mixinUserId: "${x.aliaUserId}" }, { mixinUserId: "${x.userId}" }]) { name }
      node(id: "mixin:app:${x.cnbBotId}") { id ... on App { name user { name } } }
      app(id: "mixin:app:${x.botId}") { name }
    }`)

    expectNoErrors(answer)
    expect(harness.calls()).toEqual([FETCH])
    expect(fetchSizes()).toEqual([4])
  })

  it('a root lookup of the id alone still checks that the user exists', async () => {
    const answer = await harness.gateway.query(
      '{ user(by: { mixinUserId: "00000000-0000-4000-8000-000000000000" }) { id } }',
    )

    expect(answer).toMatchObject({ data: { user: null }, errors: [] })
    expect(harness.calls()).toEqual([FETCH])
  })

  it('a known number costs no rate-limited lookup', async () => {
    await harness.gateway.query(`{ user(by: { mixinUserId: "${x.userId}" }) { name } }`)
    const answer = await harness.gateway.query(
      `{ user(by: { mixinIdentityNumber: "${x.identityNumber}" }) { upstreamId } }`,
    )

    expect(answer.data).toEqual({ user: { upstreamId: x.userId } })
    expect(harness.sandbox.control.calls().limited).toBe(0)
  })
})

describe('fields of a conversation', () => {
  const select = (selection: string) =>
    harness.gateway.query(`query ($id: ID!) { conversation(id: $id) { ${selection} } }`, {
      variables: { id: idOf(x.groupId) },
    })

  it.each([
    ['its numbers', 'memberCount participants { totalCount }', []],
    ['the number of its administrators', 'participants(first: 1, role: ADMIN) { totalCount }', []],
    ['the bot’s own role', 'viewerRole', []],
    ['who is in it by id', 'participants { nodes { userId role createdAt sessions { sessionId } } }', []],
    ['its circles without names', 'circles { circleId createdAt }', []],
    ['its circles with names', 'circles { circleId name }', ['GET /circles']],
  ])('%s: %s', async (_, selection, more) => {
    expectNoErrors(await select(selection))
    expect(harness.calls()).toEqual([READ, ...more])
  })

  it('the names of all circles of all conversations are one call', async () => {
    const answer = await harness.gateway.query(
      `{ a: conversation(id: "${idOf(x.groupId)}") { circles { name } }
         b: conversation(id: "${idOf(x.group50Id)}") { circles { name } } }`,
    )

    expectNoErrors(answer)
    expect(harness.calls()).toEqual([READ, READ, 'GET /circles'])
  })

  it('the contact conversation of a user is computed and read, not searched for', async () => {
    const answer = await harness.gateway.query(
      `{ user(by: { mixinUserId: "${x.userId}" }) { conversation { upstreamId category } } }`,
    )

    expect(answer.data).toEqual({
      user: { conversation: { upstreamId: x.contactConversationId, category: 'CONTACT' } },
    })
    expect(harness.calls()).toEqual([FETCH, READ])
  })

  it('the owner of a token is loaded once', async () => {
    const answer = await harness.gateway.query(
      `{ conversation(id: "${idOf(x.groupId)}") { viewerRole }
         viewer { mixin { user { name } } }
         users(by: [{ mixinUserId: "${x.userId}" }, { mixinUserId: "${x.botId}" }]) { conversation { id } } }`,
      { headers: harness.as('Alia') },
    )

    expectNoErrors(answer)
    expect(harness.calls().toSorted()).toEqual([READ, READ, READ, 'GET /me', FETCH])
  })

  it('the response to a write is not read again', async () => {
    const answer = await harness.gateway.query(
      `mutation { updateConversation(input: { id: "${idOf(x.groupId)}", name: "New" }) {
        conversation { name memberCount viewerRole participants(first: 3) { nodes { user { name } } } }
      } }`,
    )

    expectNoErrors(answer)
    expect(harness.calls()).toEqual(['POST /conversations/:id', FETCH])
  })
})
