import type { MutationResolvers } from '../../generated/schema.ts'
import { namedUsersOf, openConversation } from '../participants.ts'

export const setParticipantRoles: NonNullable<MutationResolvers['setParticipantRoles']> = async (
  _,
  { input },
  context,
) => {
  const { source, writes, conversationId } = openConversation(context, input.id)
  const participants = namedUsersOf(source, input.userIds, input.role)
  return { conversation: await writes.manage(conversationId, 'ROLE', participants) }
}
