import type { GatewayRequest } from '../../gateway-request.ts'
import { asList, isObject, text } from '../../http/json.ts'
import { toError } from '../../errors.ts'
import { createKeyedLoader } from '../keyed-loader.ts'
import type { PhoneNumber, UserLookups, UserModel, UserSource } from '../types.ts'
import { type MixinClient, nullIfNotFound } from './client.ts'
import type { Usable } from './credential.ts'
import { endpoints } from './endpoints.ts'
import { noVerdict } from './errors.ts'
import type { IdentityMap } from './identity.ts'
import { requireIdentityNumber, requirePhone, requireUuid } from './ids.ts'
import { toUser } from './mapping.ts'

/** Ids of one `POST /users/fetch`, as Mixin's own apps send. @see docs/networks/mixin.md#users */
const MAX_FETCH_IDS = 100

export interface MixinUsers extends UserSource {
  readonly lookups: Pick<UserLookups, 'mixinUserId' | 'mixinIdentityNumber' | 'mixinPhone'>
}

export interface MixinUsersOptions {
  readonly client: MixinClient
  readonly request: GatewayRequest
  readonly identities: IdentityMap
  /** Throws UNAUTHENTICATED where there is none. */
  readonly credential: () => Usable
}

/** Rows by user id. One that cannot be read fails its own user, if it can be told whose it is. */
const byUserId = (data: unknown): Map<string, UserModel | Error> => {
  const users = new Map<string, UserModel | Error>()
  for (const row of asList(data, 'users')) {
    try {
      const user = toUser(row)
      users.set(user.upstreamId, user)
    } catch (error) {
      const userId = isObject(row) && typeof row['user_id'] === 'string' ? text(row, 'user_id') : null
      if (userId !== null) users.set(userId.toLowerCase(), noVerdict('read', true, toError(error)))
    }
  }
  return users
}

/** Users by id (batched, unlimited), and by identity number and phone (rate limited upstream). */
export const createMixinUsers = ({
  client,
  request,
  identities,
  credential,
}: MixinUsersOptions): MixinUsers => {
  const learn = (user: UserModel): UserModel => {
    identities.learn(user)
    return user
  }

  const loader = createKeyedLoader<UserModel>({
    maxBatchSize: MAX_FETCH_IDS,
    async fetchMany(ids) {
      const users = await client.call(endpoints.readUsers, {
        request,
        credential: credential(),
        parameters: {},
        body: ids,
        ids: ids.length,
        decode: byUserId,
      })
      for (const user of users.values()) if (!(user instanceof Error)) learn(user)
      return users
    },
  })

  const find = async (query: 'number' | 'phone', value: string): Promise<UserModel | null> => {
    const call = { request, credential: credential(), decode: (data: unknown) => learn(toUser(data)) }
    const user = await nullIfNotFound(
      query === 'number'
        ? client.call(endpoints.readUser, { ...call, parameters: { number: value } })
        : client.call(endpoints.searchUser, { ...call, parameters: { query: value } }),
    )
    if (user) loader.prime(user.upstreamId, user)
    return user
  }

  const byNumber = async (number: string): Promise<UserModel | null> => {
    const known = identities.userIdOf(number)
    if (known === undefined) return find('number', number)
    const user = await loader.load(known)
    if (user?.identityNumber === number) return user
    identities.forget(number)
    return find('number', number)
  }

  return {
    load: (userId) => loader.load(userId),
    lookups: {
      mixinUserId: async (userId) => loader.load(requireUuid(userId, 'mixinUserId')),
      mixinIdentityNumber: async (number) => byNumber(requireIdentityNumber(number)),
      mixinPhone: async (phone: PhoneNumber) => find('phone', requirePhone(phone)),
    },
  }
}
