import { badUserInput } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { asObject, number, UnexpectedShape } from '../../upstream/json-readers.ts'
import type { JsonObject } from '../../json.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import type { RequestSession } from './session.ts'

export interface PrivacyModel {
  readonly searchableByPhone: boolean
  readonly searchableByStAccount: boolean
  readonly friendRequestsNeedApproval: boolean
  readonly canBeAddedToGroups: boolean
}

/** What is left out stays. */
export type PrivacyChange = { readonly [Setting in keyof PrivacyModel]?: boolean | undefined }

/** What others may do to the account. @see docs/networks/sealtalk.md#the-account */
export interface SealTalkPrivacy {
  /** Null where the server does not tell. */
  settings(): Promise<PrivacyModel | null>
  /** Changes what is given. Throws BAD_USER_INPUT for nothing at all. */
  update(change: PrivacyChange): Promise<void>
  /** Whether others may poke the account; null where the server does not tell. */
  acceptsPokes(): Promise<boolean | null>
  setAcceptsPokes(acceptsPokes: boolean): Promise<void>
}

export interface SealTalkPrivacyOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
}

const SETTINGS = [
  'searchableByPhone',
  'searchableByStAccount',
  'friendRequestsNeedApproval',
  'canBeAddedToGroups',
] as const

/** SealTalk's names for them. */
const FLAGS: Readonly<Record<keyof PrivacyModel, string>> = {
  searchableByPhone: 'phoneVerify',
  searchableByStAccount: 'stSearchVerify',
  friendRequestsNeedApproval: 'friVerify',
  canBeAddedToGroups: 'groupVerify',
}

/** Switches are numbers here, and only 0 and 1 will do. */
const toNumber = (on: boolean): 0 | 1 => (on ? 1 : 0)

const isOn = (from: JsonObject, key: string): boolean => {
  const value = number(from, key)
  if (value !== 0 && value !== 1) throw new UnexpectedShape(`${key} is neither 0 nor 1`)
  return value === 1
}

const toPrivacy = (value: unknown): PrivacyModel | null => {
  if (value === null) return null
  const flags = asObject(value, 'privacy')
  return {
    searchableByPhone: isOn(flags, FLAGS.searchableByPhone),
    searchableByStAccount: isOn(flags, FLAGS.searchableByStAccount),
    friendRequestsNeedApproval: isOn(flags, FLAGS.friendRequestsNeedApproval),
    canBeAddedToGroups: isOn(flags, FLAGS.canBeAddedToGroups),
  }
}

const nothing = (): void => undefined

export const createSealTalkPrivacy = ({
  client,
  request,
  session,
}: SealTalkPrivacyOptions): SealTalkPrivacy => {
  const signed = async () => ({ context: request, caller: request.caller, session: await session.require() })

  return {
    settings: async () => client.call(endpoints.privacy, { ...(await signed()), decode: toPrivacy }),

    async update(change) {
      const call = await signed()
      const given = SETTINGS.flatMap((setting) => {
        const on = change[setting]
        return on === undefined ? [] : [[FLAGS[setting], toNumber(on)] as const]
      })
      if (given.length === 0) throw badUserInput('input: give at least one setting.', 'sealtalk')
      await client.call(endpoints.setPrivacy, { ...call, body: Object.fromEntries(given), decode: nothing })
    },

    acceptsPokes: async () =>
      client.call(endpoints.poke, {
        ...(await signed()),
        decode: (result) => (result === null ? null : isOn(asObject(result, 'poke'), 'pokeStatus')),
      }),

    async setAcceptsPokes(acceptsPokes) {
      const body = { pokeStatus: toNumber(acceptsPokes) }
      await client.call(endpoints.setPoke, { ...(await signed()), body, decode: nothing })
    },
  }
}
