import { randomUUID } from 'node:crypto'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/index.ts'
import type { Clock } from '../../src/clock.ts'
import { startGateway, type TestGateway } from './gateway.ts'
import { type DemoName, sandboxSettings, tokenOf } from './sandbox.ts'

/** Several gateways with the same sandbox and Redis. */
export interface Fleet {
  readonly sandbox: Sandbox
  /** Starts another gateway, with additional settings. Default time-out of Redis: two seconds. */
  start(env?: Record<string, string>, redisTimeoutMs?: number): Promise<TestGateway>
  /** Mixin endpoints called since the last `calls()`. */
  calls(): string[]
  /** Headers of a request that a demo user makes. */
  as(name: DemoName): Record<string, string>
  close(): Promise<void>
}

export interface FleetOptions {
  readonly redisUrl: string
  /** Settings of each gateway. */
  readonly env?: Record<string, string>
  /** The gateways' clock. */
  readonly clock?: Clock
  readonly sandbox?: SandboxOptions
}

/** Milliseconds; generous, since test machines may be slow. */
const REDIS_TIMEOUT_MS = 2_000

export const startFleet = async (options: FleetOptions): Promise<Fleet> => {
  const { redisUrl, clock } = options
  const sandbox = await startSandbox(options.sandbox)
  const { control } = sandbox.mixin
  const shared = {
    ...sandboxSettings(sandbox.mixin),
    SEALTALK_API_URL: sandbox.sealtalk.url,
    REDIS_URL: redisUrl,
    SESSION_SECRET: randomUUID(),
    ...options.env,
  }
  const gateways: TestGateway[] = []
  return {
    sandbox,
    async start(env = {}, redisTimeoutMs = REDIS_TIMEOUT_MS) {
      const gateway = await startGateway({
        env: { ...shared, ...env },
        redisTimeoutMs,
        ...(clock && { clock }),
      })
      gateways.push(gateway)
      return gateway
    },
    calls() {
      const { recent } = control.calls()
      control.resetCalls()
      return recent.map(({ endpoint }) => endpoint)
    },
    as: (name) => ({ authorization: `Bearer ${tokenOf(sandbox.mixin, name)}` }),
    async close() {
      for (const gateway of gateways) await gateway.close()
      await sandbox.close()
    },
  }
}
