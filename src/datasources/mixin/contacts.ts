import { badUserInput, forbidden, GatewayError, isGatewayError } from '../../errors.ts'
import { mapMaybe, type MaybePromise } from '../../maybe-promise.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { contactRefusal, isNothingToDo } from '../contact-rights.ts'
import { asOldAs } from '../loading/as-old-as.ts'
import type { Refusal, UserAction } from '../rights.ts'
import type { Access, ContactModel, ContactSource, UserModel } from '../types.ts'
import type { MixinClient } from './client.ts'
import type { Usable } from './credential.ts'
import { endpoints } from './endpoints.ts'
import type { IdentityMap } from './identity.ts'
import type { MixinLoaders } from './loaders.ts'
import { toUser } from './mapping.ts'
import type { MixinReads } from './reads.ts'

export interface MixinContactsOptions {
  readonly client: MixinClient
  readonly reads: Pick<MixinReads, 'users' | 'friends' | 'blockedUsers'>
  readonly loaders: Pick<MixinLoaders, 'users' | 'friends' | 'blockedUsers'>
  readonly identities: IdentityMap
  readonly request: GatewayRequest
  readonly credential: (access: Access) => Usable
  /** The user id of the gateway's bot, if it has one. */
  readonly appId: string | undefined
}

/** Longest alias, which Mixin does not document: that of names. */
const MAX_ALIAS_LENGTH = 128

/** The key of a list that there is one of. */
const ALL = 'all'

/** Contacts on Mixin, which are added without being asked. @see docs/networks/mixin.md#contacts */
export const createMixinContacts = (options: MixinContactsOptions): ContactSource => {
  const { client, reads, loaders, identities, request, credential, appId } = options

  const learn = (user: UserModel): void => {
    identities.learn(user)
    reads.users.put(user.upstreamId, credential('read'), user)
    loaders.users.prime(user.upstreamId, user)
  }

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
    // A block does not keep the one who blocks from writing.
    return standing.isOneself ? forbidden('mixin', 'No message can be sent to oneself.') : null
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
    loaders.friends.clear(ALL)
    loaders.blockedUsers.clear(ALL)
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
    } finally {
      // Also if the response was lost.
      reads.friends.drop([ALL], writeCredential)
      reads.blockedUsers.drop([ALL], writeCredential)
    }
  }

  /** Changes a relationship, unless there is nothing to change. Returns whether it was changed. */
  const change = async (
    action: Exclude<UserAction, 'block' | 'message'>,
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

  /** Safe to repeat, so that nothing has to be read first. Mixin refuses users who name themselves. */
  const block = async (userId: string): Promise<void> => {
    const isBot = credential('write').kind === 'bot' && userId === appId
    const refusal = isBot ? decide('block', 'ME') : null
    if (refusal) throw refusal
    await send(userId, 'BLOCK')
  }

  const requireAlias = (alias: string): string => {
    const reject = (message: string) => badUserInput(`alias: ${message}`, ['alias'], 'mixin')
    if (Array.from(alias).length > MAX_ALIAS_LENGTH)
      throw reject(`takes at most ${MAX_ALIAS_LENGTH} characters.`)
    if (!alias.isWellFormed())
      throw reject('has a character that is incomplete. Cut texts between characters.')
    return alias
  }

  return {
    list: () =>
      mapMaybe(loaders.friends.load(ALL), (users) =>
        users
          ? asOldAs(
              request,
              users,
              users.map((user) => ({ user, alias: null })),
            )
          : [],
      ),
    blocked: () => mapMaybe(loaders.blockedUsers.load(ALL), (users) => users ?? []),
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
    block,
    // Of a contact who is not blocked, Mixin makes a stranger.
    unblock: async (userId) => void (await change('unblock', userId, 'UNBLOCK')),
  }
}
