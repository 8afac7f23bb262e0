import type { MutationResolvers } from '../../generated/schema.ts'

export const register: NonNullable<MutationResolvers['register']> = async (_, { input }, { datasources }) => {
  const user = await datasources.get('sealtalk').signIn.register(input)
  return { userId: user.id, user }
}
