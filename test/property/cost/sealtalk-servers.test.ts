import fc from 'fast-check'
import { parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SealTalkUpstreamOptions } from '../../../sandbox/sealtalk/upstream.ts'
import { costOf } from '../../../src/limits/cost/cost-of.ts'
import { createSchema } from '../../../src/schema.ts'
import { draws } from '../../support/draws.ts'
import { leaveGroups } from '../../support/many-groups.ts'
import { sealedFor, type SealTalkGateway, startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { standingClock } from '../../support/time.ts'
import { createDraw } from '../paths/operations.ts'
import { createQueries } from './drawn-queries.ts'

const schema = createSchema()
const SESSION_SECRET = 'a secret of tests that nobody else has'
const DAY_AND_MORE_MS = 25 * 3_600_000

const SERVERS: readonly (readonly [string, SealTalkUpstreamOptions, 'in groups' | 'in no group'])[] = [
  ['the Node server, for an account in no group', {}, 'in no group'],
  ['the page’s server', { dialect: 'document' }, 'in groups'],
  ['the first server in Java, with nulls', { dialect: 'java', sendsNulls: true }, 'in groups'],
  ['the first server in Java, for an account in no group', { dialect: 'java' }, 'in no group'],
  ['the later server', { dialect: 'later' }, 'in groups'],
  ['the later server, with nulls', { dialect: 'later', sendsNulls: true }, 'in groups'],
]

describe.each(SERVERS)('the explained calls at %s', (_, sandbox, groups) => {
  const clock = standingClock(Date.now())
  let harness: SealTalkGateway
  beforeAll(async () => {
    harness = await startSealTalkGateway({
      sandbox: { ...sandbox, clock: clock.now },
      clock,
      env: {
        SESSION_SECRET,
        ...(sandbox.dialect === 'document' && { SEALTALK_DIALECT: 'document' }),
        LIMIT_COST: '1000000',
        LIMIT_TOKENS: '10000',
        LIMIT_DEPTH: '50',
        LIMIT_ALIASES: '1000',
      },
    })
    if (groups === 'in no group') await leaveGroups(harness.sandbox)
  })
  afterAll(() => harness.close())

  const hasBatch = !['document', 'later'].includes(sandbox.dialect ?? 'server')
  /** Reads of users by id replace a batch where there is none, and count as it. */
  const isCounted = (call: string): boolean => hasBatch || !call.endsWith(' /user/:id')

  /** Calls explained, and made as far as they count. */
  const measure = async (document: string) => {
    clock.advance(DAY_AND_MORE_MS)
    const headers = sealedFor(
      harness.sandbox,
      SESSION_SECRET,
      harness.sandbox.signIn(harness.sandbox.credentials.accounts[0].userId),
    )
    const answer = await harness.ask(document, headers)
    return {
      answer,
      explained: costOf(schema, parse(document)).total,
      calls: harness.calls().filter(isCounted),
    }
  }

  const queries = () => {
    const { examples } = harness.sandbox
    const ids = [examples.group60Id, examples.protectedGroupId, examples.unknownUserId].map(
      (id) => `"sealtalk:conversation:${id}"`,
    )
    const users = [examples.friendUserId, examples.openUser.userId, examples.unknownUserId]
    const ways = [
      ...users.map((id) => `{ sealtalkUserId: "${id}" }`),
      `{ sealtalkStAccount: "${examples.openUser.stAccount}" }`,
      `{ sealtalkPhone: { region: "86", number: "${examples.openUser.phone}" } }`,
      `{ sealtalkPhone: { region: "86", number: "13899999999" } }`,
    ]
    return createQueries(schema, {
      args: {
        'Query.node': ids.map((id) => `id: ${id}`),
        'Query.nodes': [
          `ids: [${ids.join(' ')}]`,
          `ids: [${users.map((id) => `"sealtalk:user:${id}"`).join(' ')}]`,
        ],
        'Query.user': ways.map((by) => `by: ${by}`),
        'Query.users': [`by: [${ways.join(' ')}]`],
        'Query.app': ['id: "mixin:app:f6deb534-13bd-45f0-9b34-0d618827f500"'],
        'Query.conversation': ids.map((id) => `id: ${id}`),
        'Query.isPhoneAvailable': ['phone: { region: "86", number: "13800000000" }'],
        'SealTalkAccount.changes': ['since: 0', 'since: 1'],
      },
    })
  }

  // The server fails to compute changes only for those in no group.
  it.each(groups === 'in no group' ? [0, 1] : [])(
    'are those made for changes that the server fails to compute: since %i',
    async (since) => {
      const { answer, explained, calls } = await measure(
        `{ viewer { sealtalk { changes(since: ${since}) { version } } } }`,
      )

      expect(answer.errors).toEqual([])
      expect(calls.length).toBe(explained)
    },
  )

  it('are never fewer than those made, whatever is drawn', async () => {
    const drawQuery = queries()
    let made = 0
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (drawn) => {
        const query = drawQuery(createDraw(drawn))
        const { explained, calls } = await measure(query)
        made += calls.length
        expect(explained, `${query}\n${calls.join()}`).toBeGreaterThanOrEqual(calls.length)
      }),
      { numRuns: draws(300, 120), seed: 11 },
    )
    expect(made).toBeGreaterThan(80)
  }, 120_000)
})
