import { charge, type CallClass } from '../../../datasources/costs.ts'
import { providerCosts } from '../../../datasources/index.ts'
import type { NetworkName } from '../../../global-id.ts'
import type { Price, PricedField } from '../field.ts'

/** Prices by `Type.field`. */
export type Prices = Readonly<Record<string, Price>>

/** A value that needs no call: a property, or computed from what is loaded. */
export const property: Price = (field) => [field.value()]

/** One call, or so many, for each object on which the field is selected. */
export const each =
  (calls: CallClass, count = 1): Price =>
  (field) => {
    field.charge([charge(calls, field.place.items * count)])
    return [field.value()]
  }

/** A write that returns objects of one network. */
export const write =
  (network: NetworkName, before: Price = property): Price =>
  (field) => {
    before(field)
    field.charge([charge('writes')])
    return [field.value({ network })]
  }

/** Writes to the caller's own SealTalk account. */
export const ownWrites =
  (count: (field: PricedField) => number): Price =>
  (field) => {
    field.charge(providerCosts.sealtalk.ownWrites(count(field)))
    return [field.value({ network: 'sealtalk' })]
  }
