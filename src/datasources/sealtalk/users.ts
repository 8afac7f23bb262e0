import { isGatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import type { Found } from '../loading/gathering.ts'
import { createLoader } from '../loading/loader.ts'
import type { ModelCache } from '../loading/model-cache.ts'
import type { MaybePromise } from '../../maybe-promise.ts'
import type { Fields, PhoneNumber, UserLookups, UserModel, UserSource } from '../types.ts'
import { nullIfNotFound } from '../observed-call.ts'
import type { CallSupport } from './call-support.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import { requireId } from './ids.ts'
import { toUserOrNull } from './mapping.ts'
import { KINDS, type SealTalkReads } from './reads.ts'
import { requirePhone, requireStAccount } from './rules.ts'
import type { OpenSession, RequestSession } from './session.ts'

/** Fields that only `/user/:id` returns. Name and picture come in batches; SealTalk has no other fields. */
const COSTLY_FIELDS = ['phone', 'gender', 'stAccount'] as const

export interface SealTalkUsers extends UserSource {
  readonly lookups: Pick<UserLookups, 'sealtalkUserId' | 'sealtalkPhone' | 'sealtalkStAccount'>
  /** Keeps users that came with another response, so that this request does not load them again. */
  learn(users: readonly UserModel[]): void
  /** The same for users of whom a server shows no more anywhere: what is missing is null. */
  learnWhole(users: readonly UserModel[]): void
  /** The user has changed: nobody is to see the former one. */
  forget(userId: string): void
  /** The upstream refused another call for this user: this viewer may not see the cached one. */
  deny(userId: string, session: OpenSession): void
}

export interface SealTalkUsersOptions {
  readonly client: SealTalkClient
  readonly reads: SealTalkReads
  readonly cache: ModelCache
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly support: CallSupport
}

export const isCostly = (fields: Fields): boolean => COSTLY_FIELDS.some((field) => fields.has(field))

/** Whether the model has all costly fields that are selected. */
const hasAll = (user: UserModel, fields: Fields): boolean =>
  COSTLY_FIELDS.every((field) => user[field] !== undefined || !fields.has(field))

/** All fields of a user. */
export const WHOLE: Fields = new Set(COSTLY_FIELDS)

/**
 * Users by id and by what they may be found by. A selection of names and pictures is one `/user/batch` for
 * all; phone, gender and SealTalk number are one `/user/:id` each, which has the name too.
 * @see docs/networks/sealtalk.md#users-and-groups
 */
export const createSealTalkUsers = (options: SealTalkUsersOptions): SealTalkUsers => {
  const { client, reads, cache, request, session, support } = options

  /** Users with all their fields. */
  const whole = createLoader<UserModel>({
    name: 'sealtalk user',
    loadBatch: async (ids) => reads.users.loadMany(ids, { credential: await session.require(), request }),
  })

  /** Users with name and picture, and perhaps more. */
  const names = createLoader<UserModel>({
    name: 'sealtalk name',
    async loadBatch(ids) {
      const credential = await session.require()
      // The whole user, where it is loaded or cached, has the name too.
      const isWhole = (id: string): boolean => whole.has(id) || reads.users.peek(id, credential) !== undefined
      const { known = [], unknown = [] } = Object.groupBy(ids, (id) => (isWhole(id) ? 'known' : 'unknown'))
      const parts = await Promise.all([
        whole.loadMany(known),
        reads.names.loadMany(unknown, { credential, request }),
      ])
      const found = parts.flat()
      const users = new Map([...known, ...unknown].map((id, index) => [id, found[index]]))
      return ids.map((id) => users.get(id) ?? null)
    },
  })

  const load = (id: string, fields: Fields): MaybePromise<UserModel | null> =>
    isCostly(fields) || whole.has(id) ? whole.load(id) : names.load(id)

  const loadMany = (ids: readonly string[], fields: Fields): MaybePromise<Found<UserModel>> =>
    isCostly(fields) ? whole.loadMany(ids) : names.loadMany(ids)

  const learn = (users: readonly UserModel[]): void => {
    for (const user of users) {
      names.prime(user.upstreamId, user)
      if (hasAll(user, WHOLE)) whole.prime(user.upstreamId, user)
    }
  }

  /** Servers that show names alone in such a list have the rest in `/user/:id`. */
  const isNameOnly = (user: UserModel): boolean => COSTLY_FIELDS.every((field) => user[field] === undefined)

  const learnWhole = (users: readonly UserModel[]): void => {
    learn(users)
    for (const user of users) if (!isNameOnly(user)) whole.prime(user.upstreamId, user)
  }

  /** By a query that honours privacy: null for users who do not want to be found. */
  const findUser = async (query: Record<string, string>): Promise<UserModel | null> =>
    nullIfNotFound(
      client.call(endpoints.findUser, {
        context: request,
        session: await session.require(),
        caller: request.caller,
        query: new URLSearchParams(query),
        decode: toUserOrNull,
      }),
    )

  /**
   * A server that lacks the call takes it for a user of that name, whom it does not know either: only one that
   * has it objects to being asked about nobody.
   */
  const objectsToNothing = async (): Promise<boolean> => {
    try {
      await findUser({})
      return false
    } catch (error) {
      if (isGatewayError(error) && error.code === 'BAD_USER_INPUT') return true
      throw error
    }
  }

  /** By the call that honours privacy; undefined where the server turns out not to have it. */
  const findWillingUser = async (region: string, phone: string): Promise<UserModel | null | undefined> => {
    const { userId } = await session.require()
    if (support.isMissing(endpoints.findUser, userId)) return undefined
    try {
      const found = await findUser({ region, phone })
      if (found || (!support.isPresent(endpoints.findUser) && (await objectsToNothing())))
        support.markPresent(endpoints.findUser)
      if (support.isPresent(endpoints.findUser)) return found
      support.suspect(endpoints.findUser, userId)
    } catch (error) {
      if (!isGatewayError(error) || error.code !== 'UNSUPPORTED') throw error
      support.markMissing(endpoints.findUser)
    }
    return undefined
  }

  const findByPhone = async (region: string, phone: string): Promise<UserModel | null> => {
    const willing = await findWillingUser(region, phone)
    if (willing !== undefined) return willing
    return nullIfNotFound(
      client.call(endpoints.findByPhone, {
        context: request,
        session: await session.require(),
        caller: request.caller,
        parameters: { region, phone },
        decode: toUserOrNull,
      }),
    )
  }

  const complete = (user: UserModel | null, fields: Fields): MaybePromise<UserModel | null> => {
    if (!user) return null
    learn([user])
    return hasAll(user, fields) ? user : load(user.upstreamId, fields)
  }

  return {
    load,
    loadMany,
    learn,
    learnWhole,
    forget(userId) {
      names.clear(userId)
      whole.clear(userId)
      cache.drop(KINDS.names, userId)
      cache.drop(KINDS.users, userId)
    },
    deny(userId, own) {
      reads.names.deny([userId], own)
      reads.users.deny([userId], own)
    },
    lookups: {
      sealtalkUserId: async (userId, fields) => load(requireId(userId, 'sealtalkUserId'), fields),
      async sealtalkPhone(number: PhoneNumber, fields) {
        const { region, phone } = requirePhone(number, 'sealtalkPhone')
        return complete(await findByPhone(region, phone), fields)
      },
      async sealtalkStAccount(stAccount, fields) {
        const st_account = requireStAccount(stAccount, 'sealtalkStAccount')
        return complete(await findUser({ st_account }), fields)
      },
    },
  }
}
