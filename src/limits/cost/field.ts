import type { Charge, Load } from '../../datasources/costs.ts'
import type { Fields } from '../../datasources/types.ts'
import type { NetworkName } from '../../global-id.ts'
import type { Charged } from './cost.ts'

/** Objects of one type at one place of an operation, at their maximum number. */
export interface Place extends Load {
  readonly type: string
  /** The network of the objects. Undefined at the root. */
  readonly network: NetworkName | undefined
  /** Whether `items` is an assumption: they are below a list whose length nobody can know beforehand. */
  readonly isAssumed: boolean
  /** Loads of these objects that are charged already. */
  readonly charged: Charged
  /** Whether the users of participants are loaded, since their names were searched. */
  readonly areUsersLoaded: boolean
  /** Whether the conversations of a page come as ids, each of which takes a load if more is selected. */
  readonly areReferences: boolean
  /** For connections: the number of items per page. */
  readonly pageSize?: number
}

/** A field of an operation, as a price function sees it. */
export interface PricedField {
  /** The objects on which the field is selected. */
  readonly place: Place
  readonly args: Readonly<Record<string, unknown>>
  /** Names of the fields that are selected on its value if the value has this type. */
  fields(type: string): Fields
  /** @param at the objects that are loaded. Default: those on which the field is selected. */
  charge(charges: readonly Charge[], at?: Place): void
  /** Says that the value of an argument could not be read. */
  unread(argument: string): void
  /** The objects that the field returns: one, or a long list, for each object on which it is selected. */
  value(over?: Partial<Place>): Place
}

/** Objects that may be of several kinds: they are charged as the kind that costs most, with all that is below it. */
export interface OneOf {
  readonly oneOf: readonly (() => { readonly place: Place; readonly charges: readonly Charge[] })[]
}

/** Charges the cost of a field and returns the objects to which its selection applies. */
export type Price = (field: PricedField) => readonly (Place | OneOf)[]
