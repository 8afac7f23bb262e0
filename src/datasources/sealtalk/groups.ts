import { isGatewayError, toError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { createKeyedLoader } from '../loading/keyed-loader.ts'
import type { ConversationModel, ConversationSource, ParticipantModel } from '../types.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints, type MissingCalls } from './endpoints.ts'
import { type GroupPage, toGroupPage, toOwnGroups } from './mapping.ts'
import type { SealTalkReads } from './reads.ts'
import type { RequestSession } from './session.ts'
import type { SealTalkUsers } from './users.ts'

export interface SealTalkGroups extends ConversationSource {
  /** Every group the account is in. One call for all, with member counts. */
  own(): Promise<readonly ConversationModel[]>
  /** Groups saved to the address book, a page of them. `limit` is at least 1, `offset` at least 0. */
  favorites(limit: number, offset: number): Promise<GroupPage>
}

export interface SealTalkGroupsOptions {
  readonly client: SealTalkClient
  readonly reads: SealTalkReads
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly users: SealTalkUsers
  readonly missing: MissingCalls
}

/**
 * Groups, which are the conversations of this network. Members arrive with their users.
 * @see docs/networks/sealtalk.md#users-and-groups
 */
export const createSealTalkGroups = (options: SealTalkGroupsOptions): SealTalkGroups => {
  const { client, reads, request, session, users, missing } = options
  const signed = async () => ({ context: request, caller: request.caller, session: await session.require() })
  let ownGroups: Promise<readonly ConversationModel[]> | undefined

  const own = (): Promise<readonly ConversationModel[]> => {
    ownGroups ??= signed().then((call) => client.call(endpoints.groups, { ...call, decode: toOwnGroups }))
    return ownGroups
  }

  const findOwn = async (id: string): Promise<ConversationModel | null> =>
    (await own()).find((group) => group.upstreamId === id) ?? null

  const find = async (id: string): Promise<ConversationModel | null> => {
    if (missing.has(endpoints.group)) return findOwn(id)
    try {
      return await reads.groups.load(id, { credential: await session.require(), request })
    } catch (error) {
      if (!isGatewayError(error) || error.code !== 'UNSUPPORTED') throw error
      if (error.upstreamCode === 404) missing.add(endpoints.group)
      return findOwn(id)
    }
  }

  const groups = createKeyedLoader<ConversationModel>({
    fetchMany: (ids) => Promise.all(ids.map((id) => find(id).catch(toError))),
  })

  const members = createKeyedLoader<readonly ParticipantModel[]>({
    async fetchMany(ids) {
      const found = await reads.members.loadMany(ids, { credential: await session.require(), request })
      for (const all of found) {
        if (all && !(all instanceof Error)) users.learn(all.map(({ user }) => user))
      }
      return found
    },
  })

  /** A group that was dismissed a moment ago has none. */
  const membersOf = async (id: string): Promise<readonly ParticipantModel[]> => (await members.load(id)) ?? []

  return {
    load: (id) => groups.load(id),
    details: ({ upstreamId }) => groups.load(upstreamId),
    participants: ({ upstreamId }) => membersOf(upstreamId),

    async viewerRole({ upstreamId }) {
      const group = await findOwn(upstreamId)
      if (!group || group.viewerRole !== undefined) return group?.viewerRole ?? null
      // A list without roles: the members tell.
      const { userId } = await session.require()
      if (group.creator?.upstreamId === userId) return 'OWNER'
      const all = await membersOf(upstreamId)
      return all.find(({ user }) => user.upstreamId === userId)?.role ?? null
    },

    own,
    favorites: async (limit, offset) =>
      client.call(endpoints.favoriteGroups, {
        ...(await signed()),
        query: new URLSearchParams({ limit: String(limit), offset: String(offset) }),
        decode: toGroupPage,
      }),
  }
}
