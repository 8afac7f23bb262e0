import type { Fields, UserLookupValues } from './types.ts'

/** Upstream calls by what sets them apart: how dear they are to a network, and what they are good for. */
export type CallClass = 'limitedLookups' | 'batchedReads' | 'singleReads' | 'writes' | 'textMessages'

/** Things to be loaded. Those that are asked for in the same moment may share calls. */
export interface Load {
  readonly items: number
  /** At how many different moments they are asked for. */
  readonly moments: number
}

/** Calls that something may cause at worst. */
export interface Charge {
  readonly calls: CallClass
  readonly count: number
  /** A request loads it once under this name: of the same things, or at all. */
  readonly once?: { readonly of: 'things' | 'request'; readonly name: string }
}

/** Finding users in one way. */
export interface LookupCost {
  charge(items: number, fields: Fields): readonly Charge[]
  /** At how many different moments the users found arrive. */
  moments(items: number): number
}

/**
 * What the ways of loading that a room has may cost at worst: nothing is cached, and whoever is asked for is
 * asked for once. It says the same as the room's code, in numbers. Calls that are repeated because the first
 * one failed do not count, nor does what a request shares with others.
 */
export interface ProviderCosts {
  /** Users that another answer refers to. */
  users(load: Load, fields: Fields): readonly Charge[]
  /** Users of participants that are there. */
  participantUsers(load: Load, fields: Fields): readonly Charge[]
  /** Absent where the network has no apps. */
  apps?(load: Load): readonly Charge[]
  conversations(load: Load): readonly Charge[]
  /** Of conversations that are there. */
  participants(load: Load): readonly Charge[]
  /** What lists of conversations leave out. */
  details(load: Load): readonly Charge[]
  viewerRole(load: Load): readonly Charge[]
  /** The viewer's one-to-one conversations with so many users. */
  contactConversations(load: Load): readonly Charge[]
  circleNames(load: Load): readonly Charge[]
  readonly byId: LookupCost
  readonly lookups: { readonly [Way in keyof UserLookupValues]?: LookupCost }
}

export const charge = (calls: CallClass, count = 1): Charge => ({ calls, count })

/** Calls for things that are loaded so many at a time: the worst way in which they can be spread over moments. */
export const batchesOf = ({ items, moments }: Load, maxBatchSize: number): number => {
  const first = Math.min(items, moments)
  return first + Math.floor((items - first) / maxBatchSize)
}
