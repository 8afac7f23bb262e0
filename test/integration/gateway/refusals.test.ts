import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startGateway, type TestGateway } from '../../support/gateway.ts'
import { sandboxSettings, tokenOf } from '../../support/sandbox.ts'
import { standingClock } from '../../support/time.ts'
import { valueAt } from '../../support/value-at.ts'

const HOUR_MS = 60 * 60_000

let sandbox: Sandbox
let gateway: TestGateway
let clock: ReturnType<typeof standingClock>

beforeEach(async () => {
  clock = standingClock(Date.now())
  sandbox = await startSandbox()
  gateway = await startGateway({
    env: { ...sandboxSettings(sandbox.mixin), SEALTALK_API_URL: sandbox.sealtalk.url },
    clock,
    sleep: () => Promise.resolve(),
  })
})
afterEach(async () => {
  await gateway.close()
  await sandbox.close()
})

type Network = 'mixin' | 'sealtalk'

const GROUP = `conversation(id: "mixin:conversation:${x.groupId}")`
const MIREL = `{ user(by: { mixinUserId: "${x.userId}" }) { name } }`
const RENAME = `mutation { updateConversation(input: { id: "mixin:conversation:${x.groupId}", name: "New" }) { conversation { id } } }`
/** Of what the token of a user may change. */
const CIRCLE = 'mutation { createCircle(input: { name: "New" }) { circle { id } } }'
const POKES = 'mutation { setAcceptsPokes(input: { acceptsPokes: true }) { acceptsPokes } }'

const max = () => sandbox.sealtalk.credentials.accounts[1]
const readMax = () => `{ user(by: { sealtalkUserId: "${max().userId}" }) { name } }`

/** Headers of a viewer of the network: a first one or another one. */
const signIn = async (network: Network, who: 0 | 1 = 0): Promise<Record<string, string>> => {
  if (network === 'mixin') return { authorization: `Bearer ${tokenOf(sandbox.mixin, who ? 'Bo' : 'Alia')}` }
  const { region, phone, password } = sandbox.sealtalk.credentials.accounts[who]
  const input = `{ phone: { region: "${region}", number: "${phone}" }, password: "${password}" }`
  const { headers } = await gateway.query(`mutation { login(input: ${input}) { userId } }`)
  return { cookie: headers.getSetCookie()[0]?.split(';')[0] ?? '' }
}

/** Sends an operation of which one call is refused with this code. */
const sendRefused = async (
  network: Network,
  headers: Record<string, string>,
  { operation, endpoint, code, text }: Refusal,
) => {
  const { control } = sandbox[network]
  control.setFault({ kind: 'error', endpoint, code, ...(text !== undefined && { description: text }) })
  control.resetCalls()
  await gateway.query(operation, { headers })
  const calls = control.calls().recent
  expect(calls.filter((call) => call.endpoint === endpoint)).not.toEqual([])
  control.clearFaults()
}

interface Refusal {
  readonly operation: string
  readonly endpoint: string
  readonly code: number
  readonly text?: string
}

/** What a viewer sees during an outage: the value or the code. */
const seenInOutage = async (network: Network, read: string, at: string, headers: Record<string, string>) => {
  const { control } = sandbox[network]
  control.setFault({ kind: '500' })
  const { data, errors } = await gateway.query(read, { headers })
  control.clearFaults()
  return valueAt(data, at) ?? errors.map(({ extensions }) => extensions['code']).join()
}

const NOT_LOGGED_IN = { code: 403, text: 'Not loged in.' }

describe('a credential that the network refuses', () => {
  const cases: readonly (readonly [string, Network, () => Refusal])[] = [
    ['a write', 'mixin', () => ({ operation: CIRCLE, endpoint: 'POST /circles', code: 401 })],
    [
      'a cached read',
      'mixin',
      () => ({ operation: `{ ${GROUP} { name } }`, endpoint: 'GET /conversations/:id', code: 401 }),
    ],
    ['a write', 'sealtalk', () => ({ operation: POKES, endpoint: 'POST /user/set_poke', ...NOT_LOGGED_IN })],
    [
      'a lookup without a cache',
      'sealtalk',
      () => ({
        operation: '{ user(by: { sealtalkStAccount: "demo_account_1" }) { name } }',
        endpoint: 'GET /user/find_user',
        ...NOT_LOGGED_IN,
      }),
    ],
    [
      'a list without a cache',
      'sealtalk',
      () => ({
        operation: '{ viewer { sealtalk { conversations { name } } } }',
        endpoint: 'GET /user/groups',
        ...NOT_LOGGED_IN,
      }),
    ],
    [
      'a single name',
      'sealtalk',
      () => ({
        operation: `{ user(by: { sealtalkUserId: "${sandbox.sealtalk.credentials.accounts[0].userId}" }) { name } }`,
        endpoint: 'GET /user/:id',
        ...NOT_LOGGED_IN,
      }),
    ],
  ]

  it.each(cases)(
    'at %s of %s shows nothing it once saw, not even in an outage',
    async (_, network, refusal) => {
      const read = network === 'mixin' ? MIREL : readMax()
      const [headers, other] = [await signIn(network), await signIn(network, 1)]
      for (const viewer of [headers, other]) await gateway.query(read, { headers: viewer })
      clock.advance(HOUR_MS)
      const stale = await seenInOutage(network, read, 'user.name', headers)
      const staleForOther = await seenInOutage(network, read, 'user.name', other)
      for (const name of [stale, staleForOther]) expect(name).not.toMatch(/^[A-Z_]*$/)

      await sendRefused(network, headers, refusal())

      expect(await seenInOutage(network, read, 'user.name', headers)).toBe('UPSTREAM_UNAVAILABLE')
      // Others lose nothing.
      expect(await seenInOutage(network, read, 'user.name', other)).toBe(staleForOther)
    },
  )

  it('because the gateway’s clock was wrong loses nothing', async () => {
    await gateway.query(MIREL)
    clock.advance(HOUR_MS)

    sandbox.mixin.control.resetCalls()
    const { errors } = await gateway.query(`{ ${GROUP} { name } }`)
    expect(errors).toEqual([])
    expect(sandbox.mixin.control.calls().recent.map(({ status, code }) => code ?? status)).toEqual([401, 200])

    expect(await seenInOutage('mixin', MIREL, 'user.name', {})).toBe('Mirel Ostby')
  })
})

