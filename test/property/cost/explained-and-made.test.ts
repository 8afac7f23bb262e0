import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { createSchema } from '../../../src/schema.ts'
import { PEOPLE } from '../../integration/shield/stage.ts'
import type { ClientError } from '../../support/gateway.ts'
import { draws, inFull } from '../../support/draws.ts'
import { createGroups } from '../../support/many-groups.ts'
import { createDraw } from '../paths/operations.ts'
import { openCostStage } from './cost-stage.ts'
import { createQueries } from './drawn-queries.ts'

const schema = createSchema()
const { stage, measure } = await openCostStage()
afterAll(() => stage.close())

const { examples } = stage.sandbox.sealtalk
const groups = [x.groupId, x.group50Id, x.group250Id].map((id) => `mixin:conversation:${id}`)
const sealtalkGroups = [examples.group60Id, examples.protectedGroupId, examples.mutedGroupId].map(
  (id) => `sealtalk:conversation:${id}`,
)
const people = PEOPLE.slice(0, 30).map(({ userId }) => userId)
const sealtalkUsers = [examples.friendUserId, examples.openUser.userId, examples.hiddenPhoneUser.userId]
const users = [...people.map((id) => `mixin:user:${id}`), ...sealtalkUsers.map((id) => `sealtalk:user:${id}`)]
const apps = [x.botId, x.cnbBotId].map((id) => `mixin:app:${id}`)
const circles = [`mixin:circle:${x.circleId}`]
const every = [...groups, ...sealtalkGroups, ...users, ...apps, ...circles]
const ways = [
  ...people.map((id) => `{ mixinUserId: "${id}" }`),
  ...sealtalkUsers.map((id) => `{ sealtalkUserId: "${id}" }`),
  ...PEOPLE.slice(30, 40).map(({ identityNumber }) => `{ mixinIdentityNumber: "${identityNumber}" }`),
  `{ sealtalkStAccount: "${examples.openUser.stAccount}" }`,
  `{ sealtalkPhone: { region: "86", number: "${examples.openUser.phone}" } }`,
]

/** Some lists of different lengths. */
const lists = (items: readonly string[]): string[] =>
  [1, 2, 5, 12, 25].map((length, start) => `[${items.slice(start, start + length).join(' ')}]`)
const written = (ids: readonly string[]): string[] => ids.map((id) => JSON.stringify(id))

const drawQuery = createQueries(schema, {
  args: {
    'Query.node': written(every).map((id) => `id: ${id}`),
    'Query.nodes': [...lists(written(every)), ...lists(written([...groups, ...sealtalkGroups]))].map(
      (ids) => `ids: ${ids}`,
    ),
    'Query.user': ways.map((by) => `by: ${by}`),
    'Query.users': [...lists(ways), ...lists(ways.toReversed())].map((by) => `by: ${by}`),
    'Query.app': written(apps).map((id) => `id: ${id}`),
    'Query.conversation': written([...groups, ...sealtalkGroups]).map((id) => `id: ${id}`),
    'Query.isPhoneAvailable': ['phone: { region: "86", number: "13800000000" }'],
    'SealTalkAccount.changes': ['since: 0', 'since: 1'],
  },
})

/** A call that was refused at its path; limits of the document have none. */
const isRefusedCall = ({ path, extensions }: ClientError): boolean =>
  path !== undefined && extensions['code'] === 'QUERY_TOO_COMPLEX'

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN

/** How many times more calls were explained than made, for each query that made some; and those in which a call was refused. */
const compare = async (seed: number, runs: number) => {
  const ratios: number[] = []
  const refused: string[] = []
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (drawn) => {
      const query = drawQuery(createDraw(drawn))
      const { answer, cost, actual } = await measure(query)
      expect(actual.total, query).toBeLessThanOrEqual(cost.total)
      if (actual.total > 0) ratios.push(cost.total / actual.total)
      if (answer.errors.some(isRefusedCall)) refused.push(query)
    }),
    { numRuns: runs, seed },
  )
  return { ratios, refused }
}

describe('the explained calls of a drawn query', () => {
  // An account may have 64 circles, for example, and has two in the sandbox.
  it('are never fewer than those made, and at most three times as many in the median', async () => {
    const { ratios, refused } = await compare(7, draws(800, 200))

    expect(ratios.length).toBeGreaterThanOrEqual(draws(370, 139))
    expect(refused).toEqual([])
    expect(median(ratios)).toBeLessThanOrEqual(3)
  }, 120_000)

  describe('of an account with three times the groups that a list is assumed to have', () => {
    beforeAll(() => createGroups(stage.sandbox.sealtalk, 300))

    it('are never fewer than those made', async () => {
      const { ratios, refused } = await compare(8, draws(1_500, 200))

      expect(ratios.length).toBeGreaterThanOrEqual(draws(700, 147))
      // Few documents are drawn where the run is quick.
      expect(refused.length).toBeGreaterThanOrEqual(inFull(1, 0))
    }, 120_000)

    it.each([
      'conversations { bulletin participants(first: 2) { nodes { user { name gender } } } }',
      'conversations { viewerRole isMemberProtected creator { name } more: creator { phone } }',
      'a: conversations { bulletin } b: conversations { bulletin memberCount }',
      'changes { conversations { conversation { bulletin creator { name } } } friends { user { gender } } }',
      'groups(first: 300) { nodes { bulletin } }',
    ])('are never fewer than those made: %s', async (selection) => {
      const { cost, actual } = await measure(`{ viewer { sealtalk { ${selection} } } }`)

      expect(actual.total).toBeGreaterThan(0)
      expect(actual.total).toBeLessThanOrEqual(cost.total)
    })
  })
})
