import { isGatewayError, toError } from '../../errors.ts'
import type { CallContext } from '../../request/request.ts'
import { asListUpTo } from '../../upstream/json-readers.ts'
import { isObject } from '../../json.ts'
import { deniedIds } from '../loading/cache-filler.ts'
import { type CachedReads, createCachedReads } from '../loading/cached-reads.ts'
import type { Freshness } from '../loading/freshness.ts'
import type { ProviderDependencies } from '../dependencies.ts'
import type { Found } from '../loading/gathering.ts'
import { createModelDecoders } from '../loading/model-schemas.ts'
import type { BulletinModel, ConversationModel, ParticipantModel, UserModel } from '../types.ts'
import { usersInOrder } from '../loading/users-in-order.ts'
import { nullIfNotFound } from '../observed-call.ts'
import type { CallSupport } from './call-support.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints, type SealTalkEndpoint } from './endpoints.ts'
import { fromFailure } from './errors.ts'
import { type FriendshipModel, toFriendships } from './friendships.ts'
import { GROUPS, USERS } from './freshness.ts'
import {
  type BlacklistEntryModel,
  toBlacklist,
  toBulletin,
  toLivingGroup,
  toParticipants,
  toUserOrNull,
} from './mapping.ts'
import type { OpenSession } from './session.ts'

/** Ids of one `/user/batch`: less than half of what fits its URL. @see docs/networks/sealtalk.md#users-and-groups */
export const MAX_BATCH_IDS = 200

/** Things read of SealTalk by their ids, through the process's cache. */
export interface SealTalkReads {
  /** Name and picture only, in batches. */
  readonly names: CachedReads<OpenSession, UserModel>
  /** All fields of a user: one call each. */
  readonly users: CachedReads<OpenSession, UserModel>
  /** Throws UNSUPPORTED where the server may have no such call. */
  readonly groups: CachedReads<OpenSession, ConversationModel>
  /** Members by the id of their group. */
  readonly members: CachedReads<OpenSession, readonly ParticipantModel[]>
  /** Every friendship of an account, by its id. */
  readonly friendships: CachedReads<OpenSession, readonly FriendshipModel[]>
  /** Whom an account has blocked, by its id. */
  readonly blocked: CachedReads<OpenSession, readonly BlacklistEntryModel[]>
  /** Bulletins by the id of their group; null for a group without one. */
  readonly bulletins: CachedReads<OpenSession, BulletinModel>
}

/** Kinds under which the process's cache keeps them. */
export const KINDS = {
  names: 'sealtalk name',
  users: 'sealtalk user',
  groups: 'sealtalk group',
  members: 'sealtalk members',
  bulletins: 'sealtalk bulletin',
  friendships: 'sealtalk friendships',
  blocked: 'sealtalk blocked users',
} as const

const inOrder = (value: unknown, ids: readonly string[], asOf: string): Found<UserModel> =>
  usersInOrder(ids, asListUpTo(10 * MAX_BATCH_IDS, value, 'users'), {
    read: (row) => toUserOrNull(row, asOf),
    idOf: (row) => (isObject(row) && typeof row['id'] === 'string' ? row['id'] : undefined),
    toFailure: (error) => fromFailure(endpoints.userBatch, error),
  })

