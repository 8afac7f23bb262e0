import { isGatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import type { SealTalkBlacklist } from './blacklist.ts'
import { changesInLists } from './changes-by-lists.ts'
import { changesAfter, type ChangesModel, toChanges } from './changes.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import { toFriendships } from './friendships.ts'
import type { SealTalkGroups } from './groups.ts'
import type { RequestSession } from './session.ts'
import { type SealTalkUsers, WHOLE } from './users.ts'

/** Changes of an account. @see docs/networks/sealtalk.md#sync */
export interface SealTalkSync {
  /** All changes after a version, in milliseconds since 1970; 0 for everything. */
  changesSince(version: number): Promise<ChangesModel>
}

export interface SealTalkSyncOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly users: SealTalkUsers
  readonly conversations: SealTalkGroups
  readonly blacklist: SealTalkBlacklist
}

const isCrash = (error: unknown): boolean =>
  isGatewayError(error) && error.code === 'UPSTREAM_ERROR' && error.upstreamCode === 500

export const createSealTalkSync = (options: SealTalkSyncOptions): SealTalkSync => {
  const { client, request, session, users, conversations, blacklist } = options
  const signed = async () => ({ context: request, caller: request.caller, session: await session.require() })

  const read = async (since: number): Promise<ChangesModel> =>
    client.call(endpoints.sync, {
      ...(await signed()),
      parameters: { version: String(since) },
      decode: (result) => toChanges(result, since),
    })

  const readFriends = async () =>
    client.call(endpoints.friends, { ...(await signed()), decode: toFriendships })

  /** The server crashes for every version of an account that has left all its groups. */
  const readLists = async (since: number, crash: unknown): Promise<ChangesModel> => {
    const own = await conversations.own().catch(() => undefined)
    if (own?.length !== 0) throw crash
    const { userId } = await session.require()
    const [user, entries, friends] = await Promise.all([
      users.load(userId, WHOLE),
      blacklist.entries(),
      readFriends(),
    ])
    users.learn(friends.map((friend) => friend.user))
    return changesInLists({ user, blacklist: entries, friends }, since)
  }

  const orAll = async (since: number, crash: unknown): Promise<ChangesModel> => {
    if (since === 0) throw crash
    return changesAfter(await read(0), since)
  }

  return {
    async changesSince(since) {
      try {
        // The server also crashes if a group changed but none of its members did; it never does so for version 0.
        return await read(since).catch((error: unknown) => {
          if (!isCrash(error)) throw error
          return orAll(since, error)
        })
      } catch (error) {
        if (!isCrash(error)) throw error
        return readLists(since, error)
      }
    },
  }
}
