import type { ActiveCooldown, Cooldowns } from './cooldowns.ts'
import type { LimitClass } from './limit-class.ts'
import type { Quotas } from './quotas.ts'

/** What is left of the calls of one class and scope. */
export interface QuotaState {
  readonly name: string
  readonly scope: string
  /** Calls that may be sent now, by all gateways that share a store. Undefined for a class whose rate is not limited. */
  readonly remaining: number | undefined
  /** Milliseconds until one may; 0 if one may. */
  readonly waitMs: number
  readonly inFlight: number
  /** Calls that wait for one of these to end. */
  readonly waiting: number
}

export interface BudgetsState {
  readonly cooldowns: readonly ActiveCooldown[]
  /** How many there are in all. */
  readonly cooldownCount: number
  /** Those that are in use, or not refilled yet. */
  readonly quotas: readonly QuotaState[]
  readonly quotaCount: number
}

/** A part of `SharedBudgets`. */
interface SharedCounts {
  take(
    limit: LimitClass,
    scope: string,
    count: 0,
  ): Promise<{ readonly cooldownMs: number; readonly waitMs: number; readonly remaining: number } | undefined>
}

export interface BudgetsStateOptions {
  readonly quotas: Pick<Quotas, 'all'>
  readonly cooldowns: Pick<Cooldowns, 'all' | 'leftMs'>
  readonly shared: SharedCounts | undefined
}

type Row = QuotaState & { readonly limit: LimitClass }

const leftOf = ({ remaining = Number.MAX_SAFE_INTEGER }: QuotaState): number => remaining

/** Creates a function that tells what is paused and what is left, with at most so many rows of each. */
export const createBudgetsState = ({ quotas, cooldowns, shared }: BudgetsStateOptions) => {
  const ownRows = (): Row[] =>
    Array.from(quotas.all(), ({ scope, value: { limit, bucket, inFlight, waiting } }) => {
      const left = bucket?.left({ caller: '' })
      const cooldownMs = cooldowns.leftMs(limit, scope)
      return {
        limit,
        name: limit.name,
        scope,
        remaining: left && (cooldownMs > 0 ? 0 : left.remaining),
        waitMs: Math.max(cooldownMs, left?.waitMs ?? 0),
        inFlight,
        waiting: waiting.length,
      }
    })

  const withShared = async ({ limit, ...own }: Row): Promise<QuotaState> => {
    const left = own.remaining === undefined ? undefined : await shared?.take(limit, own.scope, 0)
    if (!left) return own
    return {
      ...own,
      remaining: Math.min(leftOf(own), left.remaining),
      waitMs: Math.max(own.waitMs, left.cooldownMs, left.waitMs),
    }
  }

  return async (maxRows: number): Promise<BudgetsState> => {
    const paused = cooldowns.all().toSorted((one, other) => other.leftMs - one.leftMs)
    const rows = ownRows().toSorted((one, other) => leftOf(one) - leftOf(other))
    return {
      cooldowns: paused.slice(0, maxRows),
      cooldownCount: paused.length,
      quotas: await Promise.all(rows.slice(0, maxRows).map(withShared)),
      quotaCount: rows.length,
    }
  }
}
