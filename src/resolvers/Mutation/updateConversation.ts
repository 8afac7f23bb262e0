import { badUserInput } from '../../errors.ts'
import type { MutationResolvers } from '../../generated/schema.ts'
import { announcementOf, nameOf } from '../conversation-text.ts'
import { openConversation } from '../participants.ts'

export const updateConversation: NonNullable<MutationResolvers['updateConversation']> = async (
  _,
  { input },
  context,
) => {
  const { writes, conversationId } = openConversation(context, input.id)
  const change = { name: nameOf(input.name), announcement: announcementOf(input.announcement) }
  if (change.name === null && change.announcement === null) {
    throw badUserInput('input: must have a name, an announcement or both.', [])
  }
  return { conversation: await writes.update(conversationId, change) }
}
