import type { MutationResolvers } from '../../generated/schema.ts'
import { userIdOf } from '../node-id.ts'

export const blockUser: NonNullable<MutationResolvers['blockUser']> = async (
  _,
  { input },
  { datasources },
) => {
  const source = datasources.get('sealtalk')
  source.authorize('write')
  const user = await source.blacklist.block(userIdOf(source, input.userId, ['userId']))
  return { userId: input.userId, user }
}
