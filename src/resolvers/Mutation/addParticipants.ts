import type { MutationResolvers } from '../../generated/schema.ts'
import { namedUsersOf, openConversation } from '../participants.ts'

export const addParticipants: NonNullable<MutationResolvers['addParticipants']> = async (
  _,
  { input },
  context,
) => {
  const { source, writes, conversationId } = openConversation(context, input.id)
  const participants = namedUsersOf(source, input.userIds)
  return { conversation: await writes.manage(conversationId, 'ADD', participants) }
}
