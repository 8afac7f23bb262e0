import type { Endpoint } from '../../upstream/endpoint.ts'
import { asListUpTo } from '../../upstream/json-readers.ts'
import { rowsOf } from '../../upstream/rows.ts'
import { isObject } from '../../json.ts'
import { toError } from '../../errors.ts'
import { type CachedReads, type CachedReadsOptions, createCachedReads } from '../loading/cached-reads.ts'
import type { ProviderDependencies } from '../dependencies.ts'
import type { Found } from '../loading/gathering.ts'
import type { CircleModel, ConversationModel, ConversationPreviewModel, UserModel } from '../types.ts'
import { toAccount, type MixinAccountModel } from './account-mapping.ts'
import { type ModelCache, withHiddenIds } from '../loading/model-cache.ts'
import { nullIfNotFound } from '../observed-call.ts'
import { createPseudonym } from '../../request/scope.ts'
import { usersInOrder } from '../loading/users-in-order.ts'
import type { MixinClient } from './client.ts'
import type { Usable } from './credential.ts'
import { readCircleContents } from './circle-contents.ts'
import { endpoints } from './endpoints.ts'
import { noUsableResponse } from './errors.ts'
import { ACCOUNT, CODES, CONVERSATIONS, LIMITED, USERS } from './freshness.ts'
import type { IdentityMap } from './identity.ts'
import { idIn } from './ids.ts'
import { toCircles, toConversation, toPreview, toUser, toUserRow } from './mapping.ts'
import { type FoundUser, decodeConversation, decodeFoundUser, decodeUser } from './stored-models.ts'

/** Ids of one `POST /users/fetch`, as Mixin's own apps send. @see docs/networks/mixin.md#users */
export const MAX_FETCH_IDS = 100

/** Everything that is read of Mixin, through the process's cache. */
export interface MixinReads {
  readonly users: CachedReads<Usable, UserModel>
  /** One entry, `all`: the viewer's contacts. */
  readonly friends: CachedReads<Usable, readonly UserModel[]>
  /** One entry, `all`: whom the viewer has blocked. */
  readonly blockedUsers: CachedReads<Usable, readonly UserModel[]>
  readonly numbers: CachedReads<Usable, FoundUser>
  readonly phones: CachedReads<Usable, FoundUser>
  readonly conversations: CachedReads<Usable, ConversationModel>
  /** One entry, `me`. */
  readonly accounts: CachedReads<Usable, MixinAccountModel>
  /** One entry, `all`: the viewer's circles by circle id. */
  readonly circles: CachedReads<Usable, ReadonlyMap<string, CircleModel>>
  /** What is in a circle, by ids. */
  readonly circleContents: CachedReads<Usable, readonly ConversationModel[]>
  /** What invitations show, by their codes. */
  readonly codes: CachedReads<Usable, ConversationPreviewModel>
}

/** What a change of a circle drops, by its id. */
export const DROPS = {
  /** Conversations that are in it. */
  circle: 'circle',
  /** Lists of circles that have it. */
  circleName: 'circle name',
  circleContents: 'circle contents',
} as const

/** Budgets decide at once how many limited lookups are sent, and whose: none waits in front of them. */
const BY_BUDGET = Infinity

/** How things are read that come one at a time. */
interface SingleReads<Template extends string, Value extends object> extends Pick<
  CachedReadsOptions<Usable, Value>,
  'kind' | 'freshness' | 'decodeStored' | 'mentions'
> {
  readonly endpoint: Endpoint<Template>
  readonly parametersOf: (id: string) => Readonly<Record<string, string>>
  /** Null for nothing of this kind. */
  readonly decode: (data: unknown, asOf: string, credential: Usable) => Value | null
  /** Default: the process's. */
  readonly cache?: ModelCache
  /** Default: as many as there are connections. */
  readonly maxFetches?: number
}

const inOrder = (data: unknown, ids: readonly string[], asOf: string): Found<UserModel> =>
  usersInOrder(ids, asListUpTo(10 * MAX_FETCH_IDS, data, 'users'), {
    read: (row) => toUserRow(row, asOf),
    idOf: (row) =>
      isObject(row) && typeof row['user_id'] === 'string' ? (idIn(row, 'user_id') ?? undefined) : undefined,
    toFailure: (error) => noUsableResponse('read', true, toError(error)),
  })

