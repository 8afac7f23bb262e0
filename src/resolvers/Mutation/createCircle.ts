import type { MutationResolvers } from '../../generated/schema.ts'
import { requiredNameOf } from '../conversation-text.ts'

export const createCircle: NonNullable<MutationResolvers['createCircle']> = async (
  _,
  { input },
  { datasources },
) => {
  const source = datasources.get('mixin')
  source.authorize('write')
  return { circle: await source.circles.create(requiredNameOf(input.name)) }
}
