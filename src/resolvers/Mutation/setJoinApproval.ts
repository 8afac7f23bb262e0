import type { MutationResolvers } from '../../generated/schema.ts'
import { makeChange, openConversation } from '../participants.ts'

export const setJoinApproval: NonNullable<MutationResolvers['setJoinApproval']> = async (
  _,
  { input },
  context,
) => {
  const opened = openConversation(context, input.id)
  const { writes, conversationId } = opened
  return makeChange(opened, ['setJoinApproval'], writes.setJoinApproval?.(conversationId, input.required))
}
