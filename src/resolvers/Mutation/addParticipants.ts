import type { MutationResolvers } from '../../generated/schema.ts'
import { openConversation, participantsOf } from '../participants.ts'

export const addParticipants: NonNullable<MutationResolvers['addParticipants']> = async (
  _,
  { input },
  context,
) => {
  const { source, writes, conversationId } = openConversation(context, input.id)
  const users = input.userIds.map((userId) => ({ userId }))
  const participants = participantsOf(source, users, 'userIds')
  return { conversation: await writes.manage(conversationId, 'ADD', participants) }
}
