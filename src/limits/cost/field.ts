import type { Charge, Load } from '../../datasources/costs.ts'
import type { Fields } from '../../datasources/types.ts'
import type { NetworkName } from '../../global-id.ts'
import type { Paid } from './bill.ts'

/** Things of one type that are answered at one place of an operation, at worst. */
export interface Place extends Load {
  readonly type: string
  /** Whose things they are; undefined at the top. */
  readonly network: NetworkName | undefined
  /** What has been loaded of them. */
  readonly paid: Paid
  /** Of connections: items on each page. */
  readonly pageSize?: number
}

/** A field of an operation whose cost is asked for. */
export interface PricedField {
  /** What the field is selected on. */
  readonly place: Place
  readonly args: Readonly<Record<string, unknown>>
  /** Names of the fields that are selected of its value, where that is of this type. */
  fields(type: string): Fields
  /** @param at the things that are loaded. Default: those that the field is selected on. */
  charge(charges: readonly Charge[], at?: Place): void
  /** The things that it answers: one for each of those that it is selected on, or a long list. */
  value(over?: Partial<Place>): Place
}

/** Charges what a field costs and says what its selection is about. */
export type Price = (field: PricedField) => readonly Place[]
