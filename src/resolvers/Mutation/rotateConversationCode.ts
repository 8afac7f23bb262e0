import type { MutationResolvers } from '../../generated/schema.ts'
import { makeChange, openConversation } from '../participants.ts'

export const rotateConversationCode: NonNullable<MutationResolvers['rotateConversationCode']> = async (
  _,
  { input },
  context,
) => {
  const opened = openConversation(context, input.id)
  const { writes, conversationId } = opened
  return makeChange(opened, ['rotateCode'], writes.rotateCode?.(conversationId))
}
