import { isEnumType } from 'graphql'
import { createSchema } from '../../../src/schema.ts'
import { splitPayloads } from '../../support/incremental.ts'

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** What a well-formed answer holds. */
export interface Judged {
  readonly hasData: boolean
  /** Whether it was answered without being executed. */
  readonly isRefusal: boolean
  readonly codes: readonly string[]
  /** What is wrong with the answer; empty if nothing is. */
  readonly problems: readonly string[]
}

const errorCode = createSchema().getType('ErrorCode')
const CODES: ReadonlySet<string> = new Set(
  isEnumType(errorCode) ? errorCode.getValues().map(({ name }) => name) : [],
)

/** HTTP statuses that a client can cause. None says that the gateway broke. */
const STATUSES: ReadonlySet<number> = new Set([200, 400, 403, 404, 405, 406, 413, 414, 415, 431])

const MAX_HEADER_BYTES = 2_048
/** Of all parts of an answer together. */
const MAX_ERRORS = 500
/** Five errors of a document with messages of 300 characters. A refusal is never larger, however large the question. */
const MAX_REFUSAL_BYTES = 5_000
const MAX_BYTES = 8 * 2 ** 20
/** Between parts: names of the payload's fields, delimiters, the chunk that ends the answer. */
const MAX_FRAMING_SHARE = 1.1

/** Stacks, files and addresses of this machine; none of them is a client's business. */
const LEAKS =
  /\n\s+at |node_modules|node:internal|file:\/\/|\.[mc]?[tj]s:\d|originalError|127\.0\.0\.1|localhost|ECONN|ENOTFOUND|UND_ERR/

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parse = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const problemsOfError = (error: unknown, requestId: unknown): string[] => {
  if (!isObject(error)) return ['an error is no object']
  const { message, extensions, path, locations, ...more } = error
  const { code, retryable } = isObject(extensions) ? extensions : {}
  const checks: [boolean, string][] = [
    [
      typeof message === 'string' && message.length > 0 && message.length <= 300,
      `message: ${String(message)}`,
    ],
    [typeof code === 'string' && CODES.has(code), `code: ${String(code)}`],
    [code !== 'INTERNAL_SERVER_ERROR', 'a mistake of the gateway’s own'],
    [typeof retryable === 'boolean', 'retryable is missing'],
    [isObject(extensions) && extensions['requestId'] === requestId, 'another request id'],
    [path === undefined || Array.isArray(path), 'path is no list'],
    [locations === undefined || Array.isArray(locations), 'locations is no list'],
    [Object.keys(more).length === 0, `more than a GraphQL error: ${Object.keys(more).join(', ')}`],
  ]
  return checks.filter(([holds]) => !holds).map(([, problem]) => problem)
}

const TYPES =
  /^(application\/(graphql-response\+)?json; charset=utf-8|(multipart\/mixed; boundary="-"|text\/event-stream)(; (deferSpec=20220824|incrementalSpec=v0\.[12]))?)$/

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : [])

/** An answer in parts as if it had come in one: its first payload, with the errors of all. */
const inOne = (payloads: readonly unknown[]): unknown => {
  const found = payloads.filter(isObject)
  const [first] = found
  // A whole response as events does not say that there is no more.
  const isRight = ({ hasNext = false }: { readonly hasNext?: unknown }, index: number) =>
    hasNext === index < found.length - 1
  if (!first || !found.every(isRight)) return undefined
  const parts = found
    .flatMap(({ incremental, completed }) => [...listOf(incremental), ...listOf(completed)])
    .filter(isObject)
  const errors = [...found, ...parts].flatMap((one) => listOf(one['errors']))
  const extensions = Object.assign({}, ...found.map((one) => one['extensions']))
  const { hasNext: _, pending: __, ...rest } = first
  return { ...rest, ...(errors.length > 0 && { errors }), extensions }
}

const readBody = (body: string, contentType: string): unknown => {
  const split = splitPayloads(contentType, body)
  return split ? inOne(split.payloads.map(parse)) : parse(body)
}

/**
 * Holds an answer against what every answer to GraphQL has to be, however hostile the question.
 *
 * @param maxBytes `LIMIT_ANSWER_BYTES` of the gateway
 */
export const judge = ({ status, headers, body }: RawAnswer, maxBytes = MAX_BYTES): Judged => {
  const json = readBody(body, String(headers['content-type']))
  const { data, errors, extensions, ...more } = isObject(json) ? json : {}
  const listed = Array.isArray(errors) ? (errors as readonly unknown[]) : []
  const isRefusal = data === undefined
  const bytes = Buffer.byteLength(body)
  const headerBytes = Object.entries(headers)
    .flatMap(([name, values]) => [values ?? []].flat().map((value) => name.length + value.length + 4))
    .reduce((sum, bytes) => sum + bytes, 0)
  // Data may well hold such words: a group can be called anything.
  const leak = LEAKS.exec(isObject(json) ? JSON.stringify({ ...json, data: null, headers }) : body)
  const checks: [boolean, string][] = [
    [STATUSES.has(status), `HTTP ${status}`],
    [isObject(json), `no JSON object: ${body.slice(0, 80)}`],
    [Object.keys(more).length === 0, `more than a GraphQL answer: ${Object.keys(more).join(', ')}`],
    [data !== undefined || listed.length > 0, 'neither data nor errors'],
    [errors === undefined || listed.length > 0, 'errors is no list, or empty'],
    [status === 200 || data === undefined, 'data in a refusal'],
    [extensions === undefined || isObject(extensions), 'extensions is no object'],
    [TYPES.test(String(headers['content-type'])), 'media type'],
    [headers['cache-control'] === 'no-store', 'may be cached'],
    [headers['x-content-type-options'] === 'nosniff', 'may be sniffed'],
    [/^[A-Za-z0-9_-]{1,64}$/.test(String(headers['x-request-id'])), 'request id'],
    [headers['access-control-allow-origin'] === undefined, 'lets another origin in'],
    [headerBytes <= MAX_HEADER_BYTES, `${headerBytes} bytes of headers`],
    [listed.length <= MAX_ERRORS, `${listed.length} errors`],
    [bytes <= maxBytes * MAX_FRAMING_SHARE, `${bytes} bytes`],
    [!isRefusal || bytes <= MAX_REFUSAL_BYTES, `a refusal of ${bytes} bytes`],
    [leak === null, `shows ${leak?.[0] ?? ''}`],
  ]
  return {
    hasData: !isRefusal && data !== null,
    isRefusal,
    codes: listed.map((error) =>
      isObject(error) && isObject(error['extensions']) ? String(error['extensions']['code']) : 'none',
    ),
    problems: [
      ...checks.filter(([holds]) => !holds).map(([, problem]) => problem),
      ...listed.flatMap((error) => problemsOfError(error, headers['x-request-id'])),
    ],
  }
}
