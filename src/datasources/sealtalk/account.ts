import type { GatewayRequest } from '../../request/request.ts'
import { asObject, requiredText } from '../../upstream/json-readers.ts'
import { isBlank } from '../../upstream/rows.ts'
import type { UserModel } from '../types.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import { userReference } from './mapping.ts'
import type { RequestSession } from './session.ts'

/** The account that a request is made for. Its other fields are loaded one by one. */
export interface SealTalkAccountModel {
  readonly user: UserModel
}

export interface StorageTokenModel {
  readonly target: string
  readonly domain: string
  readonly token: string
}

/** The account of the session. @see docs/networks/sealtalk.md#the-account */
export interface SealTalkAccount {
  /** Null where the request carries no session; throws for one that is not good. No upstream call. */
  viewer(): Promise<SealTalkAccountModel | null>
  /** A new one each time. Null where the server has none. */
  storageToken(): Promise<StorageTokenModel | null>
}

export interface SealTalkAccountOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
}

const toStorageToken = (value: unknown): StorageTokenModel | null => {
  if (isBlank(value)) return null
  const storage = asObject(value, 'storage token')
  return {
    target: requiredText(storage, 'target'),
    domain: requiredText(storage, 'domain'),
    token: requiredText(storage, 'token'),
  }
}

export const createSealTalkAccount = ({
  client,
  request,
  session,
}: SealTalkAccountOptions): SealTalkAccount => ({
  async viewer() {
    if (!session.isPresent()) return null
    const { userId } = await session.require()
    return { user: userReference(userId) }
  },
  storageToken: async () =>
    client.call(endpoints.storageToken, {
      context: request,
      caller: request.caller,
      session: await session.require(),
      decode: toStorageToken,
    }),
})
