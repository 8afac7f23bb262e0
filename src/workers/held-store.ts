import type { Clock } from '../clock.ts'
import type { SharedRevocation } from '../datasources/shared-store.ts'
import { type Bounds, createExpiringMap } from '../upstream/rate-limits/expiring-map.ts'
import type { StoreCalls, StoreNews } from './calls.ts'
import { createHeldCounts } from './held-counts.ts'
import { createHeldFacts } from './held-facts.ts'

/** The state that the primary process holds for its workers. @see docs/adr/0020-workers.md */
export interface HeldStore {
  /** What one worker may ask. */
  callsOf(worker: number): StoreCalls
  /** Forgets budgets, cooldowns and facts; revocations stay. */
  forget(): void
}

/**
 * Tells each worker but one, and resolves once all know it, or after a while where one does not react.
 * @param except the number of a worker
 */
export type TellWorkers = <Name extends keyof StoreNews>(
  name: Name,
  argument: Parameters<StoreNews[Name]>[0],
  except?: number,
) => Promise<void>

/** Sessions and users whose sessions have ended: each worker has at most 200,000. */
const MAX_REVOCATIONS = 400_000
const BOUNDS: Bounds = { maxEntries: MAX_REVOCATIONS, maxPerOwner: MAX_REVOCATIONS }

export const createHeldStore = (clock: Clock, tell: TellWorkers): HeldStore => {
  let counts = createHeldCounts(clock)
  let facts = createHeldFacts(clock)
  const revocations = createExpiringMap<SharedRevocation>({ now: clock.date }, BOUNDS)

  return {
    callsOf: (worker) => ({
      take: (take) => counts.take(take),
      startCooldown: (cooldown) => tell('cooldown', counts.startCooldown(cooldown)),
      readFact: (name) => facts.read(name),
      writeFact: (fact) => facts.write(fact),
      insistOnFact: (fact) => facts.insist(fact),
      forgetFact: (name) => facts.forget(name),
      async revoke(revocation) {
        const { subject, value, expiresAt } = revocation
        const isKept = revocations.set(subject, subject, revocation, expiresAt) === 0
        await tell('revoked', value)
        return isKept
      },
      removeRevocations: (subjects) => subjects.forEach((subject) => revocations.delete(subject)),
      drop: (what) => tell('dropped', what, worker),
      known: () => ({
        cooldowns: counts.cooldowns(),
        revoked: revocations.entries().map(({ value }) => value.value),
      }),
    }),
    forget() {
      counts = createHeldCounts(clock)
      facts = createHeldFacts(clock)
    },
  }
}
