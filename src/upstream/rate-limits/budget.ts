import type { LimitClass } from './limit-class.ts'
import type { Clock } from '../../clock.ts'
import { createGrowingLru } from '../../lru.ts'
import { type BudgetsState, createBudgetsState } from './budgets-state.ts'
import { createCooldowns } from './cooldowns.ts'
import type { StateBounds } from './expiring-map.ts'
import { type BucketCaller, type Claim, MAX_TOKEN_WAIT_MS } from './fair-bucket.ts'
import { createQuotas, type Quota } from './quotas.ts'

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
  /**
   * Milliseconds left of a cooldown; 0 for none. Only where the store tells of all cooldowns: then calls without a budget of
   * their own need not ask.
   */
  cooldownMs?(limit: LimitClass, scope: string): number
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

/** What an error says if it is the upstream's refusal of too many calls. */
export type RefusalOf = (error: unknown) => { readonly retryAfterMs?: number | undefined } | undefined

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
    refusalOf: RefusalOf,
  ): Promise<Result>
  /** Milliseconds left of a cooldown that this gateway knows; 0 for none. */
  cooldownMs(limit: LimitClass, scope: string): number
  /** The remaining budget by this gateway's own count. */
  peek(limit: LimitClass, owner: BudgetOwner): Remaining
  /** The same, with the calls of other gateways included. */
  peekShared(limit: LimitClass, owner: BudgetOwner): Promise<Remaining>
  /** For each class used: in how many scopes it has a cooldown that this gateway knows. */
  cooldowns(): ReadonlyMap<string, number>
  /** What is paused, and what is left. @param maxRows of each: those that are paused for longest, or have least left */
  state(maxRows: number): Promise<BudgetsState>
}

export interface BudgetOwner extends BucketCaller {
  readonly scope: string
}

/** Calls of one class and scope are paused; or, without a time, one is made for the first time after that. */
export interface CooldownChange {
  readonly name: string
  readonly scope: string
  readonly forMs?: number
}

export interface BudgetsOptions {
  readonly bounds?: StateBounds | undefined
  readonly onCooldown?: ((change: CooldownChange) => void) | undefined
  /** Waits so many milliseconds of the clock. Default: those of this process. */
  readonly sleep?: ((ms: number) => Promise<void>) | undefined
}

