import type { Fields, UserLookupValues } from './types.ts'

/** Kinds of upstream calls, by how tightly a network limits them and by what they do. */
export type CallClass = 'limitedLookups' | 'batchedReads' | 'singleReads' | 'writes' | 'textMessages'

/** Things to load. Those that are loaded at the same moment may share calls. */
export interface Load {
  readonly items: number
  /** At how many different moments they are loaded. */
  readonly moments: number
}

/** The most calls that something may cause. */
export interface Charge {
  readonly calls: CallClass
  readonly count: number
  /** The kind of the cached things that the calls read; below lists of unknown length, no further calls are made. */
  readonly reads?: string
  /** No further calls are made below other lists either: the things are expected to come with something else. */
  readonly isCapped?: true
  /** A request makes these calls once under this name: for the same things, or at all. */
  readonly once?: { readonly of: 'things' | 'request'; readonly name: string }
}

/** Changes of contacts, as the methods of `ContactSource` and `ContactRequests` are called. */
export type ContactChange = 'add' | 'remove' | 'setAlias' | 'block' | 'unblock' | 'accept' | 'ignore'

/** The cost of finding users in one way. */
export interface LookupCost {
  charge(items: number, fields: Fields): readonly Charge[]
  /** At how many different moments the users found arrive. */
  moments(items: number): number
}

/**
 * The most upstream calls that a provider makes for each way of loading: nothing is cached, and each thing is loaded
 * once. The numbers mirror the provider's code. Retries do not count, and calls that requests share count in full.
 * Calls that replace one which a server lacks count as that one.
 */
export interface ProviderCosts {
  /** Users that other things refer to. */
  users(load: Load, fields: Fields): readonly Charge[]
  /** Users of participants that are loaded already: the calls for what does not come with them. */
  participantUsers(load: Load): readonly Charge[]
  /** Names of all participants of conversations, to search in them. */
  participantNames(load: Load): readonly Charge[]
  /** Absent where the network has no apps. */
  apps?(load: Load): readonly Charge[]
  conversations(load: Load): readonly Charge[]
  /** Participants of conversations that are loaded already. */
  participants(load: Load): readonly Charge[]
  /** Fields that lists of conversations leave out. */
  details(load: Load): readonly Charge[]
  bulletins(load: Load): readonly Charge[]
  viewerRole(load: Load): readonly Charge[]
  /** What the viewer may do with conversations that are loaded already. */
  rights(load: Load): readonly Charge[]
  /** The viewer's one-to-one conversations with so many users. */
  contactConversations(load: Load): readonly Charge[]
  /** Whether conversations are saved. */
  favorites(load: Load): readonly Charge[]
  /** The viewer's own names in conversations. */
  displayNames(load: Load): readonly Charge[]
  /** A new group. @param hasAnnouncement whether it has one, as far as is known */
  newConversation(hasAnnouncement: boolean): readonly Charge[]
  /** A change of one conversation. @param parts name and announcement are parts of their own */
  conversationChange(parts: number): readonly Charge[]
  /** Sending a text. */
  message(): readonly Charge[]
  /** Joining a conversation. */
  joining(): readonly Charge[]
  /** What a change returns, with its fields. */
  changedConversations(load: Load): readonly Charge[]
  /** The viewer's circles. Absent where the network has none. */
  circles?(load: Load): readonly Charge[]
  /** The lists of what is in so many circles, without the conversations themselves. */
  circleContents?(load: Load): readonly Charge[]
  /** What the network says about contacts beside the users: each list once a request. */
  contacts(): readonly Charge[]
  /** Whom the account has blocked, likewise. */
  blocked(): readonly Charge[]
  /** All contacts, or all blocked users, of the account. */
  contactLists(which: 'contacts' | 'blocked'): readonly Charge[]
  /** One change of a contact, with what is read before and after. Nothing where the network does not have it. */
  contactChange(change: ContactChange): readonly Charge[]
  readonly byId: LookupCost
  readonly lookups: { readonly [Way in keyof UserLookupValues]?: LookupCost }
}

export const charge = (calls: CallClass, count = 1): Charge => ({ calls, count })

/** The most batches that a load can make: items are spread over the moments in the least favourable way. */
export const batchesOf = ({ items, moments }: Load, maxBatchSize: number): number => {
  const first = Math.min(items, moments)
  return first + Math.floor((items - first) / maxBatchSize)
}
