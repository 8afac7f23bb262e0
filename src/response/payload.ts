import type { GraphQLError } from 'graphql'

export type Path = readonly (string | number)[]

/** A part that arrives later: `data` of a fragment, or `items` of a list. */
export interface IncrementalPart<AnyError = GraphQLError> {
  readonly data?: unknown
  readonly items?: readonly unknown[] | null
  /** In the format `path`: its place; of items, with the index of the first one. */
  readonly path?: Path
  readonly label?: string
  /** In the format `id`: the pending part that it belongs to, and its place below the place of that one. */
  readonly id?: string
  readonly subPath?: Path
  readonly errors?: readonly AnyError[]
}

/** A fragment or a list of which parts will follow. */
export interface PendingPart {
  readonly id: string
  readonly path: Path
  readonly label?: string
}

/** A pending part of which nothing more follows. With errors, it failed as a whole. */
export interface CompletedPart<AnyError = GraphQLError> {
  readonly id: string
  readonly errors?: readonly AnyError[]
}

/** One message of an incremental response: first the initial result, then parts. */
export interface Payload<AnyError = GraphQLError> {
  readonly errors?: readonly AnyError[]
  readonly data?: Record<string, unknown> | null
  readonly incremental?: readonly IncrementalPart<AnyError>[]
  /** These two in the format `id` only. */
  readonly pending?: readonly PendingPart[]
  readonly completed?: readonly CompletedPart<AnyError>[]
  readonly hasNext?: boolean
  readonly extensions?: Record<string, unknown>
}
