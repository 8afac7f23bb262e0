import type { BreakerState } from '../upstream/breaker.ts'

/** Copies that are kept under a kind and an id, or under a kind and any id. */
export interface Copies {
  readonly kind: string
  readonly id?: string
}

/** What an operator may see of a network and do to it. Makes no upstream call. */
export interface ProviderControl {
  /** The circuits of the classes of calls that were used. */
  breakers(): readonly BreakerState[]
  /** The user's id in its canonical form; undefined where it is not one. */
  normalizeUserId(userId: string): string | undefined
  /** Every copy that may show a user. */
  copiesOfUser(userId: string): readonly Copies[]
  /** Names a user in the log, as access lines name the account of a session. */
  nameOfUser(userId: string): string
  /**
   * Ends all sessions of a user at all gateways that share a store: false where the others learn of it later. Absent where
   * the gateway issues no sessions.
   */
  endSessions?(userId: string): Promise<boolean>
}
