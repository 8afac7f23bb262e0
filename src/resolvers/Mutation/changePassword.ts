import type { MutationResolvers } from '../../generated/schema.ts'

export const changePassword: NonNullable<MutationResolvers['changePassword']> = async (
  _,
  { input },
  { datasources },
) => {
  const source = datasources.get('sealtalk')
  source.authorize('write')
  await source.signIn.changePassword(input.oldPassword, input.newPassword)
  return { changed: true }
}
