import type { MutationResolvers } from '../../generated/schema.ts'
import { namedUsersOf, openConversation } from '../participants.ts'

export const removeParticipants: NonNullable<MutationResolvers['removeParticipants']> = async (
  _,
  { input },
  context,
) => {
  const { source, writes, conversationId } = openConversation(context, input.id)
  const participants = namedUsersOf(source, input.userIds)
  return { conversation: await writes.manage(conversationId, 'REMOVE', participants) }
}
