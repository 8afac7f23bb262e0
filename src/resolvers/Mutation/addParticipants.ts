import type { MutationResolvers } from '../../generated/schema.ts'
import { makeChange, namedUsersOf, openConversation } from '../participants.ts'

export const addParticipants: NonNullable<MutationResolvers['addParticipants']> = async (
  _,
  { input },
  context,
) => {
  const opened = openConversation(context, input.id)
  const { source, writes, conversationId } = opened
  const participants = namedUsersOf(source, input.userIds)
  return makeChange(
    opened,
    ['addParticipants'],
    writes.manage(conversationId, 'ADD', participants, 'userIds'),
  )
}
