import { isObject, type JsonObject } from '../json.ts'

/** An upstream answered with JSON of another shape than its contract says. `message` names the field. */
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

/** A list of so many items at most: a much longer one than was asked for is not worth going through. */
export const asListUpTo = (most: number, value: unknown, what: string): readonly unknown[] => {
  const items = asList(value, what)
  if (items.length > most) throw new UnexpectedShape(`${what} are far more than were asked for`)
  return items
}

/** Text, or null where it is absent or empty: both upstreams write `""` for "none". */
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

/** Absolute http or https URL; anything else, such as `javascript:`, is null. */
export const url = (from: JsonObject, key: string): string | null => {
  const value = text(from, key)
  return value !== null && /^https?:\/\//i.test(value) && URL.canParse(value) ? value : null
}

/** Schemes that run what follows them in the page that links there. */
const SCRIPT = /^(javascript|vbscript|data):/i

/** An address of whatever scheme, such as an app's own; null for one that a page would run as a script. */
export const address = (from: JsonObject, key: string): string | null => {
  const value = text(from, key)
  // As browsers read it: line breaks and tabs count for nothing, nor do control characters and spaces in front.
  const read = value?.replaceAll(/[\t\n\r]/g, '').replace(/^[\x00-\x20]+/, '')
  return read === undefined || SCRIPT.test(read) ? null : value
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

/** One of the known values; null for one that the gateway does not know yet. */
export const oneOf = <Value extends string>(
  from: JsonObject,
  key: string,
  known: readonly Value[],
): Value | null => {
  const value = text(from, key)
  return known.find((candidate) => candidate === value) ?? null
}

/** A list; empty where it is missing. */
export const list = (from: JsonObject, key: string): readonly unknown[] => {
  const value = from[key]
  return value === undefined || value === null ? [] : asList(value, key)
}

export const textList = (from: JsonObject, key: string): readonly string[] =>
  list(from, key).map((item) => {
    if (typeof item !== 'string') throw new UnexpectedShape(`${key} has an item that is not text`)
    return item
  })
