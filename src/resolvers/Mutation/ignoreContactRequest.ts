import type { MutationResolvers } from '../../generated/schema.ts'
import { openRequest } from '../contacts.ts'

export const ignoreContactRequest: NonNullable<MutationResolvers['ignoreContactRequest']> = async (
  _,
  { input },
  context,
) => {
  const { requests, userId, user } = openRequest(context, input.userId)
  await requests.ignore(userId)
  return { user }
}
