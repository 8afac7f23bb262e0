import { badUserInput, forbidden, GatewayError, isGatewayError } from '../../errors.ts'
import { isObject } from '../../json.ts'
import { mapMaybe, type MaybePromise } from '../../maybe-promise.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { asList, asObject, UnexpectedShape } from '../../upstream/json-readers.ts'
import { isBlank, readRows } from '../../upstream/rows.ts'
import type { BruteForceGuard } from '../brute-force-guard.ts'
import { contactRefusal } from '../contact-rights.ts'
import { createLoader } from '../loading/loader.ts'
import type { ModelCache } from '../loading/model-cache.ts'
import type { Refusal, UserAction } from '../rights.ts'
import type {
  AddContactOutcome,
  ContactModel,
  ContactRequests,
  ContactSource,
  PhoneContactModel,
  PhoneNumber,
  UserModel,
} from '../types.ts'
import type { SealTalkBlacklist } from './blacklist.ts'
import type { FriendStatus } from './changes.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import { text } from './fields.ts'
import type { FriendshipModel } from './friendships.ts'
import { toUser } from './mapping.ts'
import { confirmOwnAccount } from './own-account.ts'
import { KINDS, type SealTalkReads } from './reads.ts'
import { requirePhone, type TextRules } from './rules.ts'
import type { RequestSession } from './session.ts'
import type { SealTalkUsers } from './users.ts'

/** Text of a request without one: the server wants some. */
const GREETING = 'Hello! I would like to add you.'

/** Friends, contact requests and whom the account has blocked. @see docs/networks/sealtalk.md#friendships */
export interface SealTalkContacts extends ContactSource {
  readonly requests: ContactRequests
  /** Who has these phones, in their order. Throws RATE_LIMITED, and sends nothing, after too many. */
  find(phones: readonly PhoneNumber[]): Promise<readonly PhoneContactModel[]>
}

export interface SealTalkContactsOptions {
  readonly client: SealTalkClient
  readonly reads: SealTalkReads
  readonly cache: ModelCache
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly users: SealTalkUsers
  readonly blacklist: SealTalkBlacklist
  readonly texts: TextRules
  readonly bruteForceGuard: BruteForceGuard
}

const STATES = {
  FRIENDS: 'CONTACT',
  REQUESTED_BY_ME: 'REQUESTED_BY_ME',
  REQUESTED_BY_THEM: 'REQUESTED_BY_THEM',
  IGNORED_BY_ME: 'IGNORED',
  DELETED_BY_ME: 'NONE',
  BLOCKED_BY_ME: 'NONE',
} as const satisfies Record<FriendStatus, ContactModel['state']>

const OUTCOMES: Readonly<Record<string, AddContactOutcome>> = {
  Sent: 'REQUESTED',
  Added: 'ADDED',
  AddDirectly: 'ADDED',
  None: 'NOTHING',
}

/** Null for a state that the gateway does not know. */
const toContact = (friendship: FriendshipModel | undefined): ContactModel | null => {
  if (!friendship) return { state: 'NONE', alias: null, message: null, since: null }
  const { status, displayName, message, changedAt } = friendship
  const since = changedAt === null ? null : new Date(changedAt).toISOString()
  return status && { state: STATES[status], alias: displayName, message, since }
}

const toOutcome = (result: unknown): AddContactOutcome => {
  const outcome = OUTCOMES[text(asObject(result, 'invitation'), 'action') ?? '']
  if (!outcome) throw new UnexpectedShape('the action of an invitation is unknown')
  return outcome
}

/** Rows in the order of the phones, or each with its phone. */
const toPhoneContacts =
  (phones: readonly string[]) =>
  (result: unknown, asOf: string): readonly PhoneContactModel[] => {
    const found = new Map<string, UserModel>()
    const read = (row: unknown, place: number) => {
      const phone = isObject(row) ? (text(row, 'phone') ?? phones[place]) : undefined
      if (phone === undefined || (isObject(row) && isBlank(row['id'] ?? null))) return null
      const user = toUser(row, asOf)
      found.set(phone, user)
      return user
    }
    if (result !== null) readRows(asList(result, 'contacts'), read, () => undefined)
    return phones.map((phone) => ({ phone, user: found.get(phone) ?? null }))
  }

/** Throws BAD_USER_INPUT with the phone's place in the list. */
const digitsOf = (phone: PhoneNumber, index: number): string => {
  try {
    return requirePhone(phone, 'phones').phone
  } catch (error) {
    if (!isGatewayError(error) || !error.argument) throw error
    throw badUserInput(error.message, ['phones', index, ...error.argument.slice(1)], 'sealtalk')
  }
}

/** Whether the account may do this to a user with whom its friendship has this status. */
const byStatus = (
  action: 'addContact' | 'removeContact' | 'setAlias',
  status: FriendStatus | null,
): Refusal => {
  // The server removes friends who are blocked, too.
  const isContact = status === 'FRIENDS' || (action === 'removeContact' && status === 'BLOCKED_BY_ME')
  return contactRefusal('sealtalk', action, { isOneself: false, isContact, isBlocked: false })
}

const nothing = (): void => undefined

