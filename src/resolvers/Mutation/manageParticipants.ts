import { badUserInput } from '../../errors.ts'
import type { MutationResolvers } from '../../generated/schema.ts'
import { openConversation, participantsOf } from '../participants.ts'

export const manageParticipants: NonNullable<MutationResolvers['manageParticipants']> = async (
  _,
  { input },
  context,
) => {
  const { source, writes, conversationId } = openConversation(context, input.id)
  const { action } = input
  const named = participantsOf(source, input.participants)
  const withoutRole = action === 'ROLE' ? named.findIndex(({ role }) => role === null) : -1
  if (withoutRole >= 0) {
    const message = 'role: with the action ROLE, each user must have one.'
    throw badUserInput(message, ['participants', withoutRole, 'role'], source.network)
  }
  // Whoever leaves has no role any more.
  const participants = action === 'REMOVE' ? named.map(({ userId }) => ({ userId, role: null })) : named
  return { conversation: await writes.manage(conversationId, action, participants) }
}
