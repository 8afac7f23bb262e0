import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SealTalkUpstreamOptions } from '../../../sandbox/sealtalk/upstream.ts'
import { costOf } from '../../../src/limits/cost/cost-of.ts'
import { createSchema } from '../../../src/schema.ts'
import { type SealTalkGateway, sealedFor, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { standingClock } from '../../support/time.ts'
import { createGroups } from '../../support/many-groups.ts'
import { watchPaths } from '../../support/paths.ts'
import { valueAt } from '../../support/value-at.ts'

const schema = createSchema()
const SECRET = 'a secret of tests that nobody else has'
/** More than a list without pages is assumed to have, which is 100. */
const GROUP_COUNT = 300
const HOUR_MS = 3_600_000
const ACCOUNT = 'viewer.sealtalk'
const account = (selection: string): string => `{ viewer { sealtalk { ${selection} } } }`
const explained = (document: string): number => costOf(schema, parse(document)).total

interface Row {
  readonly [field: string]: unknown
}

describe.each(['fast', 'yoga'] as const)('a list longer than its cost assumes, on the %s path', (path) => {
  const clock = standingClock(Date.now())
  let harness: SealTalkGateway

  const open = async (sandbox: SealTalkUpstreamOptions = {}): Promise<void> => {
    harness = await startSealTalkGateway({
      sandbox,
      clock,
      env: { PARLEY_PATH: path, SESSION_SECRET: SECRET, LIMIT_COST: '500' },
    })
    await createGroups(harness.sandbox, GROUP_COUNT)
  }

  const ask = async (document: string) => {
    const watch = watchPaths(harness.gateway.gateway)
    const headers = sealedFor(harness.sandbox, SECRET)
    // A document that the gateway sees for the first time takes the Yoga path; the clock empties the cache.
    if (path === 'fast') await harness.gateway.query(document, { headers })
    clock.advance(25 * HOUR_MS)
    const { data, errors } = await harness.ask(document, headers)
    expect((await watch.paths()).at(-1)).toBe(path)
    watch.stop()
    const refused = errors.map((error) => `${error.path?.join('.')}: ${String(error.extensions['code'])}`)
    return { data, headers, refused, calls: Object.groupBy(harness.calls(), (call) => call) }
  }

  beforeAll(() => open())
  afterAll(() => harness.close())

  it('makes the calls that were explained, and fails where further ones would be made', async () => {
    const document = account('conversations { name bulletin participants(first: 1) { nodes { role } } }')
    const { data, refused, calls } = await ask(document)

    expect(explained(document)).toBe(1 + 100 + 100)
    expect(calls['GET /user/groups']).toHaveLength(1)
    expect(calls['GET /group/get_bulletin']).toHaveLength(100)
    expect(calls['GET /group/:id/members']).toHaveLength(100)
    const groups = valueAt(data, `${ACCOUNT}.conversations`) as Row[]
    expect(groups).toHaveLength(GROUP_COUNT)
    expect(groups.every(({ name }) => typeof name === 'string')).toBe(true)
    expect(groups.findIndex(({ participants }) => participants === null)).toBe(100)
    const beyond = Array.from({ length: 200 }, (_, index) => `${ACCOUNT}.conversations.${index + 100}`)
    const places = ['bulletin', 'participants.nodes']
    expect(refused.toSorted()).toEqual(
      beyond.flatMap((at) => places.map((place) => `${at}.${place}: QUERY_TOO_COMPLEX`)),
    )
  })

  it('takes nothing from the allowance for what is in the cache', async () => {
    const document = account('conversations { bulletin }')
    const first = await ask(document)
    expect([first.calls['GET /group/get_bulletin']?.length, first.refused.length]).toEqual([100, 200])

    for (const refused of [100, 0]) {
      const { errors } = await harness.ask(document, first.headers)
      expect(errors).toHaveLength(refused)
      expect(harness.calls()).toHaveLength(1 + 100)
    }
  })

  it('reads no more groups than explained for what the list leaves out, and all for what it has', async () => {
    const document = account('conversations { memberCount viewerRole isMemberProtected }')
    const { refused, calls } = await ask(document)

    expect(calls['GET /group/:id']).toHaveLength(100)
    expect(refused).toHaveLength(200)
    expect(refused.every((error) => error.endsWith('.isMemberProtected: QUERY_TOO_COMPLEX'))).toBe(true)
  })

  it('limits no page of groups', async () => {
    const { refused, calls } = await ask(account('groups(first: 300) { nodes { bulletin } }'))

    expect(refused).toEqual([])
    expect(calls['GET /group/get_bulletin']).toHaveLength(GROUP_COUNT)
  })

  it('limits no field beside the list', async () => {
    const { protectedGroupId } = harness.sandbox.examples
    const single = `conversation(id: "sealtalk:conversation:${protectedGroupId}") { bulletin isMemberProtected participants { totalCount } }`
    const { data, refused } = await ask(
      `{ ${single} viewer { sealtalk { conversations { isMemberProtected } } } }`,
    )

    expect(refused.every((error) => error.startsWith(`${ACCOUNT}.conversations.`))).toBe(true)
    expect(valueAt(data, 'conversation')).toMatchObject({
      isMemberProtected: true,
      bulletin: expect.any(String),
    })
  })

  it('counts calls that replace a batch as that batch', async () => {
    await harness.close()
    await open({ lacks: ['GET /user/batch'] })
    const document = account('conversations { creator { name } }')
    const { data, refused, calls } = await ask(document)

    expect(explained(document)).toBe(1 + 1)
    expect(refused).toEqual([])
    expect(calls['GET /user/:id']?.length).toBeGreaterThan(10)
    const groups = valueAt(data, `${ACCOUNT}.conversations`) as { creator: Row }[]
    expect(groups.every(({ creator }) => typeof creator['name'] === 'string')).toBe(true)
  })
})

describe('the users of a page of members', () => {
  it('come with all their fields, so they cost nothing', async () => {
    const harness = await startSealTalkGateway({ env: { SESSION_SECRET: SECRET } })
    const { largeGroupId } = harness.sandbox.examples
    const document = `{ conversation(id: "sealtalk:conversation:${largeGroupId}") {
      participants(first: 500) { nodes { user { phone gender stAccount } } }
    } }`
    const { data, errors } = await harness.ask(document, sealedFor(harness.sandbox, SECRET))

    expect(errors).toEqual([])
    expect(valueAt(data, 'conversation.participants.nodes')).toHaveLength(300)
    expect(harness.calls()).toEqual(['GET /group/:id', 'GET /group/:id/members'])
    expect(explained(document)).toBe(2)
    await harness.close()
  })

  it('are not read again where no list and no user has a phone', async () => {
    const harness = await startSealTalkGateway({
      env: { SESSION_SECRET: SECRET },
      sandbox: { dialect: 'later' },
    })
    const { group60Id } = harness.sandbox.examples
    const document = `{ conversation(id: "sealtalk:conversation:${group60Id}") {
      participants(first: 100) { nodes { user { name phone gender } } }
    } }`
    const { data, errors } = await harness.ask(document, sealedFor(harness.sandbox, SECRET))

    expect(errors).toEqual([])
    expect(valueAt(data, 'conversation.participants.nodes.0.user')).toEqual({
      name: expect.any(String),
      phone: null,
      gender: expect.stringMatching(/MALE$/),
    })
    expect(harness.calls()).toEqual(['GET /group/:id', 'GET /group/:id/members'])
    await harness.close()
  })
})
