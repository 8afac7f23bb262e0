import type { MutationResolvers } from '../../generated/schema.ts'

export const logoutEverywhere: NonNullable<MutationResolvers['logoutEverywhere']> = async (
  _,
  __,
  { datasources },
) => {
  await datasources.get('sealtalk').signIn.logout('all')
  return { loggedOut: true }
}
