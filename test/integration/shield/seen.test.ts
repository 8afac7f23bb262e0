import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { openStage, PEOPLE, personAt, type Stage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await openStage()
})
afterEach(() => stage.close())

const USERS = 'query ($by: [UserBy!]!) { users(by: $by) { upstreamId name } }'
const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`
const PHONE = '{ user(by: { mixinPhone: { region: "999", number: "0000030265" } }) { name } }'
const MINUTE_MS = 60_000

const byIds = (from: number, to: number) => ({
  by: PEOPLE.slice(from, to).map(({ userId }) => ({ mixinUserId: userId })),
})
const users = (from: number, to: number, isTraced = false) =>
  stage.ask(USERS, { variables: byIds(from, to), isTraced })
const breakDown = () => stage.control.setFault({ endpoint: '*', kind: 'hang-up-before' })

describe('extensions.stale', () => {
  it('is absent while nothing is wrong, also where an older copy answers', async () => {
    await users(0, 2)
    stage.clock.advance(MINUTE_MS)

    expect((await users(0, 2)).extensions).toEqual({})
  })

  it('names each place that shows an old copy, how old it is and why', async () => {
    await users(0, 3)
    await stage.ask(GROUP)
    stage.clock.advance(20 * MINUTE_MS)
    await users(1, 2)
    stage.clock.advance(20_000)
    breakDown()

    const { data, errors, extensions } = await stage.ask(
      `query ($by: [UserBy!]!) {
        people: users(by: $by) { upstreamId }
        group: conversation(id: "mixin:conversation:${x.groupId}") { name }
        node(id: "mixin:user:${personAt(2).userId}") { id }
        nobody: user(by: { mixinUserId: "${personAt(9).userId}" }) { name }
      }`,
      { variables: byIds(0, 3) },
    )

    const staleness = { ageMs: 20 * MINUTE_MS + 20_000, reason: 'UPSTREAM_UNAVAILABLE' }
    expect(extensions).toEqual({
      // The second one was fetched twenty seconds ago: fresh.
      stale: expect.arrayContaining([
        { path: ['people', 0], ...staleness },
        { path: ['people', 2], ...staleness },
        { path: ['group'], ...staleness },
        { path: ['node'], ...staleness },
      ]),
    })
    expect((extensions['stale'] as readonly unknown[]).length).toBe(4)
    expect(data).toMatchObject({
      people: PEOPLE.slice(0, 3).map(({ userId }) => ({ upstreamId: userId })),
      nobody: null,
    })
    expect(errors.map(({ path, extensions }) => [path, extensions['code']])).toEqual([
      [['nobody'], 'UPSTREAM_UNAVAILABLE'],
    ])
  })

  it('says RATE_LIMITED where a budget is used up or closed', async () => {
    await users(0, 1)
    stage.clock.advance(20 * MINUTE_MS)
    stage.control.setFault({ endpoint: 'POST /users/fetch', kind: '429', times: 1 })

    for (const calls of [1, 0]) {
      expect((await users(0, 1)).extensions).toEqual({
        stale: [{ path: ['users', 0], ageMs: 20 * MINUTE_MS, reason: 'RATE_LIMITED' }],
      })
      expect(stage.count().fetches).toBe(calls === 1 ? 2 : 0)
    }
  })

  it('says so of a phone whose search is closed, however fresh the user whom it led to', async () => {
    await stage.ask(PHONE)
    stage.clock.advance(61 * MINUTE_MS)
    stage.control.setFault({ endpoint: 'GET /search/:q', kind: '429', times: 1 })

    const { data, errors, extensions } = await stage.ask(PHONE)

    expect({ data, errors }).toEqual({ data: { user: { name: 'Mirel Ostby' } }, errors: [] })
    expect(extensions).toEqual({ stale: [{ path: ['user'], ageMs: 61 * MINUTE_MS, reason: 'RATE_LIMITED' }] })
  })

  it('is told of places inside lists of objects', async () => {
    const document = `{ conversation(id: "mixin:conversation:${x.contactConversationId}") {
      participants { nodes { user { name } } } } }`
    await stage.ask(document)
    stage.clock.advance(20 * MINUTE_MS)
    breakDown()

    const { extensions } = await stage.ask(document)

    const paths = (extensions['stale'] as readonly { readonly path: unknown }[]).map(({ path }) => path)
    expect(paths).toHaveLength(3)
    expect(paths).toEqual(
      expect.arrayContaining([
        ['conversation'],
        ['conversation', 'participants', 'nodes', 0, 'user'],
        ['conversation', 'participants', 'nodes', 1, 'user'],
      ]),
    )
  })
})

describe('extensions.upstream', () => {
  interface Upstream {
    readonly calls: readonly Readonly<Record<string, unknown>>[]
    readonly summary: Readonly<Record<string, number>>
  }
  const upstreamOf = ({ extensions }: { readonly extensions: Readonly<Record<string, unknown>> }): Upstream =>
    extensions['upstream'] as Upstream

  const call = {
    network: 'MIXIN',
    operation: 'readUsers',
    method: 'POST',
    path: '/users/fetch',
    status: 200,
    startedMs: expect.any(Number),
    durationMs: expect.any(Number),
  }

  it('tells the call of whoever came first as a miss, and of whoever joined as coalesced', async () => {
    const [first, second] = await Promise.all([users(0, 2, true), users(1, 3, true)])

    expect(upstreamOf(first)).toEqual({
      calls: [{ ...call, field: ['users'], ids: 3, cache: 'miss' }],
      summary: { upstreamCalls: 1, cacheHits: 0, coalesced: 0, batchedIds: 3 },
    })
    expect(upstreamOf(second)).toEqual({
      calls: [{ ...call, field: ['users'], ids: 3, cache: 'coalesced' }],
      summary: { upstreamCalls: 0, cacheHits: 0, coalesced: 1, batchedIds: 3 },
    })
  })

  it('tells of copies as hits, and of those fetched anew behind the answer as revalidate', async () => {
    await users(0, 2)
    expect(upstreamOf(await users(0, 2, true))).toEqual({
      calls: [],
      summary: { upstreamCalls: 0, cacheHits: 2, coalesced: 0, batchedIds: 0 },
    })

    stage.clock.advance(MINUTE_MS)
    const { calls, summary } = upstreamOf(await users(0, 2, true))
    expect(calls).toEqual([
      expect.objectContaining({ network: 'MIXIN', ids: 2, status: null, cache: 'revalidate' }),
    ])
    expect(summary).toMatchObject({ upstreamCalls: 1, cacheHits: 2 })
  })

  it('tells of old copies as stale, beside the call that failed', async () => {
    await users(0, 1)
    stage.clock.advance(20 * MINUTE_MS)
    breakDown()

    const { calls, summary } = upstreamOf(await users(0, 1, true))

    expect(calls.map(({ cache, status }) => [cache, status])).toEqual([
      ['miss', null],
      ['miss', null],
      ['stale', null],
    ])
    expect(summary).toEqual({ upstreamCalls: 2, cacheHits: 0, coalesced: 0, batchedIds: expect.any(Number) })
  })
})

describe('parley_upstream_calls_saved_total', () => {
  /** The counters of Mixin, by how a call was saved. */
  const saved = async () => {
    const { body } = await stage.gateway.gateway.metrics.render()
    const lines = body.matchAll(/^parley_upstream_calls_saved_total\{network="mixin",how="(\w+)"\} (\d+)$/gm)
    return Object.fromEntries([...lines].map(([, how = '', count]) => [how, Number(count)]))
  }
  const NUMBER = 'query ($number: String!) { user(by: { mixinIdentityNumber: $number }) { name } }'
  const number = (index: number) => ({ variables: { number: personAt(index).identityNumber } })

  it('counts nothing where every question needed its own call', async () => {
    await users(0, 1)

    expect(await saved()).toEqual({})
  })

  it('counts copies, ids that shared a call, and questions that shared a fetch', async () => {
    await Promise.all([users(0, 10), users(5, 12)])
    expect(await saved()).toEqual({ batch: 11, coalesced: 5 })

    await users(0, 4)
    expect(await saved()).toEqual({ batch: 11, coalesced: 5, cache: 4 })
  })

  it('counts numbers that needed no lookup', async () => {
    await users(0, 3)
    await Promise.all([0, 1, 2].map((index) => stage.ask(NUMBER, number(index))))

    expect(await saved()).toMatchObject({ learned: 3, cache: 3 })
  })

  it('counts what a budget refused, and what an open breaker did', async () => {
    for (let index = 0; index < 5; index += 1) await stage.ask(NUMBER, number(index))
    expect(await saved()).toEqual({ refused: 2, cache: 3 })

    breakDown()
    for (let index = 20; index < 30; index += 1) await users(index, index + 1)
    // The third of them opened the breaker: its repeat and seven more were not made.
    expect(await saved()).toMatchObject({ refused: 2, breaker: 8 })
  })

  it('counts answers from copies past their time', async () => {
    await users(0, 3)
    stage.clock.advance(20 * MINUTE_MS)
    breakDown()
    await users(0, 3)

    expect(await saved()).toMatchObject({ stale: 3 })
  })
})
