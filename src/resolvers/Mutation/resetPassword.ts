import type { MutationResolvers } from '../../generated/schema.ts'

export const resetPassword: NonNullable<MutationResolvers['resetPassword']> = async (
  _,
  { input },
  { datasources },
) => {
  await datasources.get('sealtalk').signIn.resetPassword(input.password, input.verificationToken)
  return { changed: true }
}
