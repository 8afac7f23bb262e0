import { providerCosts } from '../../datasources/index.ts'
import type { Charge } from '../../datasources/costs.ts'
import { isBlankInAuthorization } from '../../resolvers/Authorization.ts'
import { isIdOnly } from '../../resolvers/reference.ts'
import type { Place, Price, PricedField } from './field.ts'

/** The costs of the network whose things a place holds. */
export const roomOf = ({ network }: Place) => (network === undefined ? undefined : providerCosts[network])

/** What is loaded of the things that a field stands on, by a room's way of loading. */
export const loads =
  (way: 'participants' | 'details' | 'viewerRole' | 'circleNames'): Price =>
  (field) => {
    field.charge(roomOf(field.place)?.[way](field.place) ?? [])
    return []
  }

/** A thing that another answer refers to: loaded where more than its ids is selected. */
const reference =
  (type: 'User' | 'Conversation', cost: (value: Place, field: PricedField) => readonly Charge[]): Price =>
  (field) => {
    const value = field.value()
    if (!isIdOnly(field.fields(type))) field.charge(cost(value, field), value)
    return [value]
  }

export const userReference = reference(
  'User',
  (value, field) => roomOf(value)?.users(value, field.fields('User')) ?? [],
)

export const participantUser = reference(
  'User',
  (value, field) => roomOf(value)?.participantUsers(value, field.fields('User')) ?? [],
)

export const conversationReference = reference(
  'Conversation',
  (value) => roomOf(value)?.conversations(value) ?? [],
)

/** The user that comes with an authorization lacks what depends on who looks. */
export const authorizationUser: Price = (field) =>
  isBlankInAuthorization(field.fields('User')) ? userReference(field) : [field.value()]
