import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../../sandbox/mixin/examples.ts'
import { createGate } from '../../../support/gate.ts'
import { askInProcess } from '../../../support/in-process.ts'
import { requestIncremental } from '../../../support/incremental.ts'
import {
  type SandboxGateway,
  type SandboxGatewayOptions,
  startSandboxGateway,
} from '../../../support/sandbox.ts'
import { recordSpans } from '../../../support/recorded-spans.ts'

const GROUP = `query GroupPage($id: ID!) { conversation(id: $id) {
  participants(first: 50) { nodes { user { name app { creator { name } } } } }
} }`
const idOf = (conversation: string) => `mixin:conversation:${conversation}`
const variables = { id: idOf(x.group50Id) }

const recorder = recordSpans()
let harness: SandboxGateway
const start = async (options?: SandboxGatewayOptions): Promise<void> => {
  harness = await startSandboxGateway({ spans: recorder.spans, ...options })
}
beforeEach(() => recorder.forget())
afterEach(() => harness.close())

/** Name, path, items and outcome of what was waited for, in the order in which it began. */
const resolved = () =>
  recorder
    .recorded()
    .filter(({ name }) => name.startsWith('resolve '))
    .map(({ name, attributes }) => [
      name,
      attributes['graphql.field.path'],
      attributes['parley.items'],
      attributes['parley.outcome'],
    ])

const PAGE = [
  ['resolve Query.conversation', 'conversation', 1, 'ok'],
  ['resolve ParticipantConnection.nodes', 'conversation.participants.nodes', 1, 'ok'],
]

