import { MixinError } from './errors.ts'

const MOST_WRONG = 5
const LOCK_MS = 86_400_000

type PinRecord = { wrongAt: number[]; lastIterator: bigint }

/** Counts wrong PINs per bot and keeps iterators growing. */
export type PinGuard = {
  /** Throws a 429 where five wrong PINs came within a day; then no further PIN is looked at. */
  admit(appId: string): void
  /** Whether the iterator is larger than all before; it is spent either way. */
  spend(appId: string, iterator: bigint): boolean
  wrong(appId: string): void
  right(appId: string): void
}

/** A guard that has seen nothing. */
export const createPinGuard = (clock: () => number): PinGuard => {
  const records = new Map<string, PinRecord>()
  const recordOf = (appId: string): PinRecord => {
    const record = records.get(appId) ?? { wrongAt: [], lastIterator: -1n }
    records.set(appId, record)
    return record
  }
  return {
    admit(appId) {
      const recent = recordOf(appId).wrongAt.filter((at) => clock() - at < LOCK_MS)
      if (recent.length >= MOST_WRONG) throw new MixinError(429)
    },
    spend(appId, iterator) {
      const record = recordOf(appId)
      if (iterator <= record.lastIterator) return false
      record.lastIterator = iterator
      return true
    },
    wrong(appId) {
      recordOf(appId).wrongAt.push(clock())
    },
    right(appId) {
      recordOf(appId).wrongAt = []
    },
  }
}
