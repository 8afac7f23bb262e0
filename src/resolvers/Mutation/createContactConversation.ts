import type { MutationResolvers } from '../../generated/schema.ts'
import { openNode } from '../node-id.ts'
import { requireChange, writesOf } from '../participants.ts'

export const createContactConversation: NonNullable<MutationResolvers['createContactConversation']> = async (
  _,
  { input },
  context,
) => {
  const { source, upstreamId } = openNode(context, input.userId, ['user'], {
    access: 'write',
    place: ['userId'],
  })
  return requireChange(source, 'one-to-one conversations', writesOf(source).createContact?.(upstreamId))()
}
