import type { MutationResolvers } from '../../generated/schema.ts'
import { makeChange, openConversation } from '../participants.ts'

export const setDisplayName: NonNullable<MutationResolvers['setDisplayName']> = async (
  _,
  { input },
  context,
) => {
  const opened = openConversation(context, input.id)
  const { writes, conversationId } = opened
  return makeChange(opened, ['setDisplayName'], writes.setDisplayName?.(conversationId, input.name ?? ''))
}
