import { Kind, parse, print } from 'graphql'
import { afterEach, describe, expect, it } from 'vitest'
import { readTabs } from '../../../src/server/graphiql/tabs.ts'
import { createGate } from '../../support/gate.ts'
import { requestIncremental } from '../../support/incremental.ts'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'
import { standingClock } from '../../support/time.ts'
import { valueAt } from '../../support/value-at.ts'

const definitions = readTabs().flatMap((tab) => {
  const { definitions } = parse(tab.query)
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)
  return definitions.map((definition) => ({ definition, fragments }))
})

/** One operation of the examples, as GraphiQL would send it. */
const documentOf = (operation: string): string =>
  definitions
    .filter(
      ({ definition }) =>
        definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === operation,
    )
    .flatMap(({ definition, fragments }) => [definition, ...fragments].map((one) => print(one)))
    .join('\n')

describe('what the examples promise', () => {
  const TRACED = { 'x-parley-trace': '1' }
  let harness: SandboxGateway
  afterEach(() => harness.close())

  it('GroupPage takes three calls', async () => {
    harness = await startSandboxGateway()
    const { data } = await harness.gateway.query(documentOf('GroupPage'))

    expect(data).toMatchObject({ conversation: { participants: { totalCount: 50 } } })
    expect(harness.calls()).toEqual(['GET /conversations/:id', 'POST /users/fetch', 'POST /users/fetch'])
  })

  it('FiftyByNumber costs whoever has met them nothing, and anybody else one call for fifty ids', async () => {
    harness = await startSandboxGateway()
    await harness.gateway.query(documentOf('FiftyPeople'))
    expect(harness.calls()).toEqual(['GET /conversations/:id', 'POST /users/fetch'])

    const own = await harness.gateway.query(documentOf('FiftyByNumber'), { headers: TRACED })
    expect(own.extensions).toMatchObject({ upstream: { summary: { upstreamCalls: 0, cacheHits: 50 } } })
    expect(harness.calls()).toHaveLength(2)

    const { data } = await harness.gateway.query(documentOf('FiftyByNumber'), { headers: harness.as('Alia') })
    expect((data as { users: unknown[] }).users.filter(Boolean)).toHaveLength(50)
    expect(harness.callLog().slice(2)).toMatchObject([{ endpoint: 'POST /users/fetch', ids: 50 }])
  })

  it('SpendTwo takes two lookups off the budget, once', async () => {
    harness = await startSandboxGateway({ env: { MIXIN_NUMBER_RATE: '0.001' } })
    const left = async (): Promise<unknown> =>
      (await harness.gateway.query('{ budgets { lookup remaining } }')).data

    for (let run = 0; run < 2; run += 1) {
      expect((await harness.gateway.query(documentOf('SpendTwo'))).errors).toEqual([])
      expect(await left()).toMatchObject({ budgets: [{ lookup: 'IDENTITY_NUMBER', remaining: 1 }, {}] })
    }
    expect(harness.calls()).toEqual(['GET /users/:id', 'GET /users/:id'])
  })

  it('GroupFirst sends the roles before the people have been asked for, and takes no call more', async () => {
    const gate = createGate('/users/fetch')
    harness = await startSandboxGateway({ dispatcher: gate.dispatcher })
    const answer = await requestIncremental(harness.gateway.url, documentOf('GroupFirst'))
    const first = await answer.next()

    expect(valueAt(first?.data, 'conversation.participants.nodes')).toHaveLength(20)
    expect(harness.calls()).toEqual(['GET /conversations/:id'])
    gate.open()
    const [second, ...more] = await answer.rest()
    expect(second?.incremental).toHaveLength(20)
    expect(more).toEqual([])
    expect(harness.calls()).toEqual(['GET /conversations/:id', 'POST /users/fetch'])
  })

  it('HalfByHalf sends Mixin’s half first', async () => {
    harness = await startSandboxGateway()
    const answer = await requestIncremental(harness.gateway.url, documentOf('HalfByHalf'))

    expect(await answer.rest()).toEqual([
      {
        data: { viewer: { mixin: { user: expect.objectContaining({ name: 'Parley Sandbox Bot' }) } } },
        hasNext: true,
      },
      { incremental: [{ data: { sealtalk: null }, path: ['viewer'], label: 'sealtalk' }], hasNext: false },
    ])
  })

  it('OneByOne sends the first person with the rest, then the others', async () => {
    harness = await startSandboxGateway()
    const answer = await requestIncremental(harness.gateway.url, documentOf('OneByOne'))
    const [first, ...more] = await answer.rest()

    expect(first?.data).toMatchObject({ users: [{ name: 'Mirel Ostby' }] })
    const parts = more.flatMap(({ incremental = [] }) => incremental)
    expect(parts.map(({ path, items }) => [path.at(-1), items])).toEqual([
      [1, [expect.objectContaining({ name: 'CNB' })]],
      [2, [expect.objectContaining({ name: 'Mirel Ostby' })]],
    ])
  })

  const DOWN = { endpoint: 'GET /conversations/:id', kind: '500' } as const

  it('WhileItIsDown fails after a second try', async () => {
    harness = await startSandboxGateway()
    harness.sandbox.control.setFault(DOWN)
    const { data, errors } = await harness.gateway.query(documentOf('WhileItIsDown'))

    expect(data).toEqual({ conversation: null })
    expect(errors).toMatchObject([
      { path: ['conversation'], extensions: { code: 'UPSTREAM_UNAVAILABLE', network: 'MIXIN' } },
    ])
    expect(harness.calls()).toEqual([DOWN.endpoint, DOWN.endpoint])
  })

  it('WhileItIsDown is answered from a copy for whoever has asked before', async () => {
    const clock = standingClock()
    harness = await startSandboxGateway({ clock, sandbox: { clock: clock.now } })
    await harness.gateway.query(documentOf('WhileItIsDown'))
    harness.sandbox.control.setFault(DOWN)
    clock.advance(120_000)
    const { errors, extensions, data } = await harness.gateway.query(documentOf('WhileItIsDown'))

    expect(errors).toEqual([])
    expect(data).toMatchObject({ conversation: { memberCount: 250 } })
    expect(extensions).toEqual({
      stale: [{ path: ['conversation'], ageMs: 120_000, reason: 'UPSTREAM_UNAVAILABLE' }],
    })
  })
})
