import type { LimitClass } from './limit-class.ts'
import type { Clock } from '../../clock.ts'
import { createGrowingLru } from '../../lru.ts'
import { createCooldowns } from './cooldowns.ts'
import { type Claim, createFairBucket, type FairBucket, PATIENCE_MS } from './fair-bucket.ts'

/** The budget refuses: nothing was sent. */
export class BudgetExhausted extends Error {
  override readonly name = 'BudgetExhausted'
  readonly retryAfterMs: number

  constructor(retryAfterMs: number) {
    super('the budget of a rate-limited call is used up')
    this.retryAfterMs = Math.max(1, Math.ceil(retryAfterMs))
  }
}

/**
 * Budgets that several gateways hold in common. Says nothing, soon, where nobody can tell: then each gateway
 * counts for itself. Rejects never.
 */
export interface SharedBudgets {
  /** Takes tokens, if they are there and the class is open; 0 only looks. */
  take(limit: LimitClass, scope: string, count: 0 | 1): Promise<SharedRemaining | undefined>
  close(limit: LimitClass, scope: string, forMs: number): void
}

export interface SharedRemaining {
  /** Milliseconds until the class opens; 0 for open. */
  readonly closedMs: number
  /** Milliseconds until the token is there; mostly 0. None was taken where that is more than `PATIENCE_MS`. */
  readonly waitMs: number
  /** Tokens left. */
  readonly remaining: number
}

export interface Remaining {
  readonly remaining: number
  /** When the next call will be possible, in milliseconds since 1970; null while some remain. */
  readonly retryAtMs: number | null
}

export interface Budgets {
  /**
   * Runs a call under its class: claims a token, waits for a place, spends the token as the call leaves, and
   * closes the class if the call says that the upstream refused. Rejects with `BudgetExhausted` before anything is sent.
   * @param scope whose budget it is: the upstream counts per credential.
   * @param caller who asks, where several share the credential: nobody may take more than half from others.
   */
  run<Result>(
    limit: LimitClass,
    who: { readonly scope: string; readonly caller: string },
    call: () => Promise<Result>,
    refusalOf: (error: unknown) => { readonly retryAfterMs?: number | undefined } | undefined,
  ): Promise<Result>
  /** Milliseconds for which a refusal of the upstream holds, as far as this gateway knows; 0 for none. */
  closedMs(limit: LimitClass, scope: string): number
  /** What is left, as far as this gateway knows. */
  peek(limit: LimitClass, who: { readonly scope: string; readonly caller: string }): Remaining
  /** What is left after what other gateways took. */
  look(limit: LimitClass, who: { readonly scope: string; readonly caller: string }): Promise<Remaining>
  /** By name of each class that was used: for how many scopes it is closed, as far as this gateway knows. */
  closed(): ReadonlyMap<string, number>
}

/** Scopes whose calls are counted, the one that asked last forgotten last. */
const MAX_FLOWS = 20_000

