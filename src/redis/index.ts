import type { Clock } from '../clock.ts'
import type { SharedStore } from '../datasources/shared-store.ts'
import type { SharedBudgets } from '../upstream/rate-limits/budget.ts'
import type { SharedAttempts } from '../upstream/rate-limits/attempt-limiter.ts'
import type { Log } from '../telemetry/log.ts'
import type { RedisSettings } from '../config/settings.ts'
import type { Secret } from '../secret.ts'
import { createRedisBudgets } from './budgets.ts'
import { createRedisConnection } from './connection.ts'
import { createStoredFacts, withFormerFacts } from './facts.ts'
import { createRedisMemory } from './memory.ts'
import { createRedisModels } from './models.ts'
import type { OpenRedis } from './modes/client.ts'
import { probeWrites } from './probe.ts'
import type { RedisRefusal } from './refusal.ts'
import { createRevocationsOfSecrets } from './revocations-of-secrets.ts'
import { createRedisRole } from './role.ts'
import type { RedisState } from './status.ts'
import { createVault } from './vault.ts'

/** State shared by gateways that use the same Redis and secret. @see docs/adr/0009-shared-store.md */
export interface RedisStore extends SharedStore {
  readonly budgets: SharedBudgets & SharedAttempts
  /**
   * Resolves once Redis is connected or has failed, within a second (two with several addresses), so that the first request
   * can use it: to the refusal if Redis refused the settings.
   */
  readonly ready: Promise<RedisRefusal | undefined>
  state(): RedisState
  close(): Promise<void>
}

export interface RedisStoreOptions {
  readonly settings: RedisSettings
  /** `SESSION_SECRET`: encrypts all values in Redis. */
  readonly secret: Secret
  /** Earlier values of it: what was stored with them and must not be lost is read too. Default: none. */
  readonly formerSecrets?: readonly Secret[]
  readonly log: Log
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  /** Milliseconds. Default: 50. */
  readonly timeoutMs?: number | undefined
  /** Called at each change of Redis' state, and for the first one. */
  readonly onState?: ((state: RedisState) => void) | undefined
}

export const createRedisStore = ({
  secret,
  formerSecrets = [],
  clock,
  ...options
}: RedisStoreOptions): RedisStore => {
  const vault = createVault(secret)
  const formerVaults = formerSecrets.map(createVault)
  const prepare = async (open: OpenRedis): Promise<void> => {
    await Promise.all([role.inspect(open), memory.inspect(open)])
    await models.listen(open.client)
    await revocations.listen(open.client)
    await facts.writePending(open.client)
  }
  const connection = createRedisConnection({
    ...options,
    prepare,
    probeWrites,
    onChange: (isConnected) => revocations.connected(isConnected),
    onWritable: () => void connection.run((client) => facts.writePending(client)),
  })
  const role = createRedisRole({ connection })
  const memory = createRedisMemory({ connection, log: options.log })
  const facts = createStoredFacts({ connection, vault, clock, memory })
  const models = createRedisModels({ connection, facts, vault, clock })
  const budgets = createRedisBudgets({ connection, facts, vault })
  const revocations = createRevocationsOfSecrets({ connection, clock }, [vault, ...formerVaults])
  const formerFacts = formerVaults.map((former) =>
    createStoredFacts({ connection, vault: former, clock, memory }),
  )
  return {
    facts: withFormerFacts(facts, formerFacts),
    models,
    budgets,
    revocations,
    ready: connection.ready.then(async (refusal) => {
      await revocations.loaded()
      return refusal
    }),
    state: connection.state,
    async close() {
      revocations.close()
      role.close()
      memory.close()
      await connection.close()
    },
  }
}
