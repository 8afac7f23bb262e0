import { badUserInput, GatewayError, isGatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { asObject, UnexpectedShape } from '../../upstream/json-readers.ts'
import { contactRefusal } from '../contact-rights.ts'
import type { Refusal } from '../rights.ts'
import type { AddContactOutcome, ContactRequests, ContactSource } from '../types.ts'
import type { SealTalkBlacklist } from './blacklist.ts'
import type { FriendStatus } from './changes.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import { text } from './fields.ts'
import type { FriendLists } from './friend-lists.ts'
import { confirmOwnAccount } from './own-account.ts'
import type { TextRules } from './rules.ts'
import type { RequestSession } from './session.ts'
import type { SealTalkUsers } from './users.ts'

/** Text of a request without one: the server wants some. */
const GREETING = 'Hello! I would like to add you.'

/** Changes of friendships, and replies to requests. Each is sent once. @see docs/networks/sealtalk.md#friendships */
export type FriendChanges = Pick<ContactSource, 'add' | 'remove' | 'setAlias' | 'block' | 'unblock'> &
  Pick<ContactRequests, 'accept' | 'ignore'>

export interface FriendChangesOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly users: SealTalkUsers
  readonly blacklist: SealTalkBlacklist
  readonly lists: FriendLists
  readonly texts: TextRules
}

const OUTCOMES: Readonly<Record<string, AddContactOutcome>> = {
  Sent: 'REQUESTED',
  Added: 'ADDED',
  AddDirectly: 'ADDED',
  None: 'NOTHING',
}

const toOutcome = (result: unknown): AddContactOutcome => {
  const outcome = OUTCOMES[text(asObject(result, 'invitation'), 'action') ?? '']
  if (!outcome) throw new UnexpectedShape('the action of an invitation is unknown')
  return outcome
}

/** Whether the account may do this to a user with whom its friendship has this status. */
export const refusalByStatus = (
  action: 'addContact' | 'removeContact' | 'setAlias',
  status: FriendStatus | null,
): Refusal => {
  const isContact = status === 'FRIENDS'
  return contactRefusal('sealtalk', action, { isOneself: false, isContact, isBlocked: false })
}

const nothing = (): void => undefined

export const createFriendChanges = (options: FriendChangesOptions): FriendChanges => {
  const { client, request, session, users, blacklist, lists, texts } = options

  const write = async <Result>(
    endpoint:
      | typeof endpoints.inviteFriend
      | typeof endpoints.agreeToFriend
      | typeof endpoints.ignoreFriend
      | typeof endpoints.deleteFriend
      | typeof endpoints.setFriendName,
    body: { readonly friendId: string; readonly [name: string]: string },
    decode: (result: unknown) => Result,
  ): Promise<Result> => {
    try {
      return await client.call(endpoint, {
        context: request,
        caller: request.caller,
        session: await session.require(),
        body,
        decode,
      })
    } finally {
      lists.forget(body.friendId)
    }
  }

  /** Both lists may have changed, also if the response was lost. */
  const changesLists = async (userId: string, change: Promise<unknown>): Promise<void> => {
    try {
      await change
    } finally {
      lists.forget(userId)
    }
  }

  /** Confirms that the account still exists: else its writes change nothing. */
  const confirmed = async <Result>(change: Promise<Result>): Promise<Result> => {
    const result = await change
    await confirmOwnAccount(session, users)
    return result
  }

  /** Throws for oneself. */
  const requireOther = (userId: string): void => {
    const standing = { isOneself: session.check().userId === userId, isContact: false, isBlocked: false }
    const refusal = contactRefusal('sealtalk', 'addContact', standing)
    if (refusal) throw refusal
  }

  const requireRight = async (action: 'removeContact' | 'setAlias', userId: string): Promise<void> => {
    requireOther(userId)
    const refusal = refusalByStatus(action, await lists.statusNow(userId))
    if (refusal) throw refusal
  }

  const invite = async (userId: string, message: string): Promise<AddContactOutcome> => {
    try {
      return await write(endpoints.inviteFriend, { friendId: userId, message }, toOutcome)
    } catch (error) {
      if (isGatewayError(error) && error.code === 'CONFLICT') return 'ALREADY'
      throw error
    }
  }

  /**
   * Replies to a request. The server lifts blocks before it looks whether there is one, so that is looked at here.
   * @param done the state of one that was replied to in this way before
   */
  const reply = async (
    endpoint: typeof endpoints.agreeToFriend | typeof endpoints.ignoreFriend,
    userId: string,
    done: FriendStatus,
  ): Promise<void> => {
    requireOther(userId)
    const status = await lists.statusNow(userId)
    if (status === done) return
    if (status !== 'REQUESTED_BY_THEM')
      throw new GatewayError('NOT_FOUND', 'The user has not asked to become a contact.', {
        network: 'sealtalk',
      })
    await confirmed(write(endpoint, { friendId: userId }, nothing))
  }

  return {
    async add(userId, { alias, message }) {
      if (alias !== null) {
        const hint = 'alias: SealTalk keeps it for contacts only; use setContactAlias once the user is one.'
        throw badUserInput(hint, ['alias'], 'sealtalk')
      }
      const sent = texts.message(message ?? GREETING)
      requireOther(userId)
      // The server never answers for a user that does not exist.
      if (!(await users.load(userId, new Set(['name']))))
        throw new GatewayError('NOT_FOUND', 'There is no such user.', { network: 'sealtalk' })
      return confirmed(invite(userId, sent))
    },
    async remove(userId) {
      await requireRight('removeContact', userId)
      await confirmed(write(endpoints.deleteFriend, { friendId: userId }, nothing))
    },
    async setAlias(userId, alias) {
      const displayName = texts.alias(alias)
      await requireRight('setAlias', userId)
      await confirmed(write(endpoints.setFriendName, { friendId: userId, displayName }, nothing))
    },
    block: (userId) => changesLists(userId, blacklist.block(userId)),
    unblock: (userId) => changesLists(userId, blacklist.unblock(userId)),
    accept: (userId) => reply(endpoints.agreeToFriend, userId, 'FRIENDS'),
    ignore: (userId) => reply(endpoints.ignoreFriend, userId, 'IGNORED_BY_ME'),
  }
}
