import { requireFeature } from '../../datasources/rights.ts'
import type { MutationResolvers } from '../../generated/schema.ts'
import { openNode, userIdOf } from '../node-id.ts'

export const answerGroupNotice: NonNullable<MutationResolvers['answerGroupNotice']> = async (
  _,
  { input },
  context,
) => {
  const { conversationId, receiverId, agree } = input
  const place = ['conversationId']
  const { source, upstreamId } = openNode(context, conversationId, ['conversation'], {
    access: 'write',
    place,
  })
  const receiver = userIdOf(source, receiverId, ['receiverId'])
  requireFeature(source, 'GROUP_NOTICES')
  return { notice: await context.datasources.get('sealtalk').notices.answer(upstreamId, receiver, agree)() }
}