/** Calls of a scope, where a class counts them. */
interface Flow {
  readonly bucket: FairBucket | undefined
  inFlight: number
  readonly waiting: (() => void)[]
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export const createBudgets = (clock: Clock, shared?: SharedBudgets): Budgets => {
  const flows = createGrowingLru<string, Flow>(MAX_FLOWS)
  // Apart from the flows: many scopes that come and go open nothing.
  const cooldowns = createCooldowns(clock)
  const keyOf = (limit: LimitClass, scope: string): string => `${limit.name}\n${scope}`
  /** Names of classes: there are as many as calls that a network has. */
  const used = new Set<string>()

  /** Undefined for a class that counts nothing. */
  const flowOf = (limit: LimitClass, key: string): Flow | undefined => {
    if (!limit.bucket && limit.maxInFlight === undefined) return undefined
    const known = flows.get(key)
    if (known) return known
    const flow: Flow = {
      bucket: limit.bucket && createFairBucket(limit.bucket, clock),
      inFlight: 0,
      waiting: [],
    }
    flows.set(key, flow)
    return flow
  }

  const claimToken = (flow: Flow | undefined, caller: string): Claim | undefined => {
    const claim = flow?.bucket?.claim(caller)
    if (typeof claim === 'number') throw new BudgetExhausted(claim)
    return claim
  }

  const refuseIfClosed = (key: string): void => {
    const left = cooldowns.leftMs(key)
    if (left > 0) throw new BudgetExhausted(left)
  }

  /** Gives the place to whoever waits longest, so that nobody who comes just now takes it. */
  const leave = (flow: Flow): void => {
    const next = flow.waiting.shift()
    if (next) next()
    else flow.inFlight -= 1
  }

  const enter = async (flow: Flow, { maxInFlight = Infinity }: LimitClass): Promise<void> => {
    if (flow.inFlight < maxInFlight) {
      flow.inFlight += 1
      return
    }
    await new Promise<void>((resolve) => flow.waiting.push(resolve))
  }

  /** A closing that another gateway met with holds here, too. */
  const takeShared = async (
    from: SharedBudgets,
    limit: LimitClass,
    scope: string,
    count: 0 | 1,
  ): Promise<SharedRemaining | undefined> => {
    const left = await from.take(limit, scope, count)
    if (left && left.closedMs > 0) cooldowns.learn(keyOf(limit, scope), limit.cooldown, left.closedMs)
    return left
  }

  const close = (limit: LimitClass, scope: string, retryAfterMs: number | undefined): void => {
    const key = keyOf(limit, scope)
    cooldowns.close(key, limit.cooldown, retryAfterMs)
    flows.get(key)?.bucket?.empty()
    shared?.close(limit, scope, cooldowns.leftMs(key))
  }

  const peek: Budgets['peek'] = (limit, { scope, caller }) => {
    const key = keyOf(limit, scope)
    const now = clock.now()
    const closedMs = cooldowns.leftMs(key)
    if (closedMs > 0) return { remaining: 0, retryAtMs: now + closedMs }
    if (!limit.bucket) return { remaining: 0, retryAtMs: null }
    const bucket = flows.get(key)?.bucket
    if (!bucket) return { remaining: limit.bucket.burst, retryAtMs: null }
    const { remaining, waitMs } = bucket.left(caller)
    return { remaining, retryAtMs: remaining > 0 ? null : now + Math.ceil(waitMs) }
  }

  return {
    closedMs: (limit, scope) => cooldowns.leftMs(keyOf(limit, scope)),
    peek,

    closed() {
      const counts = new Map([...used].map((name) => [name, 0]))
      for (const key of cooldowns.closed()) {
        const name = key.slice(0, key.indexOf('\n'))
        counts.set(name, (counts.get(name) ?? 0) + 1)
      }
      return counts
    },

    async run(limit, { scope, caller }, call, refusalOf) {
      const key = keyOf(limit, scope)
      used.add(limit.name)
      refuseIfClosed(key)
      const flow = flowOf(limit, key)
      const claim = claimToken(flow, caller)
      if (flow) await enter(flow, limit)
      try {
        if (cooldowns.leftMs(key) > 0) claim?.drop()
        refuseIfClosed(key)
        let waitMs = claim?.spend() ?? 0
        if (shared) {
          const left = await takeShared(shared, limit, scope, 1)
          refuseIfClosed(key)
          if (left && left.waitMs > PATIENCE_MS) throw new BudgetExhausted(left.waitMs)
          waitMs = Math.max(waitMs, left?.waitMs ?? 0)
        }
        if (waitMs > 0) await pause(waitMs)
        refuseIfClosed(key)
        const result = await call()
        cooldowns.answered(key)
        return result
      } catch (error) {
        const refusal = refusalOf(error)
        if (refusal) close(limit, scope, refusal.retryAfterMs)
        throw error
      } finally {
        if (flow) leave(flow)
      }
    },

    async look(limit, who) {
      const left = shared && (await takeShared(shared, limit, who.scope, 0))
      const own = peek(limit, who)
      if (!left || left.closedMs > 0 || !limit.bucket) return own
      const remaining = Math.min(own.remaining, left.remaining)
      const retryAtMs = Math.max(own.retryAtMs ?? 0, clock.now() + left.waitMs)
      return { remaining, retryAtMs: remaining > 0 ? null : retryAtMs }
    },
  }
}
