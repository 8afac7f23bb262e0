import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { codesOf, startGateway, type TestGateway } from '../../support/gateway.ts'
import {
  botSettings,
  failure,
  mockMixin,
  type SentRequest,
  type UpstreamAnswer,
  wireUser,
} from '../../support/mixin-upstream.ts'
import { type PathWatch, watchPaths } from '../../support/paths.ts'
import { startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { standingClock } from '../../support/time.ts'

const ALIA = 'a0000000-0000-4000-8000-000000000001'
const BO = 'a0000000-0000-4000-8000-000000000002'
const GROUP = 'c0000000-0000-4000-8000-000000000001'

const USER = `query ($id: ID!) { user(by: {mixinUserId: $id}) { name } }`
const NODE = `{ user: node(id: "mixin:user:${ALIA}") { ... on User { name } } }`
const PEOPLE = `{ conversation(id: "mixin:conversation:${GROUP}") { name participants { nodes { user { name } } } } }`

/** What the network would tell now: the name of everybody, as each caller sees it. */
let name: string
let answer: (request: SentRequest) => UpstreamAnswer
let sent: readonly SentRequest[]
let harness: TestGateway
let watch: PathWatch
const clock = standingClock()

const nameFor = ({ headers }: SentRequest): string => {
  const token = (headers['authorization'] ?? '').slice('Bearer '.length)
  return token.length < 20 ? `${name} for ${token}` : name
}

const tell = (request: SentRequest): UpstreamAnswer => {
  const { path, body } = request
  const shown = { full_name: nameFor(request) }
  if (path === '/users/fetch' && Array.isArray(body)) {
    return { body: { data: body.map((id) => wireUser(String(id), shown)) } }
  }
  if (path === '/me' || path.startsWith('/search/')) return { body: { data: wireUser(ALIA, shown) } }
  return {
    body: {
      data: {
        conversation_id: GROUP,
        category: 'GROUP',
        name: nameFor(request),
        participants: [ALIA, BO].map((user_id) => ({ user_id, role: '', created_at: '' })),
      },
    },
  }
}

const start = async (env: Record<string, string> = {}): Promise<void> => {
  const mixin = mockMixin((request) => answer(request))
  sent = mixin.sent
  harness = await startGateway({
    env: { ...botSettings('full'), PARLEY_PATH: '', API_KEYS: 'a-key-of-tests', ...env },
    dispatcher: mixin.dispatcher,
    clock,
  })
  watch = watchPaths(harness.gateway)
}

beforeEach(async () => {
  name = 'first'
  answer = tell
  await start()
})
afterEach(() => harness.close())

/** Whether the last response came from the response cache. */
const isCached = async (): Promise<boolean> => (await watch.paths()).at(-1) === 'response-cache'

type Asked = Parameters<TestGateway['query']>[1]

/** Asks until the answer is kept: once for the document, and twice for the answer. */
const askOften = async (document: string, options?: Asked): Promise<void> => {
  for (let time = 0; time < 3; time += 1) await harness.query(document, options)
}
/** Asks once more; tells the answer, and whether it was one that had been kept. */
const askAgain = async (document: string, options?: Asked) => {
  const { data, errors } = await harness.query(document, options)
  return { data, errors: errors.length, isKept: await isCached() }
}

describe('an answer', () => {
  it('is given again, byte for byte, to the same question of the same caller', async () => {
    const sendBody = async () => {
      const body = JSON.stringify({ query: PEOPLE })
      const headers = { 'content-type': 'application/json', 'x-request-id': 'the-same' }
      const response = await fetch(`${harness.url}/graphql`, { method: 'POST', headers, body })
      const { date: _, 'server-timing': __, ...others } = Object.fromEntries(response.headers)
      return { status: response.status, headers: others, text: await response.text() }
    }
    const worked = [await sendBody(), await sendBody(), await sendBody()]
    const kept = await sendBody()

    expect(await watch.paths()).toEqual(['yoga', 'fast', 'fast', 'response-cache'])
    expect([kept, kept, kept]).toEqual(worked)
    expect(sent).toHaveLength(2)
  })

  it('is not kept where its question is asked once', async () => {
    await askOften(USER, { variables: { id: ALIA } })
    await harness.query(USER, { variables: { id: BO } })

    expect(await askAgain(USER, { variables: { id: BO } })).toMatchObject({ isKept: false })
    expect(await askAgain(USER, { variables: { id: BO } })).toMatchObject({ isKept: true })
  })

  it('is another’s for other variables', async () => {
    await askOften(USER, { variables: { id: ALIA } })

    expect(await askAgain(USER, { variables: { id: BO } })).toMatchObject({ isKept: false })
    expect(await askAgain(USER, { variables: { id: ALIA } })).toMatchObject({ isKept: true })
  })

  it('is told apart from another’s where the questions are as long as each other, and very long', async () => {
    const padding = ' '.repeat(5_000)
    const long = (id: string) => `{ user(by: { mixinUserId: "${id}" }) { id } }${padding}`
    await askOften(long(ALIA))

    expect(await askAgain(long(BO))).toMatchObject({
      data: { user: { id: `mixin:user:${BO}` } },
      isKept: false,
    })
    expect(await askAgain(long(ALIA))).toMatchObject({
      data: { user: { id: `mixin:user:${ALIA}` } },
      isKept: true,
    })
  })

  it('counts as things that were answered from copies', async () => {
    await askOften(PEOPLE)
    const saved = async () =>
      Number(
        /saved_total\{network="mixin",how="cache"\} (\d+)/.exec(
          (await harness.gateway.metrics.render()).body,
        )?.[1],
      )
    const before = await saved()
    await askAgain(PEOPLE)

    expect((await saved()) - before).toBe(3)
  })

  it.each([
    ['two tokens', { authorization: 'Bearer one' }, { authorization: 'Bearer two' }],
    ['a token and nobody', { authorization: 'Bearer one' }, {}],
    ['somebody with an API key and nobody', { 'x-api-key': 'a-key-of-tests' }, {}],
    [
      'a known API key and an unknown one',
      { 'x-api-key': 'a-key-of-tests' },
      { 'x-api-key': 'a-key-of-nobody' },
    ],
    ['a session and nobody', { 'x-sealtalk-session': 'a' }, {}],
    ['two sessions', { 'x-sealtalk-session': 'a' }, { 'x-sealtalk-session': 'b' }],
  ])('never passes between %s', async (_, headers, others) => {
    await askOften(NODE, { headers })

    expect(await askAgain(NODE, { headers: others })).toMatchObject({ isKept: false })
    expect(await askAgain(NODE, { headers })).toMatchObject({ isKept: true })
  })

  it('goes when another question brought a user anew that it shows', async () => {
    await askOften(NODE)
    expect(await askAgain(NODE)).toMatchObject({ isKept: true })
    name = 'second'
    await harness.query('{ user(by: {mixinPhone: {region: "86", number: "13800000000"}}) { name } }')

    expect(await askAgain(NODE)).toMatchObject({ isKept: false, data: { user: { name: 'second' } } })
    expect(sent.map(({ path }) => path)).toEqual(['/users/fetch', '/search/%2B8613800000000'])
  })

  it('is not given once a copy that it shows is no longer fresh', async () => {
    await askOften(PEOPLE)
    clock.advance(5_000)

    expect(await askAgain(PEOPLE)).toMatchObject({ isKept: false })
  })

  it.each(['succeeds', 'may have succeeded'])('goes at once when a change %s', async (outcome) => {
    const update = `mutation { updateConversation(input: {id: "mixin:conversation:${GROUP}", name: "x"}) { conversation { id } } }`
    await askOften(PEOPLE)
    expect(await askAgain(PEOPLE)).toMatchObject({ isKept: true })
    name = 'second'
    if (outcome !== 'succeeds')
      answer = (request) => (request.method === 'POST' ? { status: 500 } : tell(request))
    await harness.query(update)
    answer = tell

    expect(await askAgain(PEOPLE)).toMatchObject({
      isKept: false,
      data: { conversation: { name: 'second' } },
    })
  })

  it('goes when its credential turns out to be no good any more', async () => {
    const headers = { authorization: 'Bearer one' }
    await askOften(NODE, { headers })
    answer = () => failure(401)
    await harness.query(USER, { headers, variables: { id: BO } })

    expect(await askAgain(NODE, { headers })).toMatchObject({ isKept: false, errors: 1 })
  })

  it.each([
    [
      'with an error in it',
      `{ a: node(id: "mixin:user:${ALIA}") { id ... on User { name } } b: node(id: "nonsense") { id } }`,
    ],
    [
      'of a mutation',
      `mutation { updateConversation(input: {id: "mixin:conversation:${GROUP}", name: "x"}) { conversation { name } } }`,
    ],
    [
      'with budgets, which are of the moment',
      `{ budgets { remaining } node(id: "mixin:user:${ALIA}") { ... on User { name } } }`,
    ],
    ['that shows no copy', '{ __typename viewer { __typename } }'],
  ])('%s is not kept', async (_, document) => {
    await askOften(document)

    expect(await askAgain(document)).toMatchObject({ isKept: false })
  })

  it('out of copies past their time is not kept, so that it goes on saying so', async () => {
    await askOften(NODE)
    clock.advance(11 * 60_000)
    answer = () => failure(500)
    const stale = async () => (await harness.query(NODE)).extensions['stale']

    expect([await stale(), await stale(), await stale()]).toEqual(
      Array.from({ length: 3 }, () => [
        expect.objectContaining({ path: ['user'], reason: 'UPSTREAM_UNAVAILABLE' }),
      ]),
    )
    expect(await isCached()).toBe(false)
  })

  it('is worked out for whoever wants to see what it cost', async () => {
    await askOften(NODE)
    const traced = await harness.query(NODE, { headers: { 'x-parley-trace': '1' } })

    expect(traced.extensions).toMatchObject({ upstream: { summary: { upstreamCalls: 0, cacheHits: 1 } } })
  })

  it('is not kept where nothing is', async () => {
    await harness.close()
    await start({ CACHE_MAX_BYTES: '0' })
    await askOften(NODE)

    expect(await askAgain(NODE)).toMatchObject({ isKept: false })
    expect(sent).toHaveLength(4)
  })
})

describe('an answer for a SealTalk session', () => {
  it('is not given again once that session has been logged out', async () => {
    const sealtalk = await startSealTalkGateway({ env: { PARLEY_PATH: '' } })
    const own = watchPaths(sealtalk.gateway.gateway)
    const lin = await sealtalk.signIn()
    const id = sealtalk.sandbox.encodeId(1)
    const question = `{ users(by: [{sealtalkUserId: "${id}"}]) { name } viewer { sealtalk { __typename } } }`
    for (let time = 0; time < 4; time += 1) expect(codesOf(await sealtalk.ask(question, lin))).toEqual([])
    expect((await own.paths()).at(-1)).toBe('response-cache')
    await sealtalk.ask('mutation { logout { __typename } }', lin)

    expect(codesOf(await sealtalk.ask(question, lin)).sort()).toEqual([
      'users.0: UNAUTHENTICATED',
      'viewer.sealtalk: UNAUTHENTICATED',
    ])
    await sealtalk.close()
  })
})
