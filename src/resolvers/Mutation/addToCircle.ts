import type { MutationResolvers } from '../../generated/schema.ts'
import { namedConversationsOf, openCircle } from '../circles.ts'

export const addToCircle: NonNullable<MutationResolvers['addToCircle']> = async (_, { input }, context) => {
  const { source, circles, circleId } = openCircle(context, input.id)
  const conversationIds = namedConversationsOf(source, input.conversationIds)
  return { circle: await circles.change(circleId, 'ADD', conversationIds) }
}
