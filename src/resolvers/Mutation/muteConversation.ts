import type { MutationResolvers } from '../../generated/schema.ts'
import { makeChange, openConversation } from '../participants.ts'

export const muteConversation: NonNullable<MutationResolvers['muteConversation']> = async (
  _,
  { input },
  context,
) => {
  const opened = openConversation(context, input.id)
  const { writes, conversationId } = opened
  return makeChange(opened, ['mute'], writes.mute?.(conversationId, input.seconds))
}
