import type { MutationResolvers } from '../../generated/schema.ts'
import { openConversation } from '../participants.ts'

export const rotateConversationCode: NonNullable<MutationResolvers['rotateConversationCode']> = async (
  _,
  { input },
  context,
) => {
  const { writes, conversationId } = openConversation(context, input.id)
  return { conversation: await writes.rotateCode(conversationId) }
}
