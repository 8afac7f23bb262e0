import type { SharedFacts } from '../datasources/shared-store.ts'
import type { SharedBudgets } from '../upstream/rate-limits/budget.ts'
import type { LimitClass } from '../upstream/rate-limits/limit-class.ts'
import { MAX_TOKEN_WAIT_MS } from '../upstream/rate-limits/fair-bucket.ts'
import type { SharedAttempts, AttemptLimit } from '../upstream/rate-limits/attempt-limiter.ts'
import type { RedisConnection } from './connection.ts'
import { TOKEN_BUCKET } from './token-bucket.ts'
import type { Vault } from './vault.ts'

/** Maximum length of a cooldown in milliseconds, whatever Redis holds. */
const MAX_COOLDOWN_MS = 24 * 60 * 60 * 1000

export interface RedisBudgetsOptions {
  readonly connection: Pick<RedisConnection, 'run'>
  readonly facts: SharedFacts
  readonly vault: Vault
}

/** Token buckets and cooldowns in Redis, timed by its clock: the gateways' clocks do not matter. */
export const createRedisBudgets = (options: RedisBudgetsOptions): SharedBudgets & SharedAttempts => {
  const { connection, facts, vault } = options
  /** @param count tokens to take; a negative number refunds */
  const runScript = (
    { name, bucket }: LimitClass | AttemptLimit,
    scope: string,
    count: number,
  ): Promise<unknown> =>
    connection.run((client) =>
      client.eval(TOKEN_BUCKET, {
        keys: [vault.nameOf(`bucket:${name}`, scope), vault.nameOf(`closed:${name}`, scope)],
        arguments: [bucket?.burst ?? 0, bucket?.perSecond ?? 0, count, MAX_TOKEN_WAIT_MS].map(String),
      }),
    )

  return {
    async take(limit: LimitClass | AttemptLimit, scope, count) {
      const reply = await runScript(limit, scope, count)
      if (!Array.isArray(reply)) return undefined
      const [cooldownMs = NaN, waitMs = NaN, remaining = NaN] = reply.map(Number)
      return { cooldownMs: Math.min(MAX_COOLDOWN_MS, cooldownMs), waitMs, remaining }
    },
    refund: (limit, scope, count) => void runScript(limit, scope, -count),
    startCooldown({ name }, scope, forMs) {
      void facts.insist(`closed:${name}`, scope, true, Math.min(MAX_COOLDOWN_MS, forMs))
    },
  }
}
