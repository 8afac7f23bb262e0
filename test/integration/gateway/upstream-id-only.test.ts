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
const GROUP = `mixin:conversation:${x.groupId}`
const BOT = `mixin:app:${x.botId}`

const FRAGMENTS = {
  Ids: 'fragment Ids on User { id ... on Node { id ... on User { upstreamId } ... on App { name } } }',
  Names: 'fragment Names on User { name }',
}

/** Selects of a group. The document has variables and the fragments that it spreads. */
const run = (selection: string, variables: Record<string, unknown> = {}) => {
  const fragments = Object.entries(FRAGMENTS).filter(([name]) => selection.includes(`...${name}`))
  return harness.gateway.query(
    `query ($id: ID!, $yes: Boolean! = true, $no: Boolean! = false, $maybe: Boolean! = false) {
      conversation(id: $id) { ${selection} }
      a: __typename @include(if: $yes) b: __typename @include(if: $no) c: __typename @skip(if: $maybe)
    } ${fragments.map(([, text]) => text).join(' ')}`,
    { variables: { id: GROUP, ...variables } },
  )
}

describe('a user that another object refers to', () => {
  it.each([
    ['by all that an id tells', 'creator { id upstreamId network __typename }'],
    ['under other names', 'creator { name: id phone: upstreamId app: __typename }'],
    ['through fragments', 'creator { ...Ids } participants { nodes { user { ...Ids } } }'],
    ['through fragments without a condition', 'creator { ... { id } ... @include(if: true) { network } }'],
    ['through a fragment for apps, which it is not', 'creator { ... on Node { ... on App { name } } id }'],
    ['without what is skipped', 'creator { id name @skip(if: true) }'],
    ['without what a variable skips', 'creator { id name @skip(if: $yes) }'],
    ['without what a variable does not include', 'creator { id name @include(if: $no) }'],
    ['without a fragment that a variable skips', 'creator { id ...Names @skip(if: $yes) }'],
    ['without an inline one', 'creator { id ... on User @include(if: $maybe) { name app { name } } }'],
    ['without what is included and skipped', 'creator { id name @include(if: $yes) @skip(if: $yes) }'],
    ['in a list', 'participants { nodes { userId user { id } } edges { node { user { upstreamId } } } }'],
    ['selected twice', 'creator { id } creator { network } participants { nodes { user { id } } }'],
  ])('is not loaded where it is selected by id only: %s', async (_, selection) => {
    const answer = await run(selection)

    expect(answer.errors).toEqual([])
    expect(harness.calls()).toEqual([READ])
  })

  it('has its id all the same', async () => {
    const answer = await run('creator { id upstreamId network __typename }')

    expect(answer.data).toMatchObject({
      conversation: {
        creator: {
          id: `mixin:user:${x.botId}`,
          upstreamId: x.botId,
          network: 'MIXIN',
          __typename: 'User',
        },
      },
    })
  })

  it.each([
    ['a name', 'creator { id name }', {}],
    ['a name under the alias id', 'creator { id: name }', {}],
    ['a name in a second selection of the same field', 'creator { id } creator { name }', {}],
    ['a name through a fragment', 'creator { ...Names }', {}],
    ['a name that a variable includes', 'creator { id name @include(if: $maybe) }', { maybe: true }],
    ['a name that a variable does not skip', 'creator { id name @skip(if: $no) }', {}],
    ['its app by id, which tells whether there is one', 'creator { app { id } }', {}],
  ])('is loaded where more is selected: %s', async (_, selection, variables) => {
    const answer = await run(selection, variables)

    expect(answer.errors).toEqual([])
    expect(harness.calls()).toEqual([READ, FETCH])
  })

  it('is loaded only at the place that selects more', async () => {
    const answer = await run('creator { id } participants(first: 3) { nodes { user { name } } }')

    expect(answer.errors).toEqual([])
    expect(harness.callLog().map(({ ids }) => ids)).toEqual([null, 3])
  })

  it('is loaded according to the variables of each request', async () => {
    await run('creator { id name @include(if: $maybe) }', { maybe: false })
    expect(harness.calls()).not.toContain(FETCH)

    const answer = await run('creator { id name @include(if: $maybe) }', { maybe: true })
    expect(answer.data).toMatchObject({ conversation: { creator: { name: expect.any(String) } } })
    expect(harness.calls()).toContain(FETCH)
  })
})

describe('an app', () => {
  it('has the ids of its user and creator without loading them', async () => {
    const answer = await harness.gateway.query(`{ app(id: "${BOT}") { user { id } creator { upstreamId } } }`)

    expect(answer.data).toEqual({
      app: { user: { id: `mixin:user:${x.botId}` }, creator: { upstreamId: x.userId } },
    })
    expect(harness.calls()).toEqual([FETCH])
  })

  it('comes with its user, and loads its creator', async () => {
    const answer = await harness.gateway.query(`{ app(id: "${BOT}") { user { name app { name } } } }`)
    expect(answer.errors).toEqual([])
    expect(harness.calls()).toEqual([FETCH])

    const more = await harness.gateway.query(`{ app(id: "${BOT}") { creator { name } } }`)
    expect(more.data).toEqual({ app: { creator: { name: 'Mirel Ostby' } } })
  })
})
