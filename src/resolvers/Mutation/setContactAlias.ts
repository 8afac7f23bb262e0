import type { MutationResolvers } from '../../generated/schema.ts'
import { openUserToChange } from '../contacts.ts'

export const setContactAlias: NonNullable<MutationResolvers['setContactAlias']> = async (
  _,
  { input },
  context,
) => {
  const { contacts, userId, user } = openUserToChange(context, input.userId)
  await contacts.setAlias(userId, input.alias ?? '')
  return { user }
}
