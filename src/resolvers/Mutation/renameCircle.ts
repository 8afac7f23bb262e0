import type { MutationResolvers } from '../../generated/schema.ts'
import { openCircle } from '../circles.ts'
import { requiredNameOf } from '../conversation-text.ts'

export const renameCircle: NonNullable<MutationResolvers['renameCircle']> = async (_, { input }, context) => {
  const { circles, circleId } = openCircle(context, input.id)
  return { circle: await circles.rename(circleId, requiredNameOf(input.name)) }
}
