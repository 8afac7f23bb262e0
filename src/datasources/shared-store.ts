import type { CachedThing } from '../request/cache-dependencies.ts'
import type { Scope } from '../request/scope.ts'

/**
 * The store that several gateways share, as providers see it. It may be down at any moment: then reads find nothing
 * and writes do nothing, quickly and without an error. What is read has not been checked.
 */
export interface SharedStore {
  readonly facts: SharedFacts
  readonly models: SharedModels
  readonly revocations: SharedRevocations
}

/** Revocations that all gateways know, so that none has to ask for one. The latest of each subject is kept. */
export interface SharedRevocations {
  /**
   * Tells all gateways and returns true. While the store is down it returns false soon, and they are told when the
   * store is back.
   */
  put(revocation: SharedRevocation): Promise<boolean>
  /** For revocations that others cover. */
  remove(subjects: readonly string[]): void
  /** Called once, before anything else. */
  follow(follower: RevocationFollower): void
  /** Since when those of other gateways may be missing, by `Clock.now`; undefined if all are known. */
  lostAt(): number | undefined
}

export interface SharedRevocation {
  readonly subject: string
  readonly value: unknown
  /** Until when it is needed, in milliseconds since 1970. */
  readonly expiresAt: number
}

export interface RevocationFollower {
  /** Called with the value of a revocation of any gateway, this one included. Returns whether it was news. */
  receive(value: unknown): boolean
  /** What this gateway knows, for a store that has lost it. */
  known(): readonly SharedRevocation[]
}

/**
 * `if-absent`: a fact that is there stays, and lasts as long as the new one would. `if-present`: a fact that the store
 * does not have is not written.
 */
export type FactCondition = 'if-absent' | 'if-present'

/** Small facts by kind and key, the same for every viewer. */
export interface SharedFacts {
  /** Undefined where there is none. */
  read(kind: string, key: string): Promise<unknown>
  write(kind: string, key: string, value: unknown, ttlMs: number, condition?: FactCondition): void
  /**
   * Like `write`, for a fact that must not be lost while the store is down: it is written when the store is back.
   * Resolves to false if it is lost nevertheless, since too many are waiting.
   */
  insist(
    kind: string,
    key: string,
    value: unknown,
    ttlMs: number,
    condition?: FactCondition,
  ): Promise<boolean>
  forget(kind: string, key: string): void
}

/** A cache entry of a model. */
export interface SharedModel {
  /** Null: there is no such thing. */
  readonly value: unknown
  /** When its fetch began, by `Clock.now`. */
  readonly fetchedAt: number
}

/** What the store has of a thing. */
export interface SharedFinding {
  /** Undefined where there is no entry, or one that was dropped since its fetch. */
  readonly model: SharedModel | undefined
  /** When the thing was last dropped, by `Clock.now`; `-Infinity` if never. */
  readonly droppedAt: number
}

export type Drop =
  /** A thing that has changed, in all scopes. */
  | { readonly kind: string; readonly id: string }
  /** All things of a kind, in all scopes. */
  | { readonly kind: string }
  | { readonly everything: true }
  /** Things that one viewer may not see, or that do not exist. */
  | { readonly scope: Scope; readonly kind: string; readonly ids: readonly string[] }
  /** Everything that was read with one credential. */
  | { readonly scope: Scope }

/** Cache entries of models, separate for each scope. */
export interface SharedModels {
  /** Where the store only tells of drops: `read`, `write` and `withdraw` need not be called. */
  readonly hasNoEntries?: true
  /** @param isDroppedWhole whether the kind may be dropped as a whole. Default: no */
  read(
    scope: Scope,
    kind: string,
    ids: readonly string[],
    isDroppedWhole?: boolean,
  ): Promise<ReadonlyMap<string, SharedFinding>>
  /** Whether none of these things was dropped since a time, by `Clock.now`. */
  areUndropped(things: readonly CachedThing[], since: number): Promise<boolean>
  /** @param ttlMs how long the entry can be used, at most a day */
  write(scope: Scope, kind: string, id: string, model: SharedModel, ttlMs: number): void
  /** Replaces the stored entry of one scope with the time of its drop. */
  withdraw(scope: Scope, kind: string, id: string): void
  /**
   * Removes entries in every gateway.
   * @param isHeld false where this gateway had none of them: the drop of a scope is then recorded only if some are stored,
   * so that made-up credentials leave nothing in the store. Default: true
   */
  drop(what: Drop, isHeld?: boolean): void
  /** Adds a listener for what other gateways drop. */
  onDrop(listener: (what: Drop) => void): void
}
