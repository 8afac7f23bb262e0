import { describe, expect, it } from 'vitest'
import { GatewayError, unauthenticated } from '../../../src/errors.ts'
import { stubRequest } from '../../../testing/execute-stubbed.ts'
import { runDocument } from '../../../testing/run-document.ts'
import { stubDataSource, stubDataSources } from '../../../testing/stub-data-source.ts'
import { stubApp, stubConversation, stubUser } from '../../../testing/stub-models.ts'

const failure = new GatewayError('RATE_LIMITED', 'Not now.', { network: 'mixin', retryAfterMs: 1_000 })

describe('Query.users', () => {
  it('answers in the order asked, null for who is not there, each failure at its own place', async () => {
    const stub = stubDataSource({
      users: [stubUser('ann'), stubUser('ben')],
      failures: new Map([['bad', failure]]),
      lookups: {
        mixinIdentityNumber: (number) =>
          number === '30265' ? Promise.resolve(stubUser('ann')) : Promise.reject(failure),
      },
    })

    const { data, codes } = await runDocument(
      stubDataSources(stub),
      `{ users(by: [
        { id: "mixin:user:ben" } { id: "mixin:user:nobody" } { id: "mixin:user:bad" } { id: "mixin:user:!" }
        { mixinIdentityNumber: "30265" } { mixinIdentityNumber: "1000" } { sealtalkUserId: "x" }
        { id: "mixin:app:ann" } { id: "mixin:user:ANN" }
      ]) { name } }`,
    )

    const [ann, ben] = [{ name: 'name of ann' }, { name: 'name of ben' }]
    expect(data).toEqual({ users: [ben, null, null, null, ann, null, null, null, ann] })
    expect(codes.toSorted()).toEqual([
      'users.2: RATE_LIMITED',
      'users.3: BAD_USER_INPUT',
      'users.5: RATE_LIMITED',
      'users.6: UNSUPPORTED',
      'users.7: BAD_USER_INPUT',
    ])
  })

  it('takes 500 at a time, and refuses more before anything is asked', async () => {
    const stub = stubDataSource()
    const ask = (count: number) =>
      runDocument(stubDataSources(stub), 'query ($by: [UserBy!]!) { users(by: $by) { name } }', {
        by: Array.from({ length: count }, (_, index) => ({ id: `mixin:user:u${index}` })),
      })

    expect((await ask(501)).codes).toEqual(['users: BAD_USER_INPUT'])
    expect(stub.calls).toEqual([])
    expect((await ask(500)).codes).toEqual([])
    expect((await ask(0)).data).toEqual({ users: [] })
  })

  it('hands the selected fields to every way of lookup', async () => {
    const fields: string[][] = []
    const lookUp = (_: unknown, selected: ReadonlySet<string>) => {
      fields.push([...selected])
      return Promise.resolve(null)
    }
    const mixin = stubDataSource({
      lookups: { mixinUserId: lookUp, mixinIdentityNumber: lookUp, mixinPhone: lookUp },
    })
    const sealtalk = stubDataSource({
      network: 'sealtalk',
      lookups: { sealtalkUserId: lookUp, sealtalkPhone: lookUp, sealtalkStAccount: lookUp },
    })

    const { codes } = await runDocument(
      stubDataSources(mixin, sealtalk),
      `{ users(by: [
        { mixinUserId: "a" } { mixinIdentityNumber: "1" } { mixinPhone: { region: "1", number: "2" } }
        { sealtalkUserId: "a" } { sealtalkPhone: { region: "1", number: "2" } } { sealtalkStAccount: "a" }
      ]) { name avatarUrl } }`,
    )

    expect(codes).toEqual([])
    expect(fields).toHaveLength(6)
    for (const selected of fields) expect(selected).toEqual(['name', 'avatarUrl'])
  })
})

