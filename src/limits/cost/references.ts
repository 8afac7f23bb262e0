import { providerCosts } from '../../datasources/index.ts'
import type { Charge, ProviderCosts } from '../../datasources/costs.ts'
import { isBlankInAuthorization } from '../../resolvers/Authorization.ts'
import { isIdOnly } from '../../resolvers/reference.ts'
import type { Place, Price, PricedField } from './field.ts'

/** The cost functions of the network to which the objects of a place belong. */
export const providerCostsOf = ({ network }: Place): ProviderCosts | undefined =>
  network === undefined ? undefined : providerCosts[network]

/** Charges a load for the objects on which a field is selected. */
export const loads =
  (
    way:
      | 'participants'
      | 'details'
      | 'bulletins'
      | 'viewerRole'
      | 'rights'
      | 'circles'
      | 'favorites'
      | 'displayNames',
  ): Price =>
  (field) => {
    field.charge(providerCostsOf(field.place)?.[way]?.(field.place) ?? [])
    return []
  }

/** An object that another object refers to. It is loaded if more than its ids are selected. */
const reference =
  (type: 'User' | 'Conversation', cost: (value: Place, field: PricedField) => readonly Charge[]): Price =>
  (field) => {
    const value = field.value()
    if (!isIdOnly(field.fields(type))) field.charge(cost(value, field), value)
    return [value]
  }

export const userReference = reference(
  'User',
  (value, field) => providerCostsOf(value)?.users(value, field.fields('User')) ?? [],
)

export const participantUser = reference('User', (value) =>
  value.areUsersLoaded ? [] : (providerCostsOf(value)?.participantUsers(value) ?? []),
)

export const conversationReference = reference(
  'Conversation',
  (value) => providerCostsOf(value)?.conversations(value) ?? [],
)

/** The user in an authorization lacks the fields that depend on the viewer. */
export const authorizationUser: Price = (field) =>
  isBlankInAuthorization(field.fields('User')) ? userReference(field) : [field.value()]
