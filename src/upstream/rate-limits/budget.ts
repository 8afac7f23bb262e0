import type { LimitClass } from './limit-class.ts'
import type { Clock } from '../../clock.ts'
import { createGrowingLru } from '../../lru.ts'
import { createCooldowns } from './cooldowns.ts'
import {
  type BucketCaller,
  type Claim,
  createFairBucket,
  type FairBucket,
  MAX_TOKEN_WAIT_MS,
} from './fair-bucket.ts'

/** The budget is used up or the class is in cooldown: nothing was sent. */
export class BudgetExhausted extends Error {
  override readonly name = 'BudgetExhausted'
  readonly retryAfterMs: number

  constructor(retryAfterMs: number) {
    super('the budget of a rate-limited call is used up')
    this.retryAfterMs = Math.max(1, Math.ceil(retryAfterMs))
  }
}

/**
 * Budgets shared by several gateways. Undefined, without delay, if the store is not available: then each gateway
 * counts alone. Never rejects.
 */
export interface SharedBudgets {
  /** Takes a token if there is one and no cooldown; a count of 0 only reads. */
  take(limit: LimitClass, scope: string, count: 0 | 1): Promise<SharedRemaining | undefined>
  startCooldown(limit: LimitClass, scope: string, forMs: number): void
}

export interface SharedRemaining {
  /** Milliseconds left of a cooldown; 0 for none. */
  readonly cooldownMs: number
  /** Milliseconds until a token is refilled, usually 0. None was taken if this exceeds `MAX_TOKEN_WAIT_MS`. */
  readonly waitMs: number
  /** Tokens left. */
  readonly remaining: number
}

export interface Remaining {
  readonly remaining: number
  /** When the next call is possible, in milliseconds since 1970; null while some remain. */
  readonly retryAtMs: number | null
}

export interface Budgets {
  /**
   * Runs a call in its class: reserves a token, waits for a free slot, spends the token, sends, and starts a
   * cooldown if the upstream refused. Rejects with `BudgetExhausted` if nothing was sent.
   * @param owner `scope`: the owner of the budget, since upstreams count per credential; `caller`: who makes the
   * request, since callers that share a credential take turns
   */
  run<Result>(
    limit: LimitClass,
    owner: BudgetOwner,
    call: () => Promise<Result>,
    refusalOf: (error: unknown) => { readonly retryAfterMs?: number | undefined } | undefined,
  ): Promise<Result>
  /** Milliseconds left of a cooldown that this gateway knows; 0 for none. */
  cooldownMs(limit: LimitClass, scope: string): number
  /** The remaining budget by this gateway's own count. */
  peek(limit: LimitClass, owner: BudgetOwner): Remaining
  /** The same, with the calls of other gateways included. */
  peekShared(limit: LimitClass, owner: BudgetOwner): Promise<Remaining>
  /** For each class used: in how many scopes it has a cooldown that this gateway knows. */
  cooldowns(): ReadonlyMap<string, number>
}

export interface BudgetOwner extends BucketCaller {
  readonly scope: string
}

/** Scopes whose calls are counted; the least recently used is evicted first. */
const MAX_QUOTAS = 20_000

