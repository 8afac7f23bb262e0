import type { JsonObject } from '../json.ts'
import { noteUnusable } from './unusable.ts'

/** RFC 3339, and an offset without colon as older Java writes it. */
const DATE_TIME =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):([0-5]\d|60)(\.\d+)?(?:[Zz]|([+-])([01]\d|2[0-3]):?([0-5]\d))$/

/** A moment in UTC as both upstreams send it, except on a leap day, in a leap second and in the year of "never". */
const USUAL =
  /^(?!000[01])\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/

/** The date of "never" in Go and .NET; an offset may move it into the year before. */
const YEAR_OF_NEVER = 1
/** As Go writes it: Mixin sends it with nearly every user. */
const NEVER = '0001-01-01T00:00:00Z'

const pad = (number: number, length = 2): string => String(number).padStart(length, '0')

/** Midnight of a year's first day would be in 1900 for the years 0 to 99. */
const momentOf = (year: number, month: number, day: number, hour: number, minute: number): Date => {
  const moment = new Date(0)
  moment.setUTCFullYear(year, month - 1, day)
  moment.setUTCHours(hour, minute)
  return moment
}

/** Leap seconds end a month in UTC, and nothing else has 61 seconds. */
const endsMonth = (utc: Date): boolean => {
  const next = new Date(utc.getTime() + 60_000)
  return next.getUTCDate() === 1 && next.getUTCHours() === 0 && next.getUTCMinutes() === 0
}

/** The date-time in UTC, with the fraction as it was; null for "never", undefined for what is no date-time. */
const toUtc = (value: string): string | null | undefined => {
  if (USUAL.test(value)) return value
  const match = DATE_TIME.exec(value)
  if (!match) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1, 6).map(Number)
  const [second, fraction = '', sign, offsetHours = 0, offsetMinutes = 0] = match.slice(6)
  const local = momentOf(year, month, day, hour, minute)
  const isReal = hour < 24 && minute < 60 && local.getUTCMonth() === month - 1 && local.getUTCDate() === day
  if (!isReal || year < YEAR_OF_NEVER) return undefined
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * (sign === '-' ? -1 : 1)
  const utc = momentOf(year, month, day, hour, minute - offset)
  if (utc.getUTCFullYear() <= YEAR_OF_NEVER) return null
  if (utc.getUTCFullYear() > 9999 || (second === '60' && !endsMonth(utc))) return undefined
  const date = `${pad(utc.getUTCFullYear(), 4)}-${pad(utc.getUTCMonth() + 1)}-${pad(utc.getUTCDate())}`
  return `${date}T${pad(utc.getUTCHours())}:${pad(utc.getUTCMinutes())}:${second}${fraction}Z`
}

/**
 * RFC 3339 text in UTC, with nanoseconds as they were sent; null if absent or for "never", a date of the year 1.
 * Null, and noted, for anything else.
 */
export const dateTime = (from: JsonObject, key: string): string | null => {
  const value = from[key]
  if (value === undefined || value === null || value === '' || value === NEVER) return null
  const time = typeof value === 'string' ? toUtc(value) : undefined
  if (time === undefined) noteUnusable('date')
  return time ?? null
}
