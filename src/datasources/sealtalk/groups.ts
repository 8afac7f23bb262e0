import { isGatewayError, toError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import type { ModelCache } from '../loading/model-cache.ts'
import { createLoader } from '../loading/loader.ts'
import type {
  BulletinModel,
  ConversationModel,
  ConversationSource,
  ConversationWrites,
  ParticipantModel,
} from '../types.ts'
import type { CallSupport } from './call-support.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import type { KnownGroups } from './group-changes.ts'
import { createSealTalkGroupWrites } from './group-writes.ts'
import { type GroupPage, toGroupPage, toOwnGroups } from './mapping.ts'
import { createSealTalkMemberships, withLatestRole } from './membership.ts'
import { KINDS, type SealTalkReads } from './reads.ts'
import { createSealTalkRights } from './rights.ts'
import type { TextRules } from './rules.ts'
import type { RequestSession } from './session.ts'
import type { SealTalkUsers } from './users.ts'

export interface SealTalkGroups extends ConversationSource {
  /** Every group the account is in. One call for all, with member counts. */
  own(): Promise<readonly ConversationModel[]>
  /** Groups saved to the address book, a page of them. `limit` is at least 1, `offset` at least 0. */
  favorites(limit: number, offset: number): Promise<GroupPage>
  readonly writes: ConversationWrites
  /** What the request and the cache know. */
  readonly known: KnownGroups
}

export interface SealTalkGroupsOptions {
  readonly client: SealTalkClient
  readonly reads: SealTalkReads
  readonly cache: ModelCache
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly users: SealTalkUsers
  readonly support: CallSupport
  readonly texts: TextRules
}

/**
 * Groups, which are the conversations of this network. Members arrive with their users.
 * @see docs/networks/sealtalk.md#users-and-groups
 */
export const createSealTalkGroups = (options: SealTalkGroupsOptions): SealTalkGroups => {
  const { client, reads, cache, request, session, users, support } = options
  const signed = async () => ({ context: request, caller: request.caller, session: await session.require() })

  /** One entry, `own`: every group of the account. */
  const lists = createLoader<readonly ConversationModel[]>({
    name: 'sealtalk groups',
    async loadBatch() {
      const call = await signed()
      const listed = await client.call(endpoints.groups, { ...call, decode: toOwnGroups })
      return [listed.map((group) => withLatestRole(group, reads, call.session))]
    },
  })

  const own = async (): Promise<readonly ConversationModel[]> => (await lists.load('own')) ?? []

  const findOwn = async (id: string): Promise<ConversationModel | null> =>
    (await own()).find((group) => group.upstreamId === id) ?? null

  /** A server without the call for one group has the list of the account's own. */
  const orOwn = async (id: string, group: ConversationModel | null | Error) => {
    if (!isGatewayError(group) || group.code !== 'UNSUPPORTED') return group
    support.markMissing(endpoints.group)
    return findOwn(id).catch(toError)
  }

  const groups = createLoader<ConversationModel>({
    name: 'sealtalk group',
    async loadBatch(ids) {
      const credential = await session.require()
      if (support.isMissing(endpoints.group, credential.userId))
        return Promise.all(ids.map((id) => findOwn(id).catch(toError)))
      const found = await reads.groups.loadMany(ids, { credential, request })
      return Promise.all(ids.map((id, index) => orOwn(id, found[index] ?? null)))
    },
  })

  const members = createLoader<readonly ParticipantModel[]>({
    name: 'sealtalk members',
    async loadBatch(ids) {
      const found = await reads.members.loadMany(ids, { credential: await session.require(), request })
      for (const all of found) {
        if (all && !(all instanceof Error)) users.learnWhole(all.map(({ user }) => user))
      }
      return found
    },
  })

  const bulletins = createLoader<BulletinModel>({
    name: 'sealtalk bulletin',
    loadBatch: async (ids) => reads.bulletins.loadMany(ids, { credential: await session.require(), request }),
  })

  /** A group that was dismissed a moment ago has none. */
  const membersOf = async (id: string): Promise<readonly ParticipantModel[]> => (await members.load(id)) ?? []

  const ownMember = async (id: string): Promise<ParticipantModel | undefined> => {
    const { userId } = await session.require()
    return (await membersOf(id)).find(({ user }) => user.upstreamId === userId)
  }

  /** One entry, `all`: the ids of all favourites. Without limit and offset, the server sends the whole list. */
  const favoriteIds = createLoader<ReadonlySet<string>>({
    name: 'sealtalk favourites',
    async loadBatch() {
      const { items } = await client.call(endpoints.favoriteGroups, {
        ...(await signed()),
        decode: toGroupPage,
      })
      return [new Set(items.map(({ item }) => item.upstreamId))]
    },
  })

  const loaders = { groups, members, bulletins }
  const known: KnownGroups = {
    forget(id, parts) {
      lists.clear('own')
      favoriteIds.clear('all')
      for (const part of parts) {
        loaders[part].clear(id)
        cache.drop(KINDS[part], id)
      }
    },
    deny(id, own) {
      for (const part of ['groups', 'members', 'bulletins'] as const) {
        loaders[part].clear(id)
        reads[part].deny([id], own)
      }
    },
  }

  const readGroup = async (id: string): Promise<ConversationModel | null> => {
    const [group = null] = await reads.groups.fetch([id], await session.require(), request)
    if (group instanceof Error) throw group
    return group
  }

  const memberships = createSealTalkMemberships({ ...options, findOwn, membersOf })
  const rights = createSealTalkRights({ memberships, generation: () => client.generation() })

  return {
    mayDo: (action, conversation) => rights.shown(action, conversation),
    mayDoNow: (actions, id) => rights.now(actions, id),
    known,
    writes: createSealTalkGroupWrites({ ...options, known, readGroup }),
    async isFavorite({ upstreamId }) {
      return (await favoriteIds.load('all'))?.has(upstreamId) ?? false
    },
    viewerDisplayName: async ({ upstreamId }) => (await ownMember(upstreamId))?.displayName ?? null,
    load: (id) => groups.load(id),
    details: ({ upstreamId }) => groups.load(upstreamId),
    bulletin: ({ upstreamId }) => bulletins.load(upstreamId),
    participants: ({ upstreamId }) => membersOf(upstreamId),

    viewerRole: async (conversation) => (await memberships.listed(conversation))?.role ?? null,

    own,
    favorites: async (limit, offset) =>
      client.call(endpoints.favoriteGroups, {
        ...(await signed()),
        query: new URLSearchParams({ limit: String(limit), offset: String(offset) }),
        decode: toGroupPage,
      }),
  }
}
