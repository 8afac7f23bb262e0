import { badUserInput, isGatewayError } from '../../errors.ts'
import { isObject } from '../../json.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { asList } from '../../upstream/json-readers.ts'
import { isBlank, readRows } from '../../upstream/rows.ts'
import type { BruteForceGuard } from '../brute-force-guard.ts'
import type { PhoneContactModel, PhoneNumber, UserModel } from '../types.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import { code } from './fields.ts'
import { toUser } from './mapping.ts'
import { requirePhone } from './rules.ts'
import type { RequestSession } from './session.ts'
import type { SealTalkUsers } from './users.ts'

export interface PhoneContactsOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly users: SealTalkUsers
  readonly bruteForceGuard: BruteForceGuard
}

/** Rows in the order of the phones, or each with its phone. Those without an id are about phones that nobody has. */
const toPhoneOwners =
  (phones: readonly string[]) =>
  (result: unknown, asOf: string): ReadonlyMap<string, UserModel> => {
    const rows = asList(result ?? [], 'contacts').map((row, place) => ({ row, phone: phones[place] }))
    const taken = rows.filter(({ row }) => !isObject(row) || !isBlank(row['id'] ?? null))
    const found = new Map<string, UserModel>()
    const read = (row: unknown, place: number): UserModel => {
      const user = toUser(row, asOf)
      const phone = (isObject(row) ? code(row, 'phone') : null) ?? taken[place]?.phone
      if (phone !== undefined) found.set(phone, user)
      return user
    }
    readRows(
      taken.map(({ row }) => row),
      read,
      () => undefined,
    )
    return found
  }

/** Throws BAD_USER_INPUT with the phone's place in the list. */
const digitsOf = (phone: PhoneNumber, index: number): string => {
  try {
    return requirePhone(phone, 'phones').phone
  } catch (error) {
    if (!isGatewayError(error) || !error.argument) throw error
    throw badUserInput(error.message, ['phones', index, ...error.argument.slice(1)], 'sealtalk')
  }
}

/** Finds who has which phone. @see docs/networks/sealtalk.md#friendships */
export const createPhoneContacts =
  ({ client, request, session, users, bruteForceGuard }: PhoneContactsOptions) =>
  /** In the order of the phones. Throws RATE_LIMITED, and sends nothing, after too many. */
  async (phones: readonly PhoneNumber[]): Promise<readonly PhoneContactModel[]> => {
    const asked = phones.map(digitsOf)
    const numbers = [...new Set(asked)]
    if (numbers.length === 0) return []
    const own = await session.require()
    const probe = {
      network: 'sealtalk',
      operation: 'findContacts',
      limit: 'phonesPerAddress',
      request,
    } as const
    const ask = () =>
      client.call(endpoints.findContacts, {
        context: request,
        caller: request.caller,
        session: own,
        body: { contactList: numbers },
        ids: numbers.length,
        decode: toPhoneOwners(numbers),
      })
    // Each number is a guess, once.
    const guarded = numbers.reduce<typeof ask>((next) => () => bruteForceGuard.runProbe(probe, next), ask)
    const found = await guarded()
    users.learn([...found.values()])
    return asked.map((phone) => ({ phone, user: found.get(phone) ?? null }))
  }