/** Counts the calls of one class and scope. */
interface Quota {
  readonly bucket: FairBucket | undefined
  inFlight: number
  readonly waiting: (() => void)[]
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export const createBudgets = (clock: Clock, shared?: SharedBudgets): Budgets => {
  const quotas = createGrowingLru<string, Quota>(MAX_QUOTAS)
  // Separate from the quotas, so that many new scopes do not evict a cooldown.
  const cooldowns = createCooldowns(clock)
  const keyOf = (limit: LimitClass, scope: string): string => `${limit.name}\n${scope}`
  /** Names of classes; bounded by the number of upstream calls. */
  const used = new Set<string>()

  /** Undefined for a class without limits of its own. */
  const quotaOf = (limit: LimitClass, key: string): Quota | undefined => {
    if (!limit.bucket && limit.maxInFlight === undefined) return undefined
    const known = quotas.get(key)
    if (known) return known
    const quota: Quota = {
      bucket: limit.bucket && createFairBucket(limit.bucket, clock),
      inFlight: 0,
      waiting: [],
    }
    quotas.set(key, quota)
    return quota
  }

  const claimToken = (quota: Quota | undefined, caller: BucketCaller): Claim | undefined => {
    const claim = quota?.bucket?.claim(caller)
    if (typeof claim === 'number') throw new BudgetExhausted(claim)
    return claim
  }

  const refuseInCooldown = (key: string): void => {
    const left = cooldowns.leftMs(key)
    if (left > 0) throw new BudgetExhausted(left)
  }

  /** Hands the slot to the call that has waited longest; a new call cannot take it first. */
  const release = (quota: Quota): void => {
    const next = quota.waiting.shift()
    if (next) next()
    else quota.inFlight -= 1
  }

  const acquire = async (quota: Quota, { maxInFlight = Infinity }: LimitClass): Promise<void> => {
    if (quota.inFlight < maxInFlight) {
      quota.inFlight += 1
      return
    }
    await new Promise<void>((resolve) => quota.waiting.push(resolve))
  }

  /** Adopts the cooldowns of other gateways. */
  const takeShared = async (
    from: SharedBudgets,
    limit: LimitClass,
    scope: string,
    count: 0 | 1,
  ): Promise<SharedRemaining | undefined> => {
    const left = await from.take(limit, scope, count)
    if (left && left.cooldownMs > 0) cooldowns.adopt(keyOf(limit, scope), limit.cooldown, left.cooldownMs)
    return left
  }

  const startCooldown = (limit: LimitClass, scope: string, retryAfterMs: number | undefined): void => {
    const key = keyOf(limit, scope)
    cooldowns.start(key, limit.cooldown, retryAfterMs)
    quotas.get(key)?.bucket?.empty()
    shared?.startCooldown(limit, scope, cooldowns.leftMs(key))
  }

  const peek: Budgets['peek'] = (limit, owner) => {
    const key = keyOf(limit, owner.scope)
    const now = clock.now()
    const cooldownMs = cooldowns.leftMs(key)
    if (cooldownMs > 0) return { remaining: 0, retryAtMs: now + cooldownMs }
    if (!limit.bucket) return { remaining: 0, retryAtMs: null }
    const bucket = quotas.get(key)?.bucket
    if (!bucket) return { remaining: limit.bucket.burst, retryAtMs: null }
    const { remaining, waitMs } = bucket.left(owner)
    return { remaining, retryAtMs: remaining > 0 ? null : now + Math.ceil(waitMs) }
  }

  return {
    cooldownMs: (limit, scope) => cooldowns.leftMs(keyOf(limit, scope)),
    peek,

    cooldowns() {
      const counts = new Map([...used].map((name) => [name, 0]))
      for (const key of cooldowns.active()) {
        const name = key.slice(0, key.indexOf('\n'))
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
      return counts
    },

    async run(limit, owner, call, refusalOf) {
      const { scope } = owner
      const key = keyOf(limit, scope)
      used.add(limit.name)
      refuseInCooldown(key)
      const quota = quotaOf(limit, key)
      const claim = claimToken(quota, owner)
      if (quota) await acquire(quota, limit)
      try {
        if (cooldowns.leftMs(key) > 0) claim?.drop()
        refuseInCooldown(key)
        let waitMs = claim?.spend() ?? 0
        if (shared) {
          const left = await takeShared(shared, limit, scope, 1)
          refuseInCooldown(key)
          if (left && left.waitMs > MAX_TOKEN_WAIT_MS) throw new BudgetExhausted(left.waitMs)
          waitMs = Math.max(waitMs, left?.waitMs ?? 0)
        }
        if (waitMs > 0) await pause(waitMs)
        refuseInCooldown(key)
        const result = await call()
        cooldowns.succeeded(key)
        return result
      } catch (error) {
        const refusal = refusalOf(error)
        if (refusal) startCooldown(limit, scope, refusal.retryAfterMs)
        throw error
      } finally {
        if (quota) release(quota)
      }
    },

    async peekShared(limit, owner) {
      const left = shared && (await takeShared(shared, limit, owner.scope, 0))
      const own = peek(limit, owner)
      if (!left || left.cooldownMs > 0 || !limit.bucket) return own
      const remaining = Math.min(own.remaining, left.remaining)
      const retryAtMs = Math.max(own.retryAtMs ?? 0, clock.now() + left.waitMs)
      return { remaining, retryAtMs: remaining > 0 ? null : retryAtMs }
    },
  }
}
