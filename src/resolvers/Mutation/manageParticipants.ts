import { badUserInput } from '../../errors.ts'
import type { ConversationAction } from '../../datasources/rights.ts'
import type { MutationResolvers } from '../../generated/schema.ts'
import { makeChange, openConversation, participantsOf } from '../participants.ts'

const RIGHTS = {
  ADD: 'addParticipants',
  REMOVE: 'removeParticipants',
  ROLE: 'setRoles',
} as const satisfies Record<string, ConversationAction>

export const manageParticipants: NonNullable<MutationResolvers['manageParticipants']> = async (
  _,
  { input },
  context,
) => {
  const opened = openConversation(context, input.id)
  const { source, writes, conversationId } = opened
  const { action } = input
  const named = participantsOf(source, input.participants)
  const withoutRole = action === 'ROLE' ? named.findIndex(({ role }) => role === null) : -1
  if (withoutRole >= 0) {
    const message = 'role: with the action ROLE, each user must have one.'
    throw badUserInput(message, ['participants', withoutRole, 'role'], source.network)
  }
  // Whoever leaves has no role any more.
  const participants = action === 'REMOVE' ? named.map(({ userId }) => ({ userId, role: null })) : named
  const change = writes.manage(conversationId, action, participants, 'participants')
  return makeChange(opened, [RIGHTS[action]], change)
}
