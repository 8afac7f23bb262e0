import { createClient, RESP_TYPES } from '@redis/client'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SandboxControl } from '../../../sandbox/control.ts'
import { FAULT_KINDS, type Fault, type FaultKind } from '../../../sandbox/faults.ts'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import { type GatewayProcess, runGateway } from '../../support/gateway-process.ts'
import { canTestRedis, redisNote, startRedis, type TestRedis } from '../../support/redis.ts'
import { canariesOf, DOCUMENT_VALUE, secretsIn, secretTour, type Stop } from './secret-tour.ts'

/** Rounds in which each endpoint has another fault; more of them and breakers would keep calls from being made. */
const ROUNDS = 3

const DETAILS: Partial<Record<FaultKind, Partial<Fault>>> = {
  latency: { latencyMs: 20 },
  error: { code: 10002, description: 'canary of the upstream' },
  html: { status: 502 },
  'big-body': { bytes: 5_000_000 },
  'gzip-bomb': { bytes: 5_000_000 },
  redirect: { location: 'http://127.0.0.1:1/canary' },
  values: { values: { full_name: 7, nickname: { canary: 1 }, expire_in: 'canary' } },
}
const FAULTS = (Object.keys(FAULT_KINDS) as FaultKind[]).map((kind) => ({ kind, ...DETAILS[kind] }))

const MIXIN = [
  'POST /users/fetch',
  'GET /users/:id',
  'GET /search/:q',
  'GET /conversations/:id',
  'GET /circles',
  'GET /me',
  'POST /oauth/token',
  'POST /oauth/authorize',
  'POST /conversations/:id',
  'WS REFRESH_OAUTH_CODE',
]
const SEALTALK = [
  'POST /user/login',
  'GET /user/batch',
  'GET /user/:id',
  'GET /user/find_user',
  'GET /user/get_privacy',
  'GET /user/groups',
  'GET /user/sync/:version',
  'GET /group/:id',
  'POST /user/check_phone_available',
  'POST /user/reset_password',
  'POST /user/send_code',
  'POST /user/verify_code',
]

let sandbox: Sandbox
let redis: TestRedis | undefined
let gateway: GatewayProcess
let folder: string
let graphql: string
let secret: ReturnType<typeof canariesOf>
let tour: ReturnType<typeof secretTour>
let metrics = ''
/** Everything that callers were told, headers included; a session that was given is its browser's. */
const answers: string[] = []
let faultsMet = new Set<FaultKind>()

const ask = async ({ headers, query, variables }: Stop): Promise<void> => {
  const answer = await fetch(graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-parley-trace': '1', ...headers },
    body: JSON.stringify({ query, variables }),
  })
  const told = [...answer.headers].filter(([name]) => name !== 'set-cookie')
  answers.push(`${query.slice(0, 60)} ${JSON.stringify(told)} ${await answer.text()}`)
}

const takeTour = () => Promise.all(tour.stops.map(ask))

/** Gives every endpoint a fault, in each round another one; every kind is somebody's. */
const setFaults = (round: number): void => {
  const set = (control: SandboxControl, endpoints: readonly string[], offset: number): void => {
    control.clearFaults()
    for (const [index, endpoint] of endpoints.entries()) {
      const fault = FAULTS[(index + offset + round * 5) % FAULTS.length]
      if (fault) control.setFault({ endpoint, ...fault })
    }
  }
  set(sandbox.mixin.control, MIXIN, 0)
  set(sandbox.sealtalk.control, SEALTALK, MIXIN.length)
}

const noteFaults = (): void => {
  const met = [sandbox.mixin, sandbox.sealtalk].flatMap(({ control }) => control.faults())
  faultsMet = new Set([...faultsMet, ...met.filter(({ hits }) => hits > 0).map(({ kind }) => kind)])
  for (const { control } of [sandbox.mixin, sandbox.sealtalk]) control.clearFaults()
}

