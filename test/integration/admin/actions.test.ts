import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startAdmin, type TestAdmin } from '../../support/admin.ts'
import { codesOf, startGateway, type TestGateway } from '../../support/gateway.ts'
import { tokenOf } from '../../support/sandbox.ts'

const MIREL = `mixin:user:${x.userId}`
const OTHER = 'mixin:user:773e5e77-4107-45c2-b648-8fc722ed77f5'
const name = (id: string) => `{ user(by: { id: "${id}" }) { name } }`
const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`
const CONTACTS = '{ viewer { mixin { contacts(first: 50) { nodes { name } } } } }'

let sandbox: Sandbox
let gateway: TestGateway
let admin: TestAdmin
beforeAll(async () => {
  sandbox = await startSandbox()
  gateway = await startGateway({ sandbox })
  admin = await startAdmin(gateway)
})
afterAll(async () => {
  admin.close()
  await gateway.close()
  await sandbox.close()
})
beforeEach(async () => {
  for (const network of ['mixin', 'sealtalk'] as const) {
    sandbox[network].control.reset()
    await admin.post('/networks/open', { network })
  }
  await admin.post('/copies/drop', { everything: true })
})

/** Endpoints called since the last time. */
const calls = (network: 'mixin' | 'sealtalk' = 'mixin'): string[] => {
  const { control } = sandbox[network]
  const { recent } = control.calls()
  control.resetCalls()
  return recent.map(({ endpoint }) => endpoint)
}

/** Signs in and returns how requests name the session. */
const signIn = async (index: 0 | 1 = 0) => {
  const account = sandbox.sealtalk.credentials.accounts[index]
  const { headers, data } = await gateway.query<string>(
    `mutation { login(input: { phone: { region: "${account.region}", number: "${account.phone}" }, password: "${account.password}" }) { userId } }`,
  )
  const { userId } = (data as { login: { userId: string } }).login
  return { userId, headers: { cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' } }
}

const audited = (): Record<string, unknown>[] =>
  gateway.logged
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ event }) => event === 'admin')

describe('dropping copies', () => {
  it('of a user makes the next read fetch this user again, and no other', async () => {
    for (const id of [MIREL, OTHER]) for (const _ of [1, 2, 3]) await gateway.query(name(id))
    expect(calls()).toEqual(['POST /users/fetch', 'POST /users/fetch'])

    const { status, body } = await admin.post('/copies/drop', { user: MIREL })

    expect({ status, body }).toEqual({
      status: 200,
      body: {
        action: 'drop-copies',
        complete: true,
        processes: { reached: 1, of: 1 },
        sharedByRedis: null,
      },
    })
    const before = await gateway.query(name(MIREL))
    expect(before.errors).toEqual([])
    expect(calls()).toEqual(['POST /users/fetch'])
    await gateway.query(name(MIREL))
    await gateway.query(name(OTHER))
    expect(calls()).toEqual([])
  })

  it('of a user drops lists of people too, since they show the user', async () => {
    const as = { headers: { authorization: `Bearer ${tokenOf(sandbox.mixin, 'Alia')}` } }
    const viewer = '{ viewer { mixin { user { name } } } }'
    for (const _ of [1, 2]) {
      await gateway.query(CONTACTS, as)
      await gateway.query(viewer, as)
      await gateway.query(GROUP)
    }
    expect(calls().toSorted()).toEqual(['GET /conversations/:id', 'GET /friends', 'GET /me'])

    await admin.post('/copies/drop', { user: MIREL.toUpperCase().replace('MIXIN:USER', 'mixin:user') })

    for (const query of [CONTACTS, viewer]) expect((await gateway.query(query, as)).errors).toEqual([])
    await gateway.query(GROUP)
    expect(calls().toSorted()).toEqual(['GET /friends', 'GET /me'])
  })

  it('of a user of SealTalk drops profiles, and members of groups', async () => {
    const own = await signIn()
    const { group60Id } = sandbox.sealtalk.examples
    const members = `{ conversation(id: "sealtalk:conversation:${group60Id}") { participants(first: 60) { nodes { user { name } } } } }`
    const me = `{ user(by: { id: "${own.userId}" }) { name phone } }`
    for (const _ of [1, 2]) for (const query of [members, me]) await gateway.query(query, own)
    calls('sealtalk')

    await admin.post('/copies/drop', { user: own.userId })

    expect((await gateway.query(members, own)).errors).toEqual([])
    expect(calls('sealtalk')).toEqual(['GET /group/:id/members'])
    expect((await gateway.query(me, own)).errors).toEqual([])
    expect(calls('sealtalk')).toEqual(['GET /user/:id'])
  })

  it('of everything makes every read fetch again, and empties the caches', async () => {
    const own = await signIn()
    const group = `{ conversation(id: "sealtalk:conversation:${sandbox.sealtalk.examples.group60Id}") { name } }`
    const readAll = async () => {
      await gateway.query(name(MIREL))
      await gateway.query(GROUP)
      await gateway.query(group, own)
    }
    for (const _ of [1, 2, 3]) await readAll()
    const first = [calls().toSorted(), calls('sealtalk').filter((call) => !call.includes('login'))]
    expect(first.flat().length).toBeGreaterThan(2)
    expect((await admin.state()).caches.models.entries).toBeGreaterThan(0)

    await admin.post('/copies/drop', { everything: true })

    const { models, responses } = (await admin.state()).caches
    expect([models.entries, models.bytes, responses.entries, responses.bytes]).toEqual([0, 0, 0, 0])
    await readAll()
    expect([calls().toSorted(), calls('sealtalk')]).toEqual(first)
  })

  it('counts for what is being fetched: neither kept, nor joined', async () => {
    sandbox.mixin.control.setFault({ kind: 'latency', latencyMs: 300, times: 1 })
    const early = gateway.query(name(MIREL))
    await expect.poll(() => sandbox.mixin.control.calls().total, { interval: 5 }).toBe(1)
    await admin.post('/copies/drop', { everything: true })
    const late = await gateway.query(name(MIREL))
    expect([(await early).errors, late.errors]).toEqual([[], []])
    expect(calls()).toEqual(['POST /users/fetch', 'POST /users/fetch'])
    await gateway.query(name(MIREL))
    expect(calls()).toEqual([])
  })
})

describe('closing a network', () => {
  it('sends it nothing, neither reads nor writes, and answers UPSTREAM_UNAVAILABLE until it is opened', async () => {
    const [own, other] = [await signIn(), await signIn(1)]
    calls('sealtalk')
    const closed = await admin.post('/networks/close', { network: 'SEALTALK' })
    expect(closed).toMatchObject({ status: 200, body: { action: 'close-network', complete: true } })

    const me = `{ user(by: { id: "${own.userId}" }) { phone } }`
    const block = `mutation { blockUser(input: { userId: "${other.userId}" }) { __typename } }`
    for (const document of [me, block]) {
      const { errors } = await gateway.query(document, own)
      expect(errors[0]).toMatchObject({
        message: 'The operator of this gateway has closed this network for a while. Retry later.',
        extensions: { code: 'UPSTREAM_UNAVAILABLE', network: 'SEALTALK', retryable: true },
      })
      expect(errors[0]?.extensions).not.toHaveProperty('retryAfterMs')
    }
    expect(calls('sealtalk')).toEqual([])
    // The other network, and the gateway itself, go on.
    expect((await gateway.query(name(MIREL))).errors).toEqual([])
    expect((await fetch(`${gateway.url}/health/ready`)).status).toBe(200)

    await admin.post('/networks/open', { network: 'sealtalk' })
    expect((await gateway.query(me, own)).errors).toEqual([])
    expect(calls('sealtalk')).toEqual(['GET /user/:id'])
  })

  it('shows copies meanwhile, marked where they are past their time', async () => {
    await gateway.query(name(MIREL))
    await admin.post('/networks/close', { network: 'mixin' })
    calls()
    const { data, errors } = await gateway.query(name(MIREL))
    expect(errors).toEqual([])
    expect(data).toMatchObject({ user: { name: expect.any(String) } })
    expect(codesOf(await gateway.query(name(OTHER)))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
    expect(calls()).toEqual([])
  })

  it('ends by itself after a time, which callers are told and the log notes', async () => {
    await admin.post('/networks/close', { network: 'mixin', forSeconds: 1 })
    const { errors } = await gateway.query(name(MIREL))
    expect(errors[0]?.extensions['retryAfterMs']).toBeGreaterThan(0)
    expect(errors[0]?.extensions['retryAfterMs']).toBeLessThanOrEqual(1_000)
    await expect.poll(async () => (await gateway.query(name(OTHER))).errors, { timeout: 5_000 }).toEqual([])
    await expect
      .poll(audited)
      .toContainEqual(expect.objectContaining({ action: 'open-network', reason: 'its time was over' }))
  })

  it('keeps from asking Mixin by its websocket for an authorization', async () => {
    await admin.post('/networks/close', { network: 'mixin' })
    const document = `mutation { authorizeApp(input: { clientId: "${x.cnbBotId}", scopes: ["PROFILE:READ"], pin: "123456" }) { authorization { codeId } } }`
    expect(codesOf(await gateway.query(document))).toEqual(['authorizeApp: UPSTREAM_UNAVAILABLE'])
    expect(calls()).toEqual([])
  })

  it('shows in the state, in metrics and in the trace of a request', async () => {
    await admin.post('/networks/close', { network: 'mixin', forSeconds: 600 })
    const { extensions } = await gateway.query(name(MIREL), { headers: { 'x-parley-trace': '1' } })
    expect(extensions['upstream']).toMatchObject({
      calls: [{ operation: 'readUsers', method: 'NONE', status: null, cache: 'closed' }],
    })
    const { networks } = await admin.state()
    expect(networks.mixin.closed?.endsInMs).toBeGreaterThan(590_000)
    expect(networks.sealtalk.closed).toBeNull()
    const { body } = await gateway.gateway.metrics.render()
    expect(body).toContain('parley_network_closed{network="mixin"} 1\n')
    expect(body).toContain('parley_network_closed{network="sealtalk"} 0\n')
    expect(body).toMatch(/^parley_upstream_calls_saved_total\{network="mixin",how="closed"\} [1-9]/m)
  })
})

describe('ending sessions', () => {
  it('refuses all sessions of the user from then on, and those of nobody else', async () => {
    const [lin, again, max] = [await signIn(0), await signIn(0), await signIn(1)]
    const viewer = '{ viewer { sealtalk { user { id } } } }'
    calls('sealtalk')

    const { body } = await admin.post('/sessions/end', { user: lin.userId })

    expect(body).toMatchObject({ action: 'end-sessions', complete: true, sharedByRedis: null })
    for (const own of [lin, again])
      expect(codesOf(await gateway.query(viewer, own))).toEqual(['viewer.sealtalk: UNAUTHENTICATED'])
    expect(calls('sealtalk')).toEqual([])
    expect(codesOf(await gateway.query(viewer, max))).toEqual([])
    expect(codesOf(await gateway.query(viewer, await signIn(0)))).toEqual([])
  })

  it('is refused for Mixin, whose tokens are its own', async () => {
    const { status, body } = await admin.post('/sessions/end', { user: MIREL })
    expect(status).toBe(400)
    expect(JSON.stringify(body)).toContain('mixin issues its tokens itself')
  })
})

describe('what is refused', () => {
  it('bodies that ask for nothing clear: by a sentence that says what to change, and nothing is done', async () => {
    const tries: [string, unknown, string][] = [
      ['/copies/drop', {}, 'either "user", a global id, or "everything"'],
      ['/copies/drop', { user: MIREL, everything: true }, 'either "user"'],
      ['/copies/drop', { everything: false }, 'either "user"'],
      ['/copies/drop', { users: [MIREL] }, 'may have "user" and "everything" only'],
      ['/copies/drop', { user: x.userId }, 'user: must be the global id of a user, such as mixin:user:…'],
      ['/copies/drop', { user: `mixin:conversation:${x.groupId}` }, 'user: must be the global id of a user'],
      ['/copies/drop', { user: 'mixin:user:somebody' }, 'user: what follows mixin:user: is not an id'],
      ['/copies/drop', { user: 'constructor:user:1' }, 'user: must be the global id of a user'],
      ['/copies/drop', [], 'must be a JSON object'],
      ['/networks/close', { network: 'telegram' }, 'network: must be one of: mixin, sealtalk.'],
      ['/networks/close', { network: 7 }, 'network: must be the name of a network'],
      ['/networks/close', { network: 'mixin', forSeconds: 0 }, 'forSeconds: must be a whole number from 1'],
      ['/networks/close', { network: 'mixin', forSeconds: '60' }, 'forSeconds: must be a whole number'],
      ['/networks/open', { network: 'mixin', forSeconds: 60 }, 'may have "network" only'],
      ['/sessions/end', { user: 'sealtalk:user:' }, 'is not an id of that network'],
    ]
    for (const [path, body, message] of tries) {
      const answer = await admin.post(path, body)
      expect(answer).toMatchObject({
        status: 400,
        body: {
          errors: [{ message: expect.stringContaining(message), extensions: { code: 'BAD_USER_INPUT' } }],
        },
      })
      expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    }
    const { networks } = await admin.state()
    expect([networks.mixin.closed, networks.sealtalk.closed]).toEqual([null, null])
  })

  it('other paths, methods, types and sizes', async () => {
    const json = { 'content-type': 'application/json' }
    const tries: [string, RequestInit, number][] = [
      ['/', {}, 404],
      ['/metrics', {}, 404],
      ['/graphql', { method: 'POST', headers: json, body: '{}' }, 404],
      ['/state', { method: 'POST', headers: json, body: '{}' }, 405],
      ['/copies/drop', {}, 405],
      ['/copies/drop', { method: 'PUT', headers: json, body: '{}' }, 405],
      ['/copies/drop', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: '{}' }, 415],
      ['/copies/drop', { method: 'POST', headers: json, body: '{"everything": true' }, 400],
      ['/copies/drop', { method: 'POST', headers: json, body: `{"user": "${'x'.repeat(5_000)}"}` }, 413],
    ]
    for (const [path, init, status] of tries) {
      const response = await admin.fetch(path, init)
      expect([path, response.status]).toEqual([path, status])
      expect(await response.json()).toMatchObject({
        errors: [{ message: expect.any(String), extensions: { requestId: expect.any(String) } }],
      })
    }
  })
})

describe('the state', () => {
  // What these tests pause stays paused.
  beforeEach(async () => {
    admin.close()
    await gateway.close()
    gateway = await startGateway({ sandbox })
    admin = await startAdmin(gateway)
  })

  it('shows breakers, cooldowns, budgets and caches by network, without ids or secrets', async () => {
    const token = tokenOf(sandbox.mixin, 'Alia')
    const as = { headers: { authorization: `Bearer ${token}` } }
    await gateway.query(name(MIREL), as)
    sandbox.mixin.control.setFault({ kind: '429' })
    await gateway.query('{ user(by: { mixinIdentityNumber: "99999999" }) { id } }', as)

    const state = await admin.state()

    expect(state).toMatchObject({ processes: { reached: 1, of: 1 }, redis: null })
    const { mixin, sealtalk } = state.networks
    expect([mixin.isConfigured, sealtalk.isConfigured]).toEqual([true, true])
    expect(mixin.breakers).toContainEqual({
      operation: 'readUsers',
      state: 'closed',
      openForMs: null,
      probeInMs: null,
    })
    expect(mixin.cooldowns).toEqual([
      { operation: 'readUser', account: expect.stringMatching(/^[\w-]{16}$/), leftMs: expect.any(Number) },
    ])
    expect(mixin.budgets).toContainEqual(
      expect.objectContaining({ operation: 'readUser', remaining: 0, account: mixin.cooldowns[0]?.account }),
    )
    expect(state.counts).toEqual({ cooldowns: 1, budgets: 1 })
    expect(JSON.stringify(state)).not.toContain(token)
    expect(JSON.stringify(state)).not.toContain(x.userId)
  })

  it('shows an open circuit and when it is probed', async () => {
    sandbox.mixin.control.setFault({ endpoint: 'POST /users/fetch', kind: 'html', status: 502 })
    for (const _ of Array(8).keys()) await gateway.query(name(`mixin:user:${crypto.randomUUID()}`))
    const { breakers } = (await admin.state()).networks.mixin
    const open = breakers.find(({ operation }) => operation === 'readUsers')
    expect(open?.state).toBe('open')
    expect(open?.probeInMs).toBeGreaterThan(5_000)
    expect(open?.openForMs).toBeLessThan(5_000)
  })
})
