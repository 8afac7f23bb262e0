import type { Scope } from '../request/scope.ts'

/**
 * What several gateways hold in common, as rooms see it. Any of it may be gone at any moment: then reads know
 * nothing and writes do nothing, soon and without an error. Whatever is read is unchecked.
 */
export interface SharedStore {
  readonly facts: SharedFacts
  readonly models: SharedModels
}

/** Small facts, each of a kind. A kind says whose view it is of: these are for every viewer. */
export interface SharedFacts {
  /** Undefined where nothing is known. */
  read(kind: string, key: string): Promise<unknown>
  write(kind: string, key: string, value: unknown, ttlMs: number): void
  /** Like `write`, for what must not be lost to a store that is away for a while: it is told when that is back. */
  insist(kind: string, key: string, value: unknown, ttlMs: number): Promise<void>
  forget(kind: string, key: string): void
}

/** A copy of what an upstream answered. */
export interface SharedModel {
  /** Null: there is no such thing. */
  readonly value: unknown
  /** When its fetch began, in milliseconds since 1970. */
  readonly fetchedAt: number
}

export type Drop =
  | { readonly kind: string; readonly id: string }
  /** All that a credential once saw. */
  | { readonly scope: Scope }

/** Copies of models, each scope for itself. */
export interface SharedModels {
  /** Copies by id, without those that were dropped since their fetch. */
  read(scope: Scope, kind: string, ids: readonly string[]): Promise<ReadonlyMap<string, SharedModel>>
  /** @param ttlMs how long the copy may be of any use, at most a day; 0 takes it away. */
  write(scope: Scope, kind: string, id: string, model: SharedModel, ttlMs: number): void
  /** No gateway is to believe its copies any more. */
  drop(what: Drop): void
  /** Calls back for what other gateways drop. */
  onDrop(listener: (what: Drop) => void): void
}