describe('Query.node and nodes', () => {
  const world = () =>
    stubDataSource({
      users: [stubUser('x')],
      apps: [stubApp('x')],
      conversations: [stubConversation('x')],
      failures: new Map([['bad', failure]]),
    })

  it('open the kind that the id names, and load what is selected of that kind', async () => {
    const stub = world()

    const { data, codes } = await runDocument(
      stubDataSources(stub),
      `{ nodes(ids: ["mixin:user:x", "mixin:app:x", "mixin:conversation:x"]) {
        id ... on User { name phone } ... on Conversation { memberCount } ... on App { category }
      } }`,
    )

    expect(codes).toEqual([])
    expect(data).toEqual({
      nodes: [
        { id: 'mixin:user:x', name: 'name of x', phone: null },
        { id: 'mixin:app:x', category: null },
        { id: 'mixin:conversation:x', memberCount: null },
      ],
    })
    expect(stub.calls.filter(([method]) => method !== 'authorize')).toEqual([
      ['users.load', 'x', ['id', 'name', 'phone']],
      ['apps.load', 'x'],
      ['conversations.load', 'x', ['id', 'memberCount']],
    ])
  })

  it('fail each at its own place', async () => {
    const { data, codes } = await runDocument(
      stubDataSources(world()),
      `{ nodes(ids: ["mixin:user:bad", "mixin:user:x", "sealtalk:user:x", "telegram:user:x", "mixin:folder:x", "x"]) {
        id
      } }`,
    )

    expect(data).toEqual({ nodes: [null, { id: 'mixin:user:x' }, null, null, null, null] })
    expect(codes.toSorted()).toEqual([
      'nodes.0: RATE_LIMITED',
      'nodes.2: UNSUPPORTED',
      'nodes.3: BAD_USER_INPUT',
      'nodes.4: BAD_USER_INPUT',
      'nodes.5: BAD_USER_INPUT',
    ])
  })

  it('do verify that the thing exists, whatever is selected', async () => {
    const stub = world()

    const { data } = await runDocument(stubDataSources(stub), '{ node(id: "mixin:user:gone") { id } }')

    expect(data).toEqual({ node: null })
    expect(stub.calls).toContainEqual(['users.load', 'gone', ['id']])
  })

  it('are UNSUPPORTED for apps of a network that has none', async () => {
    const stub = stubDataSource({ network: 'sealtalk' })
    const document = '{ node(id: "sealtalk:app:x") { id } app(id: "sealtalk:app:x") { id } }'

    expect((await runDocument(stubDataSources(stub), document)).codes.toSorted()).toEqual([
      'app: UNSUPPORTED',
      'node: UNSUPPORTED',
    ])
  })
})

describe('a root lookup', () => {
  it('checks the credential before it looks at the rest of the id', async () => {
    const stub = stubDataSource({
      authorize: () => {
        throw unauthenticated('mixin', 'Who are you?')
      },
    })

    const { codes } = await runDocument(
      stubDataSources(stub),
      `{ user(by: { id: "mixin:user:../me" }) { id } node(id: "mixin:what:!") { id }
         app(id: "mixin:user:x") { id } conversation(id: "mixin:conversation:!") { id }
         other: user(by: { mixinUserId: "!" }) { id } }`,
    )

    expect(codes.map((code) => code.split(': ')[1])).toEqual(Array(5).fill('UNAUTHENTICATED'))
    expect(new Set(stub.calls.map(([method]) => method))).toEqual(new Set(['authorize']))
  })

  it('says which part of an id is off, which kinds there are, and how to ask by a number', async () => {
    const { messages } = await runDocument(
      stubDataSources(stubDataSource({})),
      '{ a: node(id: "mixin:user:!") { id } b: conversation(id: "mixin:conversation:!") { id } c: node(id: "x") { id } }',
    )

    expect(messages.toSorted()).toEqual([
      'id: "mixin:conversation:" must be followed by a valid id of that network.',
      'id: "mixin:user:" must be followed by a valid id of that network. To find a user by number or phone, use user(by:).',
      'id: must be the global id of a thing of kind user, app, conversation, or circle, for example "mixin:user:…".',
    ])
  })

  it('masks what is nobody’s mistake', async () => {
    const stub = stubDataSource({ failures: new Map([['x', new TypeError('a bug with a secret in it')]]) })

    const { codes, messages } = await runDocument(
      stubDataSources(stub),
      '{ node(id: "mixin:user:x") { id } }',
    )

    expect(codes).toEqual(['node: INTERNAL_SERVER_ERROR'])
    expect(messages).toEqual(['Internal gateway error. If it persists, report the request ID.'])
  })
})

describe('Query.viewer', () => {
  it('has a half of null for each network that is not configured', async () => {
    const { data, codes } = await runDocument(
      stubDataSources(),
      '{ viewer { mixin { hasPin } sealtalk { acceptsPokes } } }',
    )

    expect(codes).toEqual([])
    expect(data).toEqual({ viewer: { mixin: null, sealtalk: null } })
  })
})

describe('an answer that is past its time', () => {
  it('is written down with its place, in lists and out of them', async () => {
    const old = stubUser('old')
    const request = stubRequest()
    request.stale.set(old, { ageMs: 5_000, reason: 'UPSTREAM_UNAVAILABLE' })
    const stub = stubDataSource({
      users: [old, stubUser('new')],
      conversations: [stubConversation('group', { creator: stubUser('old') })],
    })
    const datasources = stubDataSources(stub)

    const { staleFields } = await runDocument(
      datasources,
      `{ user(by: { id: "mixin:user:old" }) { name }
         users(by: [{ id: "mixin:user:new" }, { id: "mixin:user:old" }]) { name }
         conversation(id: "mixin:conversation:group") { creator { name } } }`,
      {},
      request,
    )

    expect(staleFields.toSorted((one, other) => one.path.length - other.path.length)).toEqual([
      { path: ['user'], ageMs: 5_000, reason: 'UPSTREAM_UNAVAILABLE' },
      { path: ['users', 1], ageMs: 5_000, reason: 'UPSTREAM_UNAVAILABLE' },
      { path: ['conversation', 'creator'], ageMs: 5_000, reason: 'UPSTREAM_UNAVAILABLE' },
    ])
  })
})
