import type { MutationResolvers } from '../../generated/schema.ts'
import { openUserToChange } from '../contacts.ts'

export const unblockUser: NonNullable<MutationResolvers['unblockUser']> = async (_, { input }, context) => {
  const { contacts, userId, user } = openUserToChange(context, input.userId)
  await contacts.unblock(userId)
  return { userId: input.userId, user }
}
