import { afterEach, describe, expect, it } from 'vitest'
import { codesOf, startGateway, type TestGateway } from '../../../support/gateway.ts'
import {
  botSettings,
  failure,
  mockMixin,
  type SentRequest,
  wireUser,
} from '../../../support/mixin-upstream.ts'

const uuid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`

const idsOf = ({ body }: SentRequest): readonly string[] => body as readonly string[]

let gateway: TestGateway | undefined
afterEach(() => gateway?.close())

/** An upstream with these users that responds to a fetch in another order. */
const withUsers = async (users: readonly Record<string, unknown>[], env = botSettings()) => {
  const mock = mockMixin((request) => {
    if (request.path !== '/users/fetch') return failure(404)
    const asked = new Set(idsOf(request))
    return { body: { data: users.filter((user) => asked.has(String(user['user_id']))).reverse() } }
  })
  gateway = await startGateway({ env, dispatcher: mock.dispatcher })
  return { gateway, sent: mock.sent }
}

const byId = (ids: readonly string[]) => ids.map((id) => ({ mixinUserId: id }))
const NAMES = 'query ($by: [UserBy!]!) { users(by: $by) { upstreamId name } }'

describe('users by id', () => {
  it('are read in one call and returned in the order requested, with null for unknown users', async () => {
    const { gateway, sent } = await withUsers([1, 2, 3].map((index) => wireUser(uuid(index))))

    const { data, errors } = await gateway.query(NAMES, {
      variables: { by: byId([uuid(3), uuid(9), uuid(1), uuid(3), uuid(2)]) },
    })

    expect(errors).toEqual([])
    expect(data).toEqual({
      users: [uuid(3), null, uuid(1), uuid(3), uuid(2)].map((id) =>
        id === null ? null : id === uuid(9) ? null : { upstreamId: id, name: 'name of 00000000' },
      ),
    })
    expect(sent).toHaveLength(1)
    expect([...idsOf(sent[0] as SentRequest)].sort()).toEqual([uuid(1), uuid(2), uuid(3), uuid(9)])
  })

  it.each([
    [100, [100]],
    [101, [100, 1]],
    [250, [100, 100, 50]],
  ])('are read in batches: %i in %j', async (count, sizes) => {
    const ids = Array.from({ length: count }, (_, index) => uuid(index))
    const { gateway, sent } = await withUsers(ids.map((id) => wireUser(id)))

    const { errors } = await gateway.query(NAMES, { variables: { by: byId(ids) } })

    expect(errors).toEqual([])
    expect(sent.map((request) => idsOf(request).length)).toEqual(sizes)
  })

  it('are normalised to lower case, so that each user is read once', async () => {
    const id = 'e8e8cd79-cd40-4796-8c54-3a13cfe50115'
    const { gateway, sent } = await withUsers([wireUser(id)])

    const { data } = await gateway.query(NAMES, {
      variables: { by: [{ mixinUserId: id.toUpperCase() }, { id: `mixin:user:${id}` }] },
    })

    expect(data).toMatchObject({ users: [{ upstreamId: id }, { upstreamId: id }] })
    expect(sent.map(idsOf)).toEqual([[id]])
  })

  it('fail individually if one has an unexpected shape', async () => {
    const { gateway } = await withUsers([wireUser(uuid(1)), wireUser(uuid(2), { full_name: { first: 'x' } })])

    const answer = await gateway.query(NAMES, { variables: { by: byId([uuid(1), uuid(2)]) } })

    expect(answer.data).toMatchObject({ users: [{ upstreamId: uuid(1) }, null] })
    expect(codesOf(answer)).toEqual(['users.1: UPSTREAM_UNAVAILABLE'])
  })
})

describe('an identity number', () => {
  it('needs a limited lookup only while it is not in the identity map', async () => {
    const known = wireUser(uuid(1), { identity_number: '30265' })
    const mock = mockMixin((request) =>
      request.path === '/users/30265' ? { body: { data: known } } : { body: { data: [known] } },
    )
    gateway = await startGateway({ env: botSettings(), dispatcher: mock.dispatcher })
    const ask = (headers: Record<string, string>) =>
      gateway?.query('{ user(by: { mixinIdentityNumber: "30265" }) { upstreamId name } }', { headers })

    await ask({})
    const again = await ask({})
    const other = await ask({ authorization: 'Bearer another-viewer' })

    for (const answer of [again, other]) expect(answer?.data).toMatchObject({ user: { upstreamId: uuid(1) } })
    // The same viewer is answered from its copy; another one fetches its own, by id.
    expect(mock.sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'GET /users/30265',
      'POST /users/fetch',
    ])
  })

  it('is null if no user has it', async () => {
    const { gateway, sent } = await withUsers([])

    expect(await gateway.query('{ user(by: { mixinIdentityNumber: "99999" }) { id } }')).toMatchObject({
      data: { user: null },
      errors: [],
    })
    expect(sent.map(({ path }) => path)).toEqual(['/users/99999'])
  })
})
