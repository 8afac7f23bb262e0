import { badUserInput } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { asObject, UnexpectedShape } from '../../upstream/json-readers.ts'
import { isBlank } from '../../upstream/rows.ts'
import type { JsonObject } from '../../json.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import * as fields from './fields.ts'
import { confirmOwnAccount } from './own-account.ts'
import type { RequestSession } from './session.ts'
import type { SealTalkUsers } from './users.ts'

export interface PrivacyModel {
  readonly searchableByPhone: boolean
  readonly searchableByStAccount: boolean
  readonly friendRequestsNeedApproval: boolean
  readonly canBeAddedToGroups: boolean
}

/** Settings that are absent stay unchanged. */
export type PrivacyChange = { readonly [Setting in keyof PrivacyModel]?: boolean | undefined }

/** The account's privacy settings. @see docs/networks/sealtalk.md#the-account */
export interface SealTalkPrivacy {
  /** Null if the server does not report them. */
  settings(): Promise<PrivacyModel | null>
  /** Changes the given settings. Throws BAD_USER_INPUT if there are none, UNAUTHENTICATED if the account is gone. */
  update(change: PrivacyChange): Promise<void>
  /** Whether others may poke the account; null if the server does not report it. */
  acceptsPokes(): Promise<boolean | null>
  setAcceptsPokes(acceptsPokes: boolean): Promise<void>
}

export interface SealTalkPrivacyOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly users: SealTalkUsers
}

const SETTINGS = [
  'searchableByPhone',
  'searchableByStAccount',
  'friendRequestsNeedApproval',
  'canBeAddedToGroups',
] as const

/** SealTalk's names of the settings. */
const FLAGS: Readonly<Record<keyof PrivacyModel, string>> = {
  searchableByPhone: 'phoneVerify',
  searchableByStAccount: 'stSearchVerify',
  friendRequestsNeedApproval: 'friVerify',
  canBeAddedToGroups: 'groupVerify',
}

/** SealTalk sends booleans as 0 and 1. */
const toNumber = (on: boolean): 0 | 1 => (on ? 1 : 0)

const isOn = (from: JsonObject, key: string): boolean => {
  const value = typeof from[key] === 'boolean' ? Number(from[key]) : fields.number(from, key)
  if (value !== 0 && value !== 1) throw new UnexpectedShape(`${key} is neither 0 nor 1`)
  return value === 1
}

const toPrivacy = (value: unknown): PrivacyModel | null => {
  if (isBlank(value)) return null
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
  users,
}: SealTalkPrivacyOptions): SealTalkPrivacy => {
  const signedIn = async () => ({
    context: request,
    caller: request.caller,
    session: await session.require(),
  })

  return {
    settings: async () => client.call(endpoints.privacy, { ...(await signedIn()), decode: toPrivacy }),

    async update(change) {
      const call = await signedIn()
      const given = SETTINGS.flatMap((setting) => {
        const on = change[setting]
        return on === undefined ? [] : [[FLAGS[setting], toNumber(on)] as const]
      })
      if (given.length === 0) throw badUserInput('input: set at least one setting.', [], 'sealtalk')
      await client.call(endpoints.setPrivacy, { ...call, body: Object.fromEntries(given), decode: nothing })
      await confirmOwnAccount(session, users)
    },

    acceptsPokes: async () =>
      client.call(endpoints.poke, {
        ...(await signedIn()),
        decode: (result) => (isBlank(result) ? null : isOn(asObject(result, 'poke'), 'pokeStatus')),
      }),

    async setAcceptsPokes(acceptsPokes) {
      const body = { pokeStatus: toNumber(acceptsPokes) }
      await client.call(endpoints.setPoke, { ...(await signedIn()), body, decode: nothing })
      await confirmOwnAccount(session, users)
    },
  }
}
