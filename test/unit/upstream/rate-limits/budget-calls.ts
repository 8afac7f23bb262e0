import {
  type BudgetExhausted,
  type Budgets,
  createBudgets,
} from '../../../../src/upstream/rate-limits/budget.ts'
import type { StateBounds } from '../../../../src/upstream/rate-limits/expiring-map.ts'
import type { LimitClass } from '../../../../src/upstream/rate-limits/limit-class.ts'
import { standingClock } from '../../../support/time.ts'

/** A burst of three, then two a second; at most two concurrent. */
export const LOOKUP: LimitClass = {
  name: 'a lookup',
  bucket: { burst: 3, perSecond: 2 },
  maxInFlight: 2,
  cooldown: { firstMs: 60_000, maxMs: 15 * 60_000 },
}

const TWELVE_HOURS_MS = 12 * 60 * 60_000

export const SEARCH: LimitClass = {
  ...LOOKUP,
  name: 'a search',
  cooldown: { firstMs: TWELVE_HOURS_MS, maxMs: TWELVE_HOURS_MS },
}

/** Never out of tokens, so that only slots and cooldowns matter. */
export const CROWDED: LimitClass = { ...LOOKUP, name: 'a crowd', bucket: { burst: 100, perSecond: 1 } }

export const NO_BUCKET: LimitClass = { name: 'a free call', cooldown: LOOKUP.cooldown }

/** The upstream refused the call: too many calls. */
export class Refused extends Error {
  readonly retryAfterMs: number | undefined

  constructor(retryAfterMs?: number) {
    super('too many calls')
    this.retryAfterMs = retryAfterMs
  }
}

const refusalOf = (error: unknown) =>
  error instanceof Refused ? { retryAfterMs: error.retryAfterMs } : undefined

export interface Who {
  readonly scope?: string
  readonly caller?: string
}

/** A call that runs until the test ends it. */
export interface OpenCall {
  readonly isSent: () => boolean
  readonly answer: () => void
  readonly fail: (error: Error) => void
  /** `sent`, or why nothing was sent. */
  readonly outcome: Promise<string>
}

/** The outcome: `sent`, `refused for <ms>` by the budget, or the error's message. */
export const outcomeOf = async (running: Promise<unknown>): Promise<string> => {
  try {
    await running
    return 'sent'
  } catch (error) {
    if (!(error instanceof Error)) return 'no error'
    return error.name === 'BudgetExhausted'
      ? `refused for ${(error as BudgetExhausted).retryAfterMs}`
      : error.message
  }
}

/** Budgets with a manual clock, and calls to run in them. */
export const createBudgetStage = (bounds?: StateBounds) => {
  const clock = standingClock()
  const budgets = createBudgets(clock, undefined, { bounds })
  const who = ({ scope = 'bot:1', caller = 'somebody' }: Who) => ({ scope, caller })

  return {
    clock,
    budgets,
    peek: (limit: LimitClass, one: Who = {}): ReturnType<Budgets['peek']> => budgets.peek(limit, who(one)),
    /** Runs a call that ends at once, successfully or with this error. */
    run: (limit: LimitClass, one: Who = {}, error?: Error): Promise<string> =>
      outcomeOf(
        budgets.run(limit, who(one), () => (error ? Promise.reject(error) : Promise.resolve()), refusalOf),
      ),
    /** Starts a call that the test ends. */
    open(limit: LimitClass, one: Who = {}): OpenCall {
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      let isSent = false
      const call = () => {
        isSent = true
        return promise
      }
      const outcome = outcomeOf(budgets.run(limit, who(one), call, refusalOf))
      return { isSent: () => isSent, answer: resolve, fail: reject, outcome }
    },
  }
}

export type BudgetStage = ReturnType<typeof createBudgetStage>

/** Lets all pending microtasks run. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
