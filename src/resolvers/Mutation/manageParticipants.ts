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
  const named = participantsOf(source, input.participants, 'participants')
  if (action === 'ROLE' && named.some(({ role }) => role === null)) {
    throw badUserInput('participants: with the action ROLE, each user must have a role.', source.network)
  }
  // Whoever leaves has no role any more.
  const participants = action === 'REMOVE' ? named.map(({ userId }) => ({ userId, role: null })) : named
  return { conversation: await writes.manage(conversationId, action, participants) }
}