export const createSealTalkContacts = (options: SealTalkContactsOptions): SealTalkContacts => {
  const { client, reads, cache, request, session, users, blacklist, texts, bruteForceGuard } = options
  const signedIn = async () => ({
    context: request,
    caller: request.caller,
    session: await session.require(),
  })

  /** By the id of the account: every friendship, in any state. */
  const lists = createLoader<readonly FriendshipModel[]>({
    name: 'sealtalk friendships',
    async loadBatch(ids) {
      const found = await reads.friendships.loadMany(ids, { credential: await session.require(), request })
      for (const all of found) if (all && !(all instanceof Error)) users.learn(all.map(({ user }) => user))
      return found
    },
  })
  const friendships = (): MaybePromise<readonly FriendshipModel[]> =>
    mapMaybe(lists.load(session.check().userId), (all) => all ?? [])

  /** The same: every user whom the account has blocked. */
  const blockedLists = createLoader<readonly UserModel[]>({
    name: 'sealtalk blocked users',
    async loadBatch(ids) {
      const found = await reads.blocked.loadMany(ids, { credential: await session.require(), request })
      for (const all of found) if (all && !(all instanceof Error)) users.learn(all)
      return found
    },
  })
  const blocked = (): MaybePromise<readonly UserModel[]> =>
    mapMaybe(blockedLists.load(session.check().userId), (all) => all ?? [])

  const friendshipWith = (userId: string): MaybePromise<FriendshipModel | undefined> =>
    mapMaybe(friendships(), (all) => all.find(({ user }) => user.upstreamId === userId))

  const isOwn = (userId: string): boolean => session.check().userId === userId

  const hasBlocked = (userId: string): MaybePromise<boolean> =>
    mapMaybe(blocked(), (all) => all.some(({ upstreamId }) => upstreamId === userId))

  const mayDo = (action: UserAction, { upstreamId }: UserModel): MaybePromise<Refusal> => {
    if (action === 'message') return forbidden('sealtalk', 'The gateway sends to groups of SealTalk only.')
    const isOneself = isOwn(upstreamId)
    if (isOneself)
      return contactRefusal('sealtalk', action, { isOneself, isContact: false, isBlocked: false })
    if (action === 'block' || action === 'unblock') {
      return mapMaybe(hasBlocked(upstreamId), (isBlocked) =>
        contactRefusal('sealtalk', action, { isOneself, isContact: false, isBlocked }),
      )
    }
    return mapMaybe(friendshipWith(upstreamId), (friendship) => byStatus(action, friendship?.status ?? null))
  }

  /** Both lists of the two may have changed, also if the response was lost: nobody is to see the former ones. */
  const forgetLists = (userId: string): void => {
    const own = session.check().userId
    lists.clear(own)
    blockedLists.clear(own)
    for (const id of [own, userId]) {
      cache.drop(KINDS.friendships, id)
      cache.drop(KINDS.blocked, id)
    }
  }

  /** What decides is read now: a copy may be older than a change elsewhere. */
  const statusNow = async (userId: string): Promise<FriendStatus | null> => {
    const credential = await session.require()
    const [all] = await reads.friendships.fetch([credential.userId], credential, request)
    if (all instanceof Error) throw all
    return all?.find(({ user }) => user.upstreamId === userId)?.status ?? null
  }

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
      return await client.call(endpoint, { ...(await signedIn()), body, decode })
    } finally {
      forgetLists(body.friendId)
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
    const standing = { isOneself: isOwn(userId), isContact: false, isBlocked: false }
    const refusal = contactRefusal('sealtalk', 'addContact', standing)
    if (refusal) throw refusal
  }

  const requireRight = async (action: 'removeContact' | 'setAlias', userId: string): Promise<void> => {
    requireOther(userId)
    const refusal = byStatus(action, await statusNow(userId))
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
    const status = await statusNow(userId)
    if (status === done) return
    if (status !== 'REQUESTED_BY_THEM')
      throw new GatewayError('NOT_FOUND', 'The user has not asked to become a contact.', {
        network: 'sealtalk',
      })
    await confirmed(write(endpoint, { friendId: userId }, nothing))
  }

  /** What is made of a list is as old as the list. */
  const asOld = <Made extends object | null>(list: readonly object[], made: Made): Made => {
    const staleness = made && request.stale.get(list)
    if (made && staleness) request.stale.set(made, staleness)
    return made
  }

  return {
    list: () =>
      mapMaybe(friendships(), (all) => {
        const friends = all.filter(({ status }) => status === 'FRIENDS')
        return asOld(
          all,
          friends.map(({ user, displayName }) => ({ user, alias: displayName })),
        )
      }),
    blocked,
    of: ({ upstreamId }) =>
      isOwn(upstreamId)
        ? null
        : mapMaybe(friendships(), (all) =>
            asOld(all, toContact(all.find(({ user }) => user.upstreamId === upstreamId))),
          ),
    isBlocked: ({ upstreamId }) => hasBlocked(upstreamId),
    mayDo,

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
    block: (userId) =>
      blacklist
        .block(userId)
        .then(nothing)
        .finally(() => forgetLists(userId)),
    unblock: (userId) =>
      blacklist
        .unblock(userId)
        .then(nothing)
        .finally(() => forgetLists(userId)),

    requests: {
      list: () =>
        mapMaybe(friendships(), (all) => {
          const requests = all.filter(({ status }) => status === 'REQUESTED_BY_THEM')
          return asOld(
            all,
            requests.map(({ user }) => user),
          )
        }),
      accept: (userId) => reply(endpoints.agreeToFriend, userId, 'FRIENDS'),
      ignore: (userId) => reply(endpoints.ignoreFriend, userId, 'IGNORED_BY_ME'),
    },

    async find(phones) {
      const numbers = phones.map(digitsOf)
      if (numbers.length === 0) return []
      const call = await signedIn()
      const probe = { network: 'sealtalk', operation: 'findContacts', request } as const
      const ask = () =>
        client.call(endpoints.findContacts, {
          ...call,
          body: { contactList: numbers },
          ids: numbers.length,
          decode: toPhoneContacts(numbers),
        })
      // Each number is a guess.
      const guarded = numbers.reduce<typeof ask>((next) => () => bruteForceGuard.runProbe(probe, next), ask)
      const found = await guarded()
      users.learn(found.flatMap(({ user }) => user ?? []))
      return found
    },
  }
}
