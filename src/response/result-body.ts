import type { ResponseBody, ResponseBudget } from '../context.ts'
import type { WrittenError } from './client-error.ts'
import { toJsonPieces } from './json-pieces.ts'

/** A GraphQL result, its fields in the order in which they are written. */
export interface Result {
  readonly errors?: readonly WrittenError[]
  readonly data?: unknown
  readonly extensions?: Readonly<Record<string, unknown>>
}

/** Bytes from which a result is written in pieces. */
const LARGE_BYTES = 64 * 1024

/** Results whose exact size was needed. */
const bodies = new WeakMap<Result, readonly Buffer[]>()

/** Whether a result is within the limit, exactly. Keeps what it has written. */
export const isWithin = (result: Result, maxBytes: number): boolean => {
  const pieces = toJsonPieces(result, maxBytes)
  if (pieces) bodies.set(result, pieces)
  return pieces !== undefined
}

/** A finished result as JSON: text, or in pieces where it is large. */
export const toResultBody = (result: Result, { used }: ResponseBudget): ResponseBody =>
  bodies.get(result) ?? (used < LARGE_BYTES ? undefined : toJsonPieces(result)) ?? JSON.stringify(result)
