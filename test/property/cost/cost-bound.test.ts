import { getOperationAST, getVariableValues, parse, validate } from 'graphql'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { createSchema } from '../../../src/schema.ts'
import { createDraw, createGrammar } from '../paths/operations.ts'
import { everyQuery } from '../../integration/shield/every-query.ts'
import { PEOPLE } from '../../integration/shield/stage.ts'
import { draws } from '../../support/draws.ts'
import { openCostStage } from './cost-stage.ts'

const schema = createSchema()
const { stage, measure } = await openCostStage()
afterAll(() => stage.close())

const { examples } = stage.sandbox.sealtalk
const people = PEOPLE.slice(0, 40)
const mixinUsers = [...people.map(({ userId }) => userId), x.cnbBotId, x.botId, x.aliaUserId]
const groups = [x.groupId, x.group50Id, x.group250Id, x.foreignGroupId, x.contactConversationId]
const sealtalkUsers = [examples.friendUserId, examples.openUser.userId, examples.unknownUserId]
const sealtalkGroups = [examples.group60Id, examples.protectedGroupId, examples.foreignGroupId]
const ids = [
  ...mixinUsers.flatMap((id) => [`mixin:user:${id}`, `mixin:app:${id}`]),
  ...groups.map((id) => `mixin:conversation:${id}`),
  ...sealtalkUsers.map((id) => `sealtalk:user:${id}`),
  ...sealtalkGroups.map((id) => `sealtalk:conversation:${id}`),
]
const phones = [examples.openUser, examples.hiddenPhoneUser]

const grammar = createGrammar({
  schema,
  values: {
    id: ids,
    ids,
    userId: ids,
    userIds: ids,
    ID: ids,
    mixinUserId: mixinUsers,
    mixinIdentityNumber: people.map(({ identityNumber }) => identityNumber),
    sealtalkUserId: sealtalkUsers,
    sealtalkStAccount: [examples.openUser.stAccount, examples.hiddenStAccountUser.stAccount, 'nobody-at-all'],
    region: phones.map(({ region }) => region),
    number: phones.map(({ phone }) => phone),
    String: ['', 'some text', 'PROFILE:READ'],
    first: [1, 3, 50, 100, 500, 501],
    after: [''],
    Int: [1],
    Boolean: [true, false],
    Version: [0, 1, 2 ** 40],
    URL: ['https://images.test/a.png'],
  },
})

const written = (values: readonly unknown[]): string[] => values.map((value) => JSON.stringify(value))
const queries = everyQuery(
  schema,
  {
    app: [`id: "mixin:app:${x.cnbBotId}"`],
    node: written(ids.slice(-12)).map((id) => `id: ${id}`),
    nodes: [`ids: ${JSON.stringify(ids)}`],
    user: [
      `by: { mixinIdentityNumber: "${x.identityNumber}" }`,
      `by: { sealtalkStAccount: "${examples.openUser.stAccount}" }`,
      ...phones.map(
        ({ region, phone }) => `by: { sealtalkPhone: { region: "${region}", number: "${phone}" } }`,
      ),
    ],
    users: [
      `by: [${mixinUsers.map((id) => `{ mixinUserId: "${id}" }`).join(' ')}]`,
      `by: [${sealtalkUsers.map((id) => `{ sealtalkUserId: "${id}" }`).join(' ')}]`,
    ],
    conversationByCode: [`code: "${x.foreignGroupCodeId}"`],
    conversation: [
      ...groups.map((id) => `mixin:conversation:${id}`),
      ...sealtalkGroups.map((id) => `sealtalk:conversation:${id}`),
    ].map((id) => `id: "${id}"`),
    isPhoneAvailable: ['phone: { region: "86", number: "13800000000" }'],
  },
  4,
)

const isRun = (
  query: string,
  name: string | undefined,
  variables: Readonly<Record<string, unknown>>,
): boolean => {
  const document = parse(query)
  const operation = getOperationAST(document, name)
  if (!operation || validate(schema, document).length > 0) return false
  return getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors === undefined
}

describe('a random operation', () => {
  it('causes no more calls than its cost', async () => {
    const seen = { asked: 0, calls: 0, exact: 0 }
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const { query, variables, operationName } = grammar(createDraw(seed))
        if (operationName !== undefined || !isRun(query, undefined, variables)) return
        const { cost, actual } = await measure(query, { ...variables })
        expect(actual.total, `${query} ${JSON.stringify(variables)}`).toBeLessThanOrEqual(cost.total)
        seen.asked += 1
        seen.calls += actual.total
        if (actual.total > 0 && actual.total === cost.total) seen.exact += 1
      }),
      { numRuns: draws(1_500, 300), seed: 11 },
    )
    expect(seen.asked).toBeGreaterThan(draws(400))
    expect(seen.exact).toBeGreaterThan(draws(100))
  }, 120_000)

  it.each(queries)('so do all fields at once: $name', async ({ document }) => {
    const { answer, cost, actual } = await measure(document)

    expect(answer.data).toBeTruthy()
    expect(actual.total).toBeLessThanOrEqual(cost.total)
  })
})
