import type { GatewayRequest } from '../../request/request.ts'
import type { UserModel } from '../types.ts'
import { isDenied } from '../loading/cache-filler.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints, type SealTalkEndpoint } from './endpoints.ts'
import { type BlacklistEntryModel, toBlacklist, userReference } from './mapping.ts'
import type { RequestSession } from './session.ts'
import type { SealTalkUsers } from './users.ts'

/** Users blocked by the account. @see docs/networks/sealtalk.md#the-account */
export interface SealTalkBlacklist {
  /** All entries with their users; names may be an hour old. */
  entries(): Promise<readonly BlacklistEntryModel[]>
  /** Returns the user, by id. Throws NOT_FOUND for an unknown user. Idempotent. */
  block(userId: string): Promise<UserModel>
  /** Returns the user, by id, even if the user was not blocked. Idempotent. */
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
  const signedIn = async () => ({
    context: request,
    caller: request.caller,
    session: await session.require(),
  })

  const write = async (
    endpoint: SealTalkEndpoint<'/user/add_to_blacklist' | '/user/remove_from_blacklist'>,
    userId: string,
  ): Promise<UserModel> => {
    const call = await signedIn()
    try {
      return await client.call(endpoint, {
        ...call,
        body: { friendId: userId },
        decode: () => userReference(userId),
      })
    } catch (error) {
      if (isDenied(error)) users.deny(userId, call.session)
      throw error
    }
  }

  return {
    async entries() {
      const entries = await client.call(endpoints.blacklist, { ...(await signedIn()), decode: toBlacklist })
      users.learn(entries.map(({ user }) => user))
      return entries
    },
    block: (userId) => write(endpoints.block, userId),
    unblock: (userId) => write(endpoints.unblock, userId),
  }
}
