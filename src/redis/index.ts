import type { Clock } from '../clock.ts'
import type { SharedStore } from '../datasources/shared-store.ts'
import type { SharedBudgets } from '../upstream/rate-limits/budget.ts'
import type { SharedAttempts } from '../upstream/rate-limits/attempt-limiter.ts'
import type { Log } from '../telemetry/log.ts'
import type { Secret } from '../secret.ts'
import { createRedisBudgets } from './budgets.ts'
import { createRedisConnection, type RedisClient } from './connection.ts'
import { createStoredFacts } from './facts.ts'
import { createRedisModels } from './models.ts'
import { createVault } from './vault.ts'

/** What gateways with the same Redis and the same secret hold in common. @see docs/adr/0009-shared-store.md */
export interface RedisStore extends SharedStore {
  readonly budgets: SharedBudgets & SharedAttempts
  /** Redis has been tried once: whatever is known there is not missed by the first request. At most a second. */
  readonly ready: Promise<void>
  close(): Promise<void>
}

export interface RedisStoreOptions {
  readonly url: Secret
  /** `SESSION_SECRET`: what lies in Redis can be read with it alone. */
  readonly secret: Secret
  readonly log: Log
  readonly clock: Clock
  /** 0 to 1. */
  readonly random: () => number
  /** Milliseconds; 50 where left out. */
  readonly timeoutMs?: number | undefined
}

export const createRedisStore = ({ secret, clock, ...options }: RedisStoreOptions): RedisStore => {
  const vault = createVault(secret)
  const prepare = async (client: RedisClient): Promise<void> => {
    await models.listen(client)
    await facts.settle(client)
  }
  const connection = createRedisConnection({ ...options, prepare })
  const facts = createStoredFacts({ connection, vault, clock })
  const models = createRedisModels({ connection, facts, vault, clock })
  const budgets = createRedisBudgets({ connection, facts, vault })
  return { facts, models, budgets, ready: connection.ready, close: () => connection.close() }
}
