import type { GatewayRequest } from '../../request/request.ts'
import type { UserModel } from '../types.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints, type SealTalkEndpoint } from './endpoints.ts'
import { type BlacklistEntryModel, toBlacklist, userReference } from './mapping.ts'
import type { RequestSession } from './session.ts'
import type { SealTalkUsers } from './users.ts'

/** Users whom the account has blocked. @see docs/networks/sealtalk.md#the-account */
export interface SealTalkBlacklist {
  /** All of them, with their users; names may be an hour old. */
  entries(): Promise<readonly BlacklistEntryModel[]>
  /** The user, by id. Throws NOT_FOUND for nobody. May be repeated. */
  block(userId: string): Promise<UserModel>
  /** The user, by id. May be repeated, and may name somebody who is not blocked. */
  unblock(userId: string): Promise<UserModel>
}

export interface SealTalkBlacklistOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly users: SealTalkUsers
}

export const createSealTalkBlacklist = (options: SealTalkBlacklistOptions): SealTalkBlacklist => {
  const { client, request, session, users } = options
  const signed = async () => ({ context: request, caller: request.caller, session: await session.require() })

  const write = async (
    endpoint: SealTalkEndpoint<'/user/add_to_blacklist' | '/user/remove_from_blacklist'>,
    userId: string,
  ): Promise<UserModel> =>
    client.call(endpoint, {
      ...(await signed()),
      body: { friendId: userId },
      decode: () => userReference(userId),
    })

  return {
    async entries() {
      const entries = await client.call(endpoints.blacklist, { ...(await signed()), decode: toBlacklist })
      users.learn(entries.map(({ user }) => user))
      return entries
    },
    block: (userId) => write(endpoints.block, userId),
    unblock: (userId) => write(endpoints.unblock, userId),
  }
}
