import type { MutationResolvers } from '../../generated/schema.ts'
import { openUserToChange } from '../contacts.ts'

export const removeContact: NonNullable<MutationResolvers['removeContact']> = async (
  _,
  { input },
  context,
) => {
  const { contacts, userId, user } = openUserToChange(context, input.userId)
  await contacts.remove(userId)
  return { user }
}
