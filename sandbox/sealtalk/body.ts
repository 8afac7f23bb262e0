import { isJsonObject } from '../response.ts'
import type { IdCode } from './id-code.ts'
import { Refusal, crash, missing } from './replies.ts'

/** Fields of a request; those named `…Id` and `…Ids` are decoded to numbers already. */
export type Body = Readonly<Record<string, unknown>>

const MAX_BYTES = 102_400

/** Fields that may be empty. */
const MAY_BE_EMPTY: ReadonlySet<string> = new Set([
  'displayName',
  'pushContent',
  'bulletin',
  'region',
  'phone',
  'groupNickname',
  'WeChat',
  'Alipay',
  'memberDesc',
  'description',
  'imageUri',
])

/** The JSON body as sent; `{}` for any other content type. Malformed, scalar and oversized ones crash. */
export const parseBody = (contentType: string, body: Buffer): Record<string, unknown> => {
  if (contentType.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json' || body.length === 0)
    return {}
  if (body.length > MAX_BYTES) throw crash('request entity too large')
  const text = body.toString().trim()
  if (!/^[{[]/.test(text)) throw crash(`Unexpected token ${text[0] ?? ''} in JSON at position 0`)
  try {
    const parsed: unknown = JSON.parse(text)
    return isJsonObject(parsed) ? parsed : {}
  } catch {
    throw crash('Unexpected token in JSON')
  }
}

const isEmpty = (value: unknown): boolean =>
  value === '' || value === null || (Array.isArray(value) && value.length === 0)

const decodeAny = (ids: IdCode, value: unknown): unknown => {
  if (Array.isArray(value)) {
    return value.map((element: unknown) => (typeof element === 'string' ? ids.decode(element) : null))
  }
  return typeof value === 'string' ? ids.decode(value) : null
}

/** A field of the later server that only sounds like an id of a user or group. */
const PICTURE_ID = 'picCodeId'

/** Decodes the ids and refuses what is empty, as the server does before any endpoint sees a body. */
export const decodeBody = (ids: IdCode, raw: Readonly<Record<string, unknown>>): Body => {
  const body: Record<string, unknown> = {}
  for (const [field, given] of Object.entries(raw)) {
    const isId = field !== PICTURE_ID && (field.endsWith('Id') || field.endsWith('Ids'))
    const value = isId ? decodeAny(ids, given) : given
    if (isEmpty(value) && !MAY_BE_EMPTY.has(field)) throw new Refusal(400, `Empty ${field}.`, isId)
    body[field] = value
  }
  return body
}

/** One decoded id; a missing one crashes the server. */
export const idOf = (body: Body, field: string): number => {
  const id = body[field]
  if (typeof id !== 'number') throw missing('id')
  return id
}

/** A list of decoded ids without repetitions. */
export const idsOf = (body: Body, field: string): number[] => {
  const given = body[field]
  if (given === undefined) throw missing('length')
  const list: unknown[] = Array.isArray(given) ? given : [given]
  const ids = list.filter((id): id is number => typeof id === 'number')
  if (ids.length < list.length) throw new Refusal(400, 'Empty memberId in memberIds.', true)
  return [...new Set(ids)]
}
