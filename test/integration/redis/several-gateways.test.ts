import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Fleet, startFleet } from '../../support/fleet.ts'
import { codesOf, type TestGateway } from '../../support/gateway.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'
import { valueAt } from '../../support/value-at.ts'

const NUMBER = '{ user(by: { mixinIdentityNumber: "30265" }) { upstreamId } }'
const UNKNOWN_NUMBER = '{ user(by: { mixinIdentityNumber: "99999999" }) { upstreamId } }'
const PHONE = '{ user(by: { mixinPhone: { region: "999", number: "0000030265" } }) { upstreamId } }'
const MIREL = `{ user(by: { id: "mixin:user:${x.userId}" }) { name relationship } }`
const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name participants(first: 50) { nodes { role } } } }`
const rename = (name: string) => `mutation {
  updateConversation(input: { id: "mixin:conversation:${x.groupId}", name: "${name}" }) {
    conversation { name }
  }
}`
/** A burst of three searches; practically no refill. */
const SLOW = { MIXIN_SEARCH_RATE: '0.001' }
const SEARCHES = '{ budgets { lookup remaining retryAt } }'

describe.skipIf(!canTestRedis)(`several gateways on one Redis${redisNote}`, () => {
  let redis: TestRedis
  let fleet: Fleet
  let one: TestGateway
  let other: TestGateway

  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.close())

  // Each fleet has its own secret, so it cannot read another's data.
  beforeEach(async () => {
    fleet = await startFleet({ redisUrl: redis.url })
    one = await fleet.start()
    other = await fleet.start()
  })
  afterEach(() => fleet.close())

  it('look an unknown number up once each if both are asked concurrently, and never again', async () => {
    await Promise.all([...Array(50).keys()].map((index) => (index % 2 ? one : other).query(NUMBER)))
    expect(fleet.calls().filter((call) => call === 'GET /users/:id').length).toBeLessThanOrEqual(2)

    for (const gateway of [one, other, await fleet.start()]) {
      expect((await gateway.query(NUMBER)).data).toEqual({ user: { upstreamId: x.userId } })
    }
    expect(fleet.calls()).toEqual([])
  })

  it('learn numbers from each other, but fetch the user for each viewer', async () => {
    await one.query(MIREL)
    fleet.calls()

    const { data } = await other.query(NUMBER, { headers: fleet.as('Alia') })
    expect(data).toEqual({ user: { upstreamId: x.userId } })
    expect(fleet.calls()).toEqual(['POST /users/fetch'])
  })

  it('share entries of the same viewer and never those of another', async () => {
    const alias = { headers: fleet.as('Alia') }
    const ofAlia = await one.query(MIREL, alias)
    const ofBot = await one.query(MIREL)
    fleet.calls()

    expect(await other.query(MIREL, alias)).toMatchObject({ data: ofAlia.data, errors: [] })
    expect(await other.query(MIREL)).toMatchObject({ data: ofBot.data, errors: [] })
    expect(fleet.calls()).toEqual([])

    const ofBo = await other.query(MIREL, { headers: fleet.as('Bo') })
    expect(ofBo.errors).toEqual([])
    expect(fleet.calls()).toEqual(['POST /users/fetch'])
  })

  it('forget a group of SealTalk, its members and its bulletin when one of them changes these', async () => {
    const { accounts } = fleet.sandbox.sealtalk.credentials
    const signIn = async ({ region, phone, password }: (typeof accounts)[number]) => {
      const { headers } = await one.query(
        `mutation { login(input: { phone: { region: "${region}", number: "${phone}" }, password: "${password}" }) { userId } }`,
      )
      return { headers: { cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' } }
    }
    const [lin, max] = [await signIn(accounts[0]), await signIn(accounts[1])]
    const id = `"sealtalk:conversation:${fleet.sandbox.sealtalk.examples.group60Id}"`
    const read = `{ conversation(id: ${id}) { name announcement viewerDisplayName } }`
    const change = (mutation: string, input: string) =>
      one.query(`mutation { ${mutation}(input: { id: ${id}, ${input} }) { __typename } }`, max)
    await other.query(read, max)
    await other.query(read, lin)

    await one.query(
      `mutation { updateConversation(input: { id: ${id}, name: "Ours", announcement: "Hi" }) { __typename } }`,
      lin,
    )
    await change('setDisplayName', 'name: "Max"')

    await vi.waitFor(async () =>
      expect((await other.query(read, max)).data).toEqual({
        conversation: { name: 'Ours', announcement: 'Hi', viewerDisplayName: 'Max' },
      }),
    )
    expect((await other.query(read, lin)).data).toMatchObject({
      conversation: { name: 'Ours', announcement: 'Hi' },
    })
  })

  it('forget a circle that one of them deletes, in lists and in conversations, stored ones included', async () => {
    const read = `{
      conversation(id: "mixin:conversation:${x.groupId}") { circles { name } }
      node(id: "mixin:circle:${x.circleId}") { ... on Circle { name } }
    }`
    expect((await one.query(read)).data).toMatchObject({ conversation: { circles: [{ name: 'Testers' }] } })
    expect((await other.query(read)).data).toMatchObject({ conversation: { circles: [{ name: 'Testers' }] } })

    await one.query(`mutation { deleteCircle(input: { id: "mixin:circle:${x.circleId}" }) { circleId } }`)
    const gone = { conversation: { circles: [] }, node: null }
    await vi.waitFor(async () => expect((await other.query(read)).data).toEqual(gone))
    for (const gateway of [one, await fleet.start()]) expect((await gateway.query(read)).data).toEqual(gone)
  })

  it('take no stored conversation that has a deleted circle', async () => {
    const read = `{ conversation(id: "mixin:conversation:${x.groupId}") { circles { circleId } } }`
    await one.query(read)
    // It knows nothing of the conversation.
    await other.query(`mutation { deleteCircle(input: { id: "mixin:circle:${x.circleId}" }) { circleId } }`)

    for (const gateway of [other, await fleet.start()])
      expect((await gateway.query(read)).data).toEqual({ conversation: { circles: [] } })
  })

  it('share whole conversations', async () => {
    const { data } = await one.query(GROUP)
    fleet.calls()

    expect((await other.query(GROUP)).data).toEqual(data)
    expect(fleet.calls()).toEqual([])
  })

  it('share the absence of a user with a number', async () => {
    await one.query(UNKNOWN_NUMBER)
    expect(fleet.calls()).toEqual(['GET /users/:id'])

    expect((await other.query(UNKNOWN_NUMBER)).data).toEqual({ user: null })
    expect(fleet.calls()).toEqual([])
  })

  it('never share an account, since it contains PIN tokens', async () => {
    const account = '{ viewer { mixin { pinToken user { name } } } }'
    const { errors } = await one.query(account, { headers: fleet.as('Alia') })
    expect(errors).toEqual([])
    fleet.calls()

    await other.query(account, { headers: fleet.as('Alia') })
    expect(fleet.calls()).toEqual(['GET /me'])
  })

  it('all stop searching when one is refused, including one that starts later', async () => {
    fleet.sandbox.mixin.control.setFault({ endpoint: 'GET /search/:q', kind: '429', times: 1 })
    await one.query(PHONE)
    expect(fleet.calls()).toEqual(['GET /search/:q'])

    for (const gateway of [one, other, await fleet.start()]) {
      const answer = await gateway.query(PHONE)
      expect(codesOf(answer)).toEqual(['user: RATE_LIMITED'])
      expect(answer.errors[0]?.extensions['retryAfterMs']).toBeGreaterThan(11 * 60 * 60 * 1_000)
      const budgets = (await gateway.query(SEARCHES)).data
      expect(valueAt(budgets, 'budgets.1')).toMatchObject({
        lookup: 'SEARCH',
        remaining: 0,
        retryAt: expect.any(String),
      })
    }
    expect(fleet.calls()).toEqual([])
  })

  it('report a cooldown that another gateway met', async () => {
    fleet.sandbox.mixin.control.setFault({ endpoint: 'GET /search/:q', kind: '429', times: 1 })
    await one.query(PHONE)

    const { data } = await other.query(SEARCHES)
    expect(valueAt(data, 'budgets.1')).toMatchObject({ lookup: 'SEARCH', remaining: 0 })
  })

  it('spend one budget', async () => {
    const search = (number: number) =>
      `{ user(by: { mixinPhone: { region: "999", number: "00000${number}" } }) { upstreamId } }`
    const [first, second] = [await fleet.start(SLOW), await fleet.start(SLOW)]
    for (const number of [31_001, 31_002]) await first.query(search(number))

    expect(codesOf(await second.query(search(31_003)))).toEqual([])
    expect(codesOf(await second.query(search(31_004)))).toEqual(['user: RATE_LIMITED'])
    expect(fleet.calls()).toEqual(Array(3).fill('GET /search/:q'))
  })

  it('drop what one of them changed, for all viewers', async () => {
    const viewers = [{}, { headers: fleet.as('Alia') }]
    for (const viewer of viewers) await other.query(GROUP, viewer)

    expect(codesOf(await one.query(rename('A new name')))).toEqual([])
    fleet.calls()

    for (const viewer of viewers) {
      await vi.waitFor(async () => {
        const { data } = await other.query(GROUP, viewer)
        expect(valueAt(data, 'conversation.name')).toBe('A new name')
      })
    }
    expect(fleet.calls()).toEqual(Array(2).fill('GET /conversations/:id'))
  })

  it('share SealTalk reads of the same session', async () => {
    const { accounts } = fleet.sandbox.sealtalk.credentials
    const signIn = async ({ region, phone, password }: (typeof accounts)[0]) => {
      const input = `{ phone: { region: "${region}", number: "${phone}" }, password: "${password}" }`
      const { headers } = await one.query(`mutation { login(input: ${input}) { userId } }`)
      return {
        headers: { 'x-sealtalk-session': headers.get('set-cookie')?.split(';')[0]?.split('=')[1] ?? '' },
      }
    }
    const [lin, max] = [await signIn(accounts[0]), await signIn(accounts[1])]
    const user = `{ user(by: { sealtalkUserId: "${accounts[1].userId}" }) { name gender stAccount } }`
    const { control } = fleet.sandbox.sealtalk
    const { data, errors } = await one.query(user, lin)
    expect(errors).toEqual([])
    control.resetCalls()

    expect((await other.query(user, lin)).data).toEqual(data)
    expect(control.calls().recent).toEqual([])
    await other.query(user, max)
    expect(control.calls().recent.map(({ endpoint }) => endpoint)).toEqual(['GET /user/:id'])
  })

  it('refuse a SealTalk session that was logged out at another gateway', async () => {
    const [{ region, phone, password }] = fleet.sandbox.sealtalk.credentials.accounts
    const input = `{ phone: { region: "${region}", number: "${phone}" }, password: "${password}" }`
    const { headers } = await one.query(`mutation { login(input: ${input}) { userId } }`)
    const cookie = headers.get('set-cookie')?.split(';')[0]?.split('=')[1] ?? ''
    const session = { headers: { 'x-sealtalk-session': cookie } }
    const viewer = '{ viewer { sealtalk { user { id } } } }'
    expect(codesOf(await other.query(viewer, session))).toEqual([])

    await one.query('mutation { logout { loggedOut } }', session)
    for (const gateway of [one, other, await fleet.start()]) {
      expect(codesOf(await gateway.query(viewer, session))).toEqual(['viewer.sealtalk: UNAUTHENTICATED'])
    }
  })

  it('cannot read the data of gateways with another secret', async () => {
    const stranger = await fleet.start({ SESSION_SECRET: 'another secret altogether' })
    await one.query(NUMBER)
    fleet.sandbox.mixin.control.setFault({ endpoint: 'GET /search/:q', kind: '429', times: 1 })
    await one.query(PHONE)
    fleet.calls()

    expect(codesOf(await stranger.query(PHONE))).toEqual([])
    expect(await stranger.query(NUMBER)).toMatchObject({
      errors: [],
      data: { user: { upstreamId: x.userId } },
    })
    expect(fleet.calls()).toEqual(['GET /search/:q'])
  })
})
