import type { MutationResolvers } from '../../generated/schema.ts'
import { openRequest } from '../contacts.ts'

export const acceptContactRequest: NonNullable<MutationResolvers['acceptContactRequest']> = async (
  _,
  { input },
  context,
) => {
  const { requests, userId, user } = openRequest(context, input.userId)
  await requests.accept(userId)
  return { user }
}
