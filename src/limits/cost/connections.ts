import { MAX_PAGE } from '../../resolvers/connection.ts'
import type { Place, Price, PricedField } from './field.ts'
import { LONG_LIST } from '../list-size.ts'
import { providerCostsOf } from './references.ts'

/** The page size of a field, as its resolver reads it. The resolver rejects invalid sizes, and `first` beside `last`. */
export const pageSizeOf = ({ args }: PricedField, fallback: number): number => {
  const size = args['last'] ?? args['first']
  return typeof size === 'number' && size >= 0 ? Math.min(size, MAX_PAGE) : fallback
}

/** Everyone is found by a blank text, and perhaps by an unknown one. */
const isSearch = (search: unknown): boolean =>
  typeof search === 'string' ? search.trim() !== '' : search !== undefined && search !== null

/** A page of a list that its own fields load. They share one load. */
export const participantPages: Price = (field) => [
  field.value({
    pageSize: pageSizeOf(field, 50),
    charged: field.place.charged,
    areUsersLoaded: isSearch(field.args['search']),
  }),
]

/** A page that needs its own upstream call. */
export const pageByOffset: Price = (field) => {
  field.charge([{ calls: 'singleReads', count: field.place.items }])
  return [field.value({ pageSize: pageSizeOf(field, 20) })]
}

const itemsOnPages = ({ items, pageSize = LONG_LIST }: Place): number => items * pageSize

/** The items of the pages. */
export const items: Price = (field) => [field.value({ items: itemsOnPages(field.place) })]

/** A field of a participant page, which needs the loaded participants, and their names where these are searched. */
export const ofParticipants =
  (price: Price): Price =>
  (field) => {
    const costs = providerCostsOf(field.place)
    field.charge(costs?.participants(field.place) ?? [])
    if (field.place.areUsersLoaded) field.charge(costs?.participantNames(field.place) ?? [])
    return price(field)
  }
