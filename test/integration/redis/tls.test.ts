import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type GatewayProcess, runGateway } from '../../support/gateway-process.ts'
import {
  askRedis,
  canTestRedis,
  freePort,
  redisNote,
  startRedis,
  startSentinel,
  type TestRedis,
} from '../../support/redis.ts'
import { MASTER } from '../../support/redis-sentinels.ts'
import { pemPath } from '../../support/tls-front.ts'

/** How Redis listens with TLS. */
const CERTIFICATE = {
  'tls-cert-file': pemPath('server'),
  'tls-key-file': pemPath('server-key'),
  'tls-ca-cert-file': pemPath('ca'),
  'tls-auth-clients': 'no',
}
const TRUSTED = { NODE_EXTRA_CA_CERTS: pemPath('ca') }

describe.skipIf(!canTestRedis)(`Redis with TLS${redisNote}`, () => {
  /** Ports with TLS. */
  let ports: { readonly single: number; readonly sentinel: number; readonly cluster: number }
  let servers: TestRedis[]
  let gateways: GatewayProcess[] = []

  beforeAll(async () => {
    ports = { single: await freePort(), sentinel: await freePort(), cluster: await freePort() }
    const data = await startRedis({ 'tls-port': String(ports.single), ...CERTIFICATE })
    const sentinel = await startSentinel([
      `tls-port ${ports.sentinel}`,
      ...Object.entries(CERTIFICATE).map((entry) => entry.join(' ')),
      'tls-replication yes',
      `sentinel monitor ${MASTER} 127.0.0.1 ${ports.single} 1`,
    ])
    const node = await startRedis({
      'tls-port': String(ports.cluster),
      ...CERTIFICATE,
      'cluster-enabled': 'yes',
      'tls-cluster': 'yes',
    })
    servers = [data, sentinel, node]
    const slots = Array.from({ length: 16_384 }, (_, slot) => String(slot))
    await askRedis(node, 'CLUSTER', 'ADDSLOTS', ...slots)
    await vi.waitUntil(
      async () => (await askRedis(node, 'CLUSTER', 'INFO')).includes('cluster_state:ok'),
      10_000,
    )
  })
  afterEach(async () => {
    for (const gateway of gateways) gateway.signal('SIGKILL')
    await Promise.all(gateways.map(({ exited }) => exited))
    gateways = []
  })
  afterAll(() => Promise.all(servers.map((server) => server.close())))

  const start = (url: string, env: Record<string, string>): GatewayProcess => {
    const gateway = runGateway({ REDIS_URL: url, SESSION_SECRET: 's'.repeat(32), SANDBOX: '1', ...env })
    gateways.push(gateway)
    return gateway
  }

  it('is used in each mode, with sentinels of either kind', async () => {
    const [, { port: plainSentinel }] = servers as [TestRedis, TestRedis]
    const started = [
      start(`rediss://127.0.0.1:${ports.single}`, TRUSTED),
      start(`rediss://127.0.0.1:${ports.sentinel}`, TRUSTED),
      start(`rediss://127.0.0.1:${plainSentinel}`, { ...TRUSTED, REDIS_SENTINEL_TLS: '0' }),
      start(`rediss://127.0.0.1:${ports.cluster}`, TRUSTED),
    ]
    await Promise.all(started.map(({ ready }) => ready))
    const modes = () => started.map(({ lines }) => /"mode":"(\w+)"/.exec(lines.join())?.[1])
    await vi.waitFor(() => expect(modes()).toEqual(['single', 'sentinel', 'sentinel', 'cluster']), {
      timeout: 15_000,
      interval: 20,
    })
  })

  it('stops the start in each mode if its authority is not known, and says what to do', async () => {
    for (const port of Object.values(ports)) {
      const gateway = start(`rediss://:canary@127.0.0.1:${port}`, {
        NODE_EXTRA_CA_CERTS: pemPath('other-ca'),
      })
      expect(await gateway.exited).toBe(1)
      expect(gateway.stderr()).toMatch(
        /^Parley cannot start: REDIS_URL cannot work: the authority .*NODE_EXTRA_CA_CERTS/,
      )
      expect(gateway.stderr() + gateway.lines.join()).not.toContain('canary')
    }
  })
})
