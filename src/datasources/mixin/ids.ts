import { createHash } from 'node:crypto'
import { badUserInput } from '../../errors.ts'
import type { JsonObject } from '../../json.ts'
import { requiredText, text } from '../../upstream/json-readers.ts'
import type { PhoneNumber } from '../types.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The UUID in lower case; undefined for anything else. Users, apps, conversations and sessions have such ids. */
export const normalizeUuid = (id: string): string | undefined => {
  if (UUID.test(id)) return id
  const lower = id.toLowerCase()
  return UUID.test(lower) ? lower : undefined
}

/** An id in a response, in lower case if it is a UUID; null if absent. */
export const idIn = (from: JsonObject, key: string): string | null => {
  const id = text(from, key)
  return id === null ? null : (normalizeUuid(id) ?? id)
}

export const requiredIdIn = (from: JsonObject, key: string): string => {
  const id = requiredText(from, key)
  return normalizeUuid(id) ?? id
}

/** @param argument its name, for the error */
export const requireUuid = (id: string, argument: string): string => {
  const uuid = normalizeUuid(id)
  if (uuid === undefined)
    throw badUserInput(
      `${argument}: expected a UUID such as e8e8cd79-cd40-4796-8c54-3a13cfe50115.`,
      [argument],
      'mixin',
    )
  return uuid
}

export const requireIdentityNumber = (value: string): string => {
  if (!/^[1-9][0-9]{3,11}$/.test(value)) {
    throw badUserInput(
      'mixinIdentityNumber: expected 4 to 12 digits without a leading 0.',
      ['mixinIdentityNumber'],
      'mixin',
    )
  }
  return value
}

/** The phone as Mixin's search expects it: `+` and digits. */
export const requirePhone = ({ region, number }: PhoneNumber): string => {
  const phone = `+${region}${number}`
  const isRegion = /^[1-9][0-9]{0,3}$/.test(region)
  if (!isRegion || !/^[0-9]{3,14}$/.test(number) || phone.length > 16) {
    const message = 'mixinPhone: expected digits only: a region such as "86", and a number.'
    throw badUserInput(message, ['mixinPhone', isRegion ? 'number' : 'region'], 'mixin')
  }
  return phone
}

/** The id of the contact conversation of two users, in any order. @see docs/networks/mixin.md#conversations */
export const contactConversationId = (oneUserId: string, otherUserId: string): string => {
  const [first = '', second = ''] = [oneUserId, otherUserId].sort()
  const hash = createHash('md5').update(first).update(second).digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x30
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