export const createMixinReads = (
  client: MixinClient,
  identities: IdentityMap,
  deps: Pick<ProviderDependencies, 'cache' | 'clock' | 'observer' | 'shared' | 'connections'>,
): MixinReads => {
  const { cache, clock, observer, shared, connections } = deps
  const common = { network: 'mixin', cache, clock, observer, shared, maxFetches: connections } as const

  /** Reads of things that come one at a time. */
  const single = <Template extends string, Value extends object>({
    endpoint,
    parametersOf,
    decode,
    ...options
  }: SingleReads<Template, Value>): CachedReads<Usable, Value> =>
    createCachedReads<Usable, Value>({
      ...common,
      ...options,
      maxBatchSize: 1,
      async fetchMany(credential, [id = ''], context): Promise<Found<Value>> {
        const value = await nullIfNotFound(
          client.call<string, Value | null>(endpoint, {
            context,
            credential,
            parameters: parametersOf(id),
            decode: (data, asOf) => decode(data, asOf, credential),
          }),
        )
        return [value]
      },
    })

  const users = createCachedReads<Usable, UserModel>({
    ...common,
    kind: 'user',
    freshness: USERS,
    maxBatchSize: MAX_FETCH_IDS,
    decodeStored: decodeUser,
    fetchMany: (credential, ids, context) =>
      client.call(endpoints.readUsers, {
        context,
        credential,
        parameters: {},
        body: ids,
        ids: ids.length,
        decode(data, asOf) {
          const found = inOrder(data, ids, asOf)
          for (const user of found) if (user && !(user instanceof Error)) identities.learn(user)
          return found
        },
      }),
  })

  /** A limited lookup brings the whole user along: keep it, and teach its number. */
  const toFoundUser = (data: unknown, asOf: string, credential: Usable): FoundUser => {
    const user = toUser(data, asOf)
    identities.learn(user)
    users.put(user.upstreamId, credential, user)
    return { userId: user.upstreamId }
  }

  /** A list of users of the viewer's own: each is kept as well. */
  const userList = (kind: string, endpoint: Endpoint): MixinReads['friends'] =>
    single({
      kind,
      freshness: CONVERSATIONS,
      endpoint,
      parametersOf: () => ({}),
      decode(data, asOf, credential): readonly UserModel[] {
        const list = rowsOf(data, 'users', (row) => toUserRow(row, asOf))
        for (const user of list) {
          identities.learn(user)
          users.put(user.upstreamId, credential, user)
        }
        return list
      },
    })

  return {
    users,
    friends: userList('friends', endpoints.friends),
    blockedUsers: userList('blocked users', endpoints.blockedUsers),
    numbers: single({
      kind: 'number',
      freshness: LIMITED,
      maxFetches: BY_BUDGET,
      endpoint: endpoints.readUser,
      parametersOf: (number) => ({ number }),
      decode: toFoundUser,
      decodeStored: decodeFoundUser,
    }),
    phones: single({
      kind: 'phone',
      freshness: LIMITED,
      maxFetches: BY_BUDGET,
      endpoint: endpoints.searchUser,
      parametersOf: (query) => ({ query }),
      decode: toFoundUser,
      decodeStored: decodeFoundUser,
      cache: withHiddenIds(cache, createPseudonym('phones')),
    }),
    conversations: single({
      kind: 'conversation',
      freshness: CONVERSATIONS,
      endpoint: endpoints.readConversation,
      parametersOf: (id) => ({ id }),
      decode: toConversation,
      decodeStored: decodeConversation,
      mentions: {
        kind: DROPS.circle,
        idsIn: ({ circles }) => circles?.map(({ circleId }) => circleId) ?? [],
      },
    }),
    accounts: single({
      kind: 'account',
      freshness: ACCOUNT,
      endpoint: endpoints.userMe,
      parametersOf: () => ({}),
      decode: (data, asOf) => {
        const account = toAccount(data, asOf)
        identities.learn(account.user)
        return account
      },
    }),
    circles: single({
      kind: 'circles',
      freshness: CONVERSATIONS,
      endpoint: endpoints.readCircles,
      parametersOf: () => ({}),
      decode: toCircles,
      mentions: { kind: DROPS.circleName, idsIn: (circles) => [...circles.keys()] },
    }),
    circleContents: createCachedReads<Usable, readonly ConversationModel[]>({
      ...common,
      kind: DROPS.circleContents,
      freshness: CONVERSATIONS,
      maxBatchSize: 1,
      fetchMany: async (credential, [id = ''], context) => [
        await nullIfNotFound(readCircleContents(client, id, credential, context)),
      ],
    }),
    codes: single({
      kind: 'code',
      freshness: CODES,
      endpoint: endpoints.readCode,
      parametersOf: (code) => ({ code }),
      decode: toPreview,
    }),
  }
}
