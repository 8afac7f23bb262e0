import type { MutationResolvers } from '../../generated/schema.ts'
import { makeChange, namedUsersOf, openConversation } from '../participants.ts'

export const setParticipantRoles: NonNullable<MutationResolvers['setParticipantRoles']> = async (
  _,
  { input },
  context,
) => {
  const opened = openConversation(context, input.id)
  const { source, writes, conversationId } = opened
  const participants = namedUsersOf(source, input.userIds, input.role)
  return makeChange(opened, ['setRoles'], writes.manage(conversationId, 'ROLE', participants, 'userIds'))
}
