import type { MutationResolvers } from '../../generated/schema.ts'
import { openUserToChange } from '../contacts.ts'

export const addContact: NonNullable<MutationResolvers['addContact']> = async (_, { input }, context) => {
  const { contacts, userId, user } = openUserToChange(context, input.userId)
  const { alias = null, message = null } = input
  return { user, outcome: await contacts.add(userId, { alias, message }) }
}
