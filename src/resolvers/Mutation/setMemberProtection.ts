import type { MutationResolvers } from '../../generated/schema.ts'
import { makeChange, openConversation } from '../participants.ts'

export const setMemberProtection: NonNullable<MutationResolvers['setMemberProtection']> = async (
  _,
  { input },
  context,
) => {
  const opened = openConversation(context, input.id)
  const { writes, conversationId } = opened
  return makeChange(
    opened,
    ['setMemberProtection'],
    writes.setMemberProtection?.(conversationId, input.protected),
  )
}
