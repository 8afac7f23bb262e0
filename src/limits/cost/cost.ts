import type { CallClass, Charge } from '../../datasources/costs.ts'
import type { CallAllowance } from '../../request/call-allowance.ts'
import { MAX_LIMITED_CALLS } from '../../request/request.ts'

/** Upstream calls that an operation may cause in the worst case. */
export interface Cost {
  readonly calls: Readonly<Record<CallClass, number>>
  readonly total: number
  /** Arguments that could not be read, such as `node(id:)`: priced as the dearest that they could be. */
  readonly unread?: readonly string[]
}

/** What an operation may cause, and what it must not exceed. */
export interface OperationPrice {
  readonly cost: Cost
  /** Of kinds that are read below a list of assumed length, or that are expected to come with it. Undefined for none. */
  readonly allowance: CallAllowance | undefined
}

/** Names of the loads that are charged already: for some objects, or for the whole request. */
export type Charged = Set<string>

/** Adds up charges. */
export interface CostCounter {
  /** @param at the objects that the charges concern */
  add(charges: readonly Charge[], at: { readonly charged: Charged; readonly isAssumed: boolean }): void
  /** @param argument such as `node(id:)` */
  unread(argument: string): void
  sum(): OperationPrice
}

export const createCostCounter = (): CostCounter => {
  const calls: Record<CallClass, number> = {
    limitedLookups: 0,
    batchedReads: 0,
    singleReads: 0,
    writes: 0,
    textMessages: 0,
  }
  const chargedForRequest: Charged = new Set()
  const callsByKind = new Map<string, number>()
  const cappedKinds = new Set<string>()

  /** Undefined for none, so that requests without such lists have nothing to do. */
  const allowance = (): CallAllowance | undefined =>
    cappedKinds.size === 0
      ? undefined
      : new Map(Array.from(cappedKinds, (kind) => [kind, callsByKind.get(kind) ?? 0]))

  const unread = new Set<string>()
  return {
    add(charges, { charged: chargedForObjects, isAssumed }) {
      for (const { calls: callClass, count, reads, isCapped, once } of charges) {
        if (reads !== undefined && (isAssumed || isCapped)) cappedKinds.add(reads)
        if (once) {
          const charged = once.of === 'request' ? chargedForRequest : chargedForObjects
          if (charged.has(once.name)) continue
          charged.add(once.name)
        }
        calls[callClass] += count
        if (reads !== undefined) callsByKind.set(reads, (callsByKind.get(reads) ?? 0) + count)
      }
    },
    unread: (argument) => void unread.add(argument),
    sum() {
      // A request makes at most this many limited lookups and refuses the rest.
      const limitedLookups = Math.min(calls.limitedLookups, MAX_LIMITED_CALLS)
      const { batchedReads, singleReads, writes, textMessages } = calls
      const total = limitedLookups + batchedReads + singleReads + writes + textMessages
      const cost = {
        calls: { ...calls, limitedLookups },
        total,
        ...(unread.size > 0 && { unread: [...unread] }),
      }
      return { cost, allowance: allowance() }
    },
  }
}
