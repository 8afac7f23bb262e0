import type { Clock } from '../clock.ts'
import { createGrowingLru } from '../growing-lru.ts'
import type { Rate } from './bucket.ts'
import { type Claim, createFairBucket, type FairBucket, PATIENCE_MS } from './fair-bucket.ts'

/** A class of calls that an upstream limits together. */
export interface LimitClass {
  /** Network and operation: `mixin readUser`. */
  readonly name: string
  /** Tokens: how many calls at once, and how many a second after that. Absent: the class is only ever closed. */
  readonly bucket?: Rate
  /** Calls under way at a time, so that the first refusal stops the rest. Default: any. */
  readonly maxInFlight?: number
  /** How long a refusal without a Retry-After closes the class: always so long, or doubling up to a maximum. */
  readonly closing: { readonly firstMs: number; readonly maxMs: number }
}

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
  /** What is left, as far as this gateway knows. */
  peek(limit: LimitClass, who: { readonly scope: string; readonly caller: string }): Remaining
  /** What is left after what other gateways took. */
  look(limit: LimitClass, who: { readonly scope: string; readonly caller: string }): Promise<Remaining>
  /** By name of each class that was used: for how many scopes it is closed, as far as this gateway knows. */
  closed(): ReadonlyMap<string, number>
}

const MAX_STATES = 20_000

interface State {
  readonly bucket: FairBucket | undefined
  closedUntil: number
  nextCloseMs: number
  inFlight: number
  readonly waiting: (() => void)[]
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export const createBudgets = (clock: Clock, shared?: SharedBudgets): Budgets => {
  const states = createGrowingLru<string, State>(MAX_STATES)
  const keyOf = (limit: LimitClass, scope: string): string => `${limit.name}\n${scope}`

  const stateOf = (limit: LimitClass, scope: string): State => {
    const key = keyOf(limit, scope)
    const known = states.get(key)
    if (known) return known
    const state: State = {
      bucket: limit.bucket && createFairBucket(limit.bucket, clock),
      closedUntil: 0,
      nextCloseMs: limit.closing.firstMs,
      inFlight: 0,
      waiting: [],
    }
    states.set(key, state)
    return state
  }

  const claimToken = ({ bucket }: State, caller: string): Claim | undefined => {
    const claim = bucket?.claim(caller)
    if (typeof claim === 'number') throw new BudgetExhausted(claim)
    return claim
  }

  const refuseIfClosed = (state: State): void => {
    const left = state.closedUntil - clock.now()
    if (left > 0) throw new BudgetExhausted(left)
  }

  /** Gives the place to whoever waits longest, so that nobody who comes just now takes it. */
  const leave = (state: State): void => {
    const next = state.waiting.shift()
    if (next) next()
    else state.inFlight -= 1
  }

  const enter = async (state: State, { maxInFlight = Infinity }: LimitClass): Promise<void> => {
    if (state.inFlight < maxInFlight) {
      state.inFlight += 1
      return
    }
    await new Promise<void>((resolve) => state.waiting.push(resolve))
  }

  /** A closing that another gateway met with holds here, too. */
  const takeShared = async (
    from: SharedBudgets,
    state: State,
    limit: LimitClass,
    scope: string,
    count: 0 | 1,
  ): Promise<SharedRemaining | undefined> => {
    const left = await from.take(limit, scope, count)
    if (left && left.closedMs > 0)
      state.closedUntil = Math.max(state.closedUntil, clock.now() + left.closedMs)
    return left
  }

  const close = (state: State, limit: LimitClass, scope: string, retryAfterMs: number | undefined): void => {
    const { firstMs, maxMs } = limit.closing
    const now = clock.now()
    // Calls that were under way together are refused together: that is one refusal, not several.
    const isKnown = state.closedUntil > now && firstMs !== maxMs
    const isTold = retryAfterMs !== undefined && firstMs !== maxMs
    const ownMs = isKnown || isTold ? 0 : state.nextCloseMs
    if (ownMs > 0) state.nextCloseMs = Math.min(maxMs, ownMs * 2)
    state.closedUntil = Math.max(state.closedUntil, now + Math.max(ownMs, retryAfterMs ?? 0))
    state.bucket?.empty()
    shared?.close(limit, scope, state.closedUntil - now)
  }

  const peek: Budgets['peek'] = (limit, { scope, caller }) => {
    const state = stateOf(limit, scope)
    const now = clock.now()
    if (state.closedUntil > now) return { remaining: 0, retryAtMs: state.closedUntil }
    if (!state.bucket) return { remaining: 0, retryAtMs: null }
    const { remaining, waitMs } = state.bucket.left(caller)
    return { remaining, retryAtMs: remaining > 0 ? null : now + Math.ceil(waitMs) }
  }

  return {
    peek,

    closed() {
      const counts = new Map<string, number>()
      const now = clock.now()
      for (const [key, { closedUntil }] of states.entries()) {
        const name = key.slice(0, key.indexOf('\n'))
        counts.set(name, (counts.get(name) ?? 0) + (closedUntil > now ? 1 : 0))
      }
      return counts
    },

    async run(limit, { scope, caller }, call, refusalOf) {
      const state = stateOf(limit, scope)
      refuseIfClosed(state)
      const claim = claimToken(state, caller)
      await enter(state, limit)
      try {
        if (state.closedUntil > clock.now()) claim?.drop()
        refuseIfClosed(state)
        let waitMs = claim?.spend() ?? 0
        if (shared) {
          const left = await takeShared(shared, state, limit, scope, 1)
          refuseIfClosed(state)
          if (left && left.waitMs > PATIENCE_MS) throw new BudgetExhausted(left.waitMs)
          waitMs = Math.max(waitMs, left?.waitMs ?? 0)
        }
        if (waitMs > 0) await pause(waitMs)
        refuseIfClosed(state)
        const result = await call()
        if (state.closedUntil <= clock.now()) state.nextCloseMs = limit.closing.firstMs
        return result
      } catch (error) {
        const refusal = refusalOf(error)
        if (refusal) close(state, limit, scope, refusal.retryAfterMs)
        throw error
      } finally {
        leave(state)
      }
    },

    async look(limit, who) {
      const left = shared && (await takeShared(shared, stateOf(limit, who.scope), limit, who.scope, 0))
      const own = peek(limit, who)
      if (!left || left.closedMs > 0 || !limit.bucket) return own
      const remaining = Math.min(own.remaining, left.remaining)
      const retryAtMs = Math.max(own.retryAtMs ?? 0, clock.now() + left.waitMs)
      return { remaining, retryAtMs: remaining > 0 ? null : retryAtMs }
    },
  }
}
