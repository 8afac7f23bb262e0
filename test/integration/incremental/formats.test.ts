import { afterEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { createGate } from '../../support/gate.ts'
import { MULTIPART, MULTIPART_IDS, requestIncremental } from '../../support/incremental.ts'
import {
  type SandboxGateway,
  type SandboxGatewayOptions,
  startSandboxGateway,
} from '../../support/sandbox.ts'
import { standingClock } from '../../support/time.ts'

const GROUP = `conversation(id: "mixin:conversation:${x.group50Id}")`
const READ = 'GET /conversations/:id'
const FETCH = 'POST /users/fetch'
const OLDER = 'multipart/mixed;deferSpec=20220824, application/json'

const overlapping = `{
  ${GROUP} {
    name
    ... @defer(label: "one") { participants(first: 2) { nodes { user { name } } } }
    ... @defer(label: "two") { participants(first: 2) { nodes { user { name upstreamId } } } }
  }
}`
const streamed = `{
  ${GROUP} { participants(first: 4) { nodes @stream(initialCount: 1, label: "more") { user { name } } } }
}`

let harness: SandboxGateway
afterEach(() => harness.close())
const start = async (options?: SandboxGatewayOptions): Promise<void> => {
  harness = await startSandboxGateway(options)
}
const ask = (query: string, accept: string) => requestIncremental(harness.gateway.url, query, { accept })

describe.each(['yoga', 'fast'] as const)('the format that a client asks for (%s path)', (path) => {
  it('announces parts and refers to them by id, by incrementalSpec=v0.2', async () => {
    const gate = createGate('/users/fetch')
    await start({ env: { PARLEY_PATH: path }, dispatcher: gate.dispatcher })
    const answer = await ask(
      `{ ${GROUP} { name ... @defer(label: "who") { participants(first: 1) { nodes { user { name } } } } } }`,
      MULTIPART_IDS,
    )

    expect(await answer.next()).toEqual({
      data: { conversation: { name: 'Fifty' } },
      pending: [{ id: '0', path: ['conversation'], label: 'who' }],
      hasNext: true,
    })
    expect(harness.calls()).toEqual([READ])
    gate.open()
    expect(await answer.rest()).toEqual([
      {
        incremental: [
          { id: '0', data: { participants: { nodes: [{ user: { name: expect.any(String) } }] } } },
        ],
        completed: [{ id: '0' }],
        hasNext: false,
      },
    ])
  })

  it.each([OLDER, MULTIPART])(
    'has path and label, and every field of each fragment, by %s',
    async (accept) => {
      await start({ env: { PARLEY_PATH: path } })
      const payloads = await (await ask(overlapping, accept)).rest()

      expect(payloads[0]).toEqual({ data: { conversation: { name: 'Fifty' } }, hasNext: true })
      const parts = payloads.flatMap(({ incremental = [] }) => incremental)
      const nodes = (user: object) => ({ participants: { nodes: [{ user }, { user }] } })
      expect(parts).toHaveLength(2)
      expect(parts).toEqual(
        expect.arrayContaining([
          { data: nodes({ name: expect.any(String) }), path: ['conversation'], label: 'one' },
          {
            data: nodes({ name: expect.any(String), upstreamId: expect.any(String) }),
            path: ['conversation'],
            label: 'two',
          },
        ]),
      )
      expect(harness.calls()).toEqual([READ, FETCH])
    },
  )

  it('has one item in each part by path, with its index', async () => {
    await start({ env: { PARLEY_PATH: path } })
    const parts = (await (await ask(streamed, OLDER)).rest()).flatMap(({ incremental = [] }) => incremental)

    expect(parts).toEqual(
      [1, 2, 3].map((index) => ({
        items: [{ user: { name: expect.any(String) } }],
        path: ['conversation', 'participants', 'nodes', index],
        label: 'more',
      })),
    )
  })
})

it('an invalid variable is reported in the same words, whatever the format, and nothing is sent', async () => {
  await start()
  const query = 'query ($ids: [ID!]!) { ... @defer { nodes(ids: $ids) { id } } }'
  const answers = [MULTIPART, OLDER, MULTIPART_IDS, 'application/json'].map((accept) =>
    harness.gateway.query(query, { variables: { ids: [{}] }, headers: { accept } }),
  )
  for (const { status, errors } of await Promise.all(answers)) {
    expect(status).toBe(400)
    expect(errors).toMatchObject([
      {
        message: 'Variable "$ids" got an invalid value at "ids[0]"; ID cannot represent value.',
        extensions: { code: 'BAD_USER_INPUT', argument: ['ids', 0] },
      },
    ])
  }
  expect(harness.calls()).toEqual([])
})

describe('a part in the format with ids', () => {
  it('reports its errors with their whole paths', async () => {
    await start()
    harness.sandbox.control.setFault({ endpoint: FETCH, kind: '500' })
    const payloads = await (
      await ask(
        `{ ${GROUP} { participants(first: 1) { nodes { ... @defer { user { name } } } } } }`,
        MULTIPART_IDS,
      )
    ).rest()

    expect(payloads.slice(1)).toMatchObject([
      {
        incremental: [
          {
            id: '0',
            data: { user: null },
            errors: [
              {
                path: ['conversation', 'participants', 'nodes', 0, 'user'],
                extensions: { code: 'UPSTREAM_UNAVAILABLE', network: 'MIXIN' },
              },
            ],
          },
        ],
        completed: [{ id: '0' }],
        hasNext: false,
      },
    ])
  })

  it('has the stale marks of what it shows, in lists too', async () => {
    const clock = standingClock()
    await start({ clock, sandbox: { clock: clock.now } })
    const query = `{
      ${GROUP} { name }
      ... @defer { user(by: { mixinUserId: "${x.userId}" }) { name } }
      nodes(ids: ["mixin:user:${x.botId}", "mixin:user:${x.userId}"]) @stream(initialCount: 1) { id ... on User { name } }
    }`
    await harness.gateway.query(query)
    clock.advance(20 * 60_000)
    harness.sandbox.control.setFault({ kind: '500' })
    const payloads = await (await ask(query, MULTIPART_IDS)).rest()

    for (const [index, { incremental = [], extensions }] of payloads.entries()) {
      const marked = (extensions?.['stale'] ?? []) as readonly { path: readonly unknown[] }[]
      const shown = [
        ...(index === 0 ? ['conversation', 'nodes,0'] : []),
        ...incremental.map(({ items }) => (items ? 'nodes,1' : 'user')),
      ]
      expect(marked.map(({ path }) => path.join(','))).toEqual(expect.arrayContaining(shown))
      expect(marked).toHaveLength(shown.length)
    }
    expect(payloads.length).toBeGreaterThan(1)
  })
})
