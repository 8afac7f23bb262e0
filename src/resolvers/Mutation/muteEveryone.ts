import type { MutationResolvers } from '../../generated/schema.ts'
import { makeChange, openConversation } from '../participants.ts'

export const muteEveryone: NonNullable<MutationResolvers['muteEveryone']> = async (_, { input }, context) => {
  const opened = openConversation(context, input.id)
  const { writes, conversationId } = opened
  return makeChange(opened, ['muteEveryone'], writes.muteEveryone?.(conversationId, input.muted))
}
