import { MAX_PAGE } from '../../resolvers/connection.ts'
import type { Place, Price, PricedField } from './field.ts'
import { LONG_LIST } from '../list-size.ts'
import { roomOf } from './references.ts'

/** The page that a field asks for, as its resolver reads it; another size is refused there. */
const pageSizeOf = ({ args }: PricedField, fallback: number): number => {
  const first = args['first']
  return typeof first === 'number' && first >= 0 ? Math.min(first, MAX_PAGE) : fallback
}

/** A page of a list that is loaded by whoever reads it: the same for all that is asked of it. */
export const participantPages: Price = (field) => [
  field.value({ pageSize: pageSizeOf(field, 50), paid: field.place.paid }),
]

/** A page that takes a call of its own. */
export const pageByOffset: Price = (field) => {
  field.charge([{ calls: 'singleReads', count: field.place.items }])
  return [field.value({ pageSize: pageSizeOf(field, 20) })]
}

const onPages = ({ items, pageSize = LONG_LIST }: Place): number => items * pageSize

/** The items of pages. */
export const items: Price = (field) => [field.value({ items: onPages(field.place) })]

/** Something about pages of participants, for which these have to be there. */
export const ofParticipants =
  (price: Price): Price =>
  (field) => {
    field.charge(roomOf(field.place)?.participants(field.place) ?? [])
    return price(field)
  }
