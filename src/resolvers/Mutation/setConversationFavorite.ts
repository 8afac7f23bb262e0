import type { MutationResolvers } from '../../generated/schema.ts'
import { makeChange, openConversation } from '../participants.ts'

export const setConversationFavorite: NonNullable<MutationResolvers['setConversationFavorite']> = async (
  _,
  { input },
  context,
) => {
  const opened = openConversation(context, input.id)
  const { writes, conversationId } = opened
  return makeChange(opened, ['favorite'], writes.setFavorite?.(conversationId, input.favorite))
}
