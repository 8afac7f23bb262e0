import type { MutationResolvers } from '../../generated/schema.ts'
import { openUserToChange } from '../contacts.ts'

export const blockUser: NonNullable<MutationResolvers['blockUser']> = async (_, { input }, context) => {
  const { contacts, userId, user } = openUserToChange(context, input.userId)
  await contacts.block(userId)
  return { userId: input.userId, user }
}
