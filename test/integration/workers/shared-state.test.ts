import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { codesOf, startGateway, type TestGateway } from '../../support/gateway.ts'
import { type DemoName, sandboxSettings, tokenOf } from '../../support/sandbox.ts'
import { valueAt } from '../../support/value-at.ts'
import { createWorkerGroup, type WorkerGroup } from '../../support/worker-group.ts'

const NUMBER = '{ user(by: { mixinIdentityNumber: "30265" }) { upstreamId } }'
const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`
const RENAME = `mutation { updateConversation(input: { id: "mixin:conversation:${x.groupId}", name: "A new name" }) { conversation { name } } }`
const search = (number: number) =>
  `{ user(by: { mixinPhone: { region: "999", number: "00000${number}" } }) { upstreamId } }`
const VIEWER = '{ viewer { sealtalk { user { id } } } }'

describe('workers of one gateway', () => {
  let sandbox: Sandbox
  let group: WorkerGroup
  let env: Record<string, string>
  let gateways: TestGateway[] = []
  let one: TestGateway
  let other: TestGateway

  const start = async (): Promise<TestGateway> => {
    const gateway = await startGateway({ env, openWorkerStore: group.join })
    gateways.push(gateway)
    return gateway
  }
  const calls = (): string[] => {
    const { control } = sandbox.mixin
    const { recent } = control.calls()
    control.resetCalls()
    return recent.map(({ endpoint }) => endpoint)
  }
  const as = (name: DemoName) => ({ headers: { authorization: `Bearer ${tokenOf(sandbox.mixin, name)}` } })
  const login = async (gateway: TestGateway, password?: string) => {
    const [lin] = sandbox.sealtalk.credentials.accounts
    const input = `{ phone: { region: "${lin.region}", number: "${lin.phone}" }, password: "${password ?? lin.password}" }`
    return gateway.query(`mutation { login(input: ${input}) { userId } }`)
  }
  const signIn = async (gateway: TestGateway) => {
    const { headers } = await login(gateway)
    return {
      headers: { 'x-sealtalk-session': headers.get('set-cookie')?.split(';')[0]?.split('=')[1] ?? '' },
    }
  }

  beforeEach(async () => {
    sandbox = await startSandbox()
    group = createWorkerGroup()
    env = {
      ...sandboxSettings(sandbox.mixin),
      SEALTALK_API_URL: sandbox.sealtalk.url,
      SESSION_SECRET: randomUUID(),
      // A burst of three; practically no refill.
      MIXIN_SEARCH_RATE: '0.001',
    }
    one = await start()
    other = await start()
  })
  afterEach(async () => {
    for (const gateway of gateways) await gateway.close()
    gateways = []
    await sandbox.close()
  })

  it('spend one budget in a storm, also after one of them was replaced', async () => {
    const third = await start()
    const storm = [one, other, third].flatMap((gateway, worker) =>
      [...Array(20).keys()].map((index) => gateway.query(search(31_000 + worker * 20 + index))),
    )
    const answers = await Promise.all(storm)
    expect(calls()).toEqual(Array(3).fill('GET /search/:q'))
    expect(answers.filter((answer) => codesOf(answer).length === 0)).toHaveLength(3)

    expect(codesOf(await (await start()).query(search(31_100)))).toEqual(['user: RATE_LIMITED'])
    expect(calls()).toEqual([])
  })

  it('learn numbers from each other', async () => {
    await one.query(NUMBER)
    expect(calls()).toEqual(['GET /users/:id'])
    expect((await other.query(NUMBER, as('Alia'))).data).toEqual({ user: { upstreamId: x.userId } })
    expect(calls()).toEqual(['POST /users/fetch'])
  })

  it('all stop searching when one is refused', async () => {
    sandbox.mixin.control.setFault({ endpoint: 'GET /search/:q', kind: '429', times: 1 })
    await one.query(search(31_001))
    expect(calls()).toEqual(['GET /search/:q'])
    for (const gateway of [one, other, await start()]) {
      expect(codesOf(await gateway.query(search(31_002)))).toEqual(['user: RATE_LIMITED'])
    }
    expect(calls()).toEqual([])
  })

  it('show at once what another has changed, to all viewers', async () => {
    for (const viewer of [{}, as('Alia')]) await other.query(GROUP, viewer)
    expect(codesOf(await one.query(RENAME))).toEqual([])
    calls()
    for (const viewer of [{}, as('Alia')]) {
      expect(valueAt((await other.query(GROUP, viewer)).data, 'conversation.name')).toBe('A new name')
    }
    expect(calls()).toEqual(Array(2).fill('GET /conversations/:id'))
  })

  it('answer a change only when all others know of it', async () => {
    await other.query(GROUP)
    const release = group.hold(2)
    let isAnswered = false
    const answered = one.query(RENAME).finally(() => (isAnswered = true))
    await vi.waitFor(() => expect(calls()).toContain('POST /conversations/:id'))
    // It has all that it needs by now but the other worker's word.
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(isAnswered).toBe(false)
    release()
    expect(codesOf(await answered)).toEqual([])
    expect(valueAt((await other.query(GROUP)).data, 'conversation.name')).toBe('A new name')
  })

  it('refuse a session that was logged out at another, also one that starts later', async () => {
    const session = await signIn(one)
    expect(codesOf(await other.query(VIEWER, session))).toEqual([])
    await one.query('mutation { logout { loggedOut } }', session)
    for (const gateway of [one, other, await start()]) {
      expect(codesOf(await gateway.query(VIEWER, session))).toEqual(['viewer.sealtalk: UNAUTHENTICATED'])
    }
  })

  it('count attempts to guess a password together', async () => {
    const codes: (string | undefined)[] = []
    for (let attempt = 0; attempt < 6; attempt += 1) {
      codes.push(codesOf(await login(attempt % 2 ? one : other, 'wrong-1'))[0])
    }

    expect(codes.slice(0, 5)).not.toContain('login: RATE_LIMITED')
    expect(codes[5]).toBe('login: RATE_LIMITED')
    const { recent } = sandbox.sealtalk.control.calls()
    expect(recent.filter(({ endpoint }) => endpoint === 'POST /user/login')).toHaveLength(5)
  })

  it('ask nobody for what they have cached', async () => {
    await one.query(GROUP)
    const before = group.messages()
    for (let time = 0; time < 10; time += 1) await one.query(GROUP)
    expect(group.messages()).toBe(before)
  })
})
