import { isObject } from '../json.ts'
import { asList, UnexpectedShape } from './json-readers.ts'
import { noteUnusable } from './unusable.ts'

/**
 * Reads the lists of an upstream's responses. A row that cannot be read, or is about nothing, is left out and noted: it
 * never takes the other rows along. A missing list is empty.
 */

/** Maps one row; null where the row is about nothing. Throws `UnexpectedShape` where it cannot be read. */
export type ReadRow<Row> = (row: unknown, place: number) => Row | null

/** Whether a value is null or empty, or has nothing else inside. */
export const isBlank = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.values(value).every(isBlank))

/** The same, or what Java's fields are before somebody sets them. */
const isUnset = (value: unknown): boolean =>
  value === 0 || value === false || isBlank(value) || (isObject(value) && Object.values(value).every(isUnset))

/**
 * Whether a value is about nothing. Servers in Java send an object without an id, or with nothing that was set, for what
 * they did not find, and null in a row for a user or group that is gone.
 */
export const isNothing = (value: unknown, idKey: string): boolean => {
  const id = isObject(value) ? value[idKey] : undefined
  // Nearly always: whoever has an id is something.
  if (typeof id === 'string' && id !== '') return false
  if (value === undefined || isBlank(value)) return true
  if (!isObject(value)) return false
  return id === undefined ? isUnset(value) : id === null || id === ''
}

/** The rows that can be read. `onUnreadable` receives the others. */
export const readRows = <Row>(
  rows: readonly unknown[],
  read: ReadRow<Row>,
  onUnreadable: (row: unknown, error: UnexpectedShape) => void,
): readonly Row[] => {
  const kept: Row[] = []
  rows.forEach((row, place) => {
    try {
      const value = read(row, place)
      if (value === null) noteUnusable('empty-row')
      else kept.push(value)
    } catch (error) {
      if (!(error instanceof UnexpectedShape)) throw error
      noteUnusable('row')
      onUnreadable(row, error)
    }
  })
  return kept
}

/** The rows of a list; null if there are rows and none can be read. */
const readableRows = <Row>(rows: readonly unknown[], read: ReadRow<Row>): readonly Row[] | null => {
  let unreadable = 0
  const kept = readRows(rows, read, () => {
    unreadable += 1
  })
  return unreadable > 0 && kept.length === 0 ? null : kept
}

/** Throws `UnexpectedShape` if it is no list, or if no row can be read: the rows of this server are unknown then. */
export const rowsOf = <Row>(value: unknown, what: string, read: ReadRow<Row>): readonly Row[] => {
  if (value === undefined || value === null) return []
  const kept = readableRows(asList(value, what), read)
  if (!kept) throw new UnexpectedShape(`no row of ${what} can be read`)
  return kept
}

/** A list within something else that must not be lost with it: null instead of throwing. */
export const rowsWithin = <Row>(value: unknown, read: ReadRow<Row>): readonly Row[] | null => {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return readableRows(value, read)
  noteUnusable('row')
  return null
}

/** One thing within something else that must not be lost with it: null if missing, about nothing, or not readable. */
export const oneWithin = <Row>(value: unknown, read: (row: unknown) => Row | null): Row | null =>
  value === undefined || value === null ? null : (readRows([value], read, () => undefined)[0] ?? null)
