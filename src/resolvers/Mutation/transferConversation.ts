import type { MutationResolvers } from '../../generated/schema.ts'
import { userIdOf } from '../node-id.ts'
import { makeChange, openConversation } from '../participants.ts'

export const transferConversation: NonNullable<MutationResolvers['transferConversation']> = async (
  _,
  { input },
  context,
) => {
  const opened = openConversation(context, input.id)
  const { source, writes, conversationId } = opened
  const userId = userIdOf(source, input.userId, ['userId'])
  return makeChange(opened, ['transfer'], writes.transfer?.(conversationId, userId))
}
