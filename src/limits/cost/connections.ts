import { MAX_PAGE } from '../../resolvers/connection.ts'
import type { Place, Price, PricedField } from './field.ts'
import { LONG_LIST } from '../list-size.ts'
import { providerCostsOf } from './references.ts'

/** The page size of a field, as its resolver reads it. The resolver rejects invalid sizes. */
export const pageSizeOf = ({ args }: PricedField, fallback: number): number => {
  const first = args['first']
  return typeof first === 'number' && first >= 0 ? Math.min(first, MAX_PAGE) : fallback
}

/** A page of a list that its own fields load. They share one load. */
export const participantPages: Price = (field) => [
  field.value({ pageSize: pageSizeOf(field, 50), charged: field.place.charged }),
]

/** A page that needs its own upstream call. */
export const pageByOffset: Price = (field) => {
  field.charge([{ calls: 'singleReads', count: field.place.items }])
  return [field.value({ pageSize: pageSizeOf(field, 20) })]
}

const itemsOnPages = ({ items, pageSize = LONG_LIST }: Place): number => items * pageSize

/** The items of the pages. */
export const items: Price = (field) => [field.value({ items: itemsOnPages(field.place) })]

/** A field of a participant page, which needs the loaded participants. */
export const ofParticipants =
  (price: Price): Price =>
  (field) => {
    field.charge(providerCostsOf(field.place)?.participants(field.place) ?? [])
    return price(field)
  }