describe('a thing that the network refuses', () => {
  const block = () => `mutation { blockUser(input: { userId: "sealtalk:user:${max().userId}" }) { userId } }`
  const whole = () => `{ user(by: { sealtalkUserId: "${max().userId}" }) { gender } }`

  it.each([
    [
      'a write, as unknown',
      () => ({ operation: block(), endpoint: 'POST /user/add_to_blacklist', code: 404 }),
    ],
    [
      'a write, as forbidden',
      () => ({ operation: block(), endpoint: 'POST /user/add_to_blacklist', code: 403 }),
    ],
    [
      'a read of other fields, as unknown',
      () => ({ operation: whole(), endpoint: 'GET /user/:id', code: 404 }),
    ],
    [
      'a read of other fields, as forbidden',
      () => ({ operation: whole(), endpoint: 'GET /user/:id', code: 403 }),
    ],
  ])('at %s is not shown in an outage', async (_, refusal) => {
    const [headers, other] = [await signIn('sealtalk'), await signIn('sealtalk', 1)]
    const own = `{ user(by: { sealtalkUserId: "${sandbox.sealtalk.credentials.accounts[0].userId}" }) { name } }`
    for (const read of [readMax(), own]) {
      for (const viewer of [headers, other]) await gateway.query(read, { headers: viewer })
    }
    clock.advance(HOUR_MS)

    await sendRefused('sealtalk', headers, refusal())
    // That there is no such user is remembered for a moment.
    clock.advance(60_000)

    expect(await seenInOutage('sealtalk', readMax(), 'user.name', headers)).toBe('UPSTREAM_UNAVAILABLE')
    // Nothing else is lost, and nobody else loses it.
    expect(await seenInOutage('sealtalk', own, 'user.name', headers)).toBe('Lin Tallmere')
    expect(await seenInOutage('sealtalk', readMax(), 'user.name', other)).toBe('Max Orrinson')
  })

  it.each([401, 403, 404, 10002])('at a write of one viewer (%d) stays what others see', async (code) => {
    const read = `{ ${GROUP} { name } }`
    const headers = await signIn('mixin')
    const before = await gateway.query(read, { headers })
    expect(before.errors).toEqual([])
    clock.advance(HOUR_MS)

    // By the bot.
    await sendRefused('mixin', {}, { operation: RENAME, endpoint: 'POST /conversations/:id', code })

    expect(await seenInOutage('mixin', read, 'conversation.name', headers)).toBe(
      valueAt(before.data, 'conversation.name'),
    )
  })

  it('with its members is not shown in an outage', async () => {
    const headers = await signIn('sealtalk')
    const groups = '{ viewer { sealtalk { conversations { id } } } }'
    const { data } = await gateway.query(groups, { headers })
    const id = String(valueAt(data, 'viewer.sealtalk.conversations.0.id'))
    const read = `{ conversation(id: "${id}") { name } }`
    const members = `{ conversation(id: "${id}") { participants(first: 1) { nodes { role } } } }`
    await gateway.query(read, { headers })
    clock.advance(HOUR_MS)
    expect(await seenInOutage('sealtalk', read, 'conversation.name', headers)).not.toBe(
      'UPSTREAM_UNAVAILABLE',
    )

    await sendRefused('sealtalk', headers, {
      operation: members,
      endpoint: 'GET /group/:id/members',
      code: 403,
      text: 'Only group member can get group member info.',
    })

    expect(await seenInOutage('sealtalk', read, 'conversation.name', headers)).toBe('UPSTREAM_UNAVAILABLE')
  })
})
