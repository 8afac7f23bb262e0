import type { Endpoint } from '../../upstream/endpoint.ts'
import { asListUpTo, text } from '../../upstream/json-readers.ts'
import { isObject } from '../../json.ts'
import { toError } from '../../errors.ts'
import { type CachedReads, createCachedReads } from '../loading/cached-reads.ts'
import type { Freshness } from '../loading/freshness.ts'
import type { ProviderDependencies } from '../dependencies.ts'
import type { Found } from '../loading/loader.ts'
import type { ConversationModel, UserModel } from '../types.ts'
import { toAccount, type MixinAccountModel } from './account-mapping.ts'
import { type ModelCache, withHiddenIds } from '../loading/model-cache.ts'
import { nullIfNotFound } from '../observed-call.ts'
import { createPseudonym } from '../../request/scope.ts'
import { usersInOrder } from '../loading/users-in-order.ts'
import type { MixinClient } from './client.ts'
import type { Usable } from './credential.ts'
import { endpoints } from './endpoints.ts'
import { noUsableResponse } from './errors.ts'
import { ACCOUNT, CONVERSATIONS, LIMITED, USERS } from './freshness.ts'
import type { IdentityMap } from './identity.ts'
import { toCircleNames, toConversation, toUser, toUserRow } from './mapping.ts'
import { type FoundUser, decodeConversation, decodeFoundUser, decodeUser } from './stored-models.ts'

/** Ids of one `POST /users/fetch`, as Mixin's own apps send. @see docs/networks/mixin.md#users */
export const MAX_FETCH_IDS = 100

/** Everything that is read of Mixin, through the process's cache. */
export interface MixinReads {
  readonly users: CachedReads<Usable, UserModel>
  readonly numbers: CachedReads<Usable, FoundUser>
  readonly phones: CachedReads<Usable, FoundUser>
  readonly conversations: CachedReads<Usable, ConversationModel>
  /** One entry, `me`. */
  readonly accounts: CachedReads<Usable, MixinAccountModel>
  /** One entry, `all`: names of the viewer's circles by circle id. */
  readonly circles: CachedReads<Usable, ReadonlyMap<string, string | null>>
}

const inOrder = (data: unknown, ids: readonly string[]): Found<UserModel> =>
  usersInOrder(ids, asListUpTo(10 * MAX_FETCH_IDS, data, 'users'), {
    read: toUserRow,
    idOf: (row) =>
      isObject(row) && typeof row['user_id'] === 'string' ? text(row, 'user_id')?.toLowerCase() : undefined,
    toFailure: (error) => noUsableResponse('read', true, toError(error)),
  })

export const createMixinReads = (
  client: MixinClient,
  identities: IdentityMap,
  deps: Pick<ProviderDependencies, 'cache' | 'clock' | 'observer' | 'shared'>,
): MixinReads => {
  const { cache, clock, observer, shared } = deps
  const common = { network: 'mixin', cache, clock, observer, shared } as const

  /** Reads of things that come one at a time. */
  const single = <Template extends string, Value extends object>(
    kind: string,
    freshness: Freshness,
    endpoint: Endpoint<Template>,
    parametersOf: (id: string) => Readonly<Record<string, string>>,
    decode: (data: unknown, credential: Usable) => Value,
    decodeStored?: (value: unknown, id: string) => Value | undefined,
    modelCache: ModelCache = cache,
  ): CachedReads<Usable, Value> =>
    createCachedReads<Usable, Value>({
      ...common,
      cache: modelCache,
      kind,
      freshness,
      maxBatchSize: 1,
      decodeStored,
      async fetchMany(credential, [id = ''], context): Promise<Found<Value>> {
        const value = await nullIfNotFound(
          client.call<string, Value>(endpoint, {
            context,
            credential,
            parameters: parametersOf(id),
            decode: (data) => decode(data, credential),
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
    async fetchMany(credential, ids, context) {
      const found = await client.call(endpoints.readUsers, {
        context,
        credential,
        parameters: {},
        body: ids,
        ids: ids.length,
        decode: (data) => inOrder(data, ids),
      })
      for (const user of found) if (user && !(user instanceof Error)) identities.learn(user)
      return found
    },
  })

  /** A limited lookup brings the whole user along: keep it, and teach its number. */
  const toFoundUser = (data: unknown, credential: Usable): FoundUser => {
    const user = toUser(data)
    identities.learn(user)
    users.put(user.upstreamId, credential, user)
    return { userId: user.upstreamId }
  }

  return {
    users,
    numbers: single(
      'number',
      LIMITED,
      endpoints.readUser,
      (number) => ({ number }),
      toFoundUser,
      decodeFoundUser,
    ),
    phones: single(
      'phone',
      LIMITED,
      endpoints.searchUser,
      (query) => ({ query }),
      toFoundUser,
      decodeFoundUser,
      withHiddenIds(cache, createPseudonym('phones')),
    ),
    conversations: single(
      'conversation',
      CONVERSATIONS,
      endpoints.readConversation,
      (id) => ({ id }),
      toConversation,
      decodeConversation,
    ),
    accounts: single(
      'account',
      ACCOUNT,
      endpoints.userMe,
      () => ({}),
      (data) => {
        const account = toAccount(data)
        identities.learn(account.user)
        return account
      },
    ),
    circles: single('circles', CONVERSATIONS, endpoints.readCircles, () => ({}), toCircleNames),
  }
}
