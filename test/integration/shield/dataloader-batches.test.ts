import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import type { CachedReadsOptions } from '../../../src/datasources/loading/cached-reads.ts'
import type { Scope } from '../../../src/request/scope.ts'
import { everyQuery } from './every-query.ts'
import { recordBatches, recorded, recordReads, resetRecorded } from './loader-recorder.ts'
import { argumentsOf } from './query-arguments.ts'
import { PEOPLE, type Stage } from './stage.ts'

vi.mock('dataloader', async (importOriginal) => {
  const { default: DataLoader } = await importOriginal<{ readonly default: typeof import('dataloader') }>()
  return { default: recordBatches(DataLoader) }
})

vi.mock('../../../src/datasources/loading/cached-reads.ts', async (importOriginal) => {
  const { createCachedReads } =
    await importOriginal<typeof import('../../../src/datasources/loading/cached-reads.ts')>()
  return {
    createCachedReads: <Credential extends { readonly scope: Scope }, Value extends object>(
      options: CachedReadsOptions<Credential, Value>,
    ) => recordReads(createCachedReads(options), options),
  }
})

let stage: Stage
let cookie: string
beforeAll(async () => {
  // Files of one worker share their modules: these are to be loaded anew, with the recorders in place.
  vi.resetModules()
  const { openStage } = await import('./stage.ts')
  // No entry fits into the cache: whatever a response shows was loaded by its own request.
  const env = { CACHE_MAX_BYTES: '0', MIXIN_NUMBER_RATE: '1000' }
  stage = await openStage({ env, limits: { identityNumber: { burst: 50, perSecond: 50 } } })
  const [{ region, phone, password }] = stage.sandbox.sealtalk.credentials.accounts
  const { headers } = await stage.gateway.query(
    `mutation { login(input: {
      phone: { region: "${region}", number: "${phone}" }, password: "${password}"
    }) { userId } }`,
  )
  cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
})
afterAll(async () => {
  await stage.close()
  vi.resetModules()
})
beforeEach(resetRecorded)

/** Batches of one document that succeeds. Nothing may be read beside them. */
const batchesOf = async (document: string, variables: Record<string, unknown> = {}) => {
  resetRecorded()
  const { errors } = await stage.gateway.query(document, { variables, headers: { cookie } })
  expect(errors).toEqual([])
  expect(recorded.beside).toEqual([])
  return recorded.batches
}

const USERS = 'query ($by: [UserBy!]!) { users(by: $by) { name } }'
const NODES = `query ($ids: [ID!]!) { nodes(ids: $ids) {
  ... on User { name } ... on App { name } ... on Conversation { name circles { name } }
} }`

describe('DataLoader batches', () => {
  it('of the group page of 50 with apps and creators: the users are one, the creators are one', async () => {
    const batches = await batchesOf(
      `query ($id: ID!) { conversation(id: $id) { name creator { name } participants(first: 50) { nodes {
        role user { name avatarUrl app { name creator { name identityNumber } } }
      } } } }`,
      { id: `mixin:conversation:${x.group50Id}` },
    )

    expect(batches).toEqual(['mixin conversation: 1', 'mixin user: 50', 'mixin user: 8'])
  })

  it('of the same page by its edges are as many', async () => {
    const batches = await batchesOf(
      `query ($id: ID!) { conversation(id: $id) { participants(first: 50) { edges { node {
        user { name app { creator { name } } }
      } } } } }`,
      { id: `mixin:conversation:${x.group50Id}` },
    )

    expect(batches).toEqual(['mixin conversation: 1', 'mixin user: 50', 'mixin user: 8'])
  })

  it('of one user, or of 50 by id: one', async () => {
    const by = PEOPLE.slice(0, 50).map(({ userId }) => ({ mixinUserId: userId }))

    expect(await batchesOf(USERS, { by: by.slice(0, 1) })).toEqual(['mixin user: 1'])
    expect(await batchesOf(USERS, { by })).toEqual(['mixin user: 50'])
  })

  it('of 50 users by identity number: one where the numbers are known, else one for the numbers too', async () => {
    const byNumber = (from: number, to: number) =>
      PEOPLE.slice(from, to).map(({ identityNumber }) => ({ mixinIdentityNumber: identityNumber }))

    expect(await batchesOf(USERS, { by: byNumber(200, 210) })).toEqual(['mixin number: 10', 'mixin user: 10'])
    await batchesOf(USERS, { by: PEOPLE.slice(0, 50).map(({ userId }) => ({ mixinUserId: userId })) })
    expect(await batchesOf(USERS, { by: byNumber(0, 50) })).toEqual(['mixin user: 50'])
  })

  it('of nodes: one for the users and apps, one for the conversations, one for the circles', async () => {
    const users = PEOPLE.slice(0, 50).map(({ userId }) => `mixin:user:${userId}`)
    const apps = [x.botId, x.cnbBotId].map((id) => `mixin:app:${id}`)
    const conversations = [x.groupId, x.group50Id].map((id) => `mixin:conversation:${id}`)

    expect(await batchesOf(NODES, { ids: users })).toEqual(['mixin user: 50'])
    expect(await batchesOf(NODES, { ids: [...apps, ...conversations] })).toEqual([
      'mixin user: 2',
      'mixin conversation: 2',
      'mixin circles: 1',
    ])
  })

  it('of SealTalk’s chat list: one for the groups, one for their creators', async () => {
    expect(
      await batchesOf('{ viewer { sealtalk { conversations { name memberCount creator { name } } } } }'),
    ).toEqual(['sealtalk groups: 1', expect.stringMatching(/^sealtalk name: \d\d$/)])
    expect(await batchesOf('{ viewer { sealtalk { conversations { bulletin } } } }')).toEqual([
      'sealtalk groups: 1',
      'sealtalk bulletin: 65',
    ])
  })

  it('of a SealTalk group with its members: one each', async () => {
    const { group60Id } = stage.sandbox.sealtalk.examples
    const batches = await batchesOf(
      `query ($id: ID!) { conversation(id: $id) { name participants(first: 60) { nodes {
        user { name phone }
      } } } }`,
      { id: `sealtalk:conversation:${group60Id}` },
    )

    expect(batches).toEqual(['sealtalk group: 1', 'sealtalk members: 1'])
  })

  it('of SealTalk users: one for their names, or one for all that is selected of them', async () => {
    const by = [2, 3, 4].map((n) => ({ sealtalkUserId: stage.sandbox.sealtalk.encodeId(n) }))
    const whole = 'query ($by: [UserBy!]!) { users(by: $by) { name phone } }'

    expect(await batchesOf(USERS, { by })).toEqual(['sealtalk name: 3'])
    expect(await batchesOf(whole, { by })).toEqual(['sealtalk user: 3'])
  })
})

describe('no resolver reads beside DataLoader', () => {
  it('in any query of the schema', async () => {
    const documents = everyQuery(stage.gateway.gateway.schema, argumentsOf(stage.sandbox), 3)
    for (const { document } of documents) await stage.gateway.query(document, { headers: { cookie } })

    expect(recorded.beside).toEqual([])
    expect(recorded.batches.length).toBeGreaterThan(documents.length)
  })

  it('and one file makes the loaders of requests', () => {
    const src = resolve(import.meta.dirname, '../../../src')
    const users = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) => /from 'dataloader'/.test(readFileSync(join(src, file), 'utf8')))

    // The shared store's batches hold no entities.
    expect(users.toSorted()).toEqual(['datasources/loading/loader.ts', 'redis/facts.ts'])
  })
})
