import { isJsonObject } from '../response.ts'
import type { MixinCall } from './endpoint.ts'
import { invalidField } from './errors.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a value is a lower-case UUID, the only spelling the network has. */
export const isUuid = (value: unknown): value is string => typeof value === 'string' && UUID.test(value)

/** The body as an object; error 400 where it is no JSON, 10002 where it is something else. */
export const objectBody = (call: Pick<MixinCall, 'json'>): Record<string, unknown> => {
  const body = call.json()
  if (!isJsonObject(body)) throw invalidField('body', 'must be an object')
  return body
}

/** An optional text of at most so many characters; throws 10002 for another type or length. */
export const textField = (
  body: Record<string, unknown>,
  field: string,
  maxLength = Infinity,
): string | undefined => {
  const value = body[field]
  if (value === undefined) return undefined
  if (typeof value !== 'string') throw invalidField(field, 'must be a text')
  if (Array.from(value).length > maxLength)
    throw invalidField(field, `must have at most ${maxLength} characters`)
  return value
}

/** An optional whole number; throws 10002 for anything else. */
export const numberField = (body: Record<string, unknown>, field: string): number | undefined => {
  const value = body[field]
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw invalidField(field, 'must be a whole number')
  return value
}

/** A user named in a list, with the role that goes with it ("" where none is given). */
export type NamedParticipant = { userId: string; role: string }

/** A list of participants; throws 10002 for what is none, for other roles and for unknown users. */
export const participantList = (call: MixinCall, list: unknown): NamedParticipant[] => {
  if (!Array.isArray(list)) throw invalidField('participants', 'must be a list')
  return list.map((entry: unknown) => {
    const { user_id: userId, role = '' } = isJsonObject(entry) ? entry : {}
    if (!isUuid(userId)) throw invalidField('participants', 'user_id must be a lower-case UUID')
    if (role !== '' && role !== 'ADMIN') throw invalidField('participants', 'role must be ADMIN or empty')
    if (!call.world.people.has(userId)) throw invalidField('participants', `there is no user ${userId}`)
    return { userId, role }
  })
}
