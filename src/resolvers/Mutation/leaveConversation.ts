import type { MutationResolvers } from '../../generated/schema.ts'
import { encodeGlobalId } from '../../global-id.ts'
import { makeChange, openConversation } from '../participants.ts'

export const leaveConversation: NonNullable<MutationResolvers['leaveConversation']> = async (
  _,
  { input },
  context,
) => {
  const opened = openConversation(context, input.id)
  const { source, writes, conversationId } = opened
  await makeChange(opened, ['leave'], writes.leave(conversationId))
  return { conversationId: encodeGlobalId(source.network, 'conversation', conversationId) }
}
