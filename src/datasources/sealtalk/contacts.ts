import { mapMaybe, type MaybePromise } from '../../maybe-promise.ts'
import { contactRefusal } from '../contact-rights.ts'
import { asOldAs } from '../loading/as-old-as.ts'
import { lacks, type Refusal, type UserAction } from '../rights.ts'
import type { ContactModel, ContactRequests, ContactSource, UserModel } from '../types.ts'
import type { FriendStatus } from './changes.ts'
import { createFriendChanges, type FriendChangesOptions, refusalByStatus } from './friend-changes.ts'
import { createFriendLists, type FriendListsOptions } from './friend-lists.ts'
import type { FriendshipModel } from './friendships.ts'
import type { BlacklistEntryModel } from './mapping.ts'
import { createPhoneContacts, type PhoneContactsOptions } from './phone-contacts.ts'

/** Friends, contact requests and whom the account has blocked. @see docs/networks/sealtalk.md#friendships */
export interface SealTalkContacts extends ContactSource {
  readonly requests: ContactRequests
  /** Whom the account has blocked, and since when. */
  blacklist(): MaybePromise<readonly BlacklistEntryModel[]>
  readonly find: ReturnType<typeof createPhoneContacts>
}

export type SealTalkContactsOptions = FriendListsOptions &
  Omit<FriendChangesOptions, 'lists'> &
  PhoneContactsOptions

const STATES = {
  FRIENDS: 'CONTACT',
  REQUESTED_BY_ME: 'REQUESTED_BY_ME',
  REQUESTED_BY_THEM: 'REQUESTED_BY_THEM',
  IGNORED_BY_ME: 'IGNORED',
  DELETED_BY_ME: 'NONE',
  BLOCKED_BY_ME: 'NONE',
} as const satisfies Record<FriendStatus, ContactModel['state']>

/** Null for a state that the gateway does not know. */
const toContact = (friendship: FriendshipModel | undefined): ContactModel | null => {
  if (!friendship) return { state: 'NONE', alias: null, message: null, since: null }
  const { status, displayName, message, changedAt } = friendship
  const since = changedAt === null ? null : new Date(changedAt).toISOString()
  return status && { state: STATES[status], alias: displayName, message, since }
}

export const createSealTalkContacts = (options: SealTalkContactsOptions): SealTalkContacts => {
  const { request, session } = options
  const lists = createFriendLists(options)
  const { friendships, blocked } = lists
  const { accept, ignore, ...changes } = createFriendChanges({ ...options, lists })

  const friendshipWith = (userId: string): MaybePromise<FriendshipModel | undefined> =>
    mapMaybe(friendships(), (all) => all.find(({ user }) => user.upstreamId === userId))

  const isOwn = (userId: string): boolean => session.check().userId === userId

  const hasBlocked = (userId: string): MaybePromise<boolean> =>
    mapMaybe(blocked(), (all) => all.some(({ user }) => user.upstreamId === userId))

  const mayDo = (action: UserAction, { upstreamId }: UserModel): MaybePromise<Refusal> => {
    // The conversation with a user has no id, so that sendMessage cannot name it.
    if (action === 'message') return lacks('sealtalk', 'one-to-one conversations')
    const isOneself = isOwn(upstreamId)
    if (isOneself)
      return contactRefusal('sealtalk', action, { isOneself, isContact: false, isBlocked: false })
    if (action === 'block' || action === 'unblock') {
      return mapMaybe(hasBlocked(upstreamId), (isBlocked) =>
        contactRefusal('sealtalk', action, { isOneself, isContact: false, isBlocked }),
      )
    }
    return mapMaybe(friendshipWith(upstreamId), (friendship) =>
      refusalByStatus(action, friendship?.status ?? null),
    )
  }

  return {
    list: () =>
      mapMaybe(friendships(), (all) => {
        const friends = all.filter(({ status }) => status === 'FRIENDS')
        return asOldAs(
          request,
          all,
          friends.map(({ user, displayName }) => ({ user, alias: displayName })),
        )
      }),
    blocked: () =>
      mapMaybe(blocked(), (all) =>
        asOldAs(
          request,
          all,
          all.map(({ user }) => user),
        ),
      ),
    blacklist: blocked,
    of: ({ upstreamId }) =>
      isOwn(upstreamId)
        ? null
        : mapMaybe(friendships(), (all) =>
            asOldAs(request, all, toContact(all.find(({ user }) => user.upstreamId === upstreamId))),
          ),
    isBlocked: ({ upstreamId }) => hasBlocked(upstreamId),
    mayDo,

    ...changes,
    requests: {
      list: () =>
        mapMaybe(friendships(), (all) => {
          const requests = all.filter(({ status }) => status === 'REQUESTED_BY_THEM')
          return asOldAs(
            request,
            all,
            requests.map(({ user }) => user),
          )
        }),
      accept,
      ignore,
    },
    find: createPhoneContacts(options),
  }
}
