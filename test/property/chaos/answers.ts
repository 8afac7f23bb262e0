import { isEnumType } from 'graphql'
import { createSchema } from '../../../src/schema.ts'
import { valueAt } from '../../support/value-at.ts'

/** An answer as it left the gateway, and how long it took. */
export interface Told {
  readonly text: string
  readonly tookMs: number
}

export interface ReadError {
  /** Such as `users.2.name`. */
  readonly path: string
  readonly code: string
}

export interface ReadAnswer {
  readonly data: Readonly<Record<string, unknown>>
  readonly errors: readonly ReadError[]
  /** What is wrong with its form, in words. */
  readonly flaws: readonly string[]
}

type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const KEYS: ReadonlySet<string> = new Set(['data', 'errors', 'extensions'])

/** The null that an error has made: at its place, or where something around it may not be null. */
const leavesNull = (data: Json, path: readonly unknown[]): boolean =>
  path.some((_, index) => valueAt(data, path.slice(0, index + 1).join('.')) === null)

const errorCode = createSchema().getType('ErrorCode')
/** As the schema has them. */
const CODES: ReadonlySet<string> = new Set(
  isEnumType(errorCode) ? errorCode.getValues().map(({ name }) => name) : [],
)

const flawsOf = (error: unknown, data: Json): string[] => {
  if (!isObject(error)) return ['an error is no object']
  const { message, path, extensions, locations, ...rest } = error
  const flaws: string[] = []
  if (typeof message !== 'string' || message === '') flaws.push('an error has no message')
  if (locations !== undefined && !Array.isArray(locations)) flaws.push('locations are no list')
  if (Object.keys(rest).length > 0) flaws.push(`an error has ${Object.keys(rest).join(', ')}`)
  const { code, requestId, retryable } = isObject(extensions) ? extensions : {}
  if (typeof code !== 'string' || !CODES.has(code)) flaws.push(`${String(code)} is no code of the schema`)
  if (requestId !== 'request-of-a-test') flaws.push('an error has no request id')
  if (typeof retryable !== 'boolean') flaws.push('an error does not say whether to try again')
  if (!Array.isArray(path) || path.length === 0) flaws.push('an error has no path')
  else if (!leavesNull(data, path)) flaws.push(`there is no null at ${path.join('.')}`)
  return flaws
}

/** Reads an answer as the GraphQL specification says that one to an executed document looks. */
export const readAnswer = ({ text }: Told): ReadAnswer => {
  const json = parse(text)
  if (!isObject(json)) return { data: {}, errors: [], flaws: [`no JSON object: ${text.slice(0, 80)}`] }
  const { data, errors = [] } = json
  const flaws = Object.keys(json).flatMap((key) => (KEYS.has(key) ? [] : [`there is a key ${key}`]))
  if (!isObject(data)) return { data: {}, errors: [], flaws: [...flaws, `no data: ${text.slice(0, 300)}`] }
  if (!Array.isArray(errors)) return { data, errors: [], flaws: [...flaws, 'errors are no list'] }
  if ('errors' in json && errors.length === 0) flaws.push('there is an empty list of errors')
  flaws.push(...errors.flatMap((error: unknown) => flawsOf(error, data)))
  const read = (errors as { path?: unknown[]; extensions?: Json }[]).map(
    ({ path = [], extensions = {} }) => ({
      path: path.join('.'),
      code: String(extensions['code']),
    }),
  )
  if (new Set(read.map(({ path }) => path)).size < read.length) flaws.push('a place has failed twice')
  return { data, errors: read, flaws }
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === 0 || (Array.isArray(value) && value.length === 0)

export interface Explanation {
  /** Names that are told anew with every question. */
  readonly changing?: ReadonlySet<string>
  /** Whether nothing, an empty list or 0 needs no error. */
  readonly mayBeEmpty?: boolean | undefined
  /** Whether a list may lack its first row. */
  readonly mayLoseFirst?: boolean | undefined
  /** Whether a single value may be null, or text of digits, instead. */
  readonly mayRead?: boolean | undefined
}

/** Places at which an answer differs from the one without a fault, other than by a null that an error explains. */
export const unexplained = (
  whole: Json,
  { data, errors }: ReadAnswer,
  { changing = new Set(), mayBeEmpty = false, mayLoseFirst = false, mayRead = false }: Explanation = {},
): string[] => {
  const isExplained = (is: unknown, path: string): boolean =>
    (mayBeEmpty && isEmpty(is)) ||
    (mayRead && (is === null || (typeof is === 'string' && /^\d+$/.test(is)))) ||
    (is === null && errors.some((error) => error.path === path || error.path.startsWith(`${path}.`)))
  const walk = (was: unknown, is: unknown, path: string): string[] => {
    if (was === is || isExplained(is, path)) return []
    const isCount = mayLoseFirst && path.endsWith('.totalCount')
    if (isCount && typeof was === 'number' && is === was - 1) return []
    if (typeof was !== 'object' || typeof is !== 'object' || was === null || is === null) {
      return [`${path}: ${JSON.stringify(was)} became ${JSON.stringify(is)?.slice(0, 60)}`]
    }
    const hasLostFirst =
      mayLoseFirst && Array.isArray(was) && Array.isArray(is) && is.length === was.length - 1
    const before: object = hasLostFirst ? was.slice(1) : was
    return Object.keys({ ...before, ...is }).flatMap((key) =>
      changing.has(key)
        ? []
        : walk(valueAt(before, key), valueAt(is, key), path === '' ? key : `${path}.${key}`),
    )
  }
  return walk(whole, data, '')
}
