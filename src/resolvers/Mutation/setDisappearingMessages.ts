import type { MutationResolvers } from '../../generated/schema.ts'
import { makeChange, openConversation } from '../participants.ts'

export const setDisappearingMessages: NonNullable<MutationResolvers['setDisappearingMessages']> = async (
  _,
  { input },
  context,
) => {
  const opened = openConversation(context, input.id)
  const { writes, conversationId } = opened
  return makeChange(
    opened,
    ['setDisappearingMessages'],
    writes.setDisappearing?.(conversationId, input.seconds),
  )
}
