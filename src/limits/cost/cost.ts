import type { CallClass, Charge } from '../../datasources/costs.ts'
import { MAX_LIMITED_CALLS } from '../../request/request.ts'

/** Upstream calls that an operation may cause in the worst case. */
export interface Cost {
  readonly calls: Readonly<Record<CallClass, number>>
  readonly total: number
}

/** Names of the loads that are charged already: for some objects, or for the whole request. */
export type Charged = Set<string>

/** Adds up charges. */
export interface CostCounter {
  /** @param charged the loads of the objects that the charges concern */
  add(charges: readonly Charge[], charged: Charged): void
  sum(): Cost
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
  return {
    add(charges, chargedForObjects) {
      for (const { calls: callClass, count, once } of charges) {
        if (once) {
          const charged = once.of === 'request' ? chargedForRequest : chargedForObjects
          if (charged.has(once.name)) continue
          charged.add(once.name)
        }
        calls[callClass] += count
      }
    },
    sum() {
      // A request makes at most this many limited lookups and refuses the rest.
      const limitedLookups = Math.min(calls.limitedLookups, MAX_LIMITED_CALLS)
      const { batchedReads, singleReads, writes, textMessages } = calls
      const total = limitedLookups + batchedReads + singleReads + writes + textMessages
      return { calls: { ...calls, limitedLookups }, total }
    },
  }
}