describe.each(['yoga', 'fast'] as const)('spans of resolvers (%s path)', (path) => {
  const env = { PARLEY_PATH: path }

  it('are one for each field that waits, as children of the request', async () => {
    await start({ env })
    await harness.gateway.query(GROUP, { variables })

    expect(resolved()).toEqual(PAGE)
    const [request] = recorder.named('query')
    const [nodes] = recorder.named('resolve ParticipantConnection.nodes')
    expect(nodes).toMatchObject({ kind: 0, parentId: request?.spanId, traceId: request?.traceId, links: [] })
    expect(Object.keys(nodes?.attributes ?? {})).toEqual([
      'graphql.field.path',
      'parley.items',
      'parley.outcome',
    ])
  })

  it('last from before the first call until all values are there', async () => {
    await start({ env })
    await harness.gateway.query(GROUP, { variables })

    const [nodes] = recorder.named('resolve ParticipantConnection.nodes')
    const [fetch] = recorder.named('fetch user')
    const [request] = recorder.named('query')
    expect(nodes?.startedMs).toBeLessThanOrEqual(Number(fetch?.startedMs))
    expect(nodes?.endedMs).toBeGreaterThanOrEqual(Number(fetch?.endedMs))
    expect(nodes?.endedMs).toBeLessThanOrEqual(Number(request?.endedMs))
  })

  it('are not created for fields that need not wait', async () => {
    await start({ env })
    await harness.gateway.query(GROUP, { variables })
    recorder.forget()

    await harness.gateway.query(`query Another ${GROUP.slice('query GroupPage'.length)}`, { variables })

    expect(recorder.tree()).toEqual(['query'])
  })

  it('name fields by their aliases, each separately, cut to the length of operation names', async () => {
    await start({ env })
    const long = 'a'.repeat(128)
    await harness.gateway.query(`{
      one: conversation(id: "${idOf(x.group50Id)}") { ${long}: creator { ...User } }
      other: conversation(id: "${idOf(x.groupId)}") { creator { ...User } }
    }
    fragment User on User { name }`)

    // The two conversations come in any order.
    expect(resolved().toSorted((one, other) => String(one[1]).localeCompare(String(other[1])))).toEqual([
      ['resolve Query.conversation', 'one', 1, 'ok'],
      ['resolve Conversation.creator', `one.${'a'.repeat(64)}`, 1, 'ok'],
      ['resolve Query.conversation', 'other', 1, 'ok'],
      ['resolve Conversation.creator', 'other.creator', 1, 'ok'],
    ])
  })

  it('combine the items of a list, and have the error code of one that fails', async () => {
    await start({ env })
    const ids = [x.group50Id, x.foreignGroupId, x.groupId].map(idOf)
    const { data } = await harness.gateway.query(
      `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Conversation { creator { name } } } }`,
      { variables: { ids } },
    )

    expect(data).toMatchObject({ nodes: [{ id: ids[0] }, null, { id: ids[2] }] })
    expect(resolved()).toEqual([
      ['resolve Query.nodes', 'nodes.*', 3, 'FORBIDDEN'],
      ['resolve Conversation.creator', 'nodes.*.creator', 2, 'ok'],
    ])
    expect(recorder.named('resolve Query.nodes')[0]?.error).toBe('FORBIDDEN')
    expect(recorder.named('resolve Conversation.creator')[0]?.error).toBeUndefined()
  })

  it('have the error code of failed list items', async () => {
    await start({ env })
    harness.sandbox.control.setFault({ endpoint: 'POST /users/fetch', kind: 'html' })
    await harness.gateway.query(
      `{ nodes(ids: ["mixin:user:${x.userId}", "mixin:user:${x.cnbBotId}"]) { id ... on User { name } } }`,
    )

    expect(resolved()).toEqual([['resolve Query.nodes', 'nodes', 1, 'UPSTREAM_UNAVAILABLE']])
  })

  it('include mutations and the reads after them', async () => {
    await start({ env })
    await harness.gateway.query(
      `mutation { createContactConversation(input: { userId: "mixin:user:${x.userId}" }) {
        conversation { participants { nodes { user { name } } } }
      } }`,
    )

    expect(resolved()).toEqual([
      ['resolve Mutation.createContactConversation', 'createContactConversation', 1, 'ok'],
      [
        'resolve ParticipantConnection.nodes',
        'createContactConversation.conversation.participants.nodes',
        1,
        'ok',
      ],
    ])
  })

  it('are cancelled where the client disconnects', async () => {
    const gate = createGate(`/conversations/${x.group50Id}`)
    await start({ env, dispatcher: gate.dispatcher })
    const leaving = new AbortController()
    const asked = harness.gateway.query(GROUP, { variables, signal: leaving.signal })
    await vi.waitFor(() => expect(gate.waiting).toBe(1))

    leaving.abort()

    await expect(asked).rejects.toThrow('aborted')
    await vi.waitFor(() => expect(recorder.named('query')).toHaveLength(1))
    expect(resolved()).toEqual([['resolve Query.conversation', 'conversation', 1, 'cancelled']])
    expect(recorder.named('resolve Query.conversation')[0]?.error).toBeUndefined()
    gate.open()
  })
})

describe('spans of resolvers in an incremental response', () => {
  it.each([
    ['@defer', '... @defer { user { name } }', ''],
    ['@stream', 'user { name }', '@stream(initialCount: 1)'],
  ])('by %s are those of the answer in one', async (_, fields, directive) => {
    await start({ env: { PARLEY_PATH: '' } })
    const answer = await requestIncremental(
      harness.gateway.url,
      `{ conversation(id: "${variables.id}") { participants { nodes ${directive} { role ${fields} } } } }`,
    )
    expect((await answer.rest()).length).toBeGreaterThan(1)

    await vi.waitFor(() => expect(recorder.named('query')).toHaveLength(1))
    expect(resolved()).toEqual([
      ['resolve Query.conversation', 'conversation', 1, 'ok'],
      ['resolve Participant.user', 'conversation.participants.nodes.*.user', 50, 'ok'],
    ])
  })
})

describe('without an SDK', () => {
  it('resolvers are not wrapped', async () => {
    await start()
    const withSdk = harness
    harness = await startSandboxGateway()
    for (const { gateway } of [withSdk, harness]) {
      const span = recorder.spans.request({}, 'a request')
      await askInProcess(gateway.gateway, GROUP, { variables, span })
      span?.end(200)
    }
    await withSdk.close()

    expect(recorder.named('query')).toHaveLength(2)
    expect(recorder.named('fetch conversation')).toHaveLength(2)
    expect(resolved()).toEqual(PAGE)
  })
})
