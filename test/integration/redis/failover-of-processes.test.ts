import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { type GatewayProcess, runGateway } from '../../support/gateway-process.ts'
import { type Connection, connect } from '../../support/one-connection.ts'
import { canTestRedis, redisNote } from '../../support/redis.ts'
import { sentinelFailover, type Stage } from '../../support/redis-stages.ts'
import { sandboxSettings } from '../../support/sandbox.ts'
import { loginOf, phoneInput } from '../brute-force-guard/sign-in-harness.ts'

const VIEWER = '{ viewer { sealtalk { user { id } } } }'
const LOGOUT = 'mutation { logout { loggedOut } }'
const WORKERS = 2
const TRIES = 5
/** Milliseconds: sentinels need most of them. */
const FAILOVER_MS = 10_000

const until = (what: () => Promise<void>, timeout = 20_000) => vi.waitFor(what, { timeout, interval: 20 })

describe.skipIf(!canTestRedis)(`two gateways with ${WORKERS} workers each${redisNote}`, () => {
  let stage: Stage
  let sandbox: Sandbox
  let gateways: GatewayProcess[] = []
  /** One connection to each, those of a gateway in a row. */
  let workers: Connection[] = []
  afterEach(async () => {
    await Promise.all(workers.map((one) => one.close()))
    for (const gateway of gateways) gateway.signal('SIGKILL')
    await Promise.all(gateways.map(({ exited }) => exited))
    await sandbox.close()
    await stage.close()
  })

  const start = async (): Promise<void> => {
    stage = await sentinelFailover()
    sandbox = await startSandbox()
    const env = {
      ...sandboxSettings(sandbox.mixin),
      SEALTALK_API_URL: sandbox.sealtalk.url,
      REDIS_URL: stage.url,
      SESSION_SECRET: randomUUID(),
      WORKERS: String(WORKERS),
      LIMIT_TRIES_PER_PHONE: String(TRIES),
      LIMIT_SIGN_INS_PER_ACCOUNT: String(TRIES),
    }
    gateways = [runGateway(env), runGateway(env)]
    for (const { ready } of gateways) {
      const { address } = await ready
      workers.push(...Array.from({ length: WORKERS }, () => connect(address)))
    }
    // One after another, so that each worker has one.
    for (const worker of workers) await worker.query('{ __typename }')
  }
  const login = (worker: Connection, index: 0 | 1, password?: string) => {
    const account = sandbox.sealtalk.credentials.accounts[index]
    return worker.query(loginOf(phoneInput(account.region, account.phone), password ?? account.password))
  }
  const tryWith = async (tried: readonly Connection[]): Promise<(string | undefined)[]> => {
    const codes: (string | undefined)[] = []
    for (const worker of tried) codes.push((await login(worker, 0, 'a-wrong-password')).codes[0])
    return codes
  }
  const readiness = () =>
    Promise.all(
      gateways.map(async ({ ready }) => (await fetch(`${(await ready).address}/health/ready`)).text()),
    )
  /** What a worker has logged about Redis. */
  const changesOf = ({ lines }: GatewayProcess, worker: number): string[] =>
    lines
      .map((line) => JSON.parse(line) as { readonly msg: string; readonly worker?: number })
      .filter((line) => line.worker === worker && line.msg.includes('Redis'))
      .map(({ msg }) => msg.split(':')[0] ?? '')

  it('follow a failover: logouts hold, tries are counted together, each change is logged once', async () => {
    await start()
    const [first, second, third, fourth] = workers as [Connection, Connection, Connection, Connection]
    const { headers } = await login(first, 1)
    const session = { cookie: String(headers['set-cookie']).split(';')[0] ?? '' }
    // On a busy machine a worker's first attempt to connect to Redis may be too slow.
    for (const worker of workers) {
      await until(async () => expect((await worker.query(VIEWER, session)).codes).toEqual([]))
    }
    const before = await tryWith([second, third])

    await stage.change()
    await until(async () => expect((await second.query(LOGOUT, session)).codes).toEqual([]))
    for (const worker of workers) {
      await until(
        async () => expect((await worker.query(VIEWER, session)).codes).toEqual(['UNAUTHENTICATED']),
        FAILOVER_MS,
      )
    }
    await stage.settled(workers.length)
    await until(async () => expect(await readiness()).toEqual(['ready\nredis: up\n', 'ready\nredis: up\n']))

    const after = await tryWith([fourth, third, second, first, fourth, third])
    expect([...before, ...after].slice(0, TRIES)).not.toContain('RATE_LIMITED')
    expect([...before, ...after].slice(TRIES)).toEqual(Array(3).fill('RATE_LIMITED'))
    for (const gateway of gateways) {
      for (const worker of [1, 2]) {
        const changes = changesOf(gateway, worker)
        expect(changes.length).toBeGreaterThan(1)
        // On a busy machine the first attempt to connect may be too slow.
        const isUp = changes[0] === 'connected to Redis'
        expect(changes).toEqual(
          changes.map((_, index) =>
            (index % 2 === 0) === isUp ? 'connected to Redis' : 'Redis is unavailable',
          ),
        )
        expect(changes.at(-1)).toBe('connected to Redis')
      }
    }
  }, 60_000)
})
