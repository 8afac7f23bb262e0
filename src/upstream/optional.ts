import type { JsonObject } from '../json.ts'
import { UnexpectedShape } from './json-readers.ts'
import { noteUnusable } from './unusable.ts'

/** Reads a field of an object; null if absent. Throws `UnexpectedShape` where it cannot be read. */
type ReadField<Value> = (from: JsonObject, key: string) => Value | null

/** The same, for fields that the rest can do without: null, and noted, where it cannot be read. */
export const optional =
  <Value>(read: ReadField<Value>): ReadField<Value> =>
  (from, key) => {
    try {
      return read(from, key)
    } catch (error) {
      if (!(error instanceof UnexpectedShape)) throw error
      noteUnusable('field')
      return null
    }
  }
