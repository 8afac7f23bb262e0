import type { JsonObject } from '../../json.ts'
import * as json from '../../upstream/json-readers.ts'
import { optional } from '../../upstream/optional.ts'

/**
 * Reads the fields of SealTalk's responses. None of these is worth the thing that it belongs to: one that cannot be
 * read is null, and noted. Servers and proxies differ in whether they write numbers as text, and text as numbers.
 */

const DECIMAL = /^-?[0-9]{1,16}$/

/** The object, with the number at a key as a number where it is written as text. */
const withNumber = (from: JsonObject, key: string): JsonObject => {
  const value = from[key]
  if (value === '') return { [key]: null }
  return typeof value === 'string' && DECIMAL.test(value) ? { [key]: Number(value) } : from
}

/** Throws `UnexpectedShape` where it is no number: for those that a response is of no use without. */
export const requiredNumber = (from: JsonObject, key: string): number | null =>
  json.number(withNumber(from, key), key)

export const number = optional(requiredNumber)

/** A count for GraphQL's Int. */
export const wholeNumber = (from: JsonObject, key: string): number | null =>
  json.wholeNumber(withNumber(from, key), key)

export const text = optional(json.text)

/** The object, with the number at a key as text. */
const withText = (from: JsonObject, key: string): JsonObject => {
  const value = from[key]
  return Number.isSafeInteger(value) ? { [key]: String(value) } : from
}

/** Text of digits and letters, such as a phone number. */
export const code = optional((from: JsonObject, key: string) => json.text(withText(from, key), key))

/** The same. Throws `UnexpectedShape` where there is none. */
export const requiredCode = (from: JsonObject, key: string): string =>
  json.requiredText(withText(from, key), key)

export const url = optional(json.url)

export const oneOf = <Value extends string>(
  from: JsonObject,
  key: string,
  known: readonly Value[],
): Value | null => optional((object, name) => json.oneOf(object, name, known))(from, key)

/** A boolean, or a number that means one: true if it equals `on`; null if missing. */
export const isOn = (from: JsonObject, key: string, on: 0 | 1 = 1): boolean | null => {
  const value = from[key]
  if (typeof value === 'boolean') return value === (on === 1)
  const sent = number(from, key)
  return sent === null ? null : sent === on
}
