import { isObject, type JsonObject } from '../json.ts'
import { noteUnusable } from './unusable.ts'

/** The upstream's JSON does not have the documented shape. `message` names the field. */
export class UnexpectedShape extends Error {
  override readonly name = 'UnexpectedShape'
}

export const asObject = (value: unknown, what: string): JsonObject => {
  if (!isObject(value)) throw new UnexpectedShape(`${what} is not an object`)
  return value
}

export const asList = (value: unknown, what: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw new UnexpectedShape(`${what} is not a list`)
  return value
}

/** A list with at most `max` items; a hostile or broken upstream may send many more than requested. */
export const asListUpTo = (max: number, value: unknown, what: string): readonly unknown[] => {
  const items = asList(value, what)
  if (items.length > max) throw new UnexpectedShape(`${what} has more items than requested`)
  return items
}

/** Text; null if absent or empty, since both upstreams use `""` for "none". */
export const text = (from: JsonObject, key: string): string | null => {
  const value = from[key]
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'string') throw new UnexpectedShape(`${key} is not text`)
  return value
}

export const requiredText = (from: JsonObject, key: string): string => {
  const value = text(from, key)
  if (value === null) throw new UnexpectedShape(`${key} is missing`)
  return value
}

/**
 * A URL of a host with an ordinary name, which is nearly every one: it can be parsed whatever follows the host, and to know
 * that takes a quarter of the time of parsing it.
 */
const ORDINARY_URL = /^https?:\/\/(?:(?!xn--)[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#]|$)/i

/** An absolute http or https URL; null for anything else, such as `javascript:`. */
export const url = (from: JsonObject, key: string): string | null => {
  const value = text(from, key)
  if (value === null || ORDINARY_URL.test(value)) return value
  return /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null
}

/** Schemes whose links run as script in the linking page. */
const SCRIPT_SCHEME = /^(javascript|vbscript|data):/i

/** A URI of any scheme, such as an app's own; null for one that would run as script. */
export const address = (from: JsonObject, key: string): string | null => {
  const value = text(from, key)
  // Browsers ignore line breaks, tabs, and leading control characters and spaces.
  const parsed = value?.replaceAll(/[\t\n\r]/g, '').replace(/^[\x00-\x20]+/, '')
  return parsed === undefined || SCRIPT_SCHEME.test(parsed) ? null : value
}

export const flag = (from: JsonObject, key: string): boolean | null => {
  const value = from[key]
  if (value === undefined || value === null) return null
  if (typeof value !== 'boolean') throw new UnexpectedShape(`${key} is not a boolean`)
  return value
}

export const number = (from: JsonObject, key: string): number | null => {
  const value = from[key]
  if (value === undefined || value === null) return null
  if (typeof value !== 'number') throw new UnexpectedShape(`${key} is not a number`)
  return value
}

const numberIf = (from: JsonObject, key: string, isUsable: (value: number) => boolean): number | null => {
  const value = from[key]
  if (value === undefined || value === null) return null
  if (typeof value === 'number' && isUsable(value)) return value
  noteUnusable('number')
  return null
}

/** GraphQL's Int is whole and has 32 bits. */
const isInt = (value: number): boolean => (value | 0) === value

/** A number for GraphQL's Int; null, and noted, for a fraction, one beyond 32 bits, and what is no number. */
export const int = (from: JsonObject, key: string): number | null => numberIf(from, key, isInt)

/** A count: the same, and not negative. */
export const wholeNumber = (from: JsonObject, key: string): number | null =>
  numberIf(from, key, (value) => isInt(value) && value >= 0)

/**
 * A number for GraphQL's Float; null, and noted, for one that is too large for JavaScript, such as `1e400`, and for what
 * is no number.
 */
export const float = (from: JsonObject, key: string): number | null => numberIf(from, key, Number.isFinite)

/** One of the known values; null for a value that the gateway does not know. */
export const oneOf = <Value extends string>(
  from: JsonObject,
  key: string,
  known: readonly Value[],
): Value | null => {
  const value = text(from, key)
  return known.find((candidate) => candidate === value) ?? null
}

/** A list; empty if missing. */
export const list = (from: JsonObject, key: string): readonly unknown[] => {
  const value = from[key]
  return value === undefined || value === null ? [] : asList(value, key)
}

/** An item of a list of texts. */
export const textItem = (value: unknown): string => {
  if (typeof value !== 'string') throw new UnexpectedShape('an item is not text')
  return value
}