/** Cooldowns whose end is told. */
const MAX_TOLD = 10_000

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export const createBudgets = (
  clock: Clock,
  shared?: SharedBudgets,
  { bounds = {}, onCooldown = () => undefined, sleep = pause }: BudgetsOptions = {},
): Budgets => {
  const quotas = createQuotas(clock, bounds.quotas)
  // Separate from the quotas, which end earlier.
  const cooldowns = createCooldowns(clock, bounds.cooldowns)
  /** Whether the store has to be asked before each call. */
  const mustAsk = shared !== undefined && shared.cooldownMs === undefined
  /** Names of classes; bounded by the number of upstream calls. */
  const used = new Set<string>()

  const told = createGrowingLru<string, true>(MAX_TOLD)

  const tellOpened = ({ name }: LimitClass, scope: string, forMs: number): void => {
    const key = `${name} ${scope}`
    if (forMs <= 0 || told.has(key)) return
    told.set(key, true)
    onCooldown({ name, scope, forMs: Math.ceil(forMs) })
  }

  /** There is no cooldown any more. */
  const tellClosed = ({ name }: LimitClass, scope: string): void => {
    if (told.size > 0 && told.delete(`${name} ${scope}`)) onCooldown({ name, scope })
  }

  const claimToken = (quota: Quota | undefined, caller: BucketCaller): Claim | undefined => {
    const claim = quota?.bucket?.claim(caller)
    if (typeof claim === 'number') throw new BudgetExhausted(claim)
    return claim
  }

  const refuseInCooldown = (limit: LimitClass, scope: string): void => {
    const left = cooldowns.leftMs(limit, scope)
    if (left > 0) throw new BudgetExhausted(left)
  }

  /** Refuses a call whose quota, or whose cooldown if the upstream refused it, could not be kept. */
  const openQuota = (limit: LimitClass, owner: BudgetOwner): Quota | undefined => {
    const roomMs = cooldowns.waitForRoom(limit, owner)
    if (roomMs > 0) throw new BudgetExhausted(roomMs)
    const quota = quotas.open(limit, owner)
    if (typeof quota === 'number') throw new BudgetExhausted(quota)
    return quota
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
    owner: BudgetOwner,
    count: 0 | 1,
  ): Promise<SharedRemaining | undefined> => {
    const left = await from.take(limit, owner.scope, count)
    if (left && left.cooldownMs > 0) {
      cooldowns.adopt(limit, owner, left.cooldownMs)
      tellOpened(limit, owner.scope, left.cooldownMs)
    }
    return left
  }

  /** Adopts a cooldown that the store has told of. */
  const adoptTold = (limit: LimitClass, owner: BudgetOwner): void => {
    const toldMs = shared?.cooldownMs?.(limit, owner.scope) ?? 0
    if (toldMs > 0) cooldowns.adopt(limit, owner, toldMs)
  }

  const startCooldown = (limit: LimitClass, owner: BudgetOwner, retryAfterMs: number | undefined): void => {
    const { scope } = owner
    cooldowns.start(limit, owner, retryAfterMs)
    tellOpened(limit, scope, cooldowns.leftMs(limit, scope))
    quotas.find(limit, scope)?.bucket?.empty()
    shared?.startCooldown(limit, scope, cooldowns.leftMs(limit, scope))
  }

  const peek: Budgets['peek'] = (limit, owner) => {
    const date = clock.date()
    const cooldownMs = cooldowns.leftMs(limit, owner.scope)
    if (cooldownMs > 0) return { remaining: 0, retryAtMs: date + cooldownMs }
    if (!limit.bucket) return { remaining: 0, retryAtMs: null }
    const bucket = quotas.find(limit, owner.scope)?.bucket
    if (!bucket) return { remaining: limit.bucket.burst, retryAtMs: null }
    const { remaining, waitMs } = bucket.left(owner)
    return { remaining, retryAtMs: remaining > 0 ? null : date + Math.ceil(waitMs) }
  }

  /** Waits until the call may be sent. Throws where it may not. */
  const awaitToken = async (
    limit: LimitClass,
    owner: BudgetOwner,
    claim: Claim | undefined,
  ): Promise<void> => {
    const { scope } = owner
    if (cooldowns.leftMs(limit, scope) > 0) claim?.drop()
    refuseInCooldown(limit, scope)
    let waitMs = claim?.spend() ?? 0
    if (shared) {
      const left = await takeShared(shared, limit, owner, 1)
      refuseInCooldown(limit, scope)
      if (left && left.waitMs > MAX_TOKEN_WAIT_MS) throw new BudgetExhausted(left.waitMs)
      waitMs = Math.max(waitMs, left?.waitMs ?? 0)
    }
    if (waitMs > 0) await sleep(waitMs)
    refuseInCooldown(limit, scope)
  }

  return {
    cooldownMs: cooldowns.leftMs,
    peek,

    cooldowns() {
      const active = cooldowns.active()
      return new Map([...used].map((name) => [name, active.get(name) ?? 0]))
    },

    state: createBudgetsState({ quotas, cooldowns, shared }),

    async run(limit, owner, call, refusalOf) {
      used.add(limit.name)
      adoptTold(limit, owner)
      refuseInCooldown(limit, owner.scope)
      tellClosed(limit, owner.scope)
      const quota = openQuota(limit, owner)
      let hasSlot = false
      try {
        const claim = claimToken(quota, owner)
        if (quota) await acquire(quota, limit)
        hasSlot = true
        // Else nothing is to wait for: no other call has begun since the check above.
        if (quota || mustAsk) await awaitToken(limit, owner, claim)
        const result = await call()
        cooldowns.succeeded(limit, owner.scope)
        return result
      } catch (error) {
        // Before the slot goes to a call that waits.
        const refusal = hasSlot && refusalOf(error)
        if (refusal) startCooldown(limit, owner, refusal.retryAfterMs)
        throw error
      } finally {
        if (quota && hasSlot) release(quota)
        if (quota) quotas.close(limit, owner, quota)
      }
    },

    async peekShared(limit, owner) {
      const left = shared && (await takeShared(shared, limit, owner, 0))
      const own = peek(limit, owner)
      if (!left || left.cooldownMs > 0 || !limit.bucket) return own
      const remaining = Math.min(own.remaining, left.remaining)
      const retryAtMs = Math.max(own.retryAtMs ?? 0, clock.date() + left.waitMs)
      return { remaining, retryAtMs: remaining > 0 ? null : retryAtMs }
    },
  }
}
