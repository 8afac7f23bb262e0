import type { Drop, FactCondition, SharedRevocation } from '../datasources/shared-store.ts'
import type { SharedRemaining } from '../upstream/rate-limits/budget.ts'
import type { Rate } from '../upstream/rate-limits/token-bucket.ts'

/** A count that all workers share: the limit's name, whose it is, and its rate. */
export interface CountName {
  readonly name: string
  readonly scope: string
}

export interface Take extends CountName {
  readonly bucket: Rate
  /** 0 only reads; a negative number refunds. */
  readonly count: number
}

export interface Cooldown extends CountName {
  readonly forMs: number
}

export interface FactName {
  readonly kind: string
  readonly key: string
}

export interface Fact extends FactName {
  readonly value: unknown
  readonly ttlMs: number
  readonly condition: FactCondition | undefined
}

/** What a worker asks of the state that the primary holds for all. */
export type StoreCalls = {
  /** Undefined where there is no room for a new count. */
  take(take: Take): SharedRemaining | undefined
  /** Resolves once all workers know it. */
  startCooldown(cooldown: Cooldown): Promise<void>
  readFact(name: FactName): unknown
  writeFact(fact: Fact): void
  /** False where there is no room. */
  insistOnFact(fact: Fact): boolean
  forgetFact(name: FactName): void
  /** Resolves once all workers know it: to false where there was no room to keep it for later ones. */
  revoke(revocation: SharedRevocation): Promise<boolean>
  removeRevocations(subjects: readonly string[]): void
  /** Resolves once the other workers have dropped it. */
  drop(what: Drop): Promise<void>
  /** What a new worker has to know. */
  known(): StoreKnowledge
}

export interface StoreKnowledge {
  readonly cooldowns: readonly Cooldown[]
  /** Values of revocations. */
  readonly revoked: readonly unknown[]
}

/** What the primary tells workers. */
export type StoreNews = {
  cooldown(cooldown: Cooldown): void
  /** @param value of a revocation */
  revoked(value: unknown): void
  dropped(what: Drop): void
}