beforeAll(async () => {
  sandbox = await startSandbox()
  redis = canTestRedis ? await startRedis() : undefined
  secret = canariesOf(sandbox)
  tour = secretTour(sandbox, secret)
  folder = mkdtempSync(join(tmpdir(), 'parley-keystore-'))
  const keystore = join(folder, 'keystore.json')
  writeFileSync(keystore, JSON.stringify(sandbox.mixin.credentials.legacyKeystore))
  gateway = runGateway({
    MIXIN_KEYSTORE: keystore,
    // Nobody answers at the first one.
    MIXIN_API_URL: `http://127.0.0.1:1,${sandbox.mixin.url}`,
    MIXIN_BLAZE_URL: sandbox.mixin.blazeUrl,
    SEALTALK_API_URL: sandbox.sealtalk.url,
    SESSION_SECRET: secret.sessionSecret,
    API_KEYS: secret.apiKey,
    // Every call is made, and what comes of it is handed to Redis all the same.
    CACHE_MAX_BYTES: '0',
    LOG_LEVEL: 'trace',
    ...(redis && { REDIS_URL: redis.url }),
  })
  graphql = (await gateway.ready).graphql
  await takeTour()
  for (let round = 0; round < ROUNDS; round += 1) {
    setFaults(round)
    await takeTour()
    noteFaults()
    await takeTour()
  }
  // Nobody answers any more.
  await sandbox.close()
  await takeTour()
  metrics = await (await fetch(new URL('/metrics', graphql))).text()
}, 120_000)
afterAll(async () => {
  gateway.signal('SIGKILL')
  await redis?.close()
  rmSync(folder, { recursive: true })
})

describe('a gateway with every secret, during all queries and all upstream faults,', () => {
  it('has seen every fault, and answered every query without faults', () => {
    expect([...faultsMet].sort()).toEqual(Object.keys(FAULT_KINDS).sort())
    expect(answers.length).toBe(tour.stops.length * (2 + 2 * ROUNDS))
    expect(answers.filter((answer) => answer.includes('INTERNAL_SERVER_ERROR'))).toEqual([])
  })

  it('reveals no secret in a response', () => {
    const told = answers.flatMap((answer) =>
      secretsIn(answer, secret).map((name) => `${name}: ${answer.slice(0, 300)}`),
    )

    expect(told).toEqual([])
  })

  it('reveals none in its metrics', () => {
    expect(metrics).toContain('parley_upstream_call_duration_seconds_count')
    expect(secretsIn(metrics, secret)).toEqual([])
  })

  it.skipIf(!canTestRedis)(`stores none in Redis${redisNote}`, async () => {
    const client = await createClient({
      url: redis?.url ?? '',
      commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
    }).connect()
    const names = (await client.keys('*')).map(String)
    const dump = await Promise.all(
      names.map(async (name) => {
        const type = await client.type(name)
        const value =
          type === 'hash' ? Object.entries(await client.hGetAll(name)).flat() : [await client.get(name)]
        return `${name} ${value.map((part) => (Buffer.isBuffer(part) ? part.toString('latin1') : String(part))).join(' ')}`
      }),
    )
    client.destroy()

    expect(names.length).toBeGreaterThan(10)
    expect(secretsIn(dump.join('\n'), { ...secret, sealedSession: tour.sealed })).toEqual([])
  })

  it('reveals none in its log, which describes the errors in detail', async () => {
    gateway.signal('SIGTERM')
    expect(await gateway.exited).toBe(0)

    const said = gateway.lines.join('\n') + gateway.stderr()
    const words = ['upstream call failed', 'stack', 'ECONNREFUSED', 'getAuthorizeCode']
    expect(words.filter((word) => !said.includes(word))).toEqual([])
    const never = { ...secret, sealedSession: tour.sealed, signedToken: 'eyJ', document: DOCUMENT_VALUE }
    expect(secretsIn(said, never)).toEqual([])
  })
})
