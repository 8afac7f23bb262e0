import { badUserInput, forbidden, GatewayError, isGatewayError, toError } from '../../errors.ts'
import { mapMaybe, type MaybePromise } from '../../maybe-promise.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { rowsOf } from '../../upstream/rows.ts'
import { contactRefusal, isNothingToDo } from '../contact-rights.ts'
import { createLoader } from '../loading/loader.ts'
import type { Refusal, UserAction } from '../rights.ts'
import type { Access, ContactModel, ContactSource, UserModel } from '../types.ts'
import type { MixinClient } from './client.ts'
import type { Usable } from './credential.ts'
import { endpoints } from './endpoints.ts'
import type { IdentityMap } from './identity.ts'
import type { MixinLoaders } from './loaders.ts'
import { toUser, toUserRow } from './mapping.ts'
import type { MixinReads } from './reads.ts'

export interface MixinContactsOptions {
  readonly client: MixinClient
  readonly reads: Pick<MixinReads, 'users'>
  readonly loaders: Pick<MixinLoaders, 'users'>
  readonly identities: IdentityMap
  readonly request: GatewayRequest
  readonly credential: (access: Access) => Usable
}

/** Longest alias, which Mixin does not document: that of names. */
const MAX_ALIAS_LENGTH = 128

const LISTS = { friends: endpoints.friends, blocked: endpoints.blockedUsers } as const

const toUsers = (data: unknown, asOf: string): readonly UserModel[] =>
  rowsOf(data, 'users', (row) => toUserRow(row, asOf))

/** Contacts on Mixin, which are added without being asked. @see docs/networks/mixin.md#contacts */
export const createMixinContacts = (options: MixinContactsOptions): ContactSource => {
  const { client, reads, loaders, identities, request, credential } = options

  const learn = (user: UserModel): void => {
    identities.learn(user)
    reads.users.put(user.upstreamId, credential('read'), user)
    loaders.users.prime(user.upstreamId, user)
  }

  const readList = async (which: keyof typeof LISTS): Promise<readonly UserModel[]> => {
    const users = await client.call(LISTS[which], {
      context: request,
      credential: credential('read'),
      parameters: {},
      decode: toUsers,
    })
    users.forEach(learn)
    return users
  }

  const lists = createLoader<readonly UserModel[]>({
    name: 'mixin contacts',
    loadBatch: (names) =>
      Promise.all(names.map((name) => readList(name === 'blocked' ? 'blocked' : 'friends').catch(toError))),
  })
  const listOf = (which: keyof typeof LISTS): MaybePromise<readonly UserModel[]> =>
    mapMaybe(lists.load(which), (users) => users ?? [])

  const relationshipOf = (user: UserModel): MaybePromise<UserModel['relationship']> =>
    user.relationship === undefined
      ? mapMaybe(loaders.users.load(user.upstreamId), (loaded) => loaded?.relationship)
      : user.relationship

  /** Why the caller may change nothing; null if it may. */
  const lacksAccess = (): Refusal => {
    try {
      credential('write')
      return null
    } catch (error) {
      if (isGatewayError(error)) return error
      throw error
    }
  }

  const decide = (action: UserAction, relationship: UserModel['relationship']): Refusal => {
    const standing = {
      isOneself: relationship === 'ME',
      isContact: relationship === 'FRIEND',
      isBlocked: relationship === 'BLOCKING',
    }
    if (action !== 'message') return contactRefusal('mixin', action, standing)
    if (credential('write').kind !== 'bot')
      return forbidden('mixin', 'Only the gateway’s bot can send messages on Mixin.')
    return standing.isOneself || standing.isBlocked
      ? forbidden('mixin', 'No message can be sent to oneself or to a user who is blocked.')
      : null
  }

  const mayDo = (action: UserAction, user: UserModel): MaybePromise<Refusal> =>
    lacksAccess() ?? mapMaybe(relationshipOf(user), (relationship) => decide(action, relationship))

  /** The user as Mixin sees it now: what is cached may be older than a change elsewhere. */
  const readNow = async (userId: string): Promise<UserModel> => {
    const [user] = await reads.users.fetch([userId], credential('write'), request)
    if (user instanceof Error) throw user
    if (!user) throw new GatewayError('NOT_FOUND', 'There is no such user.', { network: 'mixin' })
    return user
  }

  const send = async (userId: string, action: string, alias?: string): Promise<void> => {
    const writeCredential = credential('write')
    loaders.users.clear(userId)
    lists.clear('friends')
    lists.clear('blocked')
    try {
      const user = await client.call(endpoints.changeRelationship, {
        context: request,
        credential: writeCredential,
        parameters: {},
        body: { user_id: userId, action, ...(alias !== undefined && { full_name: alias }) },
        decode: toUser,
      })
      learn(user)
    } catch (error) {
      reads.users.deny([userId], writeCredential)
      throw error
    }
  }

  /** Changes a relationship, unless there is nothing to change. Returns whether it was changed. */
  const change = async (
    action: 'addContact' | 'removeContact' | 'setAlias',
    userId: string,
    upstreamAction: string,
    alias?: string,
  ): Promise<boolean> => {
    const refusal = decide(action, (await readNow(userId)).relationship)
    if (refusal && !isNothingToDo(refusal)) throw refusal
    if (refusal) return false
    await send(userId, upstreamAction, alias)
    return true
  }

  const requireAlias = (alias: string): string => {
    if (Array.from(alias).length <= MAX_ALIAS_LENGTH) return alias
    throw badUserInput(`alias: takes at most ${MAX_ALIAS_LENGTH} characters.`, ['alias'], 'mixin')
  }

  return {
    list: () => mapMaybe(listOf('friends'), (users) => users.map((user) => ({ user, alias: null }))),
    blocked: () => listOf('blocked'),
    of: (user) =>
      mapMaybe(relationshipOf(user), (relationship): ContactModel | null =>
        relationship === 'ME' || !relationship
          ? null
          : {
              state: relationship === 'FRIEND' ? 'CONTACT' : 'NONE',
              alias: null,
              message: null,
              since: null,
            },
      ),
    isBlocked: (user) =>
      mapMaybe(relationshipOf(user), (relationship) => (relationship ? relationship === 'BLOCKING' : null)),
    mayDo,

    async add(userId, { alias, message }) {
      if (message !== null) {
        const hint = 'message: Mixin adds contacts without a request, so nobody would read it. Leave it out.'
        throw badUserInput(hint, ['message'], 'mixin')
      }
      const name = alias === null || alias === '' ? undefined : requireAlias(alias)
      if (await change('addContact', userId, 'ADD', name)) return 'ADDED'
      if (name !== undefined) await send(userId, 'UPDATE', name)
      return 'ALREADY'
    },
    remove: async (userId) => void (await change('removeContact', userId, 'REMOVE')),
    setAlias: async (userId, alias) => void (await change('setAlias', userId, 'UPDATE', requireAlias(alias))),
    // Safe to repeat, so nothing has to be read first.
    block: (userId) => send(userId, 'BLOCK'),
    unblock: (userId) => send(userId, 'UNBLOCK'),
  }
}
