import type { CallClass, Charge } from '../../datasources/costs.ts'
import { MAX_LIMITED_CALLS } from '../../request/request.ts'

/** Upstream calls that an operation may cause at worst. */
export interface Cost {
  readonly calls: Readonly<Record<CallClass, number>>
  readonly total: number
}

/** What has been paid for already, of some things or of a request. */
export type Paid = Set<string>

/** Adds charges up. */
export interface Bill {
  /** @param paid what has been loaded of the things that the charges are about. */
  add(charges: readonly Charge[], paid: Paid): void
  sum(): Cost
}

export const createBill = (): Bill => {
  const calls: Record<CallClass, number> = {
    limitedLookups: 0,
    batchedReads: 0,
    singleReads: 0,
    writes: 0,
    textMessages: 0,
  }
  const paidByRequest: Paid = new Set()
  return {
    add(charges, paidByThings) {
      for (const { calls: kind, count, once } of charges) {
        if (once) {
          const paid = once.of === 'request' ? paidByRequest : paidByThings
          if (paid.has(once.name)) continue
          paid.add(once.name)
        }
        calls[kind] += count
      }
    },
    sum() {
      // However many are asked for, a request makes so many and refuses the rest.
      const limitedLookups = Math.min(calls.limitedLookups, MAX_LIMITED_CALLS)
      const { batchedReads, singleReads, writes, textMessages } = calls
      const total = limitedLookups + batchedReads + singleReads + writes + textMessages
      return { calls: { ...calls, limitedLookups }, total }
    },
  }
}
