import type { MutationResolvers } from '../../generated/schema.ts'

export const logout: NonNullable<MutationResolvers['logout']> = async (_, __, { datasources }) => {
  await datasources.get('sealtalk').signIn.logout('this')
  return { loggedOut: true }
}
