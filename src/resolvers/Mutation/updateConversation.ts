import { badUserInput } from '../../errors.ts'
import type { ConversationAction } from '../../datasources/rights.ts'
import type { MutationResolvers } from '../../generated/schema.ts'
import { announcementOf, nameOf } from '../conversation-text.ts'
import { makeChange, openConversation } from '../participants.ts'

export const updateConversation: NonNullable<MutationResolvers['updateConversation']> = async (
  _,
  { input },
  context,
) => {
  const opened = openConversation(context, input.id)
  const { writes, conversationId } = opened
  const name = nameOf(input.name)
  const announcement = announcementOf(input.announcement)
  if (name === null && announcement === null) {
    throw badUserInput('input: must have a name, an announcement or both.', [])
  }
  const actions: ConversationAction[] = []
  if (name !== null) actions.push('rename')
  if (announcement !== null) actions.push('setAnnouncement')
  return makeChange(opened, actions, writes.update(conversationId, { name, announcement }))
}
