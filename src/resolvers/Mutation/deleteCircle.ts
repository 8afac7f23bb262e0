import { encodeGlobalId } from '../../global-id.ts'
import type { MutationResolvers } from '../../generated/schema.ts'
import { openCircle } from '../circles.ts'

export const deleteCircle: NonNullable<MutationResolvers['deleteCircle']> = async (_, { input }, context) => {
  const { source, circles, circleId } = openCircle(context, input.id)
  await circles.delete(circleId)
  return { circleId: encodeGlobalId(source.network, 'circle', circleId) }
}
