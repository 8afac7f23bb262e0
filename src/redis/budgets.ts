import { toError } from '../errors.ts'
import type { SharedBudgets, SharedRemaining } from '../upstream/rate-limits/budget.ts'
import type { LimitClass } from '../upstream/rate-limits/limit-class.ts'
import { MAX_TOKEN_WAIT_MS } from '../upstream/rate-limits/fair-bucket.ts'
import type { SharedAttempts, AttemptLimit } from '../upstream/rate-limits/attempt-limiter.ts'
import type { RedisConnection } from './connection.ts'
import type { StoredFacts } from './facts.ts'
import type { RedisClient } from './modes/client.ts'
import { isOfWrites } from './refusal.ts'
import { TOKEN_BUCKET } from './token-bucket.ts'
import type { Vault } from './vault.ts'

/** Maximum length of a cooldown in milliseconds, whatever Redis holds. */
const MAX_COOLDOWN_MS = 24 * 60 * 60 * 1000
/** Milliseconds after which an attempt that Redis refuses to count can be repeated. */
const REFUSED_MS = 60_000

type Limit = LimitClass | AttemptLimit

/** Milliseconds of the cooldown, and what the script returns. */
type Replies = readonly [cooldownMs: number, reply: unknown]

/** In their place, where Redis refuses to count and there is no cooldown. */
const NOT_COUNTED: Replies = [0, 'not counted']

export interface RedisBudgetsOptions {
  readonly connection: Pick<RedisConnection, 'run'>
  readonly facts: Pick<StoredFacts, 'insistUnsealed'>
  readonly vault: Vault
}

/** Token buckets and cooldowns in Redis, timed by it: the gateways' clocks do not count. */
export const createRedisBudgets = (options: RedisBudgetsOptions): SharedBudgets & SharedAttempts => {
  const { connection, facts, vault } = options
  /** Its two names share a slot, so that both commands go to one server in one pipeline. */
  const nameOf = (kind: 'count' | 'cooldown', { name }: Limit, scope: string): string =>
    vault.slotNameOf(`${kind}:${name}`, name, scope)

  /** Attempts have no cooldown. */
  const cooldownMsOf = async (client: RedisClient, limit: Limit, scope: string): Promise<number> =>
    'cooldown' in limit ? await client.pTTL(nameOf('cooldown', limit, scope)) : 0

  /** @param count tokens to take; a negative number refunds */
  const runScript = async (
    client: RedisClient,
    limit: Limit,
    scope: string,
    count: number,
  ): Promise<unknown> =>
    limit.bucket &&
    client.eval(TOKEN_BUCKET, {
      keys: [nameOf('count', limit, scope)],
      arguments: [limit.bucket.burst, limit.bucket.perSecond, count, MAX_TOKEN_WAIT_MS].map(String),
    })

  /** A Redis that refuses to count tells of a cooldown all the same. */
  const cooldownAndCount = async (
    client: RedisClient,
    limit: Limit,
    scope: string,
    count: number,
  ): Promise<Replies> => {
    const [cooldown, counted] = await Promise.allSettled([
      cooldownMsOf(client, limit, scope),
      runScript(client, limit, scope, count),
    ])
    if (cooldown.status === 'rejected') throw cooldown.reason
    if (counted.status === 'fulfilled') return [cooldown.value, counted.value]
    if (cooldown.value > 0 && isOfWrites(toError(counted.reason))) return [cooldown.value, undefined]
    throw counted.reason
  }

  const refund = (limit: Limit, scope: string, count: number): void =>
    void connection.run((client) => runScript(client, limit, scope, -count))

  /** An attempt to guess a secret is refused where Redis refuses to count it. The rest is counted by each gateway alone. */
  const uncounted = (limit: Limit): SharedRemaining | undefined => {
    const canBeAlone = 'cooldown' in limit || limit.countsAlone === true
    return canBeAlone ? undefined : { cooldownMs: 0, waitMs: REFUSED_MS, remaining: 0 }
  }

  return {
    async take(limit: Limit, scope, count) {
      const replies = await connection.run(
        (client) => cooldownAndCount(client, limit, scope, count),
        NOT_COUNTED,
      )
      if (!replies) return undefined
      if (replies === NOT_COUNTED) return uncounted(limit)
      const [cooldownMs, reply] = replies
      const [waitMs = NaN, remaining = NaN] = Array.isArray(reply) ? reply.map(Number) : [0, 0]
      if (cooldownMs <= 0) return { cooldownMs: 0, waitMs, remaining }
      if (reply !== undefined && count > 0 && waitMs <= MAX_TOKEN_WAIT_MS) refund(limit, scope, count)
      return { cooldownMs: Math.min(MAX_COOLDOWN_MS, cooldownMs), waitMs: 0, remaining: 0 }
    },
    refund,
    startCooldown(limit, scope, forMs) {
      const leftMs = Math.min(MAX_COOLDOWN_MS, forMs)
      void facts.insistUnsealed(`cooldown:${limit.name}`, nameOf('cooldown', limit, scope), '1', leftMs)
    },
  }
}