export const createSealTalkReads = (
  client: SealTalkClient,
  support: CallSupport,
  deps: Pick<ProviderDependencies, 'cache' | 'clock' | 'observer' | 'shared' | 'connections'>,
): SealTalkReads => {
  const { cache, clock, observer, shared, connections } = deps
  const common = { network: 'sealtalk', cache, clock, observer, shared, maxFetches: connections } as const
  const decoders = createModelDecoders('sealtalk')

  /** Reads of things that come one at a time; null for what is not there. */
  const single = <Value extends object>(
    kind: string,
    freshness: Freshness,
    endpoint: SealTalkEndpoint<'/user/:id' | '/group/:id' | '/group/:id/members'>,
    decode: (result: unknown, asOf: string) => Value | null,
    decodeStored: (value: unknown, id: string) => Value | undefined,
    onDenied: (ids: readonly string[], session: OpenSession) => void,
    isDroppedWhole = false,
  ): CachedReads<OpenSession, Value> =>
    createCachedReads<OpenSession, Value>({
      ...common,
      kind,
      freshness,
      maxBatchSize: 1,
      decodeStored,
      isDroppedWhole,
      async fetchMany(session, [id = ''], context): Promise<Found<Value>> {
        const call = client.call(endpoint, { context, session, parameters: { id }, decode })
        const found = [await nullIfNotFound(call).catch(toError)]
        onDenied(deniedIds([id], found), session)
        const [value] = found
        if (value instanceof Error) throw value
        return [value ?? null]
      },
    })

  const users = single(KINDS.users, USERS, endpoints.user, toUserOrNull, decoders.user, (ids, session) =>
    names.deny(ids, session),
  )

  /** What a server has to say that perhaps has no such call: users, nothing, or that it takes no such ids. */
  const askBatch = async (
    session: OpenSession,
    ids: readonly string[],
    context: CallContext,
  ): Promise<Found<UserModel> | 'silent' | 'refused'> => {
    try {
      const found = await client.call(endpoints.userBatch, {
        context,
        session,
        query: new URLSearchParams(ids.map((id) => ['id', id])),
        ids: ids.length,
        decode: (rows, asOf) => (rows === null ? 'silent' : inOrder(rows, ids, asOf)),
      })
      if (found !== 'silent') support.markPresent(endpoints.userBatch)
      return found
    } catch (error) {
      const code = isGatewayError(error) ? error.code : undefined
      if (code === 'BAD_USER_INPUT') return 'refused'
      if (code === 'UNSUPPORTED') support.markMissing(endpoints.userBatch)
      // Where there is no such call, "batch" counts as the id of a user.
      else if (code === 'NOT_FOUND') support.suspect(endpoints.userBatch, session.userId)
      else throw error
      return 'silent'
    }
  }

  const names = createCachedReads<OpenSession, UserModel>({
    ...common,
    kind: KINDS.names,
    freshness: USERS,
    maxBatchSize: MAX_BATCH_IDS,
    decodeStored: decoders.user,
    async fetchMany(session, ids, context) {
      if (ids.length === 1 || support.isMissing(endpoints.userBatch, session.userId))
        return users.fetch(ids, session, context)
      const batch = await askBatch(session, ids, context)
      if (typeof batch !== 'string') {
        users.deny(deniedIds(ids, batch), session)
        return batch
      }
      const found = await users.fetch(ids, session, context)
      const there = found.filter((user) => user && !(user instanceof Error)).length
      // The users are there, so it is the call that is not.
      if (batch === 'silent' ? there > 0 : there === ids.length)
        support.suspect(endpoints.userBatch, session.userId)
      return found
    },
  })

  const groups = single(
    KINDS.groups,
    GROUPS,
    endpoints.group,
    toLivingGroup,
    decoders.conversation,
    (ids, session) => {
      members.deny(ids, session)
      bulletins.deny(ids, session)
    },
  )

  const members = single(
    KINDS.members,
    GROUPS,
    endpoints.groupMembers,
    toParticipants,
    decoders.participants,
    (ids, session) => groups.deny(ids, session),
    // With each of their users. @see control.ts
    true,
  )

  const bulletins = createCachedReads<OpenSession, BulletinModel>({
    ...common,
    kind: KINDS.bulletins,
    freshness: GROUPS,
    maxBatchSize: 1,
    async fetchMany(session, [id = ''], context) {
      const query = new URLSearchParams({ groupId: id })
      const call = client.call(endpoints.bulletin, { context, session, query, decode: toBulletin })
      return [await nullIfNotFound(call)]
    },
  })

  /** A list of the account's own, which one call returns whole. */
  const ownList = <Value extends object>(
    kind: string,
    endpoint: SealTalkEndpoint<'/friendship/all' | '/user/blacklist'>,
    decode: (result: unknown, asOf: string) => Value,
  ): CachedReads<OpenSession, Value> =>
    createCachedReads<OpenSession, Value>({
      ...common,
      kind,
      freshness: GROUPS,
      maxBatchSize: 1,
      fetchMany: async (session, _, context) => [await client.call(endpoint, { context, session, decode })],
    })

  const friendships = ownList(KINDS.friendships, endpoints.friends, toFriendships)
  const blocked = ownList(KINDS.blocked, endpoints.blacklist, toBlacklist)

  return { names, users, groups, members, bulletins, friendships, blocked }
}
