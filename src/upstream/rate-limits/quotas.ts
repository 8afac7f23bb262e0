import type { Clock } from '../../clock.ts'
import { createClassState, holderOf, type StateOwner } from './class-state.ts'
import type { Bounds } from './expiring-map.ts'
import { createFairBucket, type FairBucket } from './fair-bucket.ts'
import type { LimitClass } from './limit-class.ts'

/** Counts the calls of one class and scope. */
export interface Quota {
  readonly limit: LimitClass
  readonly bucket: FairBucket | undefined
  inFlight: number
  readonly waiting: (() => void)[]
  /** Calls that use it, sent or not. */
  users: number
}

/** The quotas in use, and those whose tokens are not all refilled. A missing one counts as full. */
export interface Quotas {
  find(limit: LimitClass, scope: string): Quota | undefined
  /**
   * A quota to use until `close`; milliseconds to wait if it has no room. Undefined for a class without limits of
   * its own.
   */
  open(limit: LimitClass, owner: StateOwner): Quota | number | undefined
  close(limit: LimitClass, owner: StateOwner, quota: Quota): void
  all(): Iterable<{ readonly scope: string; readonly value: Quota }>
}

/** For each class. About 1 kB each. */
const QUOTA_BOUNDS: Bounds = { maxEntries: 20_000, maxPerOwner: 2_000 }

/** A quota is kept for so long after its last use, so that callers go on taking turns. */
const MIN_KEPT_MS = 10_000
/** More than a bucket's debt: tokens that were spent shortly before they were refilled. */
const DEBT_MS = 1_000

const keptMsOf = ({ bucket }: LimitClass): number =>
  DEBT_MS + Math.max(MIN_KEPT_MS, bucket ? (bucket.burst / bucket.perSecond) * 1000 : 0)

export const createQuotas = (clock: Clock, bounds: Bounds = QUOTA_BOUNDS): Quotas => {
  const quotas = createClassState<Quota>(clock, bounds)
  const find: Quotas['find'] = (limit, scope) => quotas.mapOf(limit, scope).get(scope)

  const keep = (limit: LimitClass, owner: StateOwner, quota: Quota): number => {
    const expiresAt = quota.users > 0 ? Infinity : clock.now() + keptMsOf(limit)
    return quotas.mapOf(limit, owner.scope).set(owner.scope, holderOf(owner), quota, expiresAt)
  }

  return {
    find,
    open(limit, owner) {
      const { bucket: rate } = limit
      if (!rate && limit.maxInFlight === undefined) return undefined
      const quota = find(limit, owner.scope) ?? {
        limit,
        bucket: rate && createFairBucket(() => limit.bucket ?? rate, clock),
        inFlight: 0,
        waiting: [],
        users: 0,
      }
      quota.users += 1
      const waitMs = keep(limit, owner, quota)
      return waitMs > 0 ? waitMs : quota
    },
    close(limit, owner, quota) {
      quota.users -= 1
      keep(limit, owner, quota)
    },
    all: quotas.values,
  }
}
