import type { SharedBudgets } from '../upstream/rate-limits/budget.ts'
import type { LimitClass } from '../upstream/rate-limits/limit-class.ts'
import { MAX_TOKEN_WAIT_MS } from '../upstream/rate-limits/fair-bucket.ts'
import type { SharedAttempts, AttemptLimit } from '../upstream/rate-limits/attempt-limiter.ts'
import type { RedisConnection } from './connection.ts'
import type { StoredFacts } from './facts.ts'
import { TOKEN_BUCKET } from './token-bucket.ts'
import type { Vault } from './vault.ts'

/** Maximum length of a cooldown in milliseconds, whatever Redis holds. */
const MAX_COOLDOWN_MS = 24 * 60 * 60 * 1000
/** Milliseconds after which an attempt that Redis has no room to count can be repeated. */
const FULL_MS = 60_000

export interface RedisBudgetsOptions {
  readonly connection: Pick<RedisConnection, 'run'>
  readonly facts: Pick<StoredFacts, 'insistUnsealed'>
  readonly vault: Vault
}

/** Token buckets and cooldowns in Redis, timed by it: the gateways' clocks do not count. */
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
        keys: [vault.nameOf(`count:${name}`, scope), vault.nameOf(`cooldown:${name}`, scope)],
        arguments: [bucket?.burst ?? 0, bucket?.perSecond ?? 0, count, MAX_TOKEN_WAIT_MS].map(String),
      }),
    )

  return {
    async take(limit: LimitClass | AttemptLimit, scope, count) {
      const reply = await runScript(limit, scope, count)
      if (!Array.isArray(reply)) return undefined
      const [cooldownMs = NaN, waitMs = NaN, remaining = NaN, isFull = 0] = reply.map(Number)
      if (isFull === 1) {
        // Lookups are counted by each gateway alone. An attempt to guess a secret is refused.
        return 'cooldown' in limit ? undefined : { cooldownMs: 0, waitMs: FULL_MS, remaining: 0 }
      }
      return { cooldownMs: Math.min(MAX_COOLDOWN_MS, cooldownMs), waitMs, remaining }
    },
    refund: (limit, scope, count) => void runScript(limit, scope, -count),
    startCooldown({ name }, scope, forMs) {
      const leftMs = Math.min(MAX_COOLDOWN_MS, forMs)
      void facts.insistUnsealed(`cooldown:${name}`, scope, '1', leftMs)
    },
  }
}
