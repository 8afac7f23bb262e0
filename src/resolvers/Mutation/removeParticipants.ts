import type { MutationResolvers } from '../../generated/schema.ts'
import { makeChange, namedUsersOf, openConversation } from '../participants.ts'

export const removeParticipants: NonNullable<MutationResolvers['removeParticipants']> = async (
  _,
  { input },
  context,
) => {
  const opened = openConversation(context, input.id)
  const { source, writes, conversationId } = opened
  const participants = namedUsersOf(source, input.userIds)
  return makeChange(
    opened,
    ['removeParticipants'],
    writes.manage(conversationId, 'REMOVE', participants, 'userIds'),
  )
}
