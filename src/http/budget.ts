import { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'

/** A class of calls that an upstream limits together. */
export interface LimitClass {
  readonly name: string
  /** Tokens: how many calls at once, and how many a second after that. Absent: the class is only ever closed. */
  readonly bucket?: { readonly burst: number; readonly perSecond: number }
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
  /** Milliseconds until there is a token; 0 where there was one, and for a class without a bucket. */
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
   * Runs a call under its class: takes a token, waits for a place, closes the class if the call says that the
   * upstream refused. Rejects with `BudgetExhausted` before anything is sent.
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
}

/** Callers that have asked within this time count as others. */
const FAIRNESS_MS = 10_000
const MAX_STATES = 20_000

interface Bucket {
  tokens: number
  filledAt: number
}

interface State {
  readonly whole: Bucket
  /** Half a bucket for each caller, by caller. */
  readonly shares: LRUCache<string, Bucket & { askedAt: number }>
  closedUntil: number
  nextCloseMs: number
  inFlight: number
  readonly waiting: (() => void)[]
}

type Rate = NonNullable<LimitClass['bucket']>

const half = ({ burst, perSecond }: Rate): Rate => ({
  burst: Math.max(1, Math.floor(burst / 2)),
  perSecond: perSecond / 2,
})

const refill = (bucket: Bucket, { burst, perSecond }: Rate, now: number): void => {
  bucket.tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.filledAt) / 1000) * perSecond)
  bucket.filledAt = now
}

/** Milliseconds until a token is there; 0 if there is one. Rounding must not make it one that is almost there. */
const waitOf = ({ tokens }: Bucket, { perSecond }: Rate): number =>
  tokens >= 1 ? 0 : ((1 - tokens) / perSecond) * 1000

export const createBudgets = (clock: Clock, shared?: SharedBudgets): Budgets => {
  const states = new LRUCache<string, State>({ max: MAX_STATES })
  const keyOf = (limit: LimitClass, scope: string): string => `${limit.name}\n${scope}`

  const stateOf = (limit: LimitClass, scope: string): State => {
    const key = keyOf(limit, scope)
    const known = states.get(key)
    if (known) return known
    const state: State = {
      whole: { tokens: limit.bucket?.burst ?? 0, filledAt: clock.now() },
      shares: new LRUCache({ max: 1_000 }),
      closedUntil: 0,
      nextCloseMs: limit.closing.firstMs,
      inFlight: 0,
      waiting: [],
    }
    states.set(key, state)
    return state
  }

  /** The caller's share, where others have asked lately; nobody is held back while alone. */
  const shareOf = (state: State, rate: Rate, caller: string, now: number): Bucket | undefined => {
    const own = state.shares.get(caller)
    if (own) refill(own, half(rate), now)
    for (const [other, { askedAt }] of state.shares.entries()) {
      if (other !== caller && now - askedAt < FAIRNESS_MS) return own
    }
    return undefined
  }

  const takeToken = (state: State, rate: Rate, caller: string): void => {
    const now = clock.now()
    refill(state.whole, rate, now)
    const own = state.shares.get(caller) ?? { tokens: half(rate).burst, filledAt: now, askedAt: now }
    state.shares.set(caller, own)
    const share = shareOf(state, rate, caller, now)
    own.askedAt = now
    const wait = Math.max(waitOf(state.whole, rate), share ? waitOf(share, half(rate)) : 0)
    if (wait > 0) throw new BudgetExhausted(wait)
    state.whole.tokens -= 1
    own.tokens = Math.max(0, own.tokens - 1)
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
    if (state.closedUntil > clock.now()) leave(state)
    refuseIfClosed(state)
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
    const isFixed = limit.closing.firstMs === limit.closing.maxMs
    const ownMs = isFixed || retryAfterMs === undefined ? state.nextCloseMs : 0
    const forMs = Math.max(ownMs, retryAfterMs ?? 0)
    state.nextCloseMs = Math.min(limit.closing.maxMs, state.nextCloseMs * 2)
    state.closedUntil = Math.max(state.closedUntil, clock.now() + forMs)
    state.whole.tokens = 0
    shared?.close(limit, scope, state.closedUntil - clock.now())
  }

  const peek: Budgets['peek'] = (limit, { scope, caller }) => {
    const state = stateOf(limit, scope)
    const now = clock.now()
    if (state.closedUntil > now) return { remaining: 0, retryAtMs: state.closedUntil }
    if (!limit.bucket) return { remaining: 0, retryAtMs: null }
    refill(state.whole, limit.bucket, now)
    const share = shareOf(state, limit.bucket, caller, now)
    const remaining = Math.floor(Math.min(state.whole.tokens, share?.tokens ?? Infinity))
    const wait = Math.max(waitOf(state.whole, limit.bucket), share ? waitOf(share, half(limit.bucket)) : 0)
    return { remaining, retryAtMs: remaining > 0 ? null : now + Math.ceil(wait) }
  }

  return {
    peek,

    async run(limit, { scope, caller }, call, refusalOf) {
      const state = stateOf(limit, scope)
      refuseIfClosed(state)
      if (limit.bucket) takeToken(state, limit.bucket, caller)
      await enter(state, limit)
      try {
        if (shared) {
          const left = await takeShared(shared, state, limit, scope, 1)
          refuseIfClosed(state)
          if (left && left.waitMs > 0) throw new BudgetExhausted(left.waitMs)
        }
        const result = await call()
        state.nextCloseMs = limit.closing.firstMs
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
